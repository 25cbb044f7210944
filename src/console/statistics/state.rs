//! The statistics on screen.

use std::sync::Arc;

use leptos::prelude::*;

use super::subject::Chart;
use crate::{
    api::statistics::load_statistics,
    console::loaded::PageData,
    model::statistics::{Period, Statistics},
};

/// The statistics, provided to their page in the context.
#[derive(Clone, Copy)]
pub struct Report {
    /// The requested period, from the address bar.
    pub period: Memo<Period>,
    /// The last answer; it stays until the next one arrives.
    pub data: PageData<Arc<Statistics>>,
    /// The charts that are shown as tables.
    tables: RwSignal<Vec<Chart>>,
}

impl Report {
    /// Returns the statistics of a period, owned by the component that shows
    /// them.
    pub fn new(period: Memo<Period>) -> Self {
        let fetch = |period| async move { load_statistics(period).await.map(Arc::new) };
        Self { period, data: PageData::of(period, fetch), tables: RwSignal::new(Vec::new()) }
    }

    /// Returns whether a chart is shown as a table; tracked.
    pub fn is_table(self, chart: Chart) -> bool {
        self.tables.with(|tables| tables.contains(&chart))
    }

    /// Shows a chart as a table, or as a chart again.
    pub fn toggle_table(self, chart: Chart) {
        self.tables.update(|tables| {
            if tables.contains(&chart) {
                tables.retain(|other| *other != chart);
            } else {
                tables.push(chart);
            }
        });
    }
}

/// Returns the statistics.
pub fn use_report() -> Report {
    expect_context()
}
