//! The menu beside a message.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node};

use super::{Deleting, MessageInMenu, menu_texts::MenuTexts};
use crate::{
    console::{
        conversation::state::use_conversation,
        lazy::{MESSAGE_ACTIONS, PartPage},
        locale::use_locale,
    },
    model::ids::{ClientId, MessageId},
    ui::{
        icons::{Glyph, Icon},
        timeline::{Delivery, Look},
    },
};

/// Shows a button that opens the menu. A message that was unsent when its row was drawn has its button
/// once the server has it.
#[component]
pub fn MessageMenu(
    /// The message's id; none for one that was unsent when its row was drawn.
    id: Option<MessageId>,
    /// The sender's own id for it.
    client_id: Option<ClientId>,
    /// Whether it has a file.
    has_file: bool,
    /// Whether the signed-in agent wrote it.
    is_own: bool,
    /// Whether it is a note.
    is_note: bool,
    look: RwSignal<Look>,
) -> impl IntoView {
    let conversation = use_conversation();
    let is_admin = conversation.session().is_admin();
    let is_stored =
        Memo::new(move |_| id.is_some() || matches!(look.read().delivery, Some(Delivery::Sent | Delivery::Read)));
    let find = StoredValue::new(move || {
        let of_client = |client_id: &ClientId| {
            conversation.timeline.with_untracked(|timeline| {
                let mut messages = timeline.messages().rev();
                messages.find(|message| message.client_id.as_ref() == Some(client_id)).map(|message| message.id)
            })
        };
        id.or_else(|| client_id.as_ref().and_then(of_client))
    });
    view! {
        <Show when=move || is_stored.get()>
            {find
                .with_value(|find| find())
                .map(|id| view! { <Menu message=MessageInMenu { id, has_file, is_own, is_note, may_delete: is_own || is_admin } /> })}
        </Show>
    }
}

#[component]
fn Menu(message: MessageInMenu) -> impl IntoView {
    let deleting = expect_context::<Deleting>();
    let locale = use_locale();
    let name = move || MenuTexts::of(locale.language()).actions;
    let is_open =
        Memo::new(move |_| deleting.open.with(|open| open.as_ref().is_some_and(|open| open.id == message.id)));
    let opener = NodeRef::<html::Button>::new();
    let toggle = move |_| deleting.open.set(if is_open.get_untracked() { None } else { Some(message) });
    let close_on_escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.prevent_default();
            deleting.open.set(None);
            if let Some(opener) = opener.get_untracked() {
                let _ = opener.focus();
            }
        }
    };
    let close_on_leaving = move |event: FocusEvent| {
        let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
        let place = event.current_target().and_then(|place| place.dyn_into::<Node>().ok());
        let is_inside = place.is_some_and(|place| place.contains(next.as_ref()));
        // The dialog gives the focus back to the menu.
        if !is_inside && is_open.get_untracked() && !deleting.is_asking.get_untracked() {
            deleting.open.set(None);
        }
    };
    view! {
        <div class="message-menu" on:keydown=close_on_escape on:focusout=close_on_leaving>
            <button
                type="button"
                class="icon-button"
                node_ref=opener
                aria-label=name
                title=name
                aria-expanded=move || if is_open.get() { "true" } else { "false" }
                on:click=toggle
            >
                <Icon glyph=Glyph::More />
            </button>
            <Show when=move || is_open.get()>
                <PartPage part=MESSAGE_ACTIONS is_inside=true is_quiet=true />
            </Show>
        </div>
    }
}
