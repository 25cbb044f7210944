//! The field to write in. Enter sends, Shift+Enter breaks the line.

use leptos::{either::Either, ev, html, prelude::*};
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::{chat::Chat, confirm::EndQuestion, draft::Draft, focus};
use crate::ui::{
    emoji::EmojiPicker,
    files::AttachButton,
    icons::{Glyph, Icon},
};

/// The key code of keys that an input method takes: Safari says only with it
/// that Enter ended a composition and shall not send.
const COMPOSING_KEY: u32 = 229;

/// The field and its button; or the question whether to end the conversation.
#[component]
pub fn Composer(chat: Chat) -> impl IntoView {
    let draft = Draft::new();
    Effect::new(move || {
        if let Some(text) = chat.launch.prefilled.get() {
            draft.write(text);
            chat.launch.prefilled.set(None);
        }
    });
    move || {
        if chat.asks_to_end.get() {
            Either::Left(view! { <EndQuestion chat/> })
        } else {
            Either::Right(view! { <Field chat draft/> })
        }
    }
}

#[component]
fn Field(chat: Chat, draft: Draft) -> impl IntoView {
    let texts = chat.launch.texts;
    let field = NodeRef::<html::Textarea>::new();
    let focus = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    let send = move || {
        if let Some(text) = draft.take() {
            chat.send(text);
        }
        focus();
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        let is_composing = event.is_composing() || event.key_code() == COMPOSING_KEY;
        if event.key() == "Enter" && !event.shift_key() && !is_composing {
            event.prevent_default();
            send();
        }
    };
    focus::on_opening(chat.launch, move || field.get().map(Into::into));
    Effect::new(move || {
        draft.text.track();
        // Hidden it has no height, and before the next frame not the new text.
        if chat.launch.is_open.get()
            && let Some(field) = field.get()
        {
            request_animation_frame(move || fit(&field));
        }
    });
    view! {
        <form class="adda-composer" on:submit=move |event| { event.prevent_default(); send(); }>
            <Length draft chat/>
            <textarea
                class="adda-field"
                rows="1"
                aria-label=texts.field
                aria-describedby="adda-length"
                aria-invalid=move || draft.is_too_long().to_string()
                placeholder=move || if chat.is_staffed.get() { texts.placeholder } else { texts.leave_message }
                prop:value=draft.text
                node_ref=field
                on:input=move |event| {
                    draft.write(event_target_value(&event));
                    chat.typing(move || draft.length.try_get_untracked().is_some_and(|length| length > 0));
                }
                on:keydown=on_keydown
            ></textarea>
            <AttachButton uploads=chat.uploads language=chat.launch.language class="adda-tool"/>
            <EmojiPicker language=chat.launch.language field class="adda-tool"/>
            <button
                class="adda-send"
                type="submit"
                aria-label=texts.send
                title=texts.send
                disabled=move || draft.length.get() == 0 || draft.is_too_long()
                // A phone's keyboard stays up.
                on:mousedown=move |event| event.prevent_default()
            >
                <Icon glyph=Glyph::Send/>
            </button>
        </form>
    }
}

/// How long the message is, where that matters.
#[component]
fn Length(draft: Draft, chat: Chat) -> impl IntoView {
    view! {
        <p
            id="adda-length"
            class="adda-length"
            class:adda-length-over=move || draft.is_too_long()
            role="status"
        >
            {move || draft.length_to_tell().map(|length| chat.launch.texts.length(length))}
        </p>
    }
}

/// Makes the field as high as its text; the style sheet says how high at most.
fn fit(field: &HtmlTextAreaElement) {
    let style = HtmlElement::style(field);
    let _ = style.set_property("height", "auto");
    let mut height = field.scroll_height().to_string();
    height.push_str("px");
    let _ = style.set_property("height", &height);
}
