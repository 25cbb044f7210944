//! Sessions, as their agent sees them.

use serde::{Deserialize, Serialize};

use super::timestamp::Timestamp;

/// A place where an agent is signed in: a browser or a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct OwnSession {
    /// The session's number, by which it can be ended.
    pub id: i64,
    /// When the agent signed in there.
    pub created_at: Timestamp,
    /// When it was last used, to the hour.
    pub last_used_at: Timestamp,
    /// When it ends, unless it is used before.
    pub expires_at: Timestamp,
    /// Whether it is the session of the request.
    pub is_current: bool,
}
