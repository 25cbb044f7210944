//! Ties asynchronous work to the part of the page that started it.

use futures::{
    channel::oneshot,
    future::{self, FutureExt, LocalBoxFuture, Shared},
};
use leptos::{prelude::*, reactive::owner::WeakOwner};

/// The part of the page that is being built. Its tasks stop when it is removed,
/// so that none writes to a page that no longer exists.
#[derive(Clone, Copy)]
pub struct Scope(StoredValue<Inner>);

#[derive(Clone)]
struct Inner {
    ended: Shared<oneshot::Receiver<()>>,
    /// Weak: stored by the owner itself, which would otherwise never be dropped.
    owner: Option<WeakOwner>,
}

impl Scope {
    /// Returns the scope of the component that calls it.
    pub fn here() -> Self {
        let (alive, ended) = oneshot::channel::<()>();
        // Dropped with the component, which wakes `ended`.
        StoredValue::new(alive);
        let owner = Owner::current().map(|owner| owner.downgrade());
        Self(StoredValue::new(Inner { ended: ended.shared(), owner }))
    }

    /// Runs `work` until it is done or the scope has ended.
    pub fn spawn(self, work: impl Future<Output = ()> + 'static) {
        self.spawn_boxed(Box::pin(work));
    }

    /// Runs the work. Work of all types shares this code, which keeps the
    /// program small.
    fn spawn_boxed(self, work: LocalBoxFuture<'static, ()>) {
        let Some(Inner { ended, .. }) = self.0.try_get_value() else { return };
        leptos::task::spawn_local(async move {
            future::select(ended, work).map(drop).await;
        });
    }

    /// Creates signals that live as long as the scope. Returns none once the
    /// scope has ended.
    pub fn own<T>(self, make: impl FnOnce() -> T) -> Option<T> {
        let owner = self.0.try_get_value()?.owner?.upgrade()?;
        Some(owner.with(make))
    }
}
