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
pub struct QueueState {
    is_queued: Cell<bool>,
    /// Whether something that it has read has changed, or may have.
    is_notified: Cell<bool>,
}

thread_local! {
    static QUEUE: RefCell<Vec<Weak<Link>>> = const { RefCell::new(Vec::new()) };
}

/// Runs a function now, and again whenever a signal that it has read changes,
/// until the current owner is cleaned up.
pub fn effect_now(act: Box<dyn FnMut()>) {
    let effect = own(act);
    // The effect is clean afterwards.
    effect.update_if_necessary();
    effect.run();
    // A change before the queue is processed finds it in this place.
    add_to_queue(&effect);
}

/// Like [`effect_now`], but runs for the first time after the current code.
pub fn effect_soon(act: Box<dyn FnMut()>) {
    queue_effect(&own(act));
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
pub fn queue_effect(effect: &Rc<Link>) {
    effect.queue_state.is_notified.set(true);
    add_to_queue(effect);
}

fn add_to_queue(effect: &Rc<Link>) {
    if effect.queue_state.is_queued.replace(true) {
        return;
    }
    let is_first = QUEUE.with_borrow_mut(|line| {
        line.push(Rc::downgrade(effect));
        line.len() == 1
    });
    if is_first {
        spawn_local(async { QUEUE.take().iter().for_each(run) });
    }
}

/// Runs the next effect of the queue, if it still exists and is due. Runs it
/// again at once if it notifies itself.
fn run(effect: &Weak<Link>) {
    while let Some(effect) = effect.upgrade() {
        if !effect.queue_state.is_notified.replace(false) {
            effect.queue_state.is_queued.set(false);
            return;
        }
        let observer = Some(Rc::downgrade(&effect));
        if observed_by(observer, || effect.update_if_necessary()) {
            effect.run();
        }
    }
}
