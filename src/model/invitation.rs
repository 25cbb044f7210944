//! Invitations to the team. An admin names a new agent, who chooses a password by a
//! link.

use serde::{Deserialize, Serialize};

use super::{
    credentials,
    field::{FieldError, Problem},
    form_check::FormCheck,
    ids::AgentId,
    language::Language,
    team::Profile,
    text,
    timestamp::Timestamp,
};

/// An agent who is invited to the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewMember {
    /// The username.
    pub username: String,
    /// The rest of what an admin sets.
    #[serde(flatten)]
    pub profile: Profile,
}

impl NewMember {
    /// Returns the invitation as it is stored.
    ///
    /// # Errors
    /// The fields that have a problem, and the problem of each.
    pub fn check(&self) -> Result<Self, Vec<FieldError>> {
        let mut check = FormCheck::default();
        let username = text::tidy_name(&self.username);
        if username.is_empty() {
            check.required("username", &username);
        } else if credentials::check_username(&username).is_err() {
            check.add(FieldError::new("username", Problem::Invalid));
        }
        let profile = self.profile.check_with(check)?;
        Ok(Self { username, profile })
    }
}

/// A link by which an agent chooses a password, once. It is shown only this once,
/// because only a hash of its token is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct InvitationLink {
    /// The agent whose password it sets.
    pub agent_id: AgentId,
    /// The username.
    pub username: String,
    /// The link.
    pub url: String,
    /// Until when it can be used.
    pub expires_at: Timestamp,
}

/// The agent whom a link is for, as its page shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The username.
    pub username: String,
    /// The display name.
    pub name: String,
    /// The same in Bangla; may be empty.
    pub name_bn: String,
}

impl Invitation {
    /// Returns the name in a language.
    pub fn name_in(&self, language: Language) -> &str {
        language.pick(&self.name, &self.name_bn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::role::Role;

    #[test]
    fn all_problems_of_an_invitation_are_told_at_once() {
        let profile = Profile {
            display_name: " ".to_owned(),
            display_name_bn: String::new(),
            bio: String::new(),
            email: String::new(),
            role: Role::Agent,
            max_open: None,
        };
        let new = NewMember { username: "two words".to_owned(), profile };
        let fields: Vec<String> = new.check().unwrap_err().into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["username", "display_name"]);
    }
}
