//! The parts that mark a message as a note.

use leptos::prelude::*;

use super::texts::ToolTexts;
use crate::{
    console::{icons::PinIcon, locale::use_locale},
    ui::{
        time,
        timeline::{Delivery, Look},
    },
};

/// Shows a pin, and names the note's author for screen readers.
#[component]
pub fn NoteMark(name: Signal<String>, is_mine: bool) -> impl IntoView {
    view! {
        <PinIcon />
        <bdi class="visually-hidden"><Author name is_mine />": "</bdi>
    }
}

/// Names the author: "Your note" or "Note by Mina".
#[component]
fn Author(name: Signal<String>, is_mine: bool) -> impl IntoView {
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    view! {
        {move || if is_mine { texts().your_note } else { texts().note_by }}
        {(!is_mine).then(|| view! { <bdi>{name}</bdi> })}
    }
}

/// Shows the author below a note, and that only the team sees it. The delivery
/// state is shown only until the note has arrived.
#[component]
pub fn NoteMeta(
    name: Signal<String>,
    is_mine: bool,
    look: RwSignal<Look>,
    /// The mark of an edited note.
    edited: impl IntoView,
    /// The button that takes back a new note.
    undo: impl IntoView,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    let clock = move || time::clock(&look.read().at, locale.language());
    let last = move || match look.read().delivery {
        Some(Delivery::Sending) => locale.texts().sending,
        _ => texts().only_the_team,
    };
    view! { <p class="meta"><Author name is_mine />" · "<bdi>{clock}</bdi>{edited}" · "{last} {undo}</p> }
}
