//! Effects: functions that run again whenever something that they have read
//! changes. They run in the order in which they were notified, after the
//! current code.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use super::{arena, link::Link, observer::observed_by, task::spawn_local};

/// The place of an effect in the queue.
#[derive(Default)]
pub struct Turn {
    is_in_line: Cell<bool>,
    /// Whether something that it has read has changed, or may have.
    is_told: Cell<bool>,
}

thread_local! {
    static LINE: RefCell<Vec<Weak<Link>>> = const { RefCell::new(Vec::new()) };
}

/// Runs a function now, and again whenever a signal that it has read changes,
/// until the current owner is cleaned up.
pub fn effect_now(act: Box<dyn FnMut()>) {
    let effect = own(act);
    // The effect is clean afterwards.
    effect.update_if_necessary();
    effect.run();
    // A change before the queue is processed finds it in this place.
    stand_in_line(&effect);
}

/// Like [`effect_now`], but runs for the first time after the current code.
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

/// Queues an effect because something that it has read has, or may have,
/// changed.
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

/// Runs the next effect of the queue, if it still exists and is due. Runs it
/// again at once if it notifies itself.
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
