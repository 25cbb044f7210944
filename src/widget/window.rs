//! The window: header, messages, and the text field.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::{
    chat::{Chat, Foot},
    composer::composer,
    ended::ended_panel,
    focus,
    header::header,
    log::message_log,
    notices::{elsewhere, notices},
    prechat::prechat_form,
    rating::{self, rating_place},
    sign_in::sign_in_panel,
    viewport,
};
use crate::ui::{
    composing::is_composing,
    dom::Tag,
    files::{Dropping, drop_area, upload_tray},
    signals::*,
};

/// Returns the chat window. Once drawn it is only hidden, so that its state is
/// kept.
pub fn chat_window(chat: Chat) -> Tag {
    let launch = chat.launch;
    let window = Tag::new("section", "adda-window").attr("role", "dialog").attr("aria-label", launch.texts.title);
    viewport::follow(window.element());
    let takes_files = memo(move || matches!(chat.foot.get(), Foot::Details | Foot::Composer));
    let dropping = Dropping::new(chat.files, takes_files);
    dropping.listen(window.element());
    let inside = window.element().clone();
    let was_closed = StoredValue::new(false);
    let rises = move || {
        was_closed.set_value(was_closed.get_value() || !launch.is_open.get());
        was_closed.get_value()
    };
    window
        .live_class("adda-window-rises", rises)
        .live_flag("hidden", move || !launch.is_open.get())
        .on("keydown", move |event| {
            let event: KeyboardEvent = event.unchecked_into();
            if event.key() == "Escape" && !is_composing(&event) && !event.default_prevented() {
                // A dialog of the shop that is also open must stay open.
                event.prevent_default();
                launch.close();
            }
            focus::keep_inside(&event, &inside);
        })
        .child(header(chat))
        .child(notices(chat))
        .child(elsewhere(chat))
        .child(message_log(chat))
        .show(move || rating::is_asked(chat), move || rating_place(chat))
        .show(move || chat.files.has_any(), move || upload_tray(chat.files, launch.language))
        .slot(
            move || chat.foot.get(),
            move |foot| {
                Some(match foot {
                    Foot::Ended => ended_panel(chat),
                    Foot::SignIn => sign_in_panel(chat),
                    Foot::Undecided => undecided(chat),
                    Foot::Details => prechat_form(chat),
                    Foot::Composer => composer(chat),
                })
            },
        )
        .show(move || dropping.is_over(), move || drop_area(launch.language))
}

/// Returns the place of the text field or the form. It holds the focus for them.
fn undecided(chat: Chat) -> Tag {
    let place = Tag::new("div", "adda-composer adda-undecided").attr("aria-busy", "true").attr("tabindex", "-1");
    focus::on_opening(chat.launch, place.clone());
    place
}
