//! Agents, as customers and as colleagues see them.

use serde::{Deserialize, Serialize};

use super::{ids::AgentId, language::Language, role::Role};
use crate::wire::Read;

/// An agent as customers see them. It holds neither the email address nor the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct AgentCard {
    /// The display name.
    pub name: String,
    /// The display name in Bangla; may be empty.
    pub name_bn: String,
    /// The address of the picture, if there is one.
    pub avatar: Option<String>,
    /// Whether the agent takes conversations now.
    pub is_online: bool,
}

impl AgentCard {
    /// Returns the name in a language.
    pub fn name_in(&self, language: Language) -> &str {
        language.pick(&self.name, &self.name_bn)
    }
}

/// An agent as colleagues see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Colleague {
    /// The agent's id, for assignment.
    pub id: AgentId,
    /// The account's name. A note with `@` and this name mentions the agent. Left out except in the
    /// list of agents.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub username: String,
    /// The display name.
    pub name: String,
    /// The display name in Bangla; may be empty.
    pub name_bn: String,
    /// The address of the picture, if there is one.
    pub avatar: Option<String>,
    /// Whether the agent takes conversations now.
    pub is_online: bool,
}

impl Colleague {
    /// Returns the name in a language.
    pub fn name_in(&self, language: Language) -> &str {
        language.pick(&self.name, &self.name_bn)
    }
}

/// The agent who is signed in to the console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SignedInAgent {
    /// The agent as colleagues see them.
    #[serde(flatten)]
    pub agent: Colleague,
    /// The account's name.
    pub username: String,
    /// Agent or admin.
    pub role: Role,
    /// Whether the agent must set up two-factor authentication before anything else,
    /// because the team requires it; left out if not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub must_set_up_two_factor: bool,
    /// Whether new conversations are assigned now. Always true if business hours are
    /// not followed.
    pub within_business_hours: bool,
}

/// Returns whether a flag of an answer is false and therefore left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out a reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}
