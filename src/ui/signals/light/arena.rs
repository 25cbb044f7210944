//! The list of all living signals, effects and values.

use std::{any::Any, cell::RefCell, rc::Rc};

use super::{link::Link, owner};

/// A position in the list. Positions are never reused: once its item is gone, a
/// position leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(u32);

/// A value of any type, or none while it has not been computed.
pub type Value<T> = Rc<RefCell<Option<T>>>;

/// An item in the list.
#[derive(Clone)]
pub struct Item {
    /// Its dependencies and dependents; none for stored values.
    pub link: Option<Rc<Link>>,
    /// A [`Value`].
    pub value: Rc<dyn Any>,
}

struct Arena {
    /// In the order of their positions.
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

/// Wraps a value for the list.
pub fn held<T: 'static>(value: T) -> Value<T> {
    Rc::new(RefCell::new(Some(value)))
}

/// Adds an item to the list, until the current owner is cleaned up.
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

/// Removes an item and returns it, because dropping it may access other items.
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

/// Returns the item at a position, if it still exists.
pub fn get(id: Id) -> Option<Item> {
    ARENA.with_borrow(|arena| arena.items[arena.position(id)?].1.clone())
}

/// Returns the link of an item, if it still exists.
pub fn link(id: Id) -> Option<Rc<Link>> {
    get(id)?.link
}

/// Returns the value at a position, brought up to date.
pub fn value<T: 'static>(id: Id) -> Option<Value<T>> {
    let Item { link, value } = get(id)?;
    if let Some(link) = link {
        link.update_if_necessary();
    }
    value.downcast().ok()
}
