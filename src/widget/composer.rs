//! The text field. Enter sends, Shift+Enter starts a new line. On a phone, Enter starts a new line.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement, KeyboardEvent};

use super::{chat::Chat, confirm::end_question, draft::Draft, focus, window_words::WindowWords};
use crate::ui::{
    composing::is_composing,
    dom::{Tag, later, watch},
    emoji::emoji_picker,
    files::attach_button,
    icons::Glyph,
    page::{self, pixels, request_animation_frame},
    signals::*,
};

/// The class of a field with more than one line.
const SEVERAL_LINES: &str = "adda-field-lines";
/// Devices without a mouse and, as far as a page can know, without a keyboard.
const TOUCH_ONLY: &str = "(pointer: coarse) and (hover: none)";

/// Returns the text field and the send button, or the question whether to end
/// the conversation.
pub fn composer(chat: Chat) -> Tag {
    let draft = Draft::new();
    later(move || {
        if let Some(text) = chat.launch.prefilled.get() {
            draft.write(text);
            chat.launch.prefilled.set(None);
        }
    });
    Tag::new("div", "adda-contents").slot(
        move || chat.asks_to_end.get(),
        move |asks_to_end| Some(if *asks_to_end { end_question(chat) } else { form(chat, draft) }),
    )
}

fn form(chat: Chat, draft: Draft) -> Tag {
    let launch = chat.launch;
    let field = field(chat, draft);
    let writes_in: HtmlTextAreaElement = field.element().clone().unchecked_into();
    focus::on_opening(launch, field.clone());
    let back = field.clone();
    let send = move || {
        let message = draft.take();
        if message.is_some() || draft.length.get_untracked() == 0 && untrack(|| chat.files.has_staged()) {
            chat.send(message);
        }
        back.focus();
    };
    let send_by_key = send.clone();
    let field = field.on("keydown", move |event| {
        if sends(event.unchecked_ref()) {
            event.prevent_default();
            send_by_key();
        }
    });
    Tag::new("form", "adda-composer")
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
        .child(length(chat, draft))
        .child(field)
        .child(attach_button(chat.files, launch.language, "adda-tool"))
        .child(emoji_picker(writes_in, launch.language, "adda-tool", "adda.emoji".to_owned()))
        .child(send_button(chat, draft))
}

fn send_button(chat: Chat, draft: Draft) -> Tag {
    Tag::new("button", "adda-send")
        .attr("type", "submit")
        .named(chat.launch.texts.send)
        .live_flag("disabled", move || draft.length.get() == 0 && !chat.files.has_staged() || draft.is_too_long())
        // A phone's keyboard must stay open.
        .on("mousedown", |event| event.prevent_default())
        .icon(Glyph::Send)
}

fn field(chat: Chat, draft: Draft) -> Tag {
    let texts = chat.launch.texts;
    let field = Tag::new("textarea", "adda-field")
        .attr("rows", "1")
        .attr("dir", "auto")
        .attr("aria-label", texts.field)
        .attr("aria-describedby", "adda-length")
        .attr("placeholder", WindowWords::of(chat.launch.language).placeholder)
        .live_truth("aria-invalid", move || draft.is_too_long());
    let (shown, written, fitted) = (field.clone(), field.clone(), field.element().clone());
    watch(move || {
        draft.text.with(|text| {
            // Setting it again would move the caret.
            if shown.value() != *text {
                shown.set_property("value", &text.into());
            }
        })
    });
    later(move || {
        draft.text.track();
        // A hidden field has no height, and the new text is laid out only in
        // the next frame.
        if chat.launch.is_open.get() {
            let field = fitted.clone();
            request_animation_frame(move || fit(&field));
        }
    });
    field.on("input", move |_| {
        draft.write(written.value());
        chat.typing(move || draft.length.try_get_untracked().is_some_and(|length| length > 0));
    })
}

fn sends(event: &KeyboardEvent) -> bool {
    // The keyboard on a screen has no second key for a line break.
    event.key() == "Enter" && !event.shift_key() && !is_composing(event) && !page::matches(TOUCH_ONLY)
}

/// Returns the length of the message, near the limit only.
fn length(chat: Chat, draft: Draft) -> Tag {
    let words = move || draft.length_to_tell().map(|length| chat.launch.texts.length(length)).unwrap_or_default();
    Tag::new("p", "adda-length")
        .attr("id", "adda-length")
        .attr("role", "status")
        .live_class("adda-length-over", move || draft.is_too_long())
        .live_text(words)
}

/// Lets the field grow with its text. The style sheet limits the height. From the second line on, the
/// style sheet gives the text of a phone the whole width.
fn fit(field: &HtmlElement) {
    let (style, classes) = (field.style(), field.class_list());
    let _ = classes.remove_1(SEVERAL_LINES);
    let _ = style.set_property("height", "auto");
    // Now it is as high as one line.
    let has_several = field.scroll_height() > field.client_height();
    let _ = classes.toggle_with_force(SEVERAL_LINES, has_several);
    let _ = style.set_property("height", &pixels(field.scroll_height().into()));
}
