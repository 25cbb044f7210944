//! Timeouts of requests. A browser waits for an answer without a limit: a
//! connection that is accepted and never answered would block its caller until
//! the page is reloaded.
//!
//! The widget and the console use the same timeouts: [`POLL_MS`] for a poll, [`WAIT_MS`] for a
//! request that waits for changes, [`REQUEST_MS`] for a send and for every other. Uploads are
//! limited by their progress instead. A timeout covers the whole answer with its body.
//!
//! A request that exceeds its limit fails like one that the network has cut off:
//! with [`ErrorCode::Unreachable`], which is temporary and is retried. Its future
//! is dropped, so a late answer is not applied. Browsers run the timers of hidden
//! pages up to a minute late; [`hurry`] makes up for it when the page is shown.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    rc::{Rc, Weak},
    task::Poll,
};

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use super::bell::Bell;
use crate::model::error::{ApiError, ErrorCode};

/// The limit of a poll, in milliseconds.
pub const POLL_MS: u32 = 15_000;
/// The limit of a send and of every other request, in milliseconds.
pub const REQUEST_MS: u32 = 30_000;
/// The limit of a request that waits for changes, in milliseconds. The server answers it
/// within 15 seconds.
pub const WAIT_MS: u32 = 25_000;
/// The limit of requests that are under way when the network or the page comes
/// back, in milliseconds: their connection is probably dead.
pub const RETURN_MS: u32 = 2_000;
/// The limit of requests that are under way while the user is writing, in
/// milliseconds. A request on a new connection over a slow line takes less.
pub const ACTIVE_MS: u32 = 4_000;

#[wasm_bindgen]
extern "C" {
    /// Returns milliseconds of a monotonic clock.
    #[wasm_bindgen(js_namespace = performance)]
    pub fn now() -> f64;
}

thread_local! {
    /// The requests under way. Those that have ended are removed by the next one.
    static RUNNING: RefCell<Vec<Weak<Running>>> = const { RefCell::new(Vec::new()) };
}

/// The error of a request that has exceeded its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimedOut;

impl From<TimedOut> for ApiError {
    fn from(_: TimedOut) -> Self {
        Self::new(ErrorCode::Unreachable, "The server did not answer in time.")
    }
}

impl From<TimedOut> for JsValue {
    fn from(_: TimedOut) -> Self {
        Self::NULL
    }
}

/// A request under way.
struct Running {
    began: f64,
    limit: Cell<u32>,
    is_over: Bell,
    timer: RefCell<Option<Timeout>>,
}

impl Running {
    /// Lowers the limit, counted from the start of the request.
    fn lower(&self, limit: u32) {
        if limit < self.limit.replace(limit.min(self.limit.get())) {
            // Negative numbers become 0.
            let left = (f64::from(limit) - (now() - self.began)) as u32;
            let is_over = self.is_over.clone();
            self.timer.replace(Some(Timeout::new(left, move || is_over.ring())));
        }
    }
}

/// Awaits `request` for at most `limit` milliseconds, then drops it.
///
/// # Errors
/// Returns the error of the request, or [`TimedOut`].
pub async fn within<T, E: From<TimedOut>>(limit: u32, request: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let running = start(limit);
    RUNNING.with_borrow_mut(|all| {
        all.retain(|other| other.strong_count() > 0);
        all.push(Rc::downgrade(&running));
    });
    before_the_end(&running, request).await
}

/// Awaits `request` like [`within`], but [`hurry`] does not lower the limit. For requests that are
/// not retried automatically.
///
/// # Errors
/// Returns the error of the request, or [`TimedOut`].
pub async fn within_exactly<T, E: From<TimedOut>>(
    limit: u32,
    request: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    before_the_end(&start(limit), request).await
}

async fn before_the_end<T, E: From<TimedOut>>(
    running: &Running,
    request: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let mut request = pin!(request);
    poll_fn(|context| match request.as_mut().poll(context) {
        Poll::Pending => running.is_over.poll_ring(context).map(|()| Err(TimedOut.into())),
        answered => answered,
    })
    .await
}

fn start(limit: u32) -> Rc<Running> {
    let running = Rc::new(Running {
        began: now(),
        limit: Cell::new(u32::MAX),
        is_over: Bell::default(),
        timer: RefCell::default(),
    });
    running.lower(limit);
    running
}

/// Lowers the limit of all requests under way to `limit` milliseconds from their
/// start. Older ones fail at once; their owners retry them.
pub fn hurry(limit: u32) {
    RUNNING.with_borrow(|all| all.iter().filter_map(Weak::upgrade).for_each(|running| running.lower(limit)));
}
