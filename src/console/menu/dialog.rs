//! The menu: a field to type in, and the choices below it.

use leptos::{html::Dialog, prelude::*};
use web_sys::{Element, KeyboardEvent};

use super::{
    MenuItem, TypedAhead,
    button::dot_view,
    find::{find, is_same},
    modal::open_modal,
    place::place,
    texts::MenuTexts,
};
use crate::{
    console::locale::use_locale,
    model::text::{isolated, tidy_name},
    ui::{
        composing::is_composing,
        icons::{Glyph, Icon},
    },
};

const LIST_ID: &str = "menu-list";

/// What Enter or a click picks.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Item(MenuItem),
    /// A choice that does not exist yet, with this name.
    New(String),
}

impl Entry {
    /// Returns what tells it from the other entries.
    fn key(&self) -> &str {
        match self {
            Self::Item(item) => &item.value,
            Self::New(_) => "",
        }
    }
}

/// Shows a menu as long as it is mounted. When it is removed, the focus returns to the element that
/// had it before.
#[component]
pub fn MenuDialog(
    /// The id of the button beside which it is placed.
    button_id: &'static str,
    /// Its accessible name, also shown in the empty field.
    #[prop(into)]
    label: Signal<&'static str>,
    /// The choices.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Called with the value of the picked choice, after the menu has been closed.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Called when the menu is to be removed.
    #[prop(into)]
    on_close: Callback<()>,
    /// Whether there are so few choices that touch screens need no keyboard. The menu then begins at
    /// the present value.
    #[prop(optional)]
    is_short: bool,
    /// Called with the typed name if no choice has it. The menu stays open.
    #[prop(optional)]
    on_create: Option<Callback<String>>,
    /// Names that exist, but are not offered.
    #[prop(into, optional)]
    taken: Option<Signal<Vec<String>>>,
    /// What is wrong with the typed name.
    #[prop(optional)]
    problem: Option<RwSignal<Option<String>>>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || MenuTexts::of(locale.language());
    let dialog = NodeRef::<Dialog>::new();
    let typed = use_context::<TypedAhead>().map(TypedAhead::take).unwrap_or_default();
    let query = RwSignal::new(typed.text);
    // Whether Enter was pressed before there were choices. The first to arrive is picked then.
    let is_entered = StoredValue::new(typed.is_entered);
    let active_key = RwSignal::new(None::<String>);
    let is_taken =
        move |name: &str| taken.is_some_and(|taken| taken.with(|all| all.iter().any(|other| is_same(other, name))));
    let entries = Memo::new(move |_| {
        let found = items.with(|items| find(items, &query.read()));
        let name = tidy_name(&query.read());
        let is_known = found.iter().any(|item| is_same(&item.name, &name)) || is_taken(&name);
        let new = (on_create.is_some() && !name.is_empty() && !is_known).then_some(Entry::New(name));
        found.into_iter().map(Entry::Item).chain(new).collect::<Vec<_>>()
    });
    let active = Memo::new(move |_| {
        let is_active = |entry: &Entry| active_key.with(|key| key.as_deref() == Some(entry.key()));
        let is_current = |entry: &Entry| matches!(entry, Entry::Item(item) if item.is_current);
        entries.with(|entries| {
            let chosen = entries.iter().position(is_active);
            let current = || entries.iter().position(is_current).filter(|_| is_short && query.read().is_empty());
            chosen.or_else(current).unwrap_or_default()
        })
    });
    let pick = move |entry: Entry| match entry {
        Entry::Item(item) => {
            on_close.run(());
            on_pick.run(item.value);
        }
        Entry::New(name) => on_create.into_iter().for_each(|create| create.run(name.clone())),
    };
    let step = move |forward: bool| {
        let count = entries.with_untracked(Vec::len);
        let place = active.get_untracked() + if forward { 1 } else { count.saturating_sub(1) };
        let key = entries.with_untracked(|entries| Some(entries.get(place.checked_rem(count)?)?.key().to_owned()));
        active_key.set(key);
        keep_in_sight(untrack(|| active.get()));
    };
    let steer = move |event: KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => step(true),
            "ArrowUp" => step(false),
            "Enter" => match entries.with_untracked(|entries| entries.get(active.get_untracked()).cloned()) {
                Some(entry) => pick(entry),
                None => is_entered.set_value(true),
            },
            _ => return,
        }
        event.prevent_default();
    };
    let typed = move |event| {
        query.set(event_target_value(&event));
        active_key.set(None);
        is_entered.set_value(false);
        if let Some(problem) = problem {
            problem.set(None);
        }
    };
    let note = move || {
        let told = problem.and_then(|problem| problem.get());
        told.or_else(|| {
            let is_empty = entries.with(Vec::is_empty);
            let is_on = is_empty && is_taken(&query.read());
            is_empty.then(|| if is_on { texts().already_on } else { texts().nothing_found }.to_owned())
        })
    };
    Effect::new(move || {
        let entry = entries.with(|entries| entries.get(active.get_untracked()).cloned());
        if let Some(entry) = entry.filter(|_| is_entered.get_value()) {
            is_entered.set_value(false);
            pick(entry);
        }
    });
    let closed = open_modal(dialog, on_close);
    dialog.on_load(move |dialog| {
        place(&dialog, button_id);
        keep_in_sight(active.get_untracked());
    });
    let clicked = move |event: web_sys::MouseEvent| {
        // Only the ground behind the menu is the dialog itself.
        let is_outside = dialog.get_untracked().is_some_and(|dialog| event_target::<Element>(&event) == **dialog);
        if is_outside {
            on_close.run(());
        }
    };
    let draw = move |(place, entry): (usize, Entry)| {
        let is_active = Memo::new(move |_| active.get() == place);
        let (dot, name, is_current) = match &entry {
            Entry::Item(item) => (Some(dot_view(item.dot)), item.name.clone(), item.is_current),
            Entry::New(name) => {
                let (before, after) = texts().create;
                (None, [before, &isolated(name), after].concat(), false)
            }
        };
        view! {
            <li
                role="option"
                id=option_id(place)
                class="menu-item"
                class:is-active=is_active
                aria-selected=move || if is_active.get() { "true" } else { "false" }
                aria-current=is_current.then_some("true")
                // The field keeps the focus.
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| pick(entry.clone())
            >
                {dot}
                <bdi class="menu-text">{name}</bdi>
                {is_current.then(|| view! { <Icon glyph=Glyph::Check /> })}
            </li>
        }
    };
    view! {
        <dialog class="menu" node_ref=dialog aria-label=label on:close=closed on:click=clicked>
            <input
                class="menu-query"
                type="text"
                role="combobox"
                dir="auto"
                autocomplete="off"
                spellcheck="false"
                inputmode=is_short.then_some("none")
                aria-label=label
                placeholder=label
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls=LIST_ID
                aria-activedescendant=move || entries.with(|entries| !entries.is_empty()).then(|| option_id(active.get()))
                prop:value=query
                on:input=typed
                on:keydown=steer
            />
            <ul class="menu-list" role="listbox" id=LIST_ID aria-label=label>
                {move || entries.get().into_iter().enumerate().map(draw).collect_view()}
            </ul>
            <p class="menu-note" role="status">{note}</p>
        </dialog>
    }
}

fn option_id(place: usize) -> String {
    format!("menu-option-{place}")
}

/// Scrolls the list just enough to show an option.
fn keep_in_sight(place: usize) {
    let Some(option) = document().get_element_by_id(&option_id(place)) else { return };
    let Some(list) = option.parent_element() else { return };
    let (place, edge) = (option.get_bounding_client_rect(), list.get_bounding_client_rect());
    let hidden = (place.bottom() - edge.bottom()).max(0.0) - (edge.top() - place.top()).max(0.0);
    // Whole pixels: a list is far shorter than 2^31 of them.
    list.set_scroll_top(list.scroll_top() + hidden.round() as i32);
}
