//! The changes that the agent makes. They reach the server one after the other, in the order in
//! which they were made: two requests under way at the same time could overtake each other, and
//! the older change would win. A change continues when the agent leaves the page that asked for
//! it.

use futures::{
    channel::oneshot,
    future::{FutureExt, LocalBoxFuture, Shared, ready},
};
use leptos::{prelude::*, task::spawn_local};

use super::notice::Notices;
use crate::{
    model::error::ApiError,
    ui::timeout::{TimedOut, within_exactly},
};

/// How long [`Changes::settle`] waits, in milliseconds.
const SETTLE_TIMEOUT_MS: u32 = 3_000;

/// The queue of an agent's changes. Copies share the same queue.
#[derive(Clone, Copy)]
pub struct Changes {
    /// Completes when the newest change has ended.
    newest: StoredValue<Option<Shared<oneshot::Receiver<()>>>, LocalStorage>,
    notices: Notices,
}

impl Changes {
    /// Returns an empty queue, which lives as long as the current owner. It reports to `notices`
    /// the changes that failed after their page was left.
    pub fn new(notices: Notices) -> Self {
        Self { newest: StoredValue::new_local(None), notices }
    }

    /// Sends a change after those that were made before it. The returned future resolves to the
    /// answer. The change continues if the future is dropped.
    pub fn make<T: 'static>(
        self,
        call: impl Future<Output = Result<T, ApiError>> + 'static,
    ) -> impl Future<Output = Result<T, ApiError>> {
        let (teller, answer) = oneshot::channel();
        self.queue(Box::pin(async move { teller.send(call.await).err()?.err() }));
        async move { answer.await.unwrap_or_else(|_| Err(TimedOut.into())) }
    }

    /// Queues a change. Changes of all types share this code, which keeps the
    /// program small. `change` returns an error only if its own page is gone
    /// and cannot show it.
    fn queue(self, change: LocalBoxFuture<'static, Option<ApiError>>) {
        let (guard, ended) = oneshot::channel::<()>();
        let before = self.newest.try_update_value(|newest| newest.replace(ended.shared())).flatten();
        spawn_local(async move {
            if let Some(before) = before {
                // The sender is dropped when the change ends.
                let _ = before.await;
            }
            let unheard = change.await;
            drop(guard);
            if let Some(error) = unheard {
                self.notices.tell(&error);
            }
        });
    }

    /// Waits until all changes have ended, for 3 seconds at most.
    pub async fn settle(self) {
        if let Some(newest) = self.newest.get_value() {
            let ended = newest.then(|_| ready(Ok::<_, ApiError>(())));
            // Changes that take longer end by their own timeout.
            let _ = within_exactly(SETTLE_TIMEOUT_MS, ended).await;
        }
    }
}
