//! What an agent can do with a message: the content of the menu beside it.

use leptos::prelude::*;

use super::{Deleting, MessageInMenu, menu_texts::MenuTexts};
use crate::{
    console::{
        conversation::{composer::REPLY_ID, editing::Editing, mode::Mode, state::use_conversation},
        focus::focus,
        locale::use_locale,
    },
    model::deletion::Deletion,
};

/// Shows the actions for the message whose menu is open.
#[component]
pub fn MessageActions() -> impl IntoView {
    let (deleting, editing) = (expect_context::<Deleting>(), expect_context::<Editing>());
    let (conversation, locale) = (use_conversation(), use_locale());
    let texts = move || MenuTexts::of(locale.language());
    let MessageInMenu { id, has_file, is_own, is_note, may_delete } = deleting.open.get_untracked()?;
    let quote = move |_| {
        deleting.open.set(None);
        conversation.quoting.begin(id, is_note);
        // The customer must not see a note, and a closed conversation takes only notes.
        if is_note || untrack(|| conversation.is_closed()) {
            conversation.mode.set(Mode::Note);
        }
        focus(REPLY_ID);
    };
    let edit = move |_| {
        deleting.open.set(None);
        editing.begin(id);
    };
    let delete = move |what: Deletion| {
        view! {
            <button type="button" aria-haspopup="dialog" on:click=move |_| deleting.ask(id, what)>
                {move || texts().deletes(what)}
            </button>
        }
    };
    Some(view! {
        <div class="message-actions">
            <button type="button" on:click=quote>
                {move || texts().quote}
            </button>
            {is_own.then(|| view! { <button type="button" on:click=edit>{move || texts().edit}</button> })}
            {may_delete.then(|| delete(Deletion::Message))}
            {(may_delete && has_file).then(|| delete(Deletion::File))}
        </div>
    })
}
