//! The labels and colleagues to choose from.

use leptos::prelude::*;

use crate::{
    api::{agent, labels},
    console::{scope::Scope, session::Session},
    model::{agent::Colleague, label::Label},
    ui::retry::until_answered,
};

/// The choices of filters and actions. They are fetched with the inbox, and
/// again whenever the agent is about to choose, because colleagues join and
/// create labels.
#[derive(Clone, Copy)]
pub struct Directory {
    session: Session,
    scope: Scope,
    is_asking: StoredValue<bool>,
    /// Whether to fetch once more: the answer under way may be older than the
    /// latest request.
    asks_again: StoredValue<bool>,
    /// All labels, in their order.
    pub labels: RwSignal<Vec<Label>>,
    /// The agents to whom a conversation can be assigned.
    pub colleagues: RwSignal<Vec<Colleague>>,
}

impl Directory {
    /// Returns an empty directory, owned by the component that shows the inbox.
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

    /// Fetches both again if a conversation has a label that is unknown or has
    /// changed, because a colleague has created or edited it.
    pub fn check(self, shown: &[Label]) {
        if self.labels.with_untracked(|known| shown.iter().any(|label| !known.contains(label))) {
            self.refresh();
        }
    }

    /// Fetches both again, with retries.
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

/// Sets a list only if it has changed: an open drop-down list must not be drawn again.
fn show<T: PartialEq + Send + Sync + 'static>(list: RwSignal<Vec<T>>, new: Vec<T>) {
    if list.with_untracked(|shown| *shown != new) {
        list.set(new);
    }
}

/// Returns the labels and colleagues.
pub fn use_directory() -> Directory {
    expect_context()
}
