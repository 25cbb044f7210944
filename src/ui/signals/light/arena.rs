//! The list of all that lives.

use std::{any::Any, cell::RefCell, rc::Rc};

use super::{link::Link, owner};

/// A place in the list. Places are never given twice: one whose thing is gone
/// leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(u32);

/// A value of any type, or none while it has not been worked out.
pub type Value<T> = Rc<RefCell<Option<T>>>;

/// A thing in the list.
#[derive(Clone)]
pub struct Item {
    /// What it depends on and what depends on it; none for what is only kept.
    pub link: Option<Rc<Link>>,
    /// A [`Value`].
    pub value: Rc<dyn Any>,
}

struct Arena {
    /// In the order of their places.
    items: Vec<(Id, Option<Item>)>,
    vacant: usize,
    next: u32,
}

thread_local! {
    static ARENA: RefCell<Arena> = const { RefCell::new(Arena { items: Vec::new(), vacant: 0, next: 0 }) };
}

impl Arena {
    fn position(&self, id: Id) -> Option<usize> {
        self.items.binary_search_by_key(&id, |(id, _)| *id).ok()
    }
}

/// Returns a value for the list.
pub fn held<T: 'static>(value: T) -> Value<T> {
    Rc::new(RefCell::new(Some(value)))
}

/// Gives a thing its place, until the current owner is cleaned up.
pub fn insert(link: Option<Rc<Link>>, value: Rc<dyn Any>) -> Id {
    let id = ARENA.with_borrow_mut(|arena| {
        let id = Id(arena.next);
        arena.next += 1;
        arena.items.push((id, Some(Item { link, value })));
        id
    });
    owner::register(id);
    id
}

/// Takes a thing out. It is given back because dropping it may ask for others.
pub fn remove(id: Id) -> Option<Item> {
    ARENA.with_borrow_mut(|arena| {
        let at = arena.position(id)?;
        let item = arena.items[at].1.take();
        arena.vacant += 1;
        if arena.vacant * 2 > arena.items.len() {
            arena.items.retain(|(_, item)| item.is_some());
            arena.vacant = 0;
        }
        item
    })
}

/// Returns the thing at a place, if it lives.
pub fn get(id: Id) -> Option<Item> {
    ARENA.with_borrow(|arena| arena.items[arena.position(id)?].1.clone())
}

/// Returns what depends on a thing, if it lives.
pub fn link(id: Id) -> Option<Rc<Link>> {
    get(id)?.link
}

/// Returns the value at a place, brought up to date.
pub fn value<T: 'static>(id: Id) -> Option<Value<T>> {
    let Item { link, value } = get(id)?;
    if let Some(link) = link {
        link.update_if_necessary();
    }
    value.downcast().ok()
}
