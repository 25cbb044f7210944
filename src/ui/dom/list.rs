//! Lists of children that are added, removed and moved.

use std::mem::{replace, take};

use web_sys::Node;

use crate::ui::signals::*;

use super::{Tag, live::place_mark, watch};

/// The drawn elements of an item.
struct Drawn {
    tag: Tag,
    /// Owns what the item has started.
    owner: Owner,
}

impl Tag {
    /// Adds one child for each item, drawn once. A child that stays is not
    /// moved, so that scroll position and focus are kept.
    pub fn list<Item: 'static, Key: PartialEq + 'static>(
        self,
        items: impl Fn() -> Vec<Item> + 'static,
        key: impl Fn(&Item) -> Key + 'static,
        draw: impl Fn(Item) -> Tag + 'static,
    ) -> Self {
        let mut children = Children::of(self.element());
        let mut keys: Vec<Key> = Vec::new();
        watch(move || {
            let items = items();
            let before = replace(&mut keys, items.iter().map(&key).collect());
            let mut items = items.into_iter();
            children.update(keys.len(), &|at, old| keys[at] == before[old], &mut |is_drawn| {
                let item = items.next()?;
                is_drawn.then(|| draw(item))
            });
        });
        self
    }
}

/// The children of a list.
struct Children {
    place: Node,
    /// The node behind the last child.
    end: Node,
    /// The parent of the items' owners. It is a new owner, because the current one owns the
    /// effect that holds this value: the two would keep each other alive.
    owner: Owner,
    drawn: Vec<Drawn>,
}

impl Children {
    fn of(place: &Node) -> Self {
        Self { place: place.clone(), end: place_mark(place), owner: Owner::new(), drawn: Vec::new() }
    }

    /// Shows `count` items. `is_same` says whether an item equals an earlier
    /// one; `next` is called for each in turn and draws the new ones.
    fn update(
        &mut self,
        count: usize,
        is_same: &dyn Fn(usize, usize) -> bool,
        next: &mut dyn FnMut(bool) -> Option<Tag>,
    ) {
        let mut before = take(&mut self.drawn).into_iter().map(Some).collect::<Vec<_>>();
        let mut cursor = 0;
        for at in 0..count {
            // Items usually keep their order, so the next one nearly always matches.
            let found = (cursor..before.len()).chain(0..cursor).find(|&old| before[old].is_some() && is_same(at, old));
            let kept = found.and_then(|old| {
                cursor = old + 1;
                before[old].take()
            });
            if let Some(kept) = kept {
                next(false);
                self.drawn.push(kept);
            } else {
                let owner = self.owner.with(Owner::new);
                if let Some(tag) = owner.with(|| untrack(|| next(true))) {
                    self.drawn.push(Drawn { tag, owner });
                }
            }
        }
        for gone in before.into_iter().flatten() {
            gone.owner.cleanup();
            gone.tag.remove();
        }
        arrange(&self.place, &self.end, self.drawn.iter().map(|drawn| &drawn.tag).rev());
    }
}

/// Inserts elements before `end`, the last one first, and moves only those that
/// are out of place.
fn arrange<'a>(place: &Node, end: &Node, tags: impl Iterator<Item = &'a Tag>) {
    let mut next = end.clone();
    for tag in tags {
        let node: &Node = tag.element();
        if node.next_sibling().as_ref() != Some(&next) || node.parent_node().as_ref() != Some(place) {
            let _ = place.insert_before(node, Some(&next));
        }
        next = node.clone();
    }
}
