//! Addresses of the console's pages.

use crate::model::ids::{AgentId, ConversationId, QuickReplyId};

/// Where the console lives.
pub const BASE: &str = "/console";
/// The sign-in page.
pub const SIGN_IN: &str = "/console/sign-in";
/// The inbox.
pub const INBOX: &str = "/console/inbox";

/// What a period was like.
pub const STATISTICS: &str = "/console/statistics";

/// The shop's settings; for admins.
pub const SETTINGS: &str = "/console/settings";
/// The log of changes; for admins.
pub const LOG: &str = "/console/log";

/// The quick replies; for admins.
pub const QUICK_REPLIES: &str = "/console/quick-replies";
/// The last part of an address where something new is made.
pub const NEW: &str = "new";
/// A new quick reply.
pub const NEW_QUICK_REPLY: &str = "/console/quick-replies/new";

/// The customers who are blocked.
pub const BLOCKED: &str = "/console/blocked";

/// The agent's own page.
pub const PROFILE: &str = "/console/profile";
/// The team; for admins.
pub const AGENTS: &str = "/console/agents";
/// Somebody to be invited.
pub const NEW_AGENT: &str = "/console/agents/new";

/// One of the team.
pub fn agent(id: AgentId) -> String {
    format!("{AGENTS}/{id}")
}

/// A quick reply.
pub fn quick_reply(id: QuickReplyId) -> String {
    format!("{QUICK_REPLIES}/{id}")
}

/// A conversation, opened beside the inbox.
pub fn conversation(id: &ConversationId) -> String {
    format!("{INBOX}/{id}")
}

/// Where to go after signing in: the place that was asked for if it is one of
/// the console's, else the inbox. A link from elsewhere could name any place,
/// and the agent has just typed a password: nothing but our own pages is
/// followed.
pub fn after_sign_in(next: Option<&str>) -> &str {
    next.filter(|place| is_own(place)).unwrap_or(INBOX)
}

fn is_own(place: &str) -> bool {
    let path = place.split(['?', '#']).next().unwrap_or_default();
    let inside = path.strip_prefix(BASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let plain = !place.contains('\\') && !place.chars().any(|c| c.is_control() || c.is_whitespace());
    // A browser would walk up from dots and read two slashes as a host.
    let straight = path.split('/').skip(1).all(|part| !part.is_empty() && part != "." && part != "..");
    inside && plain && straight && path != SIGN_IN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_that_was_asked_for_is_returned_to() {
        for place in ["/console", "/console/inbox", "/console/inbox/CONV-7F3A91C2D0B4?tab=mine&status=open,pending"] {
            assert_eq!(after_sign_in(Some(place)), place);
        }
        assert_eq!(after_sign_in(None), INBOX);
    }

    #[test]
    fn no_other_place_is_followed() {
        for place in [
            "",
            "/",
            "/consoles",
            "/console/sign-in",
            "/console/sign-in?next=/console",
            "/console/../support",
            "/console//evil.example",
            "//evil.example/console",
            "https://evil.example/console",
            "javascript:alert(1)",
            "/console\\@evil.example",
            "/console/\tinbox",
            " /console/inbox",
        ] {
            assert_eq!(after_sign_in(Some(place)), INBOX, "{place:?}");
        }
    }
}
