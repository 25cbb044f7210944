//! Children that come, go and change places.

use web_sys::Node;

use crate::ui::signals::*;

use super::{Tag, live::place_mark, watch};

/// What is drawn of an item.
struct Drawn<Key> {
    key: Key,
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
        let place: Node = self.element().clone().into();
        let end = place_mark(&place);
        let owner = Owner::current().unwrap_or_default();
        let mut drawn: Vec<Drawn<Key>> = Vec::new();
        watch(move || {
            let mut before = std::mem::take(&mut drawn).into_iter().map(Some).collect::<Vec<_>>();
            let mut cursor = 0;
            for item in items() {
                let key = key(&item);
                // Items keep their order, so that nearly always the next one is it.
                let found = (cursor..before.len())
                    .chain(0..cursor)
                    .find(|&at| before[at].as_ref().is_some_and(|drawn| drawn.key == key));
                drawn.push(match found.and_then(|at| Some((at, before[at].take()?))) {
                    Some((at, kept)) => {
                        cursor = at + 1;
                        kept
                    }
                    None => {
                        let owner = owner.with(Owner::new);
                        let tag = owner.with(|| untrack(|| draw(item)));
                        Drawn { key, tag, owner }
                    }
                });
            }
            for gone in before.into_iter().flatten() {
                gone.owner.cleanup();
                gone.tag.remove();
            }
            arrange(&place, &end, drawn.iter().map(|drawn| &drawn.tag).rev());
        });
        self
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
