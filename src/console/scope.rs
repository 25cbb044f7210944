//! Ties asynchronous work to the part of the page that started it.

use futures::{
    channel::oneshot,
    future::{self, FutureExt, LocalBoxFuture, Shared},
};
use leptos::prelude::*;

/// The part of the page that is being built. Its tasks stop when it is removed,
/// so that none writes to a page that no longer exists. Leptos' tasks continue
/// in that case, and its actions and resources do too.
#[derive(Clone, Copy)]
pub struct Scope(StoredValue<Shared<oneshot::Receiver<()>>>);

impl Scope {
    /// Returns the scope of the component that calls it.
    pub fn here() -> Self {
        let (alive, ended) = oneshot::channel::<()>();
        // Dropped with the component, which wakes `ended`.
        StoredValue::new(alive);
        Self(StoredValue::new(ended.shared()))
    }

    /// Runs `work` until it is done or the scope has ended.
    pub fn spawn(self, work: impl Future<Output = ()> + 'static) {
        leptos::task::spawn_local(self.limit(work));
    }

    /// Returns a future that runs `work` until it is done or the scope has
    /// ended.
    pub fn limit(self, work: impl Future<Output = ()> + 'static) -> impl Future<Output = ()> + 'static {
        self.limit_boxed(Box::pin(work))
    }

    /// Limits the work. Work of all types shares this code, which keeps the
    /// program small.
    async fn limit_boxed(self, work: LocalBoxFuture<'static, ()>) {
        if let Some(ended) = self.0.try_get_value() {
            future::select(ended, work).map(drop).await;
        }
    }
}
