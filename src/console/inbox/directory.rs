//! Labels and colleagues, to choose from.

use leptos::prelude::*;

use crate::{
    api::{agent, labels},
    console::{scope::Scope, session::Session},
    model::{agent::Colleague, label::Label},
    ui::retry::until_answered,
};

/// What filters and acts choose from. Fetched with the inbox, and again
/// whenever somebody is about to choose: colleagues come and make labels.
#[derive(Clone, Copy)]
pub struct Directory {
    session: Session,
    scope: Scope,
    is_asking: StoredValue<bool>,
    /// Whether to ask once more: what is on its way may have been read before.
    asks_again: StoredValue<bool>,
    /// All labels, in their order.
    pub labels: RwSignal<Vec<Label>>,
    /// The agents to whom a conversation can be assigned.
    pub colleagues: RwSignal<Vec<Colleague>>,
}

impl Directory {
    /// For the component that shows the inbox.
    pub fn new(session: Session) -> Self {
        let directory = Self {
            session,
            scope: Scope::here(),
            is_asking: StoredValue::new(false),
            asks_again: StoredValue::new(false),
            labels: RwSignal::new(Vec::new()),
            colleagues: RwSignal::new(Vec::new()),
        };
        directory.refresh();
        directory
    }

    /// Fetches both again if labels that a conversation shows are not known
    /// like this: a colleague has made or changed one.
    pub fn check(self, shown: &[Label]) {
        if self.labels.with_untracked(|known| shown.iter().any(|label| !known.contains(label))) {
            self.refresh();
        }
    }

    /// Fetches both again, until they come.
    pub fn refresh(self) {
        self.asks_again.set_value(true);
        if self.is_asking.get_value() {
            return;
        }
        self.is_asking.set_value(true);
        self.scope.spawn(async move {
            let Self { session, .. } = self;
            while self.asks_again.get_value() {
                self.asks_again.set_value(false);
                if let Ok(labels) = until_answered(|| session.ask(labels::labels())).await {
                    show(self.labels, labels);
                }
                if let Ok(colleagues) = until_answered(|| session.ask(agent::colleagues())).await {
                    show(self.colleagues, colleagues);
                }
            }
            self.is_asking.set_value(false);
        });
    }
}

/// Lists that did not change are not drawn anew: one of them may be open.
fn show<T: PartialEq + Send + Sync + 'static>(list: RwSignal<Vec<T>>, new: Vec<T>) {
    if list.with_untracked(|shown| *shown != new) {
        list.set(new);
    }
}

/// Returns labels and colleagues.
pub fn use_directory() -> Directory {
    expect_context()
}
