//! The addresses of the console's pages.

pub use crate::model::place::{BASE, INBOX, SIGN_IN, after_sign_in};

use crate::model::ids::{AgentId, ConversationId, QuickReplyId};

/// The address that leads to the OpenID provider and back; the server redirects
/// it.
pub const OIDC: &str = "/console/oidc/";

/// The statistics.
pub const STATISTICS: &str = "/console/statistics";

/// The shop's settings; for admins.
pub const SETTINGS: &str = "/console/settings";
/// The log of changes; for admins.
pub const LOG: &str = "/console/log";

/// The quick replies; for admins.
pub const QUICK_REPLIES: &str = "/console/quick-replies";
/// The last part of an address where something new is created.
pub const NEW: &str = "new";
/// A new quick reply.
pub const NEW_QUICK_REPLY: &str = "/console/quick-replies/new";

/// The blocked customers.
pub const BLOCKED: &str = "/console/blocked";

/// The agent's own page.
pub const PROFILE: &str = "/console/profile";
/// The team; for admins.
pub const AGENTS: &str = "/console/agents";
/// The page that invites an agent.
pub const NEW_AGENT: &str = "/console/agents/new";

/// Returns the address of an agent's page; for admins.
pub fn agent(id: AgentId) -> String {
    format!("{AGENTS}/{id}")
}

/// Returns the address of a quick reply.
pub fn quick_reply(id: QuickReplyId) -> String {
    format!("{QUICK_REPLIES}/{id}")
}

/// Returns the address of a conversation, opened beside the inbox.
pub fn conversation(id: &ConversationId) -> String {
    format!("{INBOX}/{id}")
}

/// Returns whether a page's path is an address or lies below it.
pub fn is_within(path: &str, address: &str) -> bool {
    path.strip_prefix(address).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
