//! Tells the server that somebody is here, on pages too that ask for nothing
//! by themselves.

use gloo_timers::future::TimeoutFuture;

use crate::console::{scope::Scope, session::Session};

/// A third of the time after which an agent counts as away: one lost question
/// makes nobody absent.
const EVERY_MS: u32 = 30_000;

/// Asks again and again who is signed in, for as long as the caller's
/// component is there.
pub fn keep(session: Session) {
    Scope::here().spawn(async move {
        loop {
            TimeoutFuture::new(EVERY_MS).await;
            session.refresh().await;
        }
    });
}
