//! One row of the message log.

use std::sync::Arc;

use leptos::{either::Either, prelude::*};

use super::{
    deleting::{DeletedLine, MessageMenu},
    editing::EditedMark,
    event::EventLine,
    finding::use_finding,
    mentions::NoteWords,
    note::{NoteMark, NoteMeta},
    quoting::{QuoteLines, loaded_quote},
    reading,
    recalling::UndoSending,
    state::use_conversation,
};
use crate::{
    console::{customer, locale::use_locale},
    model::{
        event::{Event, EventChange},
        ids::ClientId,
        message::Message,
        quote::Quote,
        text::without_turns,
        timestamp::Timestamp,
    },
    ui::{
        files::AttachmentView,
        icons::{Glyph, Icon},
        time,
        timeline::{Content, Delivery, Look, Row, RowKey},
        words::Words,
    },
};

/// Shows a message, or a row between messages such as a date.
#[component]
pub fn LogRow(row: Row) -> impl IntoView {
    let look = RwSignal::from(row.look);
    let client_id = match row.key {
        RowKey::Own(client_id) => Some(client_id),
        _ => None,
    };
    match row.content {
        Content::Day(at) => view! { <DayLine at=at /> }.into_any(),
        Content::New => view! { <NewLine /> }.into_any(),
        Content::System(message) => match message.event.clone() {
            Some(Event { change: EventChange::Unknown, .. }) => ().into_any(),
            Some(event) => view! { <EventLine message event /> }.into_any(),
            None => view! { <SystemLine message=message /> }.into_any(),
        },
        Content::Received(message) => view! { <Received message=message look=look /> }.into_any(),
        Content::Sent(message) => {
            let is_own = is_own(&message);
            let writer = (!is_own).then(|| (message.sender_name.clone(), message.sender_name_bn.clone()));
            let (text, is_note) = (message.content.clone(), message.is_note);
            let quote = message.quote.clone();
            view! { <Own text writer is_note client_id quote file=Some(message) look /> }.into_any()
        }
        Content::Pending(entry) => {
            let quote = loaded_quote(entry.quoted_id);
            view! { <Own text=entry.text writer=None is_note=entry.is_note client_id quote file=None look /> }
                .into_any()
        }
    }
}

#[component]
fn DayLine(at: Timestamp) -> impl IntoView {
    let locale = use_locale();
    view! { <p class="day-line">{move || time::day_label(&at, locale.language())}</p> }
}

#[component]
fn NewLine() -> impl IntoView {
    let locale = use_locale();
    view! { <p class="new-line"><span>{move || locale.texts().new}</span></p> }
}

#[component]
fn SystemLine(message: Arc<Message>) -> impl IntoView {
    let locale = use_locale();
    let at = message.created_at.clone();
    view! {
        <p class="system-line" dir="auto">
            <bdi><Words text=without_turns(&message.content) /></bdi>
            <span class="count">" · "<bdi>{move || time::clock(&at, locale.language())}</bdi></span>
        </p>
    }
}

/// Shows a message of the customer, at the left.
#[component]
fn Received(message: Arc<Message>, look: RwSignal<Look>) -> impl IntoView {
    let known = use_conversation().customer();
    let finding = use_finding();
    let id = message.id;
    let locale = use_locale();
    let sender = message.sender_name.clone();
    let menu = message.deleted_at.is_none().then(|| {
        let has_file = message.attachment.is_some();
        view! { <MessageMenu id=Some(id) client_id=None has_file is_own=false is_note=false look /> }
    });
    // A name that the customer gives later also applies to the earlier
    // messages.
    let name = Signal::derive(move || {
        known.with(|known| known.as_ref().map_or_else(|| sender.clone(), |known| customer::name(known, locale.texts())))
    });
    view! {
        <div
            class="message"
            class:starts-group=move || look.read().starts_group
            class:ends-group=move || look.read().ends_group
            class:is-found=move || finding.marks(Some(id))
            id=reading::element_id(id)
        >
            <div class="bubble-row">
                <p class="bubble" dir="auto">
                    <Author name=name />
                    <AttachmentView message=Arc::clone(&message) language=Signal::derive(move || locale.language()) />
                    <DeletedLine message=Arc::clone(&message) />
                    <Words text=message.content.clone() />
                </p>
                {menu}
            </div>
            <p class="meta"><bdi>{name}</bdi>" · "<bdi>{move || time::clock(&look.read().at, locale.language())}</bdi></p>
        </div>
    }
}

/// Names the author for screen readers, which do not convey the side of a message. The name is in a
/// `bdi` so that it does not set the text direction of the other words.
#[component]
fn Author(name: Signal<String>) -> impl IntoView {
    view! { <bdi class="visually-hidden">{name}": "</bdi> }
}

/// Shows a message of the shop, at the right, with its delivery state.
#[component]
fn Own(
    text: String,
    /// The author's name, in both languages; none for the signed-in agent.
    writer: Option<(String, String)>,
    /// Whether it is a note, which only colleagues see.
    is_note: bool,
    client_id: Option<ClientId>,
    /// The message that it quotes.
    quote: Option<Quote>,
    /// The message, if it may have an attachment.
    file: Option<Arc<Message>>,
    look: RwSignal<Look>,
) -> impl IntoView {
    let locale = use_locale();
    let finding = use_finding();
    let id = file.as_ref().map(|message| message.id);
    let is_mine = writer.is_none();
    let words = match is_note {
        true => {
            let (me, mentioned) = (use_conversation().me(), file.as_ref().map(|message| message.mentions.clone()));
            // The server has not answered yet, and will find the same mentions.
            let mentions = move |agent| mentioned.as_ref().map_or(agent != me, |mentioned| mentioned.contains(&agent));
            Either::Left(view! { <NoteWords text mentions /> })
        }
        false => Either::Right(view! { <Words text=text /> }),
    };
    let name = Signal::derive(move || match &writer {
        Some((name, name_bn)) => locale.language().pick(name, name_bn).to_owned(),
        None => locale.texts().you.to_owned(),
    });
    let failure = Memo::new(move |_| match &look.read().delivery {
        Some(Delivery::Failed(error)) => Some(error.code),
        _ => None,
    });
    let menu = file.as_ref().is_none_or(|message| message.deleted_at.is_none()).then(|| {
        let has_file = file.as_ref().is_some_and(|message| message.attachment.is_some());
        let is_own = file.as_deref().is_none_or(is_own);
        view! { <MessageMenu id client_id=client_id.clone() has_file is_own is_note look /> }
    });
    let sent_as = StoredValue::new(client_id.clone().filter(|_| is_mine));
    let edited_at = StoredValue::new(file.as_ref().and_then(|message| message.edited_at.clone()));
    let meta = move || {
        let edited = view! { <EditedMark at=edited_at.get_value() /> };
        let undo = view! { <UndoSending client_id=sent_as.get_value() /> };
        if is_note {
            return Either::Left(view! { <NoteMeta name is_mine look edited undo /> });
        }
        Either::Right(view! {
            <p class="meta">
                <bdi>{name}</bdi>" · "<bdi>{move || time::clock(&look.read().at, locale.language())}</bdi> {edited} <DeliveryMark look=look /> {undo}
            </p>
        })
    };
    view! {
        <div
            class="message message--own"
            class:message--note=is_note
            class:is-failed=move || failure.get().is_some()
            class:starts-group=move || look.read().starts_group
            class:ends-group=move || look.read().ends_group
            class:is-found=move || finding.marks(id)
            id=id.map(reading::element_id)
        >
            <div class="bubble-row">
                <p class="bubble" dir="auto">
                    {if is_note { Either::Left(view! { <NoteMark name is_mine /> }) } else { Either::Right(view! { <Author name /> }) }}
                    <QuoteLines quote />
                    {file.map(|message| {
                        let language = Signal::derive(move || locale.language());
                        view! {
                            <AttachmentView message=Arc::clone(&message) language=language />
                            <DeletedLine message />
                        }
                    })}
                    {words}
                </p>
                {menu}
            </div>
            {move || match failure.get() {
                Some(code) => {
                    let client_id = client_id.clone();
                    Either::Left(
                        view! {
                            <p class="failure" role="alert">
                                <Icon glyph=Glyph::Warning />
                                {move || locale.texts().not_sent}" "{move || locale.texts().error(code)}
                            </p>
                            <FailureActions client_id=client_id />
                        },
                    )
                }
                None => Either::Right(meta()),
            }}
        </div>
    }
}

/// Returns whether the signed-in agent wrote a message of the shop.
fn is_own(message: &Message) -> bool {
    message.sender_id == Some(use_conversation().me())
}

#[component]
fn DeliveryMark(look: RwSignal<Look>) -> impl IntoView {
    let locale = use_locale();
    let delivery = Memo::new(move |_| look.read().delivery.clone());
    move || {
        let texts = locale.texts();
        let (glyph, word) = match delivery.get()? {
            Delivery::Sending => (Glyph::Clock, texts.sending),
            Delivery::Sent => (Glyph::Check, texts.sent),
            Delivery::Read => (Glyph::DoubleCheck, texts.read),
            Delivery::Failed(_) => return None,
        };
        Some(view! { <span class="delivery">" · "<Icon glyph=glyph />{word}</span> })
    }
}

#[component]
fn FailureActions(client_id: Option<ClientId>) -> impl IntoView {
    let locale = use_locale();
    let outbox = use_conversation().outbox;
    client_id.map(|client_id| {
        let again = client_id.clone();
        view! {
            <div class="failure-actions">
                <button type="button" class="button" on:click=move |_| outbox.retry(&again)>
                    {move || locale.texts().send_again}
                </button>
                <button type="button" class="button" on:click=move |_| outbox.discard(&client_id)>
                    {move || locale.texts().discard}
                </button>
            </div>
        }
    })
}
