//! The colleagues who are viewing the same conversation.

use leptos::prelude::*;

use super::{state::use_conversation, texts::ToolTexts};
use crate::console::locale::use_locale;

/// Shows "Rahim is looking, Mina is writing a reply" under the customer's name.
/// The live region is in the page from the start, so that screen readers
/// announce changes.
#[component]
pub fn Viewers() -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let viewers = Memo::new(move |_| conversation.timeline.with(|timeline| timeline.viewers.clone()));
    let words = move || {
        let texts = ToolTexts::of(locale.language());
        let says =
            |viewer: &crate::model::viewer::Viewer| texts.viewer(viewer.name_in(locale.language()), viewer.is_writing);
        viewers.with(|viewers| viewers.iter().map(says).collect::<Vec<_>>().join(", "))
    };
    view! {
        <span class="viewers" role="status">
            {move || Some(words()).filter(|words| !words.is_empty()).map(|words| view! { <span>" · "</span><b>{words}</b> })}
        </span>
    }
}
