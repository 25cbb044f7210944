//! The roles of accounts.

use serde::Serialize;

use super::code::code_text;

/// The role of an account. The order is that of rights: an admin may do all that an
/// agent may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "ssr", derive(serde::Deserialize))]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Role {
    /// Writes to support, on a shop's page.
    Customer,
    /// Answers customers.
    Agent,
    /// Answers customers and configures the shop.
    Admin,
}

impl Role {
    /// All, in rising order.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Agent, Self::Admin];

    /// Returns the word in the database and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Agent => "agent",
            Self::Admin => "admin",
        }
    }
}

code_text!(Role, unknown: Agent);
