//! The invitation link that an admin passes on.

use super::{config::Config, domain::team::invitations::NewInvitation};
use crate::model::invitation::InvitationLink;

/// Returns the link of an invitation, to the console's page for it.
pub fn link(config: &Config, invitation: NewInvitation) -> InvitationLink {
    InvitationLink {
        agent_id: invitation.agent_id,
        username: invitation.username,
        // In the fragment, which browsers do not send to servers, so it does
        // not appear in logs.
        url: format!("{}/console/join#token={}", config.public_url, invitation.token.reveal()),
        expires_at: invitation.expires_at.into(),
    }
}
