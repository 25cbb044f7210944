//! Rows in the pages in which they came. A keyed `For` takes every row out of
//! the document and puts it back when several come before it: the place on
//! screen is lost, and a screen reader says everything again. A page that comes
//! before the others is one item, before which nothing has to move.

use leptos::prelude::*;

use super::{plan::RowKey, rows::Row};

/// Some rows, one after the other.
#[derive(Clone, Debug)]
pub struct Page {
    /// The first message in it: days come and go before it.
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

    /// Deals the rows out to the pages: what is older than all of them is a new
    /// one. True if a page came or went.
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
