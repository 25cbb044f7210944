//! The button that copies a text.

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, HtmlElement, HtmlTextAreaElement};

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

/// Copies a text. Returns whether it worked. If not, the text can be selected and copied by hand.
pub async fn copy_text(text: &str) -> bool {
    match clipboard() {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => copy_selected(text).unwrap_or(false),
    }
}

/// Returns the clipboard. Pages without https have none, except on localhost.
fn clipboard() -> Option<Clipboard> {
    let navigator = window().navigator();
    Reflect::get(&navigator, &"clipboard".into()).ok()?.dyn_into().ok()
}

/// Copies a text by selecting it in a field, in the way of browsers before the clipboard API. It
/// works in a handler of a click only. The focus returns to where it was.
fn copy_selected(text: &str) -> Option<bool> {
    let page = document();
    let focused = page.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // What is outside of an open dialog cannot be selected.
    let place = focused.as_ref().and_then(|element| element.closest("dialog[open]").ok().flatten());
    let place = place.or_else(|| page.body().map(Into::into))?;
    let field: HtmlTextAreaElement = page.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_read_only(true);
    field.set_class_name("visually-hidden");
    place.append_child(&field).ok()?;
    field.select();
    let copy = Reflect::get(&page, &"execCommand".into()).ok().and_then(|copy| copy.dyn_into::<Function>().ok());
    let is_copied = copy.and_then(|copy| copy.call1(&page, &"copy".into()).ok()).is_some_and(|done| done.is_truthy());
    field.remove();
    if let Some(focused) = focused {
        let _ = focused.focus();
    }
    Some(is_copied)
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
