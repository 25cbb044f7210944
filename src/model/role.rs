//! The roles of accounts.

use serde::Serialize;
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::code::code_text;

/// The role of an account. The order is that of rights: an admin may do all that an
/// agent may.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, EnumCount, IntoStaticStr, VariantArray,
)]
#[cfg_attr(feature = "ssr", derive(serde::Deserialize))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
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

code_text!(Role, unknown: Agent);
