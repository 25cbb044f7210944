//! The session of the signed-in agent.

use std::mem;

use leptos::prelude::*;

use crate::{
    api::{agent, joining},
    console::{changes::Changes, gate::Gate, notice::Notices, outbox, own_storage},
    model::{
        agent::{Colleague, SignedInAgent},
        error::{ApiError, ErrorCode},
        ids::AgentId,
        role::Role,
        two_factor::{SecondStep, SignInAnswer},
    },
    ui::{
        erased::{Erased, erased},
        retry,
        timeout::{self, within, within_exactly},
    },
};

/// The timeout of a picture upload, in milliseconds: 10 MB at 35 kB/s.
const PICTURE_MS: u32 = 300_000;

/// The sign-in state.
#[derive(Clone, Debug, PartialEq)]
enum State {
    /// Not known yet.
    Asking,
    /// Not known yet, because the server does not answer.
    Unanswered,
    /// No agent is signed in, or the session has ended.
    Out,
    /// An agent is signed in.
    In(Box<SignedInAgent>),
}

/// The agent's session, provided in the context.
#[derive(Clone, Copy)]
pub struct Session {
    state: RwSignal<State>,
    /// Notified when the server answers again after it could not be reached.
    pub reached_again: Trigger,
    is_cut_off: StoredValue<bool>,
    gate: Gate,
    changes: Changes,
}

impl Session {
    /// Returns a session whose state is not known yet. It reports to `notices` the changes
    /// that failed after their page was left.
    pub fn new(notices: Notices) -> Self {
        let session = Self {
            state: RwSignal::new(State::Asking),
            reached_again: Trigger::new(),
            is_cut_off: StoredValue::new(false),
            gate: Gate::new(),
            changes: Changes::new(notices),
        };
        Effect::new(move |_| match session.agent_id() {
            Some(agent) => own_storage::note_signed_in(Some(agent)),
            None if session.is_out() => own_storage::note_signed_in(None),
            None => {}
        });
        own_storage::follow_other_tabs(session);
        session
    }

    /// Asks the server who is signed in, with retries.
    pub async fn find_out(self) {
        let mut failures = 0;
        loop {
            match retry::attempt(agent::me()).await {
                Ok(Some(me)) => return self.state.set(State::In(Box::new(me))),
                Err(error) if error.code.is_temporary() => failures += 1,
                Ok(None) | Err(_) => return self.state.set(State::Out),
            }
            self.state.set(State::Unanswered);
            retry::pause(failures).await;
        }
    }

    /// Asks once more who is signed in, because an admin may have changed the
    /// name, the picture or the role in the meantime, or disabled the agent.
    pub async fn refresh(self) {
        if untrack(|| self.agent_id()).is_none() {
            return;
        }
        self.find_out_again().await;
    }

    /// Asks once who is signed in now: the session may have ended, or another
    /// tab may have signed out or signed in as another agent. Without an answer
    /// the state stays unchanged.
    pub async fn find_out_again(self) {
        match within(timeout::POLL_MS, agent::me()).await {
            Ok(Some(me)) => self.renew(me),
            Ok(None) if untrack(|| self.is_out()) => {}
            Ok(None) => self.state.set(State::Out),
            Err(_) => {}
        }
    }

    fn renew(self, me: SignedInAgent) {
        let known = untrack(|| self.agent());
        if known.is_none() {
            self.gate.open();
        }
        let me = match &known {
            // The agent controls the online state, and a change of it may be under way to the
            // server.
            Some(known) if known.agent.id == me.agent.id => {
                let agent = Colleague { is_online: known.agent.is_online, ..me.agent };
                SignedInAgent { agent, ..me }
            }
            _ => me,
        };
        if known.as_ref() != Some(&me) {
            self.state.set(State::In(Box::new(me)));
        }
    }

    /// Returns the agent, if one is signed in; tracked.
    pub fn agent(self) -> Option<SignedInAgent> {
        self.state.with(|state| match state {
            State::In(agent) => Some(SignedInAgent::clone(agent)),
            State::Asking | State::Unanswered | State::Out => None,
        })
    }

    /// Returns the current agent; not tracked.
    pub fn agent_untracked(self) -> Option<SignedInAgent> {
        untrack(|| self.agent())
    }

    /// Returns the agent's id, if one is signed in; tracked.
    pub fn agent_id(self) -> Option<AgentId> {
        self.state.with(|state| match state {
            State::In(agent) => Some(agent.agent.id),
            State::Asking | State::Unanswered | State::Out => None,
        })
    }

    /// Returns the current agent's id; not tracked.
    pub fn agent_id_untracked(self) -> Option<AgentId> {
        untrack(|| self.agent_id())
    }

    /// Returns whether the agent must set up two-factor authentication first;
    /// tracked.
    pub fn must_set_up_two_factor(self) -> bool {
        self.state.with(|state| matches!(state, State::In(agent) if agent.must_set_up_two_factor))
    }

    /// Returns whether the agent is an admin; tracked.
    pub fn is_admin(self) -> bool {
        self.state.with(|state| matches!(state, State::In(agent) if agent.role >= Role::Admin))
    }

    /// Returns whether the state is unknown because the server does not answer;
    /// tracked.
    pub fn is_unanswered(self) -> bool {
        self.state.with(|state| *state == State::Unanswered)
    }

    /// Returns whether it is known that no agent is signed in; tracked.
    pub fn is_out(self) -> bool {
        self.state.with(|state| *state == State::Out)
    }

    /// Returns whether the agent takes conversations; tracked.
    pub fn is_online(self) -> bool {
        self.state.with(|state| matches!(state, State::In(agent) if agent.agent.is_online))
    }

    /// Returns whether new conversations are assigned at this hour; tracked.
    pub fn is_within_business_hours(self) -> bool {
        self.state.with(|state| matches!(state, State::In(agent) if agent.within_business_hours))
    }

    /// Returns whether the agent takes conversations now; not tracked.
    pub fn is_online_untracked(self) -> bool {
        untrack(|| self.is_online())
    }

    /// Awaits an answer of the server, for 30 seconds at most. Notices when the session has
    /// ended; the shell then leads to the sign-in page.
    ///
    /// # Errors
    /// Returns the server's error, or that it cannot be reached.
    pub async fn ask<T>(self, call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        erased(call, async |call| self.ask_erased(timeout::REQUEST_MS, call).await).await
    }

    async fn ask_erased(self, limit: u32, call: Erased<'_>) -> Result<(), ApiError> {
        let answer = self.gate.pass(within_exactly(limit, call)).await;
        self.check(answer).await
    }

    /// Makes a change: like [`Self::ask`], but after all changes made before.
    /// The change continues when the returned future is dropped.
    ///
    /// # Errors
    /// The future returns the server's error, or that it cannot be reached.
    pub fn change<T: 'static>(
        self,
        call: impl Future<Output = Result<T, ApiError>> + 'static,
    ) -> impl Future<Output = Result<T, ApiError>> {
        self.changes.make(self.ask(call))
    }

    /// Awaits the answer to a poll or a hint: like [`Self::ask`], but for 15 seconds
    /// at most, and less when the page or the network returns or the agent types.
    /// Signing out aborts it.
    ///
    /// # Errors
    /// Returns the server's error, or that it cannot be reached.
    pub async fn poll<T>(self, call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        erased(call, async |call| self.poll_erased(call).await).await
    }

    async fn poll_erased(self, call: Erased<'_>) -> Result<(), ApiError> {
        let answer = self.gate.pass_in_background(within(timeout::POLL_MS, call)).await;
        let is_cut_off = answer.as_ref().is_err_and(|error| error.code == ErrorCode::Unreachable);
        let was_cut_off = self.is_cut_off.try_update_value(|known| mem::replace(known, is_cut_off));
        if was_cut_off == Some(true) && !is_cut_off {
            self.reached_again.notify();
        }
        self.check(answer).await
    }

    /// Awaits the answer to a request that waits for changes, for 25 seconds at most.
    /// Signing out aborts it.
    ///
    /// # Errors
    /// Returns the server's error, or that it cannot be reached. Polls notice when the session
    /// has ended.
    pub async fn wait<T>(self, call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        erased(call, async |call| self.gate.pass_in_background(within_exactly(timeout::WAIT_MS, call)).await).await
    }

    /// Uploads a picture: like [`Self::ask`], but for 5 minutes at most.
    ///
    /// # Errors
    /// Returns the server's error, or that it cannot be reached.
    pub async fn send<T>(self, call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        erased(call, async |call| self.ask_erased(PICTURE_MS, call).await).await
    }

    async fn check(self, answer: Result<(), ApiError>) -> Result<(), ApiError> {
        let is_new = |error: &ApiError| matches!(error.code, ErrorCode::NotSignedIn | ErrorCode::TwoFactorRequired);
        if answer.as_ref().is_err_and(is_new) {
            self.find_out_again().await;
        }
        answer
    }

    /// Signs in. Returns the second step if a code is required as well.
    ///
    /// # Errors
    /// If the name or the password is wrong, the browser stores no cookie, or
    /// the server fails.
    pub async fn sign_in(self, username: String, password: String) -> Result<Option<SecondStep>, ApiError> {
        let answer = within_exactly(timeout::REQUEST_MS, agent::sign_in(username, password)).await?;
        self.take(answer).await
    }

    /// Completes a sign-in with a code.
    ///
    /// # Errors
    /// If the code is wrong, the sign-in has to start again, the browser stores no cookie, or
    /// the server fails.
    pub async fn finish_sign_in(self, second_step: String, code: String) -> Result<(), ApiError> {
        let agent = within_exactly(timeout::REQUEST_MS, agent::finish_sign_in(second_step, code)).await?;
        self.enter(agent).await
    }

    async fn take(self, answer: SignInAnswer) -> Result<Option<SecondStep>, ApiError> {
        match answer {
            SignInAnswer::SignedIn(agent) => self.enter(*agent).await.map(|()| None),
            SignInAnswer::CodeNeeded(step) => Ok(Some(step)),
        }
    }

    /// Starts to use a new session, unless the browser refused its cookie: over
    /// http when the public URL is https, or where the site is not allowed to
    /// set cookies.
    async fn enter(self, agent: SignedInAgent) -> Result<(), ApiError> {
        if let Ok(None) = within_exactly(timeout::REQUEST_MS, agent::me()).await {
            return Err(ApiError::new(ErrorCode::CookieRefused, "The browser did not keep the session cookie."));
        }
        self.gate.open();
        self.state.set(State::In(Box::new(agent)));
        Ok(())
    }

    /// Signs in by a link, with a new password. Returns the second step if a code is required as
    /// well.
    ///
    /// # Errors
    /// If the link cannot be used, the password is refused, the browser stores
    /// no cookie, or the server fails.
    pub async fn join(self, token: String, password: String) -> Result<Option<SecondStep>, ApiError> {
        let answer = within_exactly(timeout::REQUEST_MS, joining::join(token, password)).await?;
        self.take(answer).await
    }

    /// Signs out once the agent's requests are answered, and deletes the agent's data from this
    /// browser.
    ///
    /// # Errors
    /// If the server fails; the session then continues.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        let agent = self.agent_id_untracked();
        self.changes.settle().await;
        self.gate.close().await;
        match within_exactly(timeout::REQUEST_MS, agent::sign_out()).await {
            // The session had ended already.
            Err(error) if error.code != ErrorCode::NotSignedIn => {
                self.gate.open();
                return Err(error);
            }
            _ => {}
        }
        self.gate.stay_closed();
        self.state.set(State::Out);
        agent.into_iter().for_each(outbox::forget);
        Ok(())
    }

    /// Sets whether the agent takes conversations. The change is shown at once,
    /// and undone if the server refuses.
    ///
    /// # Errors
    /// If the server fails.
    pub async fn set_online(self, is_online: bool) -> Result<(), ApiError> {
        self.show_online(is_online);
        let answer = self.change(agent::set_online(is_online)).await;
        if answer.is_err() {
            self.show_online(!is_online);
        }
        answer
    }

    fn show_online(self, is_online: bool) {
        self.state.update(|state| {
            if let State::In(agent) = state {
                agent.agent.is_online = is_online;
            }
        });
    }
}

/// Returns the agent's session.
pub fn use_session() -> Session {
    expect_context()
}
