//! The dependency graph.
//!
//! A signal that changes marks what has read it. Effects are queued. Memos pass
//! the mark on and are computed only when they are read. An effect whose turn
//! comes first brings the memos that it has read up to date, and runs only if
//! one of them has really changed. So no effect sees a partial change.

use std::{
    cell::{Cell, RefCell},
    ptr,
    rc::{Rc, Weak},
};

use super::{
    effect::{QueueState, queue_effect},
    observer::{is_observer, observed_by, observer},
    owner::Owner,
};

/// The kind of item that a link belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Signal,
    Memo,
    Effect,
}

/// Whether a link is up to date with what it has read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Clean,
    /// A memo that it has read may have changed.
    Check,
    /// Something that it has read has changed.
    Dirty,
}

/// The function of a memo or an effect.
struct Work {
    /// Owns what the function creates; cleaned up before it runs again.
    owner: Owner,
    /// Returns `true` if the value has changed.
    run: Box<dyn FnMut() -> bool>,
}

/// A signal, a memo or an effect, as a node of the graph.
pub struct Link {
    kind: Kind,
    state: Cell<State>,
    /// None while it runs.
    work: RefCell<Option<Work>>,
    /// What it read in its last run.
    sources: RefCell<Vec<Weak<Link>>>,
    /// What has read it, in the order of reading.
    subscribers: RefCell<Vec<Weak<Link>>>,
    /// For an effect: whether it is queued.
    pub(super) queue_state: QueueState,
}

impl Link {
    /// Returns the link of a signal.
    pub fn signal() -> Rc<Self> {
        Self::new(Kind::Signal, State::Clean, None)
    }

    /// Returns the link of a memo, which has not been computed yet. `run`
    /// computes it, and returns whether the value has changed.
    pub fn memo(run: Box<dyn FnMut() -> bool>) -> Rc<Self> {
        Self::new(Kind::Memo, State::Dirty, Some(run))
    }

    /// Returns the link of an effect, which has not run yet.
    pub fn effect(run: Box<dyn FnMut() -> bool>) -> Rc<Self> {
        Self::new(Kind::Effect, State::Dirty, Some(run))
    }

    fn new(kind: Kind, state: State, run: Option<Box<dyn FnMut() -> bool>>) -> Rc<Self> {
        Rc::new(Self {
            kind,
            state: Cell::new(state),
            work: RefCell::new(run.map(|run| Work { owner: Owner::new(), run })),
            sources: RefCell::default(),
            subscribers: RefCell::default(),
            queue_state: QueueState::default(),
        })
    }

    /// Makes the current observer depend on this from now on.
    pub fn track(self: &Rc<Self>) {
        if let Some(observer) = observer().as_ref().and_then(Weak::upgrade) {
            insert(&observer.sources, self);
            insert(&self.subscribers, &observer);
        }
    }

    /// Notifies everything that has read the signal of a change.
    pub fn notify(&self) {
        // Subscribers that run again subscribe again.
        for subscriber in alive(self.subscribers.take()) {
            subscriber.mark_dirty();
        }
    }

    fn mark_dirty(self: &Rc<Self>) {
        self.state.set(State::Dirty);
        self.mark();
    }

    fn mark_check(self: &Rc<Self>) {
        if self.state.get() == State::Clean && self.kind == Kind::Memo {
            self.state.set(State::Check);
        }
        self.mark();
    }

    fn mark(self: &Rc<Self>) {
        if self.kind == Kind::Effect {
            queue_effect(self);
        } else {
            for subscriber in alive(self.subscribers()) {
                subscriber.mark_check();
            }
        }
    }

    /// Brings a memo up to date, or checks whether an effect is due. Returns
    /// whether there is a change.
    pub fn update_if_necessary(self: &Rc<Self>) -> bool {
        let is_due = self.is_due();
        self.state.set(State::Clean);
        match self.kind {
            Kind::Memo if is_due => {
                let has_changed = self.run();
                self.state.set(State::Clean);
                if has_changed {
                    self.tell_of_change();
                }
                has_changed
            }
            _ => is_due,
        }
    }

    fn is_due(self: &Rc<Self>) -> bool {
        match (self.state.get(), self.kind) {
            (_, Kind::Signal) | (State::Clean, Kind::Memo) => false,
            (State::Dirty, _) => true,
            _ => {
                let sources = self.sources.borrow().clone();
                alive(sources).any(|source| source.update_if_necessary() || self.state.get() == State::Dirty)
            }
        }
    }

    fn tell_of_change(&self) {
        for subscriber in alive(self.subscribers()) {
            // The current observer gets the new value anyway.
            if !is_observer(&subscriber) {
                subscriber.mark_dirty();
            }
        }
    }

    /// Returns a copy of the subscribers, because a notified one may subscribe
    /// or unsubscribe.
    fn subscribers(&self) -> Vec<Weak<Self>> {
        self.subscribers.borrow().clone()
    }

    /// Runs the function, and records what it reads.
    pub(super) fn run(self: &Rc<Self>) -> bool {
        // It reads itself.
        let Some(mut work) = self.work.take() else { return false };
        self.clear_sources();
        work.owner.cleanup();
        let has_changed = work.owner.with(|| observed_by(Some(Rc::downgrade(self)), &mut work.run));
        self.work.replace(Some(work));
        has_changed
    }

    fn clear_sources(&self) {
        for source in alive(self.sources.take()) {
            source.subscribers.borrow_mut().retain(|subscriber| !ptr::eq(subscriber.as_ptr(), self));
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.clear_sources();
    }
}

/// Adds a link to a list unless it is in the list.
fn insert(list: &RefCell<Vec<Weak<Link>>>, link: &Rc<Link>) {
    let mut list = list.borrow_mut();
    if !list.iter().any(|known| known.as_ptr() == Rc::as_ptr(link)) {
        list.push(Rc::downgrade(link));
    }
}

fn alive(links: Vec<Weak<Link>>) -> impl Iterator<Item = Rc<Link>> {
    links.into_iter().filter_map(|link| link.upgrade())
}
