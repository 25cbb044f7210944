//! One row of the list.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    chat::Chat,
    delivery::{DeliveryMark, Refusal},
    words::Words,
};
use crate::{
    model::message::Message,
    ui::{
        time,
        timeline::{Content, Look, Row, RowKey},
    },
};

/// A message, a day's beginning or the line "New".
#[component]
pub fn RowView(chat: Chat, row: Row) -> impl IntoView {
    let launch = chat.launch;
    let Row { key, content, look } = row;
    match content {
        Content::Day(at) => {
            view! { <p class="adda-day"><span>{time::day_label(&at, launch.language)}</span></p> }.into_any()
        }
        Content::New => view! { <p class="adda-new"><span>{launch.texts.new_line}</span></p> }.into_any(),
        Content::System(message) => {
            view! { <p class="adda-system"><span><Words text=message.content.clone()/></span></p> }.into_any()
        }
        Content::Received(message) => view! { <Received chat message look/> }.into_any(),
        Content::Sent(message) => view! { <Own chat key text=message.content.clone() look/> }.into_any(),
        Content::Pending(entry) => view! { <Own chat key text=entry.text look/> }.into_any(),
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
            <p class="adda-bubble"><span class="adda-spoken">{author}</span><Words text=message.content.clone()/></p>
            <p class="adda-meta">{meta}</p>
        </div>
    }
}

/// A message of the customer: coloured and right, time and marks below.
#[component]
fn Own(chat: Chat, key: RowKey, text: String, look: ArcRwSignal<Look>) -> impl IntoView {
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
            <p class="adda-bubble"><span class="adda-spoken">{author}</span><Words text/></p>
            <p class="adda-meta">{clock} " · " <DeliveryMark texts=launch.texts delivery/></p>
            <Refusal chat key delivery/>
        </div>
    }
}
