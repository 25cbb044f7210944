//! What is stored about the customer of the open conversation: an admin exports or erases it, or
//! deletes only the conversation.

mod texts;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use self::texts::PersonalDataTexts;
use super::{
    form::ConfirmDialog,
    inbox::use_inbox,
    lazy::{PERSONAL_DATA_DIALOGS, PartInPage},
    locale::use_locale,
    request::Request,
    session::use_session,
};
use crate::{
    api::admin::{conversations::delete_conversation, customers::erase_customer},
    model::{
        customer::Customer,
        ids::{ConversationId, UserId},
    },
};

/// Shows to admins how to export and erase what is stored about a customer, and how to delete one of
/// the customer's conversations.
#[component]
pub fn PersonalData(customer: Memo<Option<Customer>>, conversation: ConversationId) -> impl IntoView {
    let session = use_session();
    let id = Memo::new(move |_| customer.with(|customer| customer.as_ref().map(|customer| customer.id)));
    view! {
        <Show when=move || session.is_admin()>
            <Controls id conversation=conversation.clone() />
        </Show>
    }
}

/// What an admin is about to do, provided in the context to the dialogs.
#[derive(Clone, Copy)]
struct Intent {
    customer: Memo<Option<UserId>>,
    conversation: StoredValue<ConversationId>,
    is_erasing: RwSignal<bool>,
    is_deleting: RwSignal<bool>,
    /// Whether a request is under way.
    is_pending: RwSignal<bool>,
}

#[component]
fn Controls(id: Memo<Option<UserId>>, conversation: ConversationId) -> impl IntoView {
    let locale = use_locale();
    let texts = move || PersonalDataTexts::of(locale.language());
    let intent = Intent {
        customer: id,
        conversation: StoredValue::new(conversation),
        is_erasing: RwSignal::new(false),
        is_deleting: RwSignal::new(false),
        is_pending: RwSignal::new(false),
    };
    provide_context(intent);
    let address = move || id.get().map(|id| format!("/support/admin/api/customers/{id}/export/"));
    let file = move || id.get().map(|id| format!("customer-{id}.json"));
    view! {
        <div class="personal-data">
            <a class="link-button" href=address download=file rel="external">
                {move || texts().export}
            </a>
            <button
                type="button"
                class="link-button"
                aria-haspopup="dialog"
                disabled=intent.is_pending
                on:click=move |_| intent.is_erasing.set(true)
            >
                {move || texts().erase}
            </button>
            <button
                type="button"
                class="link-button"
                aria-haspopup="dialog"
                disabled=intent.is_pending
                on:click=move |_| intent.is_deleting.set(true)
            >
                {move || texts().delete_conversation}
            </button>
        </div>
        <PartInPage
            part=PERSONAL_DATA_DIALOGS
            is_wanted=Signal::derive(move || intent.is_erasing.get() || intent.is_deleting.get())
        />
    }
}

/// Asks before a customer is erased or a conversation deleted.
#[component]
pub fn PersonalDataDialogs() -> impl IntoView {
    let Intent { customer, conversation, is_erasing, is_deleting, is_pending } = expect_context();
    let locale = use_locale();
    let inbox = use_inbox();
    let navigate = use_navigate();
    let texts = move || PersonalDataTexts::of(locale.language());
    let leave = StoredValue::new(move || {
        let path = inbox.address.with_untracked(|address| address.path(None));
        navigate(&path, NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() });
        inbox.invalidate();
    });
    let erasing = Request::change(erase_customer, move |()| leave.with_value(|leave| leave()));
    let erase = move |()| {
        if let Some(id) = customer.get_untracked() {
            erasing.send(id);
        }
    };
    let deleting = Request::change(delete_conversation, move |()| leave.with_value(|leave| leave()));
    Effect::new(move || is_pending.set(erasing.is_pending() || deleting.is_pending()));
    view! {
        <ConfirmDialog
            is_open=is_erasing
            title=move || texts().question.to_owned()
            text=move || texts().consequence.to_owned()
            confirm=move || texts().erase.to_owned()
            on_confirm=erase
        />
        <ConfirmDialog
            is_open=is_deleting
            title=move || texts().delete_question.to_owned()
            text=move || texts().delete_consequence.to_owned()
            confirm=move || texts().delete.to_owned()
            on_confirm=move |()| deleting.send(conversation.get_value())
        />
    }
}
