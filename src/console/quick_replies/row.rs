//! One quick reply in the list.

use leptos::prelude::*;

use super::{state::use_replies, texts::QuickReplyTexts};
use crate::{
    console::{link::Link, locale::use_locale, place},
    model::ids::QuickReplyId,
};

/// Shows title, the beginning of the answer, and whether it is offered.
#[component]
pub fn Row(
    /// The id of the quick reply.
    id: QuickReplyId,
) -> impl IntoView {
    let locale = use_locale();
    let replies = use_replies();
    let reply =
        Memo::new(move |_| replies.list.with(|list| list.iter().find(|reply| reply.id == id).cloned()).flatten());
    let title = move || reply.with(|reply| reply.as_ref().map(|reply| reply.title_in(locale.language()).to_owned()));
    let content =
        move || reply.with(|reply| reply.as_ref().map(|reply| reply.content_in(locale.language()).to_owned()));
    let is_hidden = move || reply.with(|reply| reply.as_ref().is_some_and(|reply| !reply.is_active));
    view! {
        <Link href=place::quick_reply(id) class="sorted-link" is_draggable=false>
            <span class="sorted-name">
                <bdi>{title}</bdi>
                <Show when=is_hidden>
                    <span class="tag">{move || QuickReplyTexts::of(locale.language()).not_offered}</span>
                </Show>
            </span>
            <span class="sorted-more" dir="auto">{content}</span>
        </Link>
    }
}
