//! Groups rows into the pages in which they arrived. When several rows are
//! added before a row, a keyed `For` takes every row out of the document and
//! puts it back: the scroll position is lost, and a screen reader announces
//! everything again. A page of older rows is a single item, so that no other
//! item has to move.

use leptos::prelude::*;

use super::{plan::RowKey, rows::Row};

/// Consecutive rows.
#[derive(Clone, Debug)]
pub struct Page {
    /// The first message in it, because day separators may change.
    pub key: RowKey,
    /// Its rows.
    pub rows: ArcRwSignal<Vec<Row>>,
}

/// All pages, in order.
#[derive(Clone, Debug, Default)]
pub struct Pages(Vec<Page>);

impl Pages {
    /// Returns the pages, for a `For`.
    pub fn all(&self) -> Vec<Page> {
        self.0.clone()
    }

    /// Distributes the rows to the pages: rows older than all pages form a new
    /// page. Returns `true` if a page was added or removed.
    pub fn update(&mut self, rows: &[Row]) -> bool {
        let Some(first) = rows.iter().position(is_message) else {
            return !std::mem::take(&mut self.0).is_empty();
        };
        let mut starts =
            self.0.iter().map_while(|page| rows.iter().position(|row| row.key == page.key)).collect::<Vec<_>>();
        if starts.len() < self.0.len() {
            // Another conversation.
            self.0.clear();
            starts.clear();
        }
        let has_older = starts.first().is_none_or(|&start| start > first);
        if has_older {
            self.0.insert(0, Page::new(rows[first].key.clone()));
            starts.insert(0, 0);
        }
        // With the day before its first message.
        starts[0] = 0;
        let ends = starts.iter().skip(1).copied().chain([rows.len()]);
        for ((page, &start), end) in self.0.iter().zip(&starts).zip(ends) {
            page.show(&rows[start..end]);
        }
        has_older
    }
}

impl Page {
    fn new(key: RowKey) -> Self {
        Self { key, rows: ArcRwSignal::new(Vec::new()) }
    }

    fn show(&self, rows: &[Row]) {
        let is_same =
            self.rows.with_untracked(|shown| shown.iter().map(|row| &row.key).eq(rows.iter().map(|row| &row.key)));
        if !is_same {
            self.rows.set(rows.to_vec());
        }
    }
}

fn is_message(row: &Row) -> bool {
    matches!(row.key, RowKey::Message(_) | RowKey::Own(_))
}
