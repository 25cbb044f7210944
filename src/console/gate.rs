//! The gate that the signed-in agent's requests pass. It closes while the agent
//! signs out: a request that reaches the server after the session has ended is
//! refused, and the browser logs the refusal as an error.

use std::{mem, pin::pin};

use futures::{
    channel::oneshot,
    future::{self, Either, FutureExt, Shared},
};
use leptos::prelude::*;

use crate::{
    model::error::{ApiError, ErrorCode},
    ui::{bell::Bell, timeout::TimedOut},
};

/// How long signing out waits for the requests under way, in milliseconds.
const CLOSE_TIMEOUT_MS: u32 = 3_000;

/// A gate. Copies share the same state.
#[derive(Clone, Copy)]
pub struct Gate(StoredValue<Inner, LocalStorage>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Requests pass.
    Open,
    /// The agent is signing out: requests wait.
    Closing,
    /// The agent has signed out: requests fail.
    Closed,
}

struct Inner {
    phase: Phase,
    /// Completes when the phase changes, because the sender is dropped.
    change: Shared<oneshot::Receiver<()>>,
    sender: oneshot::Sender<()>,
    under_way: usize,
    /// Rings when the last request under way has ended.
    is_idle: Bell,
}

/// Counts a request for as long as it is under way.
struct UnderWay(Gate);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.0.try_update_value(|inner| {
            inner.under_way -= 1;
            if inner.under_way == 0 {
                inner.is_idle.ring();
            }
        });
    }
}

impl Gate {
    /// Returns an open gate, which lives as long as the current owner.
    pub fn new() -> Self {
        let (sender, change) = oneshot::channel();
        Self(StoredValue::new_local(Inner {
            phase: Phase::Open,
            change: change.shared(),
            sender,
            under_way: 0,
            is_idle: Bell::default(),
        }))
    }

    /// Awaits `call` once the gate is open.
    ///
    /// # Errors
    /// Returns the error of the call, or that the agent has signed out.
    pub async fn pass<T>(self, call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        self.until_open().await?;
        self.0.update_value(|inner| inner.under_way += 1);
        let _under_way = UnderWay(self);
        call.await
    }

    /// Awaits `call` once the gate is open, and drops it when the gate closes.
    /// For background requests whose loss the agent does not notice.
    ///
    /// # Errors
    /// Returns the error of the call, that it was dropped, or that the agent has
    /// signed out.
    pub async fn pass_in_background<T>(self, call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        self.until_open().await?;
        // At the end of the block the call is dropped, which aborts its
        // request.
        let answer = {
            let call = pin!(call);
            match future::select(call, self.change()).await {
                Either::Left((answer, _)) => Some(answer),
                Either::Right(_) => None,
            }
        };
        match answer {
            Some(answer) => answer,
            None => self.until_open().await.and(Err(TimedOut.into())),
        }
    }

    /// Stops further requests, and waits for those under way, for 3 seconds at most.
    pub async fn close(self) {
        self.enter(Phase::Closing);
        let is_idle = self.0.with_value(|inner| (inner.under_way > 0).then(|| inner.is_idle.clone()));
        if let Some(is_idle) = is_idle {
            is_idle.rings_within(CLOSE_TIMEOUT_MS).await;
        }
    }

    /// Fails the requests that wait: the agent has signed out.
    pub fn stay_closed(self) {
        self.enter(Phase::Closed);
    }

    /// Lets requests pass again.
    pub fn open(self) {
        self.enter(Phase::Open);
    }

    fn enter(self, phase: Phase) {
        self.0.try_update_value(|inner| {
            if inner.phase != phase {
                let (sender, change) = oneshot::channel();
                inner.phase = phase;
                inner.change = change.shared();
                drop(mem::replace(&mut inner.sender, sender));
                inner.is_idle = Bell::default();
            }
        });
    }

    fn change(self) -> Shared<oneshot::Receiver<()>> {
        self.0.with_value(|inner| inner.change.clone())
    }

    async fn until_open(self) -> Result<(), ApiError> {
        loop {
            match self.0.with_value(|inner| inner.phase) {
                Phase::Open => return Ok(()),
                Phase::Closed => return Err(ApiError::new(ErrorCode::NotSignedIn, "The agent has signed out.")),
                Phase::Closing => self.change().map(drop).await,
            }
        }
    }
}
