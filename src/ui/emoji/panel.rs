//! The panel that the picker's button opens: a search, the groups and the grid.

use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, MouseEvent};

use super::{
    grid,
    picker::{Data, Picker},
    set::Group,
};
use crate::ui::{
    dom::{Tag, watch},
    page::request_animation_frame,
    signals::*,
};

/// Returns the panel.
pub(super) fn panel(picker: Picker) -> Tag {
    let texts = picker.texts;
    let search = Tag::new("input", "adda-emoji-search")
        .attr("type", "search")
        .named(texts.search)
        .attr("placeholder", texts.search)
        .attr("autocomplete", "off");
    let (asked, focused) = (search.clone(), search.clone());
    // The field is in the document only from the next frame on.
    request_animation_frame(move || focused.focus());
    let search = search.on("input", move |_| picker.asked.set(asked.value())).on("keydown", |event| {
        if event.unchecked_ref::<KeyboardEvent>().key() == "Enter" {
            // Enter would submit the message.
            event.prevent_default();
        }
    });
    Tag::new("div", "adda-emoji-panel").attr("role", "dialog").attr("aria-label", texts.open).child(search).slot(
        move || picker.data.get(),
        move |data| {
            Some(match data {
                Data::Loading => state("status").text(texts.loading),
                Data::Failed => {
                    let again = Tag::button("", move || picker.load()).text(texts.again);
                    state("alert").text(texts.failed).text(" ").child(again)
                }
                Data::Ready => Tag::new("div", "adda-contents").child(groups(picker)).child(grid_place(picker)),
            })
        },
    )
}

fn state(role: &str) -> Tag {
    Tag::new("p", "adda-emoji-state").attr("role", role)
}

/// Returns a button for each group, with the group's name and its first emoji
/// as icon.
fn groups(picker: Picker) -> Tag {
    let place = Tag::new("div", "adda-emoji-groups").attr("role", "group").attr("aria-label", picker.texts.groups);
    let place = place.child(choice(picker, None, picker.texts.recent, "🕘"));
    let sign = |group: &Group| group.emoji.first().map(|emoji| emoji.glyph.clone()).unwrap_or_default();
    picker.groups.with_value(|groups| {
        groups
            .iter()
            .enumerate()
            .fold(place, |place, (at, group)| place.child(choice(picker, Some(at), &group.name, &sign(group))))
    })
}

fn choice(picker: Picker, at: Option<usize>, name: &str, sign: &str) -> Tag {
    let Picker { group, asked, .. } = picker;
    Tag::button("", move || {
        asked.set(String::new());
        group.set(at);
    })
    .named(name)
    .live_truth("aria-pressed", move || group.get() == at && asked.with(|asked| asked.trim().is_empty()))
    .text(sign)
}

fn grid_place(picker: Picker) -> Tag {
    let is_empty = RwSignal::new(false);
    let grid = Tag::new("div", "adda-emoji-grid").attr("role", "grid").attr("aria-label", picker.texts.open);
    let (shown, stepped) = (grid.clone(), grid.element().clone());
    watch(move || is_empty.set(picker.fill(&shown)));
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
                picker.pick(&glyph, event.unchecked_ref::<MouseEvent>().shift_key());
            }
        });
    let nothing = picker.texts.nothing;
    let words = move || if is_empty.get() { nothing } else { "" }.to_owned();
    Tag::new("div", "adda-contents").child(grid).child(state("status").live_text(words))
}
