//! The order of a list that admins sort.

use serde::Deserialize;
use utoipa::ToSchema;

/// All entries of a list, in their new order.
#[derive(Deserialize, ToSchema)]
pub(super) struct Order<Id> {
    /// The ids of all of them, the first one first.
    pub(super) ids: Vec<Id>,
}
