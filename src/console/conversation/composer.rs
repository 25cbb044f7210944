//! Where replies and notes are written.

use leptos::{html::Textarea, prelude::*};
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::{
    draft,
    mode::{Mode, ModeSwitch},
    quick_replies::{PANEL_ID, QuickReplies, QuickReplyPanel, SlashMenu},
    state::use_conversation,
    texts::ToolTexts,
};
use crate::{
    api::typing::agent_is_typing,
    console::{icons::FlashIcon, locale::use_locale},
    model::message::{MessageText, MessageTextError},
    ui::{
        emoji::EmojiPicker,
        files::AttachButton,
        icons::{Glyph, Icon},
        typing::Typist,
    },
};

/// The `id` of the field, by which the keyboard finds it.
pub const REPLY_ID: &str = "reply";
const ERROR_ID: &str = "reply-error";

/// The field, its error and the button that sends what is in it.
#[component]
pub fn Composer() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    let field = NodeRef::<Textarea>::new();
    let mode = RwSignal::new(Mode::Reply);
    let problem = RwSignal::new(None);
    let is_blank = RwSignal::new(true);
    let typist = Typist::new();
    let replies = QuickReplies::new(field);
    let menu = SlashMenu::new(replies);

    let follow = move |field: &HtmlTextAreaElement| {
        let text = field.value();
        draft::keep(&conversation.id(), mode.get_untracked(), &text);
        is_blank.set(text.trim().is_empty());
        problem.set(MessageText::new(&text).err().filter(|error| *error != MessageTextError::Empty));
        fit(field);
    };
    let load = move |field: &HtmlTextAreaElement| {
        field.set_value(&draft::load(&conversation.id(), mode.get_untracked()));
        follow(field);
    };
    field.on_load(move |field| load(&field));
    Effect::watch(
        move || mode.get(),
        move |_, _, _| {
            replies.close();
            field.get_untracked().iter().for_each(load);
        },
        false,
    );
    replies.on_insert(move || field.get_untracked().iter().for_each(follow));
    let send = move || {
        let Some(field) = field.get_untracked() else { return };
        if let Ok(text) = MessageText::new(&field.value()) {
            match mode.get_untracked() {
                Mode::Reply => conversation.write(text),
                Mode::Note => conversation.write_note(text),
            }
            typist.sent();
            field.set_value("");
            follow(&field);
        }
        let _ = field.focus();
    };
    let typed = move |_| {
        let Some(field) = field.get_untracked() else { return };
        follow(&field);
        replies.look();
        let is_replying = move || {
            let is_reply = mode.try_get_untracked() == Some(Mode::Reply);
            is_reply && is_blank.try_get_untracked() == Some(false)
        };
        typist.key(is_replying, move || async move {
            // A failure needs no word: it is only a hint.
            let _ = agent_is_typing(conversation.id()).await;
        });
    };
    let on_key = move |event: KeyboardEvent| {
        // While an input method composes, Enter picks a word; some browsers
        // say so by the key code only.
        let is_composing = event.is_composing() || event.key_code() == 229;
        if is_composing || menu.steer(&event) {
            return;
        }
        if event.key() == "Enter" && !event.shift_key() {
            event.prevent_default();
            send();
        }
    };
    let error = move || problem.get().map(|_| locale.texts().message_too_long);
    let is_note = move || mode.get() == Mode::Note;
    Effect::new(move |_| conversation.is_noting.set(is_note()));
    let language = Signal::derive(move || locale.language());

    view! {
        <div class="composer-place">
            {menu.view()}
            <QuickReplyPanel replies />
            <form
                class="composer"
                class:composer--note=is_note
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <ModeSwitch mode />
                <textarea
                    id=REPLY_ID
                    node_ref=field
                    rows="1"
                    dir="auto"
                    aria-label=move || if is_note() { texts().note } else { locale.texts().reply }
                    placeholder=move || if is_note() { texts().write_a_note } else { locale.texts().write_a_reply }
                    aria-invalid=move || problem.with(|problem| problem.is_some().then_some("true"))
                    aria-describedby=ERROR_ID
                    aria-autocomplete="list"
                    aria-controls=move || menu.list_id()
                    aria-activedescendant=move || menu.active_id()
                    on:input=typed
                    on:click=move |_| replies.look()
                    on:keydown=on_key
                ></textarea>
                <div class="composer-foot">
                    <div class="composer-tools">
                        <Show when=move || !is_note()>
                            <AttachButton uploads=conversation.uploads language class="icon-button" />
                        </Show>
                        // Anew in another language: its names are others.
                        {move || view! { <EmojiPicker language=locale.language() field=field class="icon-button" /> }}
                        <QuickReplyButton replies />
                    </div>
                    <p class="composer-hint" class:is-error=move || problem.with(Option::is_some) id=ERROR_ID aria-live="polite">
                        {move || {
                            let hint = if is_note() { texts().note_hint } else { locale.texts().keys_hint };
                            error().unwrap_or(hint)
                        }}
                    </p>
                    <button
                        type="submit"
                        class="button button--primary"
                        aria-disabled=move || (is_blank.get() || problem.with(Option::is_some)).then_some("true")
                    >
                        {move || if is_note() { texts().keep_note } else { locale.texts().send }}
                        <Icon glyph=Glyph::Send />
                    </button>
                </div>
            </form>
        </div>
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

/// Lets the field grow with its text; the style sheet says how far.
fn fit(field: &HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(field);
    // Both are valid values: setting them cannot fail.
    let _ = style.set_property("height", "auto");
    let _ = style.set_property("height", &format!("{}px", field.scroll_height()));
}
