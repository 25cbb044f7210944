//! The statistics as they are on screen at the moment.

use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::subject::Chart;
use crate::{
    api::statistics::load_statistics,
    console::{
        scope::Scope,
        session::{Session, use_session},
    },
    model::statistics::{Period, Statistics},
};

/// Statistics that arrive within this time show no skeleton, in milliseconds.
const PATIENCE_MS: u32 = 150;

/// The statistics, provided to their page in the context.
#[derive(Clone, Copy)]
pub struct Report {
    session: Session,
    scope: Scope,
    /// The requested period, from the address bar.
    pub period: Memo<Period>,
    /// The last answer; it stays until the next one arrives.
    pub shown: RwSignal<Option<Arc<Statistics>>>,
    /// Whether a request is under way.
    pub is_loading: RwSignal<bool>,
    /// Whether it takes so long that the skeleton is shown.
    pub is_slow: RwSignal<bool>,
    /// Whether the last request has failed.
    pub has_failed: RwSignal<bool>,
    /// The charts that are shown as tables.
    tables: RwSignal<Vec<Chart>>,
    /// Counts the requests. An answer to an earlier one is dropped.
    generation: StoredValue<u32>,
}

impl Report {
    /// Returns the statistics of a period, owned by the component that shows
    /// them.
    pub fn new(period: Memo<Period>) -> Self {
        let report = Self {
            session: use_session(),
            scope: Scope::here(),
            period,
            shown: RwSignal::new(None),
            is_loading: RwSignal::new(true),
            is_slow: RwSignal::new(false),
            has_failed: RwSignal::new(false),
            tables: RwSignal::new(Vec::new()),
            generation: StoredValue::new(0),
        };
        Effect::new(move || report.load(period.get()));
        report
    }

    /// Fetches the same period again.
    pub fn retry(self) {
        self.load(self.period.get_untracked());
    }

    fn load(self, period: Period) {
        self.generation.update_value(|generation| *generation += 1);
        let generation = self.generation.get_value();
        let is_current = move || self.generation.get_value() == generation;
        self.is_loading.set(true);
        self.has_failed.set(false);
        self.scope.spawn(async move {
            TimeoutFuture::new(PATIENCE_MS).await;
            if is_current() && self.is_loading.get_untracked() {
                self.is_slow.set(true);
            }
        });
        self.scope.spawn(async move {
            let answer = self.session.ask(load_statistics(period)).await;
            if is_current() {
                self.is_loading.set(false);
                self.is_slow.set(false);
                match answer {
                    Ok(statistics) => self.shown.set(Some(Arc::new(statistics))),
                    Err(_) => self.has_failed.set(true),
                }
            }
        });
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
