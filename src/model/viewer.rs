//! Colleagues who have the same conversation open.

use serde::{Deserialize, Serialize};

use super::{ids::AgentId, language::Language};
use crate::wire::Read;

/// A colleague who looks at a conversation at the moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Viewer {
    /// The agent's id.
    pub id: AgentId,
    /// The display name.
    pub name: String,
    /// The display name in Bangla; may be empty.
    pub name_bn: String,
    /// Whether the agent is writing a reply.
    pub is_writing: bool,
}

impl Viewer {
    /// Returns the name in a language.
    pub fn name_in(&self, language: Language) -> &str {
        language.pick(&self.name, &self.name_bn)
    }
}
