//! How the inbox follows the poll: nothing that changes is missed, and nothing
//! newer is replaced by an answer that comes late.

use leptos::prelude::*;

use super::{state::Inbox, told::Asked};
use crate::{
    api::agent,
    model::{error::ApiError, ids::ConversationId, inbox::ConversationSummary},
    ui::retry,
};

impl Inbox {
    /// Notes whether changes are polled for from now on.
    pub fn follow(self, is_followed: bool) {
        self.is_followed.set_value(is_followed);
        if is_followed {
            self.scope.spawn(self.catch_up());
        }
    }

    /// Fetches what has changed between a list that came before the first poll
    /// and that poll.
    pub(super) async fn catch_up(self) {
        let Some(since) = self.behind.try_update_value(Option::take).flatten() else { return };
        // A refusal needs no word: the poll hears it too.
        let answer = retry::until_answered(|| self.session.ask(agent::poll_inbox(since.clone()))).await;
        match answer {
            Ok(changes) if changes.reload => self.outdate(),
            Ok(changes) => self.absorb(&changes.conversations),
            Err(_) => {}
        }
    }

    /// Takes in what a poll has brought.
    pub fn hear(self, changes: &[ConversationSummary]) {
        self.told.update_value(|told| told.note(changes));
        self.absorb(changes);
    }

    /// Notes that a request about a conversation is about to be made, whose
    /// answer may come after a poll that knows more.
    pub fn asking(self, id: ConversationId) -> Asked {
        Asked::new(self, id)
    }

    /// Makes a change of a conversation and shows its outcome, even when the agent
    /// has gone to another page. `failed` takes back what was shown before the
    /// answer and tells of the error.
    pub fn change(
        self,
        id: ConversationId,
        call: impl Future<Output = Result<ConversationSummary, ApiError>> + 'static,
        failed: impl FnOnce(Asked, &ApiError) + 'static,
    ) {
        let asked = self.asking(id.clone());
        self.told.update_value(|told| told.change_begins(&id));
        let answer = self.session.change(call);
        self.scope.spawn(async move {
            let answer = answer.await;
            let is_newest = self.told.try_update_value(|told| told.change_ends(&id));
            match answer {
                Ok(summary) if is_newest == Some(true) => asked.learn(summary),
                Ok(_) => {}
                Err(error) => failed(asked, &error),
            }
        });
    }
}
