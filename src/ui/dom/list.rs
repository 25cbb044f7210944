//! Children that come, go and change places.

use std::mem::{replace, take};

use web_sys::Node;

use crate::ui::signals::*;

use super::{Tag, live::place_mark, watch};

/// What is drawn of an item.
struct Drawn {
    tag: Tag,
    /// Of what the item has started.
    owner: Owner,
}

impl Tag {
    /// With one child for each item, drawn once. A child that stays is left
    /// where it is: what is read and what has the keyboard does not move.
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
    /// Behind the last of them.
    end: Node,
    /// The parent of the items' owners. Not the current owner itself: that one
    /// owns the effect that holds this, and would hold itself.
    owner: Owner,
    drawn: Vec<Drawn>,
}

impl Children {
    fn of(place: &Node) -> Self {
        Self { place: place.clone(), end: place_mark(place), owner: Owner::new(), drawn: Vec::new() }
    }

    /// Shows `count` items. `is_same` says whether an item is what another was
    /// before; `next` is called for one after the other, and draws those that
    /// are new.
    fn update(
        &mut self,
        count: usize,
        is_same: &dyn Fn(usize, usize) -> bool,
        next: &mut dyn FnMut(bool) -> Option<Tag>,
    ) {
        let mut before = take(&mut self.drawn).into_iter().map(Some).collect::<Vec<_>>();
        let mut cursor = 0;
        for at in 0..count {
            // Items keep their order, so that nearly always the next one is it.
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

/// Puts elements, the last one first, before `end`; moves only what is not in
/// its place.
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
