//! Who may do what.

use serde::{Deserialize, Serialize};

use super::ids::InvalidId;

/// The role of an account. The order is that of rights: an admin may do what
/// an agent may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Asks, on a shop's page.
    Customer,
    /// Answers.
    Agent,
    /// Answers and configures.
    Admin,
}

impl Role {
    /// The word in the database and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Agent => "agent",
            Self::Admin => "admin",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        [Self::Customer, Self::Agent, Self::Admin].into_iter().find(|role| role.code() == text).ok_or(InvalidId)
    }
}
