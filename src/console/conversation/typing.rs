//! Shows that the customer is typing.

use leptos::prelude::*;

use super::{state::use_conversation, texts::ToolTexts};
use crate::{
    console::{dom_view::DomView, locale::use_locale},
    ui::typing::typing_dots,
};

/// Shows dots below the newest message, but not while the agent reads further
/// up: they would move the text being read.
#[component]
pub fn CustomerTyping(is_at_bottom: RwSignal<bool>) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let is_typing = Memo::new(move |_| conversation.timeline.with(|timeline| timeline.other_is_typing));
    let dots = move || typing_dots(ToolTexts::of(locale.language()).customer_is_typing, "visually-hidden");
    view! { <DomView draw=move || (is_typing.get() && is_at_bottom.get()).then(dots) /> }
}
