//! The routes of polls, as the router names them.

use axum::http::Method;
use strum::{EnumCount, VariantArray};

/// A route whose requests the fast path can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, VariantArray)]
pub enum PollRoute {
    /// A customer's new messages, by the REST API.
    CustomerMessages,
    /// An agent's new messages, by the REST API.
    AgentMessages,
    /// The changes of the inbox, by the REST API.
    InboxChanges,
    /// A customer's new messages.
    Messages,
    /// A customer's wait for changes.
    Wait,
    /// An agent's new messages.
    MessagesForAgent,
    /// An agent's new messages of the conversation on the screen.
    Watch,
    /// The changes of the inbox.
    Changes,
    /// An agent's wait for changes.
    WaitForAgent,
}

impl PollRoute {
    /// Returns the path of the route, with names for its parameters.
    pub const fn template(self) -> &'static str {
        match self {
            Self::CustomerMessages => "/support/api/conversation/{id}/messages",
            Self::AgentMessages => "/support/agent/api/conversation/{id}/messages",
            Self::InboxChanges => "/support/agent/api/conversations/changes",
            Self::Messages => "/support/fn/messages",
            Self::Wait => "/support/fn/wait",
            Self::MessagesForAgent => "/support/fn/agent/messages",
            Self::Watch => "/support/fn/agent/watch",
            Self::Changes => "/support/fn/agent/changes",
            Self::WaitForAgent => "/support/fn/agent/wait",
        }
    }

    /// Returns the method of the route.
    pub const fn method(self) -> Method {
        match self {
            Self::CustomerMessages | Self::AgentMessages | Self::InboxChanges => Method::GET,
            _ => Method::POST,
        }
    }
}
