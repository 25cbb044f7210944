//! The link that an admin passes on.

use super::{config::Config, domain::team::invitations::NewInvitation};
use crate::model::invitation::InvitationLink;

/// The link of an invitation, to the console's page for it.
pub fn link(config: &Config, invitation: NewInvitation) -> InvitationLink {
    InvitationLink {
        agent_id: invitation.agent_id,
        username: invitation.username,
        // In the fragment, which browsers send to no server: it is in no log.
        url: format!("{}/console/join#token={}", config.public_url, invitation.token.reveal()),
        expires_at: invitation.expires_at.into(),
    }
}
