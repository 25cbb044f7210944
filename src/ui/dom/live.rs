//! What follows signals.

use web_sys::Node;

use crate::ui::{page::document, signals::*};

use super::Tag;

/// Draws something in place of what was drawn before.
type Redraw<'a> = &'a mut dyn FnMut(&dyn Fn() -> Option<Tag>);

/// Does something now, and again whenever a signal changes that it has read,
/// until the current owner is disposed of.
pub fn watch(changed: impl FnMut() + 'static) {
    effect_now(Box::new(changed));
}

/// The same, for the first time only once what is being drawn is in the page.
pub fn later(changed: impl FnMut() + 'static) {
    effect_soon(Box::new(changed));
}

/// Does something whenever a signal changes that `is_due` reads, if it is due
/// then; not yet now.
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
    /// With words that change.
    pub fn live_text(self, words: impl Fn() -> String + 'static) -> Self {
        self.follow_text(Box::new(words));
        self
    }

    fn follow_text(&self, words: Box<dyn Fn() -> String>) {
        let (place, mut shown) = (self.clone(), String::new());
        watch(move || {
            let words = words();
            // Said again by a screen reader each time it is set.
            if words != shown {
                place.set_text(&words);
                shown = words;
            }
        });
    }

    /// With an attribute that changes, or is not there for `None`.
    pub fn live_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let value: Box<dyn Fn() -> Option<String>> = Box::new(value);
        let place = self.clone();
        watch(move || place.set_or_remove(name, value().as_deref()));
        self
    }

    /// With an attribute that is there or not.
    pub fn live_flag(self, name: &'static str, is_set: impl Fn() -> bool + 'static) -> Self {
        self.follow(name, Box::new(is_set), |place, name, is_set| place.set_or_remove(name, is_set.then_some("")))
    }

    /// With an attribute that says "true" or "false".
    pub fn live_truth(self, name: &'static str, is_true: impl Fn() -> bool + 'static) -> Self {
        self.follow(name, Box::new(is_true), |place, name, is_true| {
            place.set(name, if is_true { "true" } else { "false" })
        })
    }

    /// With a class that is there or not.
    pub fn live_class(self, class: &'static str, is_set: impl Fn() -> bool + 'static) -> Self {
        self.follow(class, Box::new(is_set), |place, class, is_set| {
            // The class is the program's own, without a space.
            let _ = place.element().class_list().toggle_with_force(class, is_set);
        })
    }

    /// Does `show` with the name whenever `is_so` changes.
    fn follow(self, name: &'static str, is_so: Box<dyn Fn() -> bool>, show: fn(&Self, &str, bool)) -> Self {
        let place = self.clone();
        watch(move || show(&place, name, is_so()));
        self
    }

    /// With something in it that depends on `state`: drawn anew when that
    /// changes. What is drawn owns what it starts, such as [`watch`].
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

    /// Something that is in it while `is_shown`.
    pub fn show(self, is_shown: impl Fn() -> bool + 'static, draw: impl Fn() -> Tag + 'static) -> Self {
        self.slot(is_shown, move |is_shown| is_shown.then(&draw))
    }

    fn redrawn(&self, mut look: Box<dyn FnMut(Redraw<'_>)>) {
        let place = self.element().clone();
        let end = place_mark(&place);
        let owner = Owner::new();
        // Kept by the effect, and with it until the current owner is gone.
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

/// Marks a place among an element's children: what is put there stands before it.
pub(super) fn place_mark(place: &Node) -> Node {
    let mark: Node = document().create_text_node("").into();
    let _ = place.append_child(&mark);
    mark
}
