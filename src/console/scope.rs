//! Work that ends with the part of the page that started it.

use futures::{
    channel::oneshot,
    future::{self, FutureExt, Shared},
};
use leptos::prelude::*;

/// The part of the page that is being built. What it spawns stops when it goes
/// away, so that nothing writes into a page that is no longer there.
#[derive(Clone, Copy)]
pub struct Scope(StoredValue<Shared<oneshot::Receiver<()>>>);

impl Scope {
    /// The scope of the component that calls it.
    pub fn here() -> Self {
        let (alive, ended) = oneshot::channel::<()>();
        // Dropped with the component: that is what wakes `ended`.
        StoredValue::new(alive);
        Self(StoredValue::new(ended.shared()))
    }

    /// Runs `work` until it is done or the scope has ended.
    pub fn spawn(self, work: impl Future<Output = ()> + 'static) {
        let Some(ended) = self.0.try_get_value() else { return };
        leptos::task::spawn_local(async move {
            future::select(ended, Box::pin(work)).map(drop).await;
        });
    }
}
