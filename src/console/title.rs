//! The title of the browser's tab: "(2) Statistics · Boi Bazaar", or "… · Adda" if the shop has no name.

use leptos::prelude::*;

use super::{locale::Locale, shop::Shop};
use crate::ui::title::prefix;

/// The title of the page on screen and the count before it, from the context.
#[derive(Clone, Copy)]
pub struct Title {
    page: RwSignal<String>,
    unread: RwSignal<u32>,
}

impl Title {
    /// Returns the title, and keeps the title of the tab up to date from now on.
    pub fn new(locale: Locale, shop: Shop) -> Self {
        let title = Self { page: RwSignal::new(String::new()), unread: RwSignal::new(0) };
        let full = Memo::new(move |_| {
            let page = title.page.get();
            (!page.is_empty()).then(|| {
                let name = shop.name().unwrap_or_else(|| "Adda".to_owned());
                [prefix(title.unread.get(), locale.language()).as_str(), &page, " · ", &name].concat()
            })
        });
        Effect::new(move |_| full.with(|full| full.iter().for_each(|full| document().set_title(full))));
        title
    }

    /// Shows a count before the title until the current owner is disposed of.
    pub fn count(self, unread: impl Fn() -> u32 + 'static) {
        Effect::new(move |_| self.unread.set(unread()));
        on_cleanup(move || {
            // Removed together with the whole console.
            self.unread.try_set(0);
        });
    }
}

/// Sets the title of the page that is being built, as long as it is on screen.
pub fn set_title(name: impl Fn() -> String + 'static) {
    let title = expect_context::<Title>();
    Effect::new(move |_| title.page.set(name()));
}
