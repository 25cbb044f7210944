//! Effects: what is done again whenever something changes that it has read.
//! They run in the order in which they were told, after what runs now.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use super::{arena, link::Link, observer::observed_by, task::spawn_local};

/// Where an effect stands in the line.
#[derive(Default)]
pub struct Turn {
    is_in_line: Cell<bool>,
    /// Something that it has read has, or may have, changed.
    is_told: Cell<bool>,
}

thread_local! {
    static LINE: RefCell<Vec<Weak<Link>>> = const { RefCell::new(Vec::new()) };
}

/// Does something now, and again whenever a signal changes that it has read,
/// until the current owner is cleaned up.
pub fn effect_now(act: Box<dyn FnMut()>) {
    let effect = own(act);
    // It is not dirty any more.
    effect.update_if_necessary();
    effect.run();
    // What changes before the line moves finds it in this place.
    stand_in_line(&effect);
}

/// The same, for the first time after what runs now.
pub fn effect_soon(act: Box<dyn FnMut()>) {
    take_turn(&own(act));
}

fn own(mut act: Box<dyn FnMut()>) -> Rc<Link> {
    let effect = Link::effect(Box::new(move || {
        act();
        true
    }));
    arena::insert(Some(Rc::clone(&effect)), Rc::new(()));
    effect
}

/// Tells an effect that something has, or may have, changed.
pub fn take_turn(effect: &Rc<Link>) {
    effect.turn.is_told.set(true);
    stand_in_line(effect);
}

fn stand_in_line(effect: &Rc<Link>) {
    if effect.turn.is_in_line.replace(true) {
        return;
    }
    let is_first = LINE.with_borrow_mut(|line| {
        line.push(Rc::downgrade(effect));
        line.len() == 1
    });
    if is_first {
        spawn_local(async { LINE.take().iter().for_each(run) });
    }
}

/// Runs an effect whose turn has come, if it still is due and lives; again at
/// once if it tells itself.
fn run(effect: &Weak<Link>) {
    while let Some(effect) = effect.upgrade() {
        if !effect.turn.is_told.replace(false) {
            effect.turn.is_in_line.set(false);
            return;
        }
        let observer = Some(Rc::downgrade(&effect));
        if observed_by(observer, || effect.update_if_necessary()) {
            effect.run();
        }
    }
}
