//! The row below the field: its tools, a hint or an error, and the send button.

use leptos::prelude::*;

use super::writing::Writing;
use crate::{
    console::{
        conversation::{
            quick_replies::{PANEL_ID, QuickReplies},
            state::use_conversation,
            texts::ToolTexts,
        },
        dom_view::DomView,
        icons::FlashIcon,
        locale::use_locale,
        outbox::OutboxTexts,
        own_storage::{self, EMOJI},
    },
    ui::{
        emoji::emoji_picker,
        files::attach_button,
        icons::{Glyph, Icon},
    },
};

/// The `id` of the hint, which describes the field.
pub const HINT_ID: &str = "reply-error";

/// Shows the row below the field.
#[component]
pub fn Foot(writing: Writing) -> impl IntoView {
    view! {
        <div class="composer-foot">
            <Tools writing />
            <Hint writing />
            <SendAndResolveButton writing />
            <SendButton writing />
        </div>
    }
}

#[component]
fn Tools(writing: Writing) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    // Drawn again when the mode changes: files then go to the other recipients.
    let attach = move || {
        let uploads = conversation.files.of(conversation.mode.get());
        Some(attach_button(uploads, locale.language(), "icon-button"))
    };
    let emoji = move || {
        let recent = own_storage::key(conversation.me(), EMOJI);
        Some(emoji_picker(writing.field.get()?, locale.language(), "icon-button", recent))
    };
    view! {
        <div class="composer-tools">
            <DomView draw=attach />
            <DomView draw=emoji />
            <QuickReplyButton replies=writing.replies />
        </div>
    }
}

#[component]
fn Hint(writing: Writing) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let words = move || match () {
        () if writing.is_too_long() => locale.texts().message_too_long,
        () if conversation.outbox.is_full() => OutboxTexts::of(locale.language()).full,
        () if conversation.is_noting() => ToolTexts::of(locale.language()).note_hint,
        () => locale.texts().keys_hint,
    };
    view! {
        <p class="composer-hint" class:is-error=move || writing.is_too_long() || conversation.outbox.is_full() id=HINT_ID aria-live="polite">
            {words}
        </p>
    }
}

#[component]
fn SendButton(writing: Writing) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let words = move || {
        if conversation.is_noting() { ToolTexts::of(locale.language()).keep_note } else { locale.texts().send }
    };
    view! {
        <button
            type="submit"
            class="button button--primary"
            aria-disabled=move || (!writing.is_ready()).then_some("true")
        >
            {words}
            <Icon glyph=Glyph::Send />
        </button>
    }
}

/// Shows the small second action beside the send button.
#[component]
fn SendAndResolveButton(writing: Writing) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let label = move || ToolTexts::of(locale.language()).send_and_resolve;
    let title = move || format!("{} ({})", label(), if is_mac() { "⌘ ↵" } else { "Ctrl ↵" });
    view! {
        <Show when=move || !conversation.is_noting()>
            <button
                type="button"
                class="icon-button send-and-resolve"
                aria-label=label
                title=title
                aria-keyshortcuts="Control+Enter Meta+Enter"
                aria-disabled=move || (!writing.is_ready()).then_some("true")
                on:click=move |_| writing.send_and_resolve()
            >
                <Icon glyph=Glyph::Check />
            </button>
        </Show>
    }
}

fn is_mac() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
}

#[component]
fn QuickReplyButton(replies: QuickReplies) -> impl IntoView {
    let locale = use_locale();
    let label = move || ToolTexts::of(locale.language()).quick_replies;
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            aria-haspopup="dialog"
            aria-expanded=move || if replies.is_panel_open.get() { "true" } else { "false" }
            aria-controls=move || replies.is_panel_open.get().then_some(PANEL_ID)
            aria-keyshortcuts="q"
            on:click=move |_| replies.toggle_panel()
        >
            <FlashIcon />
        </button>
    }
}
