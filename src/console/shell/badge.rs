//! The link to the inbox, with the count of waiting messages.

use leptos::prelude::*;

use super::attention::use_attention;
use crate::{
    console::{link::Link, locale::use_locale, place},
    model::digits,
    ui::icons::{Glyph, Icon},
};

/// Shows the link on the rail. The count overlaps the icon's corner, so that
/// nothing moves when it appears.
#[component]
pub fn InboxLink() -> impl IntoView {
    let locale = use_locale();
    let attention = use_attention();
    let badge = Memo::new(move |_| digits::badge(attention.total.get(), locale.language()));
    let name = move || {
        let texts = locale.texts();
        let (before, after) = texts.inbox_unread;
        badge.with(|badge| if badge.is_empty() { texts.inbox.to_owned() } else { [before, badge, after].concat() })
    };
    view! {
        <Link href=place::INBOX class="rail-item" label=name>
            <Icon glyph=Glyph::Inbox />
            <Show when=move || badge.with(|badge| !badge.is_empty())>
                <span class="badge rail-badge" aria-hidden="true">{move || badge.get()}</span>
            </Show>
        </Link>
    }
}
