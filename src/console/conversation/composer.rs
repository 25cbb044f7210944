//! Where the reply is written.

use leptos::{html::Textarea, prelude::*};
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::{draft, state::use_conversation};
use crate::{
    console::locale::use_locale,
    model::message::{MessageText, MessageTextError},
    ui::{
        emoji::EmojiPicker,
        icons::{Glyph, Icon},
    },
};

/// The `id` of the reply's field, by which the keyboard finds it.
pub const REPLY_ID: &str = "reply";
const ERROR_ID: &str = "reply-error";

/// The reply's field, its error and the button that sends it.
#[component]
pub fn Composer() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let field = NodeRef::<Textarea>::new();
    let problem = RwSignal::new(None);
    let is_blank = RwSignal::new(true);

    let follow = move |field: &HtmlTextAreaElement| {
        let text = field.value();
        draft::keep(&conversation.id(), &text);
        is_blank.set(text.trim().is_empty());
        problem.set(MessageText::new(&text).err().filter(|error| *error != MessageTextError::Empty));
        fit(field);
    };
    field.on_load(move |field| {
        field.set_value(&draft::load(&conversation.id()));
        follow(&field);
    });
    let send = move || {
        let Some(field) = field.get_untracked() else { return };
        if let Ok(text) = MessageText::new(&field.value()) {
            conversation.write(text);
            field.set_value("");
            follow(&field);
        }
        let _ = field.focus();
    };
    let send_on_enter = move |event: KeyboardEvent| {
        // While an input method composes, Enter picks a word; some browsers
        // say so by the key code only.
        let is_composing = event.is_composing() || event.key_code() == 229;
        if event.key() == "Enter" && !event.shift_key() && !is_composing {
            event.prevent_default();
            send();
        }
    };
    let error = move || problem.get().map(|_| locale.texts().message_too_long);

    view! {
        <form
            class="composer"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <textarea
                id=REPLY_ID
                node_ref=field
                rows="1"
                dir="auto"
                aria-label=move || locale.texts().reply
                placeholder=move || locale.texts().write_a_reply
                aria-invalid=move || problem.with(|problem| problem.is_some().then_some("true"))
                aria-describedby=ERROR_ID
                on:input=move |_| {
                    if let Some(field) = field.get_untracked() {
                        follow(&field);
                    }
                }
                on:keydown=send_on_enter
            ></textarea>
            <div class="composer-foot">
                <p class="composer-hint" class:is-error=move || problem.with(Option::is_some) id=ERROR_ID aria-live="polite">
                    {move || error().unwrap_or(locale.texts().keys_hint)}
                </p>
                <div class="composer-tools">
                    // Anew in another language: its names are others.
                    {move || view! { <EmojiPicker language=locale.language() field=field class="icon-button" /> }}
                </div>
                <button
                    type="submit"
                    class="button button--primary"
                    aria-disabled=move || (is_blank.get() || problem.with(Option::is_some)).then_some("true")
                >
                    {move || locale.texts().send}
                    <Icon glyph=Glyph::Send />
                </button>
            </div>
        </form>
    }
}

/// Lets the field grow with its text; the style sheet says how far.
fn fit(field: &HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(field);
    // Both are valid values: setting them cannot fail.
    let _ = style.set_property("height", "auto");
    let _ = style.set_property("height", &format!("{}px", field.scroll_height()));
}
