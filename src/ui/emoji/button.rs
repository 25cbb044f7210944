//! The button in the composer, and the place of the panel that it opens.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement, KeyboardEvent};

use super::{
    part::{fetch_panel, panel},
    texts::Texts,
};
use crate::{
    model::language::Language,
    ui::{dom::Tag, icons::Glyph, insert::insert, page, part::NotFetched, signals::*},
};

/// The state of the button.
#[derive(Clone, Copy)]
pub(super) struct Picker {
    pub language: Language,
    field: StoredValue<HtmlTextAreaElement, LocalStorage>,
    /// The storage key of the recent emoji.
    pub recent: StoredValue<String>,
    is_open: RwSignal<bool>,
    /// Whether the field has the focus only to take an emoji.
    is_inserting: StoredValue<bool>,
}

/// Returns a button that opens the picker, with names in `language`. A picked
/// emoji is inserted into `field` at its caret. `class` is the button's class.
/// Recent emoji are stored in this browser under the key `recent`.
pub fn emoji_picker(field: HtmlTextAreaElement, language: Language, class: &'static str, recent: String) -> Tag {
    let picker = Picker {
        language,
        field: StoredValue::new_local(field),
        recent: StoredValue::new(recent),
        is_open: RwSignal::new(false),
        is_inserting: StoredValue::new(false),
    };
    let button = Tag::button(class, move || picker.toggle())
        .named(Texts::of(language).open)
        .attr("aria-haspopup", "dialog")
        .live_truth("aria-expanded", move || picker.is_open.get())
        .icon(Glyph::Smile)
        .on_approach(|| {
            spawn_local(async {
                // Opening the panel tries again.
                let _: Result<(), NotFetched> = fetch_panel().await;
            });
        });
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
        .show(move || picker.is_open.get(), move || panel_place(picker))
}

/// Returns the place of the panel, which is drawn once its program has been
/// fetched.
fn panel_place(picker: Picker) -> Tag {
    let texts = Texts::of(picker.language);
    let place = Tag::new("div", "adda-emoji-panel").attr("role", "dialog").attr("aria-label", texts.open);
    let attempt = RwSignal::new(0_u32);
    place.slot(
        move || attempt.get(),
        move |_| {
            let contents = Tag::new("div", "adda-contents").child(state("status").text(texts.loading));
            let shown = contents.clone();
            spawn_owned(async move {
                let drawn = panel(picker).await.unwrap_or_else(|_| {
                    let again = Tag::button("", move || attempt.update(|attempt| *attempt += 1)).text(texts.again);
                    state("alert").text(texts.failed).text(" ").child(again)
                });
                shown.set_text("");
                shown.child(drawn);
            });
            Some(contents)
        },
    )
}

/// Returns a line that says how far loading is.
pub(super) fn state(role: &str) -> Tag {
    Tag::new("p", "adda-emoji-state").attr("role", role)
}

impl Picker {
    fn toggle(self) {
        if self.is_open.get_untracked() {
            self.close();
        } else {
            self.is_open.set(true);
        }
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
    pub(super) fn insert(self, glyph: &str, goes_on: bool) {
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
}
