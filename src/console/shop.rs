//! The shop's name and logo. The server puts them into the page, so that the sign-in page has them.

use leptos::prelude::*;

use super::locale::Locale;
use crate::model::settings::ChatSettings;

/// The shop, from the context.
#[derive(Clone, Copy)]
pub struct Shop {
    names: RwSignal<(String, String)>,
    logo: RwSignal<Option<String>>,
    locale: Locale,
}

impl Shop {
    /// Reads the shop of the page.
    pub fn of_page(locale: Locale) -> Self {
        let meta = document().query_selector("meta[name='adda-shop']").ok().flatten();
        let read = |name: &str| meta.as_ref().and_then(|meta| meta.get_attribute(name));
        Self {
            names: RwSignal::new((read("content").unwrap_or_default(), read("data-bn").unwrap_or_default())),
            logo: RwSignal::new(read("data-logo")),
            locale,
        }
    }

    /// Returns the name in the agent's language, if the shop has one; tracked.
    pub fn name(self) -> Option<String> {
        let name = self.names.with(|(en, bn)| self.locale.language().pick(en, bn).to_owned());
        Some(name).filter(|name| !name.is_empty())
    }

    /// Shows the shop of other settings.
    pub fn show(self, settings: &ChatSettings) {
        self.names.set((settings.shop_name.clone(), settings.shop_name_bn.clone()));
        self.logo.set(settings.shop_logo.clone());
    }
}

/// Returns the shop of the context.
pub fn use_shop() -> Shop {
    expect_context()
}

/// Shows the shop's logo, or Adda's. It is decorative.
#[component]
pub fn Logo() -> impl IntoView {
    let shop = use_shop();
    move || match shop.logo.get() {
        Some(address) => view! { <img class="logo logo--own" src=address alt="" /> }.into_any(),
        None => view! { <span class="logo" aria-hidden="true" lang="bn">"আ"</span> }.into_any(),
    }
}
