//! The search box. Its text goes into the address bar after a debounce. The
//! list follows the address, and answers to earlier searches are dropped.

use gloo_timers::future::TimeoutFuture;
use leptos::{html::Input, prelude::*};

use super::{state::use_inbox, texts::InboxTexts};
use crate::{
    console::{locale::use_locale, scope::Scope},
    ui::icons::{Glyph, Icon},
};

/// The `id` of the field, for the keyboard shortcuts.
pub const SEARCH_ID: &str = "inbox-search";
/// The debounce, in milliseconds.
const DEBOUNCE_MS: u32 = 300;

/// Shows the field, and the button that clears it.
#[component]
pub fn SearchBox() -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let texts = move || InboxTexts::of(locale.language());
    let field = NodeRef::<Input>::new();
    let scope = Scope::here();
    let is_empty = RwSignal::new(true);
    let keystrokes = StoredValue::new(0_u32);
    let go = inbox.go_to();
    // Pauses while the agent types are not changes of their own.
    let has_changed = StoredValue::new(false);

    // A link, the clear button and the back button also change the words.
    Effect::new(move |_| {
        let query = inbox.address.with(|address| address.query.clone());
        if let Some(field) = field.get()
            && field.value().trim() != query
        {
            field.set_value(&query);
            is_empty.set(query.is_empty());
        }
    });
    let look_for = Callback::new(move |words: String| {
        let words = words.trim().to_owned();
        if inbox.address.with_untracked(|address| address.query != words) {
            go.run((inbox.address.get_untracked().with_query(words), has_changed.get_value()));
            has_changed.set_value(true);
        }
    });
    let typed = move |event| {
        let words = event_target_value(&event);
        is_empty.set(words.is_empty());
        keystrokes.update_value(|count| *count = count.wrapping_add(1));
        let count = keystrokes.get_value();
        scope.spawn(async move {
            TimeoutFuture::new(DEBOUNCE_MS).await;
            if keystrokes.get_value() == count {
                look_for.run(words);
            }
        });
    };
    let clear = move |_| {
        if let Some(field) = field.get_untracked() {
            field.set_value("");
            is_empty.set(true);
            let _ = field.focus();
        }
        look_for.run(String::new());
    };
    view! {
        <form
            class="search"
            role="search"
            on:submit=move |event| {
                event.prevent_default();
                field.get_untracked().into_iter().for_each(|field| look_for.run(field.value()));
            }
        >
            <Icon glyph=Glyph::Search />
            <input
                id=SEARCH_ID
                node_ref=field
                type="search"
                autocomplete="off"
                enterkeyhint="search"
                dir="auto"
                aria-label=move || texts().search
                aria-keyshortcuts="/"
                placeholder=move || texts().search_hint
                on:input=typed
                on:focus=move |_| has_changed.set_value(false)
            />
            <Show when=move || !is_empty.get() fallback=|| view! { <kbd aria-hidden="true">"/"</kbd> }>
                <button type="button" class="icon-button" aria-label=move || texts().clear_search on:click=clear>
                    <Icon glyph=Glyph::Close />
                </button>
            </Show>
        </form>
    }
}
