//! Recognises polls.

use axum::{
    body::HttpBody,
    extract::Request,
    http::{Method, header},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::PollRoute;
use crate::model::{
    hint::HintCursor,
    ids::{ConversationId, MessageId},
    inbox::InboxCursor,
    thread::MessageRange,
};

/// The largest body of a poll, in bytes.
pub(super) const MAX_BODY: usize = 16 * 1024;

/// A poll, by its sender.
#[derive(Debug, PartialEq)]
pub(super) enum Poll {
    Customer(CustomerPoll),
    Agent(AgentPoll),
}

/// A poll of a customer's widget.
#[derive(Debug, PartialEq)]
pub(super) enum CustomerPoll {
    /// New messages of a conversation.
    Messages { conversation: ConversationId, range: MessageRange },
    /// A wait for changes of a conversation.
    Wait { conversation: ConversationId, since: Option<HintCursor> },
}

/// A poll of an agent's console.
#[derive(Debug, PartialEq)]
pub(super) enum AgentPoll {
    /// New messages of a conversation.
    Messages { conversation: ConversationId, range: MessageRange },
    /// New messages of the conversation on the screen, and who else looks at it.
    Watch { id: ConversationId, range: MessageRange, is_looking: bool },
    /// Changes of the inbox.
    Inbox { since: InboxCursor },
    /// A wait for changes of the inbox and of a conversation.
    Wait { id: Option<ConversationId>, since: Option<HintCursor> },
}

/// The part of a poll that is read before its body.
#[derive(Debug, PartialEq)]
pub(super) enum Question {
    /// Everything, because it has no body.
    Whole(Poll),
    /// The server function that it calls.
    InBody(Function),
}

/// A server function that is a poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Messages,
    AgentMessages,
    Watch,
    Changes,
    CustomerWait,
    AgentWait,
}

impl Question {
    /// Returns the part that precedes the body; none if the request is not an ordinary poll.
    pub(super) fn of(request: &Request) -> Option<Self> {
        let path = request.uri().path().strip_prefix("/support/")?;
        match *request.method() {
            Method::GET => by_address(path, request.uri().query()).map(Self::Whole),
            Method::POST => {
                let length = usize::try_from(request.body().size_hint().exact()?).ok()?;
                let is_json = request.headers().get(header::CONTENT_TYPE)? == "application/json";
                (is_json && length <= MAX_BODY).then(|| Function::at(path).map(Self::InBody))?
            }
            _ => None,
        }
    }
}

impl Question {
    /// Returns the route of the request.
    pub(super) fn route(&self) -> PollRoute {
        match self {
            Self::Whole(Poll::Customer(_)) => PollRoute::CustomerMessages,
            Self::Whole(Poll::Agent(AgentPoll::Inbox { .. })) => PollRoute::InboxChanges,
            Self::Whole(Poll::Agent(_)) => PollRoute::AgentMessages,
            Self::InBody(Function::Messages) => PollRoute::Messages,
            Self::InBody(Function::AgentMessages) => PollRoute::MessagesForAgent,
            Self::InBody(Function::Watch) => PollRoute::Watch,
            Self::InBody(Function::Changes) => PollRoute::Changes,
            Self::InBody(Function::CustomerWait) => PollRoute::Wait,
            Self::InBody(Function::AgentWait) => PollRoute::WaitForAgent,
        }
    }
}

impl Function {
    fn at(path: &str) -> Option<Self> {
        Some(match path.strip_prefix("fn/")? {
            "messages" => Self::Messages,
            "agent/messages" => Self::AgentMessages,
            "agent/watch" => Self::Watch,
            "agent/changes" => Self::Changes,
            "wait" => Self::CustomerWait,
            "agent/wait" => Self::AgentWait,
            _ => return None,
        })
    }

    /// Reads the arguments of a call.
    pub(super) fn read(self, body: &[u8]) -> Option<Poll> {
        #[derive(Deserialize)]
        struct Messages {
            conversation: ConversationId,
            range: MessageRange,
        }
        #[derive(Deserialize)]
        struct AgentMessages {
            id: ConversationId,
            range: MessageRange,
        }
        #[derive(Deserialize)]
        struct Watch {
            id: ConversationId,
            range: MessageRange,
            is_looking: bool,
        }
        #[derive(Deserialize)]
        struct Changes {
            since: InboxCursor,
        }
        #[derive(Deserialize)]
        struct CustomerWait {
            conversation: ConversationId,
            since: Option<HintCursor>,
        }
        #[derive(Deserialize)]
        struct AgentWait {
            id: Option<ConversationId>,
            since: Option<HintCursor>,
        }
        Some(match self {
            Self::Messages => {
                let Messages { conversation, range } = arguments(body)?;
                Poll::Customer(CustomerPoll::Messages { conversation, range })
            }
            Self::CustomerWait => {
                let CustomerWait { conversation, since } = arguments(body)?;
                Poll::Customer(CustomerPoll::Wait { conversation, since })
            }
            Self::AgentMessages => {
                let AgentMessages { id, range } = arguments(body)?;
                Poll::Agent(AgentPoll::Messages { conversation: id, range })
            }
            Self::Watch => {
                let Watch { id, range, is_looking } = arguments(body)?;
                Poll::Agent(AgentPoll::Watch { id, range, is_looking })
            }
            Self::Changes => {
                let Changes { since } = arguments(body)?;
                Poll::Agent(AgentPoll::Inbox { since })
            }
            Self::AgentWait => {
                let AgentWait { id, since } = arguments(body)?;
                Poll::Agent(AgentPoll::Wait { id, since })
            }
        })
    }
}

/// Reads the arguments of a server function. serde would also accept a list.
fn arguments<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    if body.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    serde_json::from_slice(body).ok()
}

/// Reads a poll over REST.
fn by_address(path: &str, query: Option<&str>) -> Option<Poll> {
    let path = path.strip_suffix('/').unwrap_or(path);
    if let Some(rest) = path.strip_prefix("api/conversation/") {
        let conversation = rest.strip_suffix("/messages")?.parse().ok()?;
        return Some(Poll::Customer(CustomerPoll::Messages { conversation, range: range(query?)? }));
    }
    let path = path.strip_prefix("agent/api/")?;
    if path == "conversations/changes" {
        let since = query?.strip_prefix("since=")?;
        let is_plain = since.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        return is_plain.then(|| Poll::Agent(AgentPoll::Inbox { since: InboxCursor(since.to_owned()) }));
    }
    let conversation = path.strip_prefix("conversation/")?.strip_suffix("/messages")?.parse().ok()?;
    Some(Poll::Agent(AgentPoll::Messages { conversation, range: range(query?)? }))
}

/// Reads `after=ID` and, if present, `limit=N` and `deletions=CURSOR` after it, in this order.
fn range(query: &str) -> Option<MessageRange> {
    let mut parts = query.split('&').peekable();
    let after = MessageId(number(parts.next()?, "after=")?);
    let limit = match parts.next_if(|part| part.starts_with("limit=")) {
        Some(limit) => Some(limit.strip_prefix("limit=")?.parse().ok()?),
        None => None,
    };
    let deletions = match parts.next() {
        Some(deletions) => Some(number(deletions, "deletions=")?),
        None => None,
    };
    parts.next().is_none().then_some(MessageRange { after: Some(after), before: None, limit, deletions })
}

/// Reads the plain number after a name.
fn number(part: &str, name: &str) -> Option<i64> {
    let digits = part.strip_prefix(name)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: Method, address: &str) -> Option<Question> {
        let request =
            axum::http::Request::builder().method(method).uri(address).header(header::CONTENT_TYPE, "application/json");
        Question::of(&request.body(axum::body::Body::empty()).expect("a request"))
    }

    #[test]
    fn polls_are_recognised_with_and_without_a_slash_at_the_end() {
        let conversation: ConversationId = "CONV-ABCDEFGHJKMN".parse().expect("an id");
        let after = |id, limit| MessageRange { limit, ..MessageRange::after(Some(MessageId(id))) };
        let with_deletions = |deletions| MessageRange { deletions: Some(deletions), ..after(7, Some(20)) };
        for (address, poll) in [
            (
                "/support/api/conversation/CONV-ABCDEFGHJKMN/messages/?after=7",
                Poll::Customer(CustomerPoll::Messages { conversation: conversation.clone(), range: after(7, None) }),
            ),
            (
                "/support/agent/api/conversation/CONV-ABCDEFGHJKMN/messages?after=7&limit=20",
                Poll::Agent(AgentPoll::Messages { conversation: conversation.clone(), range: after(7, Some(20)) }),
            ),
            (
                "/support/agent/api/conversation/CONV-ABCDEFGHJKMN/messages?after=7&limit=20&deletions=5",
                Poll::Agent(AgentPoll::Messages { conversation, range: with_deletions(5) }),
            ),
            (
                "/support/agent/api/conversations/changes/?since=a1.7",
                Poll::Agent(AgentPoll::Inbox { since: InboxCursor("a1.7".to_owned()) }),
            ),
        ] {
            assert_eq!(asked(Method::GET, address), Some(Question::Whole(poll)), "{address}");
        }
        assert_eq!(asked(Method::POST, "/support/fn/messages"), Some(Question::InBody(Function::Messages)));
    }

    #[test]
    fn everything_else_is_left_to_the_routes() {
        for address in [
            "/support/api/conversation/CONV-ABCDEFGHJKMN/messages/",
            "/support/api/conversation/CONV-ABCDEFGHJKMN/messages/?after=+7",
            "/support/api/conversation/CONV-ABCDEFGHJKMN/messages/?after=7&after=8",
            "/support/api/conversation/CONV-ABCDEFGHJKMN/messages/?after=7&deletions=8&deletions=9",
            "/support/api/conversation/CONV-ABCDEFGHJKMN/messages/?after=7&deletions=-8",
            "/support/api/conversation/CONV-ABCDEFGHJKMN/messages/?after=7&before=9",
            "/support/api/conversation/nothing/messages/?after=7",
            "/support/api/conversation/CONV-ABCDEFGHJKMN/messages//?after=7",
            "/support/agent/api/conversations/changes/?since=a%31.7",
            "/support/agent/api/conversations/changes/",
            "/support/fn/messages",
            "/",
        ] {
            assert_eq!(asked(Method::GET, address), None, "{address}");
        }
        assert_eq!(asked(Method::POST, "/support/fn/send"), None);
        assert_eq!(asked(Method::DELETE, "/support/fn/messages"), None);
    }

    #[test]
    fn arguments_are_an_object() {
        let range = r#"{"after":7,"before":null,"limit":null}"#;
        let body = format!(r#"{{"conversation":"CONV-ABCDEFGHJKMN","range":{range}}}"#);
        assert!(Function::Messages.read(body.as_bytes()).is_some());
        let list = format!(r#"["CONV-ABCDEFGHJKMN",{range}]"#);
        assert_eq!(Function::Messages.read(list.as_bytes()), None);
        assert_eq!(Function::Changes.read(body.as_bytes()), None);
        // An argument that is left out is none.
        assert_eq!(Function::AgentWait.read(b"{}"), Some(Poll::Agent(AgentPoll::Wait { id: None, since: None })));
    }
}
