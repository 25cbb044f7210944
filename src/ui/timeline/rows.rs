//! The rows on screen. A row keeps its identity; a change of its look notifies
//! only the row itself.

use super::{
    Timeline,
    plan::{Content, Look, Planned, RowKey},
};
use crate::ui::{dom::later, outbox::Entry, signals::*, time::Moment};

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its identity.
    pub key: RowKey,
    /// Its content.
    pub content: Content,
    /// Its current look.
    pub look: ArcRwSignal<Look>,
}

/// All rows of a conversation, in order.
#[derive(Clone, Debug, Default)]
pub struct Rows(Vec<Row>);

impl Rows {
    /// Returns the rows of a conversation and of its unsent messages (`unsent`,
    /// tracked), kept up to date until the current owner is disposed of.
    pub fn live(timeline: RwSignal<Timeline>, unsent: impl Fn() -> Vec<Entry> + 'static) -> RwSignal<Vec<Row>> {
        let mut rows = Self::default();
        let shown = RwSignal::new(Vec::new());
        later(move || {
            let entries = unsent();
            if timeline.with(|timeline| rows.update(timeline, &entries, Moment::now().day)) {
                shown.set(rows.all());
            }
        });
        shown
    }

    /// Returns the rows.
    pub fn all(&self) -> Vec<Row> {
        self.0.clone()
    }

    /// Updates the rows. Returns `true` if any were added, removed or moved. A
    /// changed look notifies only its own row.
    pub fn update(&mut self, timeline: &Timeline, outbox: &[Entry], today: u32) -> bool {
        let mut before = std::mem::take(&mut self.0).into_iter().map(Some).collect::<Vec<_>>();
        let mut cursor = 0;
        let mut moved = false;
        for planned in timeline.plan(outbox, today) {
            // Rows usually keep their order, so the next one nearly always matches.
            let found = (cursor..before.len())
                .chain(0..cursor)
                .find(|&at| before[at].as_ref().is_some_and(|row| row.key == planned.key));
            match found.and_then(|at| Some((at, before[at].take()?))) {
                Some((at, row)) => {
                    moved |= at != cursor;
                    cursor = at + 1;
                    self.0.push(row.with_look(planned.look));
                }
                None => {
                    moved = true;
                    self.0.push(Row::from(planned));
                }
            }
        }
        moved || self.0.len() != before.len()
    }
}

impl Row {
    fn with_look(self, look: Look) -> Self {
        if self.look.with_untracked(|shown| *shown != look) {
            self.look.set(look);
        }
        self
    }
}

impl From<Planned> for Row {
    fn from(planned: Planned) -> Self {
        Self { key: planned.key, content: planned.content, look: ArcRwSignal::new(planned.look) }
    }
}
