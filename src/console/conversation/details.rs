//! The details of the customer and the conversation.

use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

use super::{
    context::CustomerContext,
    properties::{Property, PropertyFields, use_property_menus},
    state::use_conversation,
    subject::SubjectField,
    texts::ToolTexts,
    unread::UnreadButton,
};
use crate::{
    console::{
        customer,
        face::Face,
        focus::focus,
        inbox::{Change, InboxTexts},
        labels::ConversationLabels,
        locale::use_locale,
        menu::MenuButton,
        personal_data::PersonalData,
        verified::Verified,
    },
    model::{digits, inbox::ConversationSummary},
    ui::{
        icons::{Glyph, Icon},
        time,
    },
};

/// The `id` of the column.
pub const DETAILS_ID: &str = "conversation-details";
/// The `id` of the button that shows the details on narrow screens.
pub const BUTTON_ID: &str = "details-button";

/// Shows the column. On narrow screens it covers the conversation.
#[component]
pub fn Details(is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let conversation = use_conversation();
    let close_button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if is_open.get()
            && let Some(button) = close_button.get_untracked()
        {
            let _ = button.focus();
        }
    });
    let close = move || {
        is_open.set(false);
        focus(BUTTON_ID);
    };
    let close_on_escape = move |event: KeyboardEvent| {
        // Escape in a dialog closes only that dialog. If the column were hidden with the dialog
        // inside, the dialog would still block the page.
        let is_of_dialog =
            event_target::<web_sys::Element>(&event).closest("dialog").is_ok_and(|dialog| dialog.is_some());
        if event.key() == "Escape" && is_open.get_untracked() && !is_of_dialog {
            event.prevent_default();
            close();
        }
    };
    view! {
        <section
            class="details"
            class:is-open=move || is_open.get()
            id=DETAILS_ID
            aria-label=move || locale.texts().details
            on:keydown=close_on_escape
        >
            <button
                type="button"
                class="icon-button details-close"
                node_ref=close_button
                aria-label=move || locale.texts().close
                on:click=move |_| close()
            >
                <Icon glyph=Glyph::Close />
            </button>
            <CustomerCard />
            <ConversationFacts />
            <ConversationLabels
                summary=conversation.summary
                add_button=AddLabel
                on_remove=move |label| conversation.make(Change::Label(label, false))
            />
            <CustomerFacts />
        </section>
    }
}

#[component]
fn CustomerCard() -> impl IntoView {
    let locale = use_locale();
    let customer = use_conversation().customer();
    let name = Memo::new(move |_| {
        customer.with(|known| known.as_ref().map(|known| customer::name(known, locale.texts())).unwrap_or_default())
    });
    let color_of = Memo::new(move |_| customer.with(|known| known.as_ref().and_then(customer::color)));
    let email = fact(|summary| summary.customer.email.clone());
    view! {
        <div class="customer-card">
            <Face name=name color_of=color_of large=true />
            <p class="customer-name"><bdi>{name}</bdi> <Verified customer /></p>
            <p class="quiet"><bdi>{email}</bdi></p>
        </div>
    }
}

#[component]
fn ConversationFacts() -> impl IntoView {
    let locale = use_locale();
    let began = fact(move |summary| time::moment(&summary.created_at, locale.language()));
    let last = fact(move |summary| time::moment(summary.last_at(), locale.language()));
    view! {
        <h3>{move || locale.texts().conversation}</h3>
        <PropertyFields />
        <SubjectField />
        <dl class="facts">
            <dt>{move || locale.texts().began}</dt>
            <dd>{began}</dd>
            <dt>{move || locale.texts().last_message}</dt>
            <dd>{last}</dd>
        </dl>
        <UnreadButton />
    }
}

#[component]
fn AddLabel() -> impl IntoView {
    let menus = use_property_menus();
    let locale = use_locale();
    view! {
        <MenuButton
            id=Property::Labels.button_id()
            text=Signal::derive(move || InboxTexts::of(locale.language()).add_label.to_owned())
            key=Property::Labels.key()
            is_open=Signal::derive(move || menus.is_open(Property::Labels))
            on_press=move |()| menus.open(Property::Labels)
        />
    }
}

#[component]
fn CustomerFacts() -> impl IntoView {
    let locale = use_locale();
    let identity = fact(move |summary| {
        let texts = locale.texts();
        if summary.customer.is_anonymous { texts.anonymous } else { texts.vouched_for }.to_owned()
    });
    let number = fact(move |summary| digits::localize(&summary.customer.id.to_string(), locale.language()));
    view! {
        <h3>{move || locale.texts().customer}</h3>
        <dl class="facts">
            <dt>{move || locale.texts().identity}</dt>
            <dd>{identity}</dd>
            <dt>{move || ToolTexts::of(locale.language()).customer_number}</dt>
            <dd>{number}</dd>
        </dl>
        <CustomerContext />
        <PersonalData customer=use_conversation().customer() conversation=use_conversation().id() />
    }
}

/// Returns a text that follows the conversation's summary.
fn fact(text: impl Fn(&ConversationSummary) -> String + Send + Sync + 'static) -> Memo<String> {
    let conversation = use_conversation();
    Memo::new(move |_| conversation.summary.with(|summary| summary.as_ref().map(&text).unwrap_or_default()))
}
