//! Long polls: requests that wait until something has changed, so that a client need
//! not wait for its next poll. Their answers only hint at possible news: the poll
//! returns what has changed, and also finds it without them.

use std::time::Duration;

use tokio::time::timeout;

use crate::{
    model::{
        hint::{Hint, HintCursor},
        ids::{ConversationId, UserId},
    },
    server::domain::{
        actor::{AgentActor, CustomerActor},
        database::{Moment, NoRoom, Row, Waiter},
        error::DomainError,
        services::ChatService,
    },
};

/// How long a request is held. Less than the usual timeouts of proxies.
const HOLD: Duration = Duration::from_secs(15);

/// A request that waits. It keeps only what it needs for that, because there are many of
/// them.
pub struct Wait {
    chat: ChatService,
    since: Since,
    waiter: Waiter,
    /// The customer and their conversation; none for agents, who see all conversations.
    of: Option<(UserId, ConversationId)>,
    conversation: Vec<Row>,
    inbox: Vec<Row>,
}

/// The moment from which the client waits for changes.
#[derive(Clone, Copy)]
enum Since {
    /// None, because the client waits for the first time.
    Nothing,
    /// A moment of this node.
    Here(Moment),
    /// A moment of another node, or of this one before it restarted.
    Elsewhere,
}

impl ChatService {
    /// Begins to wait for changes of a customer's conversation.
    ///
    /// # Errors
    /// If it is not the customer's, or too many requests of the customer wait already.
    pub async fn wait_as_customer(
        &self,
        customer: &CustomerActor,
        id: &ConversationId,
        since: Option<&HintCursor>,
    ) -> Result<Wait, DomainError> {
        let user = customer.user_id();
        let known = self.known_conversation(id).await?.filter(|conversation| conversation.user_id == user);
        let number = known.ok_or(DomainError::NotFound)?.id;
        // Messages in the customer's other conversations are counted in each of them.
        let wait = self.wait(user, since, vec![Row::Conversation(number), Row::ConversationsOf(user)], Vec::new())?;
        Ok(Wait { of: Some((user, id.clone())), ..wait })
    }

    /// Begins to wait for changes of the inbox and of the conversation that an agent has
    /// on screen. An unknown conversation never changes.
    ///
    /// # Errors
    /// If too many requests of the agent wait already.
    pub async fn wait_as_agent(
        &self,
        agent: &AgentActor,
        id: Option<&ConversationId>,
        since: Option<&HintCursor>,
    ) -> Result<Wait, DomainError> {
        let known = match id {
            Some(id) => self.known_conversation(id).await?,
            None => None,
        };
        let conversation = known.iter().map(|conversation| Row::Conversation(conversation.id)).collect();
        // The inbox also marks the agent's drafts.
        self.wait(agent.user_id, since, conversation, vec![Row::LastChange, Row::Drafts(agent.agent_id)])
    }

    /// Returns whether a conversation still belongs to this customer. Returns true if it was
    /// deleted or cannot be read: the poll then reports this.
    async fn is_still(&self, of: Option<&(UserId, ConversationId)>) -> bool {
        let Some((user, id)) = of else { return true };
        // On the heap, so that it takes no memory while a request waits.
        match Box::pin(self.known_conversation(id)).await {
            Ok(known) => known.is_none_or(|conversation| conversation.user_id == *user),
            Err(_) => true,
        }
    }

    fn wait(
        &self,
        user: UserId,
        since: Option<&HintCursor>,
        conversation: Vec<Row>,
        inbox: Vec<Row>,
    ) -> Result<Wait, DomainError> {
        let changes = self.database.changes();
        let since = since.map_or(Since::Nothing, |since| changes.read(&since.0).map_or(Since::Elsewhere, Since::Here));
        let rows = [Row::Account(user)].into_iter().chain(conversation.iter().chain(&inbox).copied());
        let waiter = changes.wait_for(rows.collect()).map_err(|NoRoom| DomainError::Limited { retry_after: HOLD })?;
        Ok(Wait { chat: self.clone(), since, waiter, of: None, conversation, inbox })
    }
}

impl Wait {
    /// Returns what has changed as soon as something has, or after 15 seconds, or when the
    /// server is shutting down. A client that waits for the first time is answered at once
    /// that anything may have changed. A client that has waited on another node is answered
    /// at once that nothing has: its next poll finds what has changed in the meantime. If a
    /// client's requests reach several nodes in turn, hints must not make it poll more
    /// often.
    pub async fn hint(self) -> Hint {
        let Self { chat, since, waiter, of, conversation, inbox } = self;
        let changes = chat.database.changes();
        let nothing = |since| Hint { since: HintCursor(changes.cursor(since)), conversation: false, inbox: false };
        let since = match since {
            Since::Nothing => None,
            Since::Here(since) => Some(since),
            Since::Elsewhere => return nothing(changes.settled()),
        };
        if let Some(since) = since {
            let changed = async {
                waiter.until_changed(since).await;
                // A visitor is signing in, and their conversation now belongs to the
                // customer's account: the page that sent the request is about to be
                // left.
                if !chat.is_still(of.as_ref()).await {
                    waiter.until_over().await;
                }
            };
            // A timeout or a change: what has changed is determined below.
            drop(timeout(HOLD, changed).await);
            if !chat.is_still(of.as_ref()).await {
                return nothing(since);
            }
        }
        // Taken before the check, so that a change during it is reported next time.
        let now = changes.settled();
        let is_changed = |rows: Vec<Row>| since.is_none_or(|since| changes.have_changed(since, rows));
        Hint {
            since: HintCursor(changes.cursor(now)),
            conversation: !conversation.is_empty() && is_changed(conversation),
            inbox: !inbox.is_empty() && is_changed(inbox),
        }
    }
}
