//! The button in the composer and what it opens.

use leptos::{either::EitherOf3, ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::Node;

use super::{
    grid,
    insert::insert,
    recent,
    set::{self, Group},
    texts::Texts,
};
use crate::{
    model::language::Language,
    ui::icons::{Glyph, Icon},
};

/// So many are shown of what a search finds.
const MOST_FOUND: usize = 64;

/// How far the data has come.
#[derive(Clone, PartialEq)]
enum Data {
    Loading,
    Failed,
    Ready,
}

/// What the picker knows and shows.
#[derive(Clone, Copy)]
struct Picker {
    texts: &'static Texts,
    language: Language,
    field: NodeRef<html::Textarea>,
    is_open: RwSignal<bool>,
    data: RwSignal<Data>,
    groups: StoredValue<Vec<Group>>,
    /// The group on show; none: the recent ones.
    group: RwSignal<Option<usize>>,
    asked: RwSignal<String>,
}

/// A button that opens the picker; what is picked goes into `field`, where its
/// caret stands.
#[component]
pub fn EmojiPicker(
    /// The language of the names.
    language: Language,
    /// Where to put what is picked.
    field: NodeRef<html::Textarea>,
    /// The button's class.
    class: &'static str,
) -> impl IntoView {
    let picker = Picker {
        texts: Texts::of(language),
        language,
        field,
        is_open: RwSignal::new(false),
        data: RwSignal::new(Data::Loading),
        groups: StoredValue::new(Vec::new()),
        group: RwSignal::new(None),
        asked: RwSignal::new(String::new()),
    };
    let place = NodeRef::<html::Div>::new();
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && picker.is_open.get_untracked() {
            // For the picker, not for what is around it.
            event.prevent_default();
            event.stop_propagation();
            picker.close();
        }
    };
    let on_focusout = move |event: ev::FocusEvent| {
        let goes_to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let stays = place.get_untracked().is_some_and(|place| place.contains(goes_to.as_ref()));
        if !stays && goes_to.is_some() {
            picker.is_open.set(false);
        }
    };
    view! {
        <div class="adda-emoji" node_ref=place on:keydown=on_keydown on:focusout=on_focusout>
            <button
                class=class
                type="button"
                aria-label=picker.texts.open
                title=picker.texts.open
                aria-haspopup="dialog"
                aria-expanded=move || picker.is_open.get().to_string()
                on:click=move |_| if picker.is_open.get_untracked() { picker.close() } else { picker.open() }
            >
                <Icon glyph=Glyph::Smile/>
            </button>
            {move || picker.is_open.get().then(|| view! { <Panel picker/> })}
        </div>
    }
}

impl Picker {
    fn open(self) {
        self.asked.set(String::new());
        self.group.set(if recent::all().is_empty() { Some(0) } else { None });
        self.is_open.set(true);
        if self.data.get_untracked() != Data::Ready {
            self.load();
        }
    }

    fn load(self) {
        self.data.set(Data::Loading);
        spawn_local(async move {
            let data = match set::fetch(self.language).await {
                Ok(groups) => {
                    self.groups.set_value(groups);
                    Data::Ready
                }
                Err(_) => Data::Failed,
            };
            self.data.try_set(data);
        });
    }

    /// Closes, and gives the focus back to the field.
    fn close(self) {
        self.is_open.set(false);
        if let Some(field) = self.field.get_untracked() {
            let _ = field.focus();
        }
    }

    /// Puts an emoji into the field. With Shift there may be another one.
    fn pick(self, glyph: &str, goes_on: bool) {
        recent::add(glyph);
        if let Some(field) = self.field.get_untracked() {
            insert(&field, glyph);
        }
        if !goes_on {
            self.close();
        }
    }

    /// The grid's contents: what is searched, else the group.
    fn cells(self) -> String {
        let asked = self.asked.get();
        self.groups.with_value(|groups| {
            if !asked.trim().is_empty() {
                return grid::html(set::find(groups, &asked, MOST_FOUND));
            }
            match self.group.get() {
                Some(group) => groups.get(group).map(|group| grid::html(&group.emoji)).unwrap_or_default(),
                None => grid::html(recent::all().iter().filter_map(|glyph| set::named(groups, glyph))),
            }
        })
    }
}

#[component]
fn Panel(picker: Picker) -> impl IntoView {
    let Picker { texts, asked, .. } = picker;
    let search = NodeRef::<html::Input>::new();
    search.on_load(|search| {
        // In the document only with the next frame.
        request_animation_frame(move || {
            let _ = search.focus();
        });
    });
    let content = move || match picker.data.get() {
        Data::Loading => EitherOf3::A(view! { <p class="adda-emoji-state" role="status">{texts.loading}</p> }),
        Data::Failed => EitherOf3::B(view! {
            <p class="adda-emoji-state" role="alert">
                {texts.failed} " "
                <button type="button" on:click=move |_| picker.load()>{texts.again}</button>
            </p>
        }),
        Data::Ready => EitherOf3::C(view! { <Groups picker/> <Grid picker/> }),
    };
    view! {
        <div class="adda-emoji-panel" role="dialog" aria-label=texts.open>
            <input
                type="search"
                class="adda-emoji-search"
                aria-label=texts.search
                placeholder=texts.search
                autocomplete="off"
                node_ref=search
                on:input=move |event| asked.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        // It would send the message.
                        event.prevent_default();
                    }
                }
            />
            {content}
        </div>
    }
}

/// A button for each group, named by it and drawn as its first emoji.
#[component]
fn Groups(picker: Picker) -> impl IntoView {
    let Picker { texts, group, asked, .. } = picker;
    let choice = move |at: Option<usize>, name: String, sign: String| {
        let is_shown = move || (group.get() == at && asked.with(|asked| asked.trim().is_empty())).to_string();
        view! {
            <button
                type="button"
                aria-label=name.clone()
                title=name
                aria-pressed=is_shown
                on:click=move |_| {
                    asked.set(String::new());
                    group.set(at);
                }
            >
                {sign}
            </button>
        }
    };
    let groups = picker.groups.with_value(|groups| {
        let sign = |group: &Group| group.emoji.first().map(|emoji| emoji.glyph.clone()).unwrap_or_default();
        groups.iter().enumerate().map(|(at, group)| choice(Some(at), group.name.clone(), sign(group))).collect_view()
    });
    view! {
        <div class="adda-emoji-groups" role="group" aria-label=texts.groups>
            {choice(None, texts.recent.to_owned(), "🕘".to_owned())} {groups}
        </div>
    }
}

#[component]
fn Grid(picker: Picker) -> impl IntoView {
    let texts = picker.texts;
    let grid = NodeRef::<html::Div>::new();
    let cells = Memo::new(move |_| picker.cells());
    let on_keydown = move |event: ev::KeyboardEvent| {
        let Some(grid) = grid.get_untracked() else { return };
        if event.key() == "Enter" && event.shift_key() {
            return;
        }
        if grid::step(&grid, &event.key()) {
            event.prevent_default();
        }
    };
    view! {
        <div
            class="adda-emoji-grid"
            role="grid"
            aria-label=texts.open
            node_ref=grid
            inner_html=move || cells.get()
            on:keydown=on_keydown
            on:click=move |event| {
                if let Some(glyph) = grid::picked(&event) {
                    picker.pick(&glyph, event.shift_key());
                }
            }
        ></div>
        <p class="adda-emoji-state" role="status">{move || cells.with(String::is_empty).then_some(texts.nothing)}</p>
    }
}
