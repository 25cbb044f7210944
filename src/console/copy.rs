//! The button that copies a text.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{locale::use_locale, scope::Scope};
use crate::model::language::Language;

struct CopyTexts {
    copy: &'static str,
    copied: &'static str,
    select_to_copy: &'static str,
}

const EN: CopyTexts = CopyTexts {
    copy: "Copy",
    copied: "Copied",
    select_to_copy: "Couldn't copy. Select the text and press Ctrl+C (⌘C on a Mac).",
};

const BN: CopyTexts = CopyTexts {
    copy: "কপি করুন",
    copied: "কপি হয়েছে",
    select_to_copy: "কপি করা যায়নি। লেখাটি বাছাই করে Ctrl+C (Mac-এ ⌘C) চাপুন।",
};

impl CopyTexts {
    const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}

/// Copies a text. Returns whether it worked: the browser may refuse, and pages without https
/// have no clipboard API. The text can then be selected and copied by hand.
pub async fn copy_text(text: &str) -> bool {
    window().is_secure_context() && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// Shows a button that copies a text and says whether it worked.
#[component]
pub fn CopyButton(
    /// The text.
    text: String,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || CopyTexts::of(locale.language());
    let scope = Scope::here();
    let is_copied = RwSignal::new(None);
    let copy = move |_| {
        let text = text.clone();
        scope.spawn(async move { is_copied.set(Some(copy_text(&text).await)) });
    };
    let result = move || is_copied.get().map(|done| if done { texts().copied } else { texts().select_to_copy });
    view! {
        <button type="button" class="button" on:click=copy>{move || texts().copy}</button>
        <span class="quiet" role="status">{result}</span>
    }
}
