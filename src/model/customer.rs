//! Customers, as the API shows them.

use serde::{Deserialize, Serialize};

use super::ids::UserId;

/// A customer: anonymous, or identified by the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Customer {
    /// The account's id.
    pub id: UserId,
    /// The name; empty for an anonymous visitor.
    pub name: String,
    /// The email address; empty if unknown.
    pub email: String,
    /// True until the shop vouches for the customer.
    pub is_anonymous: bool,
}

/// The session of a customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct CustomerSession {
    /// The bearer token. The server keeps only its hash.
    pub token: String,
    /// The customer of the session.
    pub customer: Customer,
}
