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
pub fn NoteMark(name: Signal<String>) -> impl IntoView {
    let locale = use_locale();
    view! {
        <PinIcon />
        <bdi class="visually-hidden">{move || ToolTexts::of(locale.language()).note_by}<bdi>{name}</bdi>": "</bdi>
    }
}

/// Shows the author below a note, and that only the team sees it. The delivery
/// state is shown only until the note has arrived.
#[component]
pub fn NoteMeta(name: Signal<String>, look: RwSignal<Look>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    let clock = move || time::clock(&look.read().at, locale.language());
    let last = move || match look.read().delivery {
        Some(Delivery::Sending) => locale.texts().sending,
        _ => texts().only_the_team,
    };
    view! { <p class="meta">{move || texts().note_by}<bdi>{name}</bdi>" · "<bdi>{clock}</bdi>" · "{last}</p> }
}
