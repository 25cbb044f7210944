//! The page's title, with the count of what waits for the agent.

use leptos::prelude::*;

use super::Inbox;
use crate::{console::locale::use_locale, ui::title::TitleCount};

/// Keeps the title up to date as long as the inbox is shown.
pub fn show(inbox: Inbox) {
    let locale = use_locale();
    let count = TitleCount::new();
    Effect::new(move |_| {
        let language = locale.language();
        count.show(0, language);
        document().set_title(&format!("{} · Adda", locale.texts().inbox));
        count.show(inbox.attention.total.get(), language);
    });
}
