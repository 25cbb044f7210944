//! The recovery codes, which are shown only once.

use leptos::prelude::*;

use super::texts::TwoFactorTexts;
use crate::console::{copy::CopyButton, locale::use_locale};

/// Shows the codes, with buttons to copy them and to continue.
#[component]
pub fn RecoveryCodesList(
    /// The codes.
    codes: Vec<String>,
    /// Called once the agent confirms that the codes are saved.
    #[prop(into)]
    on_saved: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TwoFactorTexts::of(locale.language());
    let all = codes.join("\n");
    let items = codes.into_iter().map(|code| view! { <li><code translate="no">{code}</code></li> });
    view! {
        <p><strong>{move || texts().recovery_codes}</strong></p>
        <p class="form-hint">{move || texts().recovery_hint}</p>
        <ul class="recovery-codes" aria-label=move || texts().recovery_codes>{items.collect_view()}</ul>
        <div class="form-actions">
            <CopyButton text=all />
            <button type="button" class="button button--primary" on:click=move |_| on_saved.run(())>
                {move || texts().saved_them}
            </button>
        </div>
    }
}
