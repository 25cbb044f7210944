//! The panel that the picker's button opens: a search, the groups and the grid.

use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent};

use super::{
    button::{Picker, state},
    grid, recent,
    set::{self, Group, Groups},
    texts::Texts,
};
use crate::ui::{
    dom::{Tag, watch},
    page::request_animation_frame,
    signals::*,
};

/// The maximum number of search results shown.
const MAX_FOUND: usize = 64;

/// The loading state of the data.
#[derive(Clone, Copy, PartialEq)]
enum Data {
    Loading,
    Failed,
    Ready,
}

/// The state of the panel.
#[derive(Clone, Copy)]
pub(super) struct Panel {
    picker: Picker,
    texts: &'static Texts,
    data: RwSignal<Data>,
    groups: StoredValue<Groups, LocalStorage>,
    /// The group shown; none for the recent emoji.
    group: RwSignal<Option<usize>>,
    asked: RwSignal<String>,
}

impl Panel {
    /// Returns the state of a panel that has just been opened, and fetches the
    /// data unless it is known.
    pub fn new(picker: Picker) -> Self {
        let has_recent = picker.recent.with_value(|key| !recent::all(key).is_empty());
        let fetched = set::fetched(picker.language);
        let panel = Self {
            picker,
            texts: Texts::of(picker.language),
            data: RwSignal::new(if fetched.is_some() { Data::Ready } else { Data::Loading }),
            groups: StoredValue::new_local(fetched.unwrap_or_default()),
            group: RwSignal::new(if has_recent { None } else { Some(0) }),
            asked: RwSignal::new(String::new()),
        };
        if panel.data.get_untracked() == Data::Loading {
            panel.load();
        }
        panel
    }

    /// Returns its elements.
    pub fn draw(self) -> Tag {
        let texts = self.texts;
        let search = Tag::new("input", "adda-emoji-search")
            .attr("type", "search")
            .named(texts.search)
            .attr("placeholder", texts.search)
            .attr("autocomplete", "off");
        let (asked, focused) = (search.clone(), search.clone());
        // The field is in the document only from the next frame on.
        request_animation_frame(move || focused.focus());
        let search = search.on("input", move |_| self.asked.set(asked.value())).on("keydown", |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Enter" {
                // Enter would submit the message.
                event.prevent_default();
            }
        });
        Tag::new("div", "adda-contents").child(search).slot(
            move || self.data.get(),
            move |data| {
                Some(match data {
                    Data::Loading => state("status").text(texts.loading),
                    Data::Failed => {
                        let again = Tag::button("", move || self.load()).text(texts.again);
                        state("alert").text(texts.failed).text(" ").child(again)
                    }
                    Data::Ready => Tag::new("div", "adda-contents").child(groups(self)).child(grid_place(self)),
                })
            },
        )
    }

    fn load(self) {
        self.data.set(Data::Loading);
        spawn_local(async move {
            let data = match set::fetch(self.picker.language).await {
                Ok(groups) => {
                    self.groups.try_set_value(groups);
                    Data::Ready
                }
                Err(_) => Data::Failed,
            };
            self.data.try_set(data);
        });
    }

    fn pick(self, glyph: &str, goes_on: bool) {
        self.picker.recent.with_value(|key| recent::add(key, glyph));
        self.picker.insert(glyph, goes_on);
    }

    fn recent(self) -> Vec<String> {
        self.picker.recent.with_value(|key| recent::all(key))
    }

    /// Fills the grid with the search results, or else the group; tracked. Returns whether it is
    /// empty.
    fn fill(self, place: &Tag) -> bool {
        let asked = self.asked.get();
        self.groups.with_value(|groups| {
            if !asked.trim().is_empty() {
                return grid::fill(place, set::search(groups, &asked, MAX_FOUND));
            }
            match self.group.get() {
                Some(group) => grid::fill(place, groups.get(group).into_iter().flat_map(|group| &group.emoji)),
                None => grid::fill(place, self.recent().iter().filter_map(|glyph| set::named(groups, glyph))),
            }
        })
    }
}

/// Returns a button for each group, with the group's name and its first emoji
/// as icon.
fn groups(panel: Panel) -> Tag {
    let place = Tag::new("div", "adda-emoji-groups").attr("role", "group").attr("aria-label", panel.texts.groups);
    let place = place.child(choice(panel, None, panel.texts.recent, "🕘"));
    let sign = |group: &Group| group.emoji.first().map(|emoji| emoji.glyph.clone()).unwrap_or_default();
    panel.groups.with_value(|groups| {
        groups
            .iter()
            .enumerate()
            .fold(place, |place, (at, group)| place.child(choice(panel, Some(at), &group.name, &sign(group))))
    })
}

fn choice(panel: Panel, at: Option<usize>, name: &str, sign: &str) -> Tag {
    let Panel { group, asked, .. } = panel;
    Tag::button("", move || {
        asked.set(String::new());
        group.set(at);
    })
    .named(name)
    .live_truth("aria-pressed", move || group.get() == at && asked.with(|asked| asked.trim().is_empty()))
    .text(sign)
}

fn grid_place(panel: Panel) -> Tag {
    let is_empty = RwSignal::new(false);
    let grid = Tag::new("div", "adda-emoji-grid").attr("role", "grid").attr("aria-label", panel.texts.open);
    let (shown, stepped) = (grid.clone(), grid.element().clone());
    watch(move || is_empty.set(panel.fill(&shown)));
    let grid = grid
        .on("keydown", move |event| {
            let pressed: &KeyboardEvent = event.unchecked_ref();
            let picks_on = pressed.key() == "Enter" && pressed.shift_key();
            if !picks_on && grid::step(&stepped, &pressed.key()) {
                event.prevent_default();
            }
        })
        .on("click", move |event| {
            if let Some(glyph) = grid::picked(&event) {
                panel.pick(&glyph, event.unchecked_ref::<MouseEvent>().shift_key());
            }
        });
    let nothing = panel.texts.nothing;
    let words = move || if is_empty.get() { nothing } else { "" }.to_owned();
    Tag::new("div", "adda-contents").child(grid).child(state("status").live_text(words))
}
