//! Below the field: its tools, a hint or what is wrong, and the button that
//! sends.

use leptos::prelude::*;

use super::writing::Writing;
use crate::{
    console::{
        conversation::{
            quick_replies::{PANEL_ID, QuickReplies},
            state::use_conversation,
            texts::ToolTexts,
        },
        icons::FlashIcon,
        locale::use_locale,
    },
    ui::{
        emoji::EmojiPicker,
        files::AttachButton,
        icons::{Glyph, Icon},
    },
};

/// The `id` of the hint, which describes the field.
pub const HINT_ID: &str = "reply-error";

/// The line below the field.
#[component]
pub fn Foot(writing: Writing) -> impl IntoView {
    view! {
        <div class="composer-foot">
            <Tools writing />
            <Hint writing />
            <SendButton writing />
        </div>
    }
}

#[component]
fn Tools(writing: Writing) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let language = Signal::derive(move || locale.language());
    view! {
        <div class="composer-tools">
            // Anew for whom else one writes: its files go there.
            {move || {
                let uploads = conversation.files.of(conversation.mode.get());
                view! { <AttachButton uploads language class="icon-button" /> }
            }}
            // Anew in another language: its names are others.
            {move || view! { <EmojiPicker language=locale.language() field=writing.field class="icon-button" /> }}
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
        () if conversation.is_noting() => ToolTexts::of(locale.language()).note_hint,
        () => locale.texts().keys_hint,
    };
    view! {
        <p class="composer-hint" class:is-error=move || writing.is_too_long() id=HINT_ID aria-live="polite">
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
