//! The button in the composer, and the state of the panel that it opens.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement, KeyboardEvent};

use super::{
    grid,
    panel::panel,
    recent,
    set::{self, Group},
    texts::Texts,
};
use crate::{
    model::language::Language,
    ui::{dom::Tag, icons::Glyph, insert::insert, page, signals::*},
};

/// The maximum number of search results shown.
const MOST_FOUND: usize = 64;

/// The loading state of the data.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Data {
    Loading,
    Failed,
    Ready,
}

/// The state of the picker.
#[derive(Clone, Copy)]
pub(super) struct Picker {
    pub texts: &'static Texts,
    language: Language,
    field: StoredValue<HtmlTextAreaElement, LocalStorage>,
    /// The storage key of the recent emoji.
    recent: StoredValue<String>,
    is_open: RwSignal<bool>,
    /// Whether the field has the focus only to take an emoji.
    is_inserting: StoredValue<bool>,
    pub data: RwSignal<Data>,
    pub groups: StoredValue<Vec<Group>>,
    /// The group shown; none for the recent emoji.
    pub group: RwSignal<Option<usize>>,
    pub asked: RwSignal<String>,
}

/// Returns a button that opens the picker, with names in `language`. A picked
/// emoji is inserted into `field` at its caret. `class` is the button's class.
/// Recent emoji are stored in this browser under the key `recent`.
pub fn emoji_picker(field: HtmlTextAreaElement, language: Language, class: &'static str, recent: String) -> Tag {
    let picker = Picker {
        texts: Texts::of(language),
        language,
        field: StoredValue::new_local(field),
        recent: StoredValue::new(recent),
        is_open: RwSignal::new(false),
        is_inserting: StoredValue::new(false),
        data: RwSignal::new(Data::Loading),
        groups: StoredValue::new(Vec::new()),
        group: RwSignal::new(None),
        asked: RwSignal::new(String::new()),
    };
    let button = Tag::button(class, move || picker.toggle())
        .named(picker.texts.open)
        .attr("aria-haspopup", "dialog")
        .live_truth("aria-expanded", move || picker.is_open.get())
        .icon(Glyph::Smile);
    let place = Tag::new("div", "adda-emoji").child(button);
    place
        .on("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" && picker.is_open.get_untracked() {
                // The key is for the picker, not for the elements around it.
                event.prevent_default();
                event.stop_propagation();
                picker.close();
            }
        })
        .on_leaving(move || {
            if !picker.is_inserting.get_value() {
                picker.is_open.set(false);
            }
        })
        .show(move || picker.is_open.get(), move || panel(picker))
}

impl Picker {
    fn toggle(self) {
        if self.is_open.get_untracked() {
            self.close();
        } else {
            self.open();
        }
    }

    fn open(self) {
        self.asked.set(String::new());
        self.group.set(if self.recent().is_empty() { Some(0) } else { None });
        self.is_open.set(true);
        if self.data.get_untracked() != Data::Ready {
            self.load();
        }
    }

    pub(super) fn load(self) {
        self.data.set(Data::Loading);
        spawn_local(async move {
            let data = match set::fetch(self.language).await {
                Ok(groups) => {
                    self.groups.try_set_value(groups);
                    Data::Ready
                }
                Err(_) => Data::Failed,
            };
            self.data.try_set(data);
        });
    }

    /// Closes the picker, and focuses the field.
    fn close(self) {
        self.is_open.set(false);
        self.field.with_value(|field| {
            let _ = field.focus();
        });
    }

    /// Inserts an emoji into the field. With Shift the picker stays open for
    /// another one.
    pub(super) fn pick(self, glyph: &str, goes_on: bool) {
        self.recent.with_value(|key| recent::add(key, glyph));
        let picked = page::active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
        self.is_inserting.set_value(true);
        self.field.with_value(|field| insert(field, glyph));
        if let Some(picked) = picked.filter(|_| goes_on) {
            let _ = picked.focus();
        }
        self.is_inserting.set_value(false);
        if !goes_on {
            self.close();
        }
    }

    fn recent(self) -> Vec<String> {
        self.recent.with_value(|key| recent::all(key))
    }

    /// Fills the grid with the search results, or else the group; tracked. Returns whether it is
    /// empty.
    pub(super) fn fill(self, place: &Tag) -> bool {
        let asked = self.asked.get();
        self.groups.with_value(|groups| {
            if !asked.trim().is_empty() {
                return grid::fill(place, set::search(groups, &asked, MOST_FOUND));
            }
            match self.group.get() {
                Some(group) => grid::fill(place, groups.get(group).into_iter().flat_map(|group| &group.emoji)),
                None => grid::fill(place, self.recent().iter().filter_map(|glyph| set::named(groups, glyph))),
            }
        })
    }
}
