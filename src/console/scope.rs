//! Ties asynchronous work to the part of the page that started it.

use futures::{
    channel::oneshot,
    future::{self, FutureExt, LocalBoxFuture, Shared},
};
use leptos::prelude::*;

/// The part of the page that is being built. Its tasks stop when it is removed,
/// so that none writes to a page that no longer exists.
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
        self.spawn_boxed(Box::pin(work));
    }

    /// Runs the work. Work of all types shares this code, which keeps the
    /// program small.
    fn spawn_boxed(self, work: LocalBoxFuture<'static, ()>) {
        let Some(ended) = self.0.try_get_value() else { return };
        leptos::task::spawn_local(async move {
            future::select(ended, work).map(drop).await;
        });
    }
}
