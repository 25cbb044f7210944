//! The switch to the other language.

use leptos::prelude::*;

use crate::{
    model::language::Language,
    shop::{texts, visit::Visit},
};

/// Shows links to this page in each language, with the current one marked.
#[component]
pub fn LanguageSwitch(
    /// The page and its language.
    visit: Visit,
) -> impl IntoView {
    view! {
        <nav class="languages" aria-label=texts::LANGUAGE.pick(visit.language)>
            {Language::ALL
                .into_iter()
                .map(|language| {
                    view! {
                        <a
                            href=format!("?lang={language}")
                            lang=language.code()
                            hreflang=language.code()
                            aria-current=(language == visit.language).then_some("true")
                        >
                            {language.own_name()}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}
