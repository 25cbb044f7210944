//! Customers whom the shop has blocked, as agents see them.

use serde::{Deserialize, Serialize};

use super::{
    customer::Customer,
    ids::{BlockId, ConversationId},
    timestamp::Timestamp,
};

/// The longest time that an address can be blocked, in hours. It is limited because
/// addresses are given to other people after a while.
pub const MAX_ADDRESS_HOURS: u32 = 7 * 24;
/// The time for which the console blocks an address, in hours.
pub const ADDRESS_HOURS: u32 = 24;

/// The options of a new block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct NewBlock {
    /// The number of hours for which anonymous visitors from the same address are blocked too, 1 to
    /// 168. Without it, the address is not blocked.
    #[serde(default)]
    pub address_hours: Option<u32>,
}

/// A customer who is blocked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Block {
    /// The block's id.
    pub id: BlockId,
    /// The customer.
    pub customer: Customer,
    /// The customer's newest conversation, if there is one.
    pub conversation_id: Option<ConversationId>,
    /// The account name of the agent who blocked the customer.
    pub blocked_by: String,
    /// When the customer was blocked.
    pub blocked_at: Timestamp,
    /// When the block of the customer's address ends; none if the address is not blocked.
    pub address_until: Option<Timestamp>,
}
