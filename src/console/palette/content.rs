//! The field of the palette, and the list below it.

use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use web_sys::KeyboardEvent;

use super::{
    Palette,
    commands::Commands,
    conversations::Conversations,
    entry::{Act, Entry, words},
    texts::PaletteTexts,
};
use crate::{
    console::{inbox::use_inbox, locale::use_locale, session::use_session},
    ui::composing::is_composing,
};

const LIST_ID: &str = "palette-list";

/// Shows the field and the entries that fit its text. The field keeps the focus.
#[component]
pub fn PaletteContent() -> impl IntoView {
    let locale = use_locale();
    let session = use_session();
    let palette = expect_context::<Palette>();
    let commands = untrack(|| Commands::collect(use_inbox(), session.is_admin(), locale.language()));
    let conversations = Conversations::new();
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let query = query.get();
        let words = words(&query);
        let fitting = commands
            .entries
            .with_value(|entries| entries.iter().filter(|entry| entry.has(&words)).cloned().collect::<Vec<_>>());
        fitting.into_iter().chain(conversations.entries(&query)).collect::<Vec<Entry>>()
    });
    let picked = RwSignal::new(0_usize);
    // Fewer entries may be left than when one was picked.
    let active = Memo::new(move |_| picked.get().min(found.with(Vec::len).saturating_sub(1)));
    let navigate = use_navigate();
    let run = Callback::new(move |act: Act| {
        palette.close();
        match act {
            Act::Go(address) => {
                navigate(&address, NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() });
            }
            Act::Press(number) => commands.press(number),
        }
    });
    let steer = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        if count == 0 || is_composing(&event) {
            return;
        }
        let at = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => picked.set((at + 1) % count),
            "ArrowUp" => picked.set((at + count - 1) % count),
            "Enter" => {
                let act = found.with_untracked(|found| found.get(at).map(|entry| entry.act.clone()));
                act.into_iter().for_each(|act| run.run(act));
            }
            _ => return,
        }
        event.prevent_default();
        if let Some(option) = document().get_element_by_id(&option_id(active.get_untracked())) {
            option.scroll_into_view_with_bool(false);
        }
    };
    let typed = move |event| {
        let text = event_target_value(&event);
        picked.set(0);
        conversations.search(text.clone());
        query.set(text);
    };
    let field = NodeRef::<html::Input>::new();
    field.on_load(|field| {
        let _ = field.focus();
    });
    let texts = move || PaletteTexts::of(locale.language());
    view! {
        <input
            type="text"
            class="palette-field"
            node_ref=field
            role="combobox"
            autocomplete="off"
            dir="auto"
            aria-label=move || texts().title
            placeholder=move || texts().hint
            aria-expanded="true"
            aria-autocomplete="list"
            aria-controls=LIST_ID
            aria-activedescendant=move || found.with(|found| !found.is_empty()).then(|| option_id(active.get()))
            on:input=typed
            on:keydown=steer
        />
        <ul class="palette-list" role="listbox" id=LIST_ID aria-label=move || texts().title>
            {move || {
                let entries = found.get().into_iter().enumerate();
                entries.map(|(place, entry)| view! { <EntryItem place entry active run /> }).collect_view()
            }}
        </ul>
        <p class="palette-none" role="status">{move || found.with(Vec::is_empty).then(|| texts().none)}</p>
    }
}

#[component]
fn EntryItem(place: usize, entry: Entry, active: Memo<usize>, run: Callback<Act>) -> impl IntoView {
    let Entry { title, hint, act } = entry;
    let is_active = Memo::new(move |_| active.get() == place);
    view! {
        <li
            role="option"
            id=option_id(place)
            class="palette-entry"
            class:is-active=is_active
            aria-selected=move || if is_active.get() { "true" } else { "false" }
            // The field keeps the focus.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| run.run(act.clone())
        >
            <span class="palette-title" dir="auto">{title}</span>
            <span class="palette-hint">{hint}</span>
        </li>
    }
}

fn option_id(place: usize) -> String {
    format!("{LIST_ID}-{place}")
}
