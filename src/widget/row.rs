//! One row of the list.

use std::sync::Arc;

use leptos::{either::EitherOf5, prelude::*};

use super::{
    chat::Chat,
    delivery::{DeliveryMark, Refusal},
};
use crate::{
    model::message::Message,
    ui::{
        files::AttachmentView,
        time,
        timeline::{Content, Look, Row, RowKey},
        words::Words,
    },
};

/// A message, a day's beginning or the line "New".
#[component]
pub fn RowView(chat: Chat, row: Row) -> impl IntoView {
    let launch = chat.launch;
    let Row { key, content, look } = row;
    match content {
        Content::Day(at) => {
            EitherOf5::A(view! { <p class="adda-day"><span>{time::day_label(&at, launch.language)}</span></p> })
        }
        Content::New => EitherOf5::B(view! { <p class="adda-new"><span>{launch.texts.new_line}</span></p> }),
        Content::System(message) => {
            EitherOf5::C(view! { <p class="adda-system"><span><Words text=message.content.clone()/></span></p> })
        }
        Content::Received(message) => EitherOf5::D(view! { <Received chat message look/> }),
        Content::Sent(message) => {
            EitherOf5::E(view! { <Own chat key text=message.content.clone() file=Some(message) look/> })
        }
        Content::Pending(entry) => EitherOf5::E(view! { <Own chat key text=entry.text file=None look/> }),
    }
}

/// A message of the shop: white and left, name and time below its group.
#[component]
fn Received(chat: Chat, message: Arc<Message>, look: ArcRwSignal<Look>) -> impl IntoView {
    let language = chat.launch.language;
    let name = message.sender_name_in(language).to_owned();
    let author = [&name, ": "].concat();
    let meta = [&name, " · ", &time::clock(&message.created_at, language)].concat();
    let look = RwSignal::from(look);
    view! {
        <div
            class="adda-message adda-message-received"
            class:adda-group-starts=move || look.with(|look| look.starts_group)
            class:adda-group-ends=move || look.with(|look| look.ends_group)
            data-message=message.id.0
        >
            <p class="adda-bubble">
                <span class="adda-spoken">{author}</span>
                <AttachmentView message=Arc::clone(&message) language/>
                <Words text=message.content.clone()/>
            </p>
            <p class="adda-meta">{meta}</p>
        </div>
    }
}

/// A message of the customer: coloured and right, time and marks below.
#[component]
fn Own(
    chat: Chat,
    key: RowKey,
    text: String,
    /// The message, if it may have brought a file along.
    file: Option<Arc<Message>>,
    look: ArcRwSignal<Look>,
) -> impl IntoView {
    let launch = chat.launch;
    let author = [launch.texts.you, ": "].concat();
    let look = RwSignal::from(look);
    let delivery = Memo::new(move |_| look.with(|look| look.delivery.clone()));
    let clock = Memo::new(move |_| look.with(|look| time::clock(&look.at, launch.language)));
    view! {
        <div
            class="adda-message adda-message-own"
            class:adda-group-starts=move || look.with(|look| look.starts_group)
            class:adda-group-ends=move || look.with(|look| look.ends_group)
        >
            <p class="adda-bubble">
                <span class="adda-spoken">{author}</span>
                {file.map(|message| view! { <AttachmentView message language=launch.language/> })}
                <Words text/>
            </p>
            <p class="adda-meta">{clock} " · " <DeliveryMark texts=launch.texts delivery/></p>
            <Refusal chat key delivery/>
        </div>
    }
}
