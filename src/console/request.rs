//! A request that a component sends to the server, and whether it is under way.

use leptos::{
    prelude::*,
    reactive::actions::{ActionAbortHandle, ArcAction},
};

use super::{notice::use_notices, scope::Scope, session::use_session};
use crate::model::error::ApiError;

/// A request that can be sent repeatedly: Leptos' action, which also ends with the component.
///
/// Leptos leaves an action running when its component is removed, and keeps the component's
/// owner until the response arrives. The response would then change a page that was removed.
pub struct Request<I: 'static> {
    action: StoredValue<ArcAction<I, ()>, LocalStorage>,
    running: StoredValue<Option<ActionAbortHandle>, LocalStorage>,
    is_pending: Memo<bool>,
}

impl<I: 'static> Clone for Request<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I: 'static> Copy for Request<I> {}

impl<I: Clone + 'static> Request<I> {
    /// Returns a request of the component that calls it. `send` sends an input and handles the
    /// answer.
    pub fn new<F>(send: impl Fn(I) -> F + 'static) -> Self
    where
        F: Future<Output = ()> + 'static,
    {
        let scope = Scope::here();
        // Created under an owner that ends at once, so that a running action keeps no owner.
        let action = Owner::new().with(|| ArcAction::new_unsync(move |input: &I| scope.limit(send(input.clone()))));
        let pending = action.pending();
        Self {
            action: StoredValue::new_local(action),
            running: StoredValue::new_local(None),
            is_pending: Memo::new(move |_| pending.get()),
        }
    }

    /// Returns a request that makes a change. `on_done` receives the answer; a failure is shown
    /// as a notice.
    pub fn change<T, F>(call: impl Fn(I) -> F + 'static, on_done: impl Fn(T) + Copy + 'static) -> Self
    where
        T: 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let (session, notices) = (use_session(), use_notices());
        Self::new(move |input| {
            let answer = session.change(call(input));
            async move {
                match answer.await {
                    Ok(answer) => on_done(answer),
                    Err(error) => notices.tell(&error),
                }
            }
        })
    }

    /// Sends an input, unless a request is under way.
    pub fn send(self, input: I) {
        if !self.is_pending.get_untracked() {
            self.dispatch(input);
        }
    }

    /// Sends an input. A request that is under way is dropped, and so is its answer.
    pub fn replace(self, input: I) {
        if let Some(running) = self.running.try_update_value(Option::take).flatten() {
            running.abort();
        }
        self.dispatch(input);
    }

    /// Returns whether a request is under way; tracked.
    pub fn is_pending(self) -> bool {
        self.is_pending.get()
    }

    fn dispatch(self, input: I) {
        let running = self.action.with_value(|action| action.dispatch_local(input));
        self.running.set_value(Some(running));
    }
}
