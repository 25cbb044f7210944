//! Elements that follow signals.

use web_sys::Node;

use crate::ui::{page::document, signals::*};

use super::Tag;

/// A function that replaces the drawn content.
type Redraw<'a> = &'a mut dyn FnMut(&dyn Fn() -> Option<Tag>);

/// Runs a function now, and again whenever a signal that it has read changes,
/// until the current owner is disposed of.
pub fn watch(changed: impl FnMut() + 'static) {
    effect_now(Box::new(changed));
}

/// Like [`watch`], but runs for the first time only once the new elements are
/// in the page.
pub fn later(changed: impl FnMut() + 'static) {
    effect_soon(Box::new(changed));
}

/// Runs `act` whenever a signal that `is_due` reads changes and `is_due` then
/// returns true. Does not run at once.
pub fn on_change(is_due: impl Fn() -> bool + 'static, mut act: impl FnMut() + 'static) {
    let mut has_looked = false;
    later(move || {
        if is_due() && has_looked {
            act();
        }
        has_looked = true;
    });
}

impl Tag {
    /// Adds a text that changes.
    pub fn live_text(self, words: impl Fn() -> String + 'static) -> Self {
        self.follow_text(Box::new(words));
        self
    }

    fn follow_text(&self, words: Box<dyn Fn() -> String>) {
        let (place, mut shown) = (self.clone(), String::new());
        watch(move || {
            let words = words();
            // A screen reader announces the text each time it is set.
            if words != shown {
                place.set_text(&words);
                shown = words;
            }
        });
    }

    /// Adds an attribute that changes; it is absent for `None`.
    pub fn live_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let value: Box<dyn Fn() -> Option<String>> = Box::new(value);
        let place = self.clone();
        watch(move || place.set_or_remove(name, value().as_deref()));
        self
    }

    /// Adds an attribute that is present or absent.
    pub fn live_flag(self, name: &'static str, is_set: impl Fn() -> bool + 'static) -> Self {
        self.follow(name, Box::new(is_set), |place, name, is_set| place.set_or_remove(name, is_set.then_some("")))
    }

    /// Adds an attribute with the value "true" or "false".
    pub fn live_truth(self, name: &'static str, is_true: impl Fn() -> bool + 'static) -> Self {
        self.follow(name, Box::new(is_true), |place, name, is_true| {
            place.set(name, if is_true { "true" } else { "false" })
        })
    }

    /// Adds a class that is present or absent.
    pub fn live_class(self, class: &'static str, is_set: impl Fn() -> bool + 'static) -> Self {
        self.follow(class, Box::new(is_set), |place, class, is_set| {
            // The class is a constant without a space.
            let _ = place.element().class_list().toggle_with_force(class, is_set);
        })
    }

    /// Calls `show` with the name whenever `is_so` changes.
    fn follow(self, name: &'static str, is_so: Box<dyn Fn() -> bool>, show: fn(&Self, &str, bool)) -> Self {
        let place = self.clone();
        watch(move || show(&place, name, is_so()));
        self
    }

    /// Adds content that depends on `state` and is drawn again when that
    /// changes. The content owns what it starts, such as [`watch`].
    pub fn slot<State: PartialEq + 'static>(
        self,
        state: impl Fn() -> State + 'static,
        draw: impl Fn(&State) -> Option<Tag> + 'static,
    ) -> Self {
        let mut drawn = None;
        self.redrawn(Box::new(move |redraw| {
            let state = state();
            if drawn.as_ref() != Some(&state) {
                redraw(&|| draw(&state));
                drawn = Some(state);
            }
        }));
        self
    }

    /// Adds content that is present while `is_shown`.
    pub fn show(self, is_shown: impl Fn() -> bool + 'static, draw: impl Fn() -> Tag + 'static) -> Self {
        self.slot(is_shown, move |is_shown| is_shown.then(&draw))
    }

    fn redrawn(&self, mut look: Box<dyn FnMut(Redraw<'_>)>) {
        let place = self.element().clone();
        let end = place_mark(&place);
        let owner = Owner::new();
        // Owned by the effect until the current owner is disposed of.
        let mut shown: Option<Tag> = None;
        watch(move || {
            look(&mut |draw| {
                owner.cleanup();
                let new = owner.with(|| untrack(draw));
                if let Some(old) = shown.take() {
                    old.remove();
                }
                if let Some(new) = &new {
                    let _ = place.insert_before(new.element(), Some(&end));
                }
                shown = new;
            });
        });
    }
}

/// Inserts a marker among an element's children. Later content is inserted before it.
pub(super) fn place_mark(place: &Node) -> Node {
    let mark: Node = document().create_text_node("").into();
    let _ = place.append_child(&mark);
    mark
}
