//! How far a message of the customer is.

use leptos::prelude::*;

use super::{chat::Chat, texts::Texts};
use crate::ui::{
    icons::{Glyph, Icon},
    timeline::{Delivery, RowKey},
};

/// A clock, one tick, two ticks; said in words to a screen reader.
#[component]
pub fn DeliveryMark(texts: &'static Texts, delivery: Memo<Option<Delivery>>) -> impl IntoView {
    move || {
        let (glyph, words) = match delivery.get()? {
            Delivery::Sending => (Glyph::Clock, texts.sending),
            Delivery::Failed(_) => (Glyph::Warning, texts.not_sent),
            Delivery::Sent => (Glyph::Check, texts.sent),
            Delivery::Read => (Glyph::DoubleCheck, texts.read),
        };
        Some(view! {
            <span class="adda-delivery" title=words>
                <Icon glyph/>
                <span class="adda-spoken">{words}</span>
            </span>
        })
    }
}

/// Why a message was refused, and what can be done with it.
#[component]
pub fn Refusal(chat: Chat, key: RowKey, delivery: Memo<Option<Delivery>>) -> impl IntoView {
    let texts = chat.launch.texts;
    let key = StoredValue::new(key);
    let act = move |retries: bool| {
        if let RowKey::Own(client_id) = key.get_value() {
            if retries {
                chat.outbox.retry(&client_id);
            } else {
                chat.outbox.discard(&client_id);
            }
        }
    };
    move || {
        let Some(Delivery::Failed(error)) = delivery.get() else { return None };
        Some(view! {
            <div class="adda-refusal" role="alert">
                <p>{texts.not_sent} " " {texts.refusal(error.code)}</p>
                <button type="button" on:click=move |_| act(true)>{texts.retry}</button>
                <button type="button" on:click=move |_| act(false)>{texts.discard}</button>
            </div>
        })
    }
}
