//! Keeps the elements of a list in order and moves as few of them as possible. Leptos' `For`
//! removes each element whose place changes from the document and inserts it again. When one row
//! moves to the top, that affects almost all rows: a frame is late, and the focus is lost.

use std::{collections::HashMap, hash::Hash};

use leptos::{
    html::Ul,
    prelude::*,
    tachys::view::{Mountable, Render},
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::ui::page;

/// An element of the list.
struct Child<Key> {
    key: Key,
    element: Element,
    /// Keeps the view and its signals alive.
    _alive: (Owner, Box<dyn Mountable>),
}

/// Shows `items` in `list`, drawn by `draw`, which must return exactly one element. An item is
/// drawn once and stays the same element as long as an item with its key is listed.
pub fn show_in_order<Item, Key, View>(
    list: NodeRef<Ul>,
    items: impl Fn() -> Vec<Item> + 'static,
    key: fn(&Item) -> &Key,
    draw: impl Fn(Item) -> View + 'static,
) where
    Item: 'static,
    Key: Clone + Eq + Hash + 'static,
    View: Render<State: Mountable + 'static> + 'static,
{
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move |shown: Option<Vec<Child<Key>>>| {
        let shown = shown.unwrap_or_default();
        let Some(list) = list.get() else { return shown };
        let items = items();
        untrack(|| {
            arrange(&list, shown, items, key, |item| {
                let owner = owner.child();
                let view: Box<dyn Mountable> = Box::new(owner.with(|| draw(item).build()));
                (owner, view)
            })
        })
    });
}

fn arrange<Item, Key: Clone + Eq + Hash>(
    list: &HtmlElement,
    shown: Vec<Child<Key>>,
    items: Vec<Item>,
    key: fn(&Item) -> &Key,
    draw: impl Fn(Item) -> (Owner, Box<dyn Mountable>),
) -> Vec<Child<Key>> {
    let focused = page::active_element().filter(|element| list.contains(Some(element)));
    let places: HashMap<Key, usize> =
        shown.iter().enumerate().map(|(place, child)| (child.key.clone(), place)).collect();
    let before: Vec<Option<usize>> = items.iter().map(|item| places.get(key(item)).copied()).collect();
    let stays = in_place(&before);
    let mut shown: Vec<Option<Child<Key>>> = shown.into_iter().map(Some).collect();
    let mut kept: Vec<Option<Child<Key>>> =
        before.iter().map(|place| shown.get_mut((*place)?).and_then(Option::take)).collect();
    // All are removed before any is inserted again, because the browser is much slower if the two
    // alternate.
    let gone = shown.into_iter().flatten().map(|child| child.element);
    let moved = kept.iter().zip(&stays).filter(|(_, stays)| !**stays).filter_map(|(child, _)| child.as_ref());
    gone.chain(moved.map(|child| child.element.clone())).for_each(|element| element.remove());
    let mut next: Option<Element> = None;
    let mut arranged = Vec::with_capacity(items.len());
    for (place, item) in items.into_iter().enumerate().rev() {
        let key = key(&item).clone();
        let child = kept[place].take().or_else(|| {
            let alive = draw(item);
            let element = alive.1.elements().into_iter().next()?;
            Some(Child { key, element, _alive: alive })
        });
        let Some(child) = child else { continue };
        if !stays[place] {
            // Neither is a child of the other, so this cannot fail.
            let _ = list.insert_before(&child.element, next.as_deref());
        }
        next = Some(child.element.clone());
        arranged.push(child);
    }
    arranged.reverse();
    if let Some(focused) = focused
        && page::active_element().as_ref() != Some(&focused)
    {
        restore_focus(&focused);
    }
    arranged
}

/// Focuses an element again after it was moved, without scrolling to it.
fn restore_focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // If the element was removed, there is nothing to focus.
        let _ = element.focus_with_options(&options);
    }
}

/// Marks the items that keep their place: the longest sequence of items whose old places are
/// increasing (Fredman, "On computing the length of longest increasing subsequences", 1975).
/// `before` contains the old place of each item.
fn in_place(before: &[Option<usize>]) -> Vec<bool> {
    // For each length, the last item of the best sequence: the item with the smallest old place.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut previous = vec![None; before.len()];
    for (item, place) in before.iter().enumerate() {
        let Some(place) = *place else { continue };
        let length = ends.partition_point(|(_, end)| *end < place);
        previous[item] = length.checked_sub(1).map(|shorter| ends[shorter].0);
        ends.truncate(ends.len().max(length));
        match ends.get_mut(length) {
            Some(end) => *end = (item, place),
            None => ends.push((item, place)),
        }
    }
    let mut stays = vec![false; before.len()];
    let mut item = ends.last().map(|(item, _)| *item);
    while let Some(at) = item {
        stays[at] = true;
        item = previous[at];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the items that move, by their numbers, when `from` becomes `to`.
    fn moved(from: &[u32], to: &[u32]) -> Vec<u32> {
        let before: Vec<_> = to.iter().map(|item| from.iter().position(|old| old == item)).collect();
        to.iter().zip(in_place(&before)).filter(|(_, stays)| !stays).map(|(item, _)| *item).collect()
    }

    #[test]
    fn only_items_that_change_their_place_are_moved() {
        assert_eq!(moved(&[1, 2, 3, 4], &[3, 1, 2, 4]), [3]);
        assert_eq!(moved(&[1, 2, 3, 4], &[4, 3, 1, 2]), [4, 3]);
        assert_eq!(moved(&[1, 2, 3, 4], &[2, 3, 4, 1]), [1]);
        assert_eq!(moved(&[1, 2, 3, 4], &[2, 4]), [0; 0]);
        assert_eq!(moved(&[1, 2], &[8, 1, 9, 2]), [8, 9]);
        assert_eq!(moved(&[1, 2], &[8, 9]), [8, 9]);
        assert_eq!(moved(&[], &[]), [0; 0]);
    }

    #[test]
    fn as_many_items_as_possible_stay() {
        assert_eq!(moved(&[1, 2, 3, 4, 5, 6], &[5, 1, 6, 2, 3, 4]), [5, 6]);
        assert_eq!(moved(&[1, 2, 3], &[3, 2, 1]).len(), 2);
    }
}
