//! The order of a list that admins sort.

use serde::Deserialize;
use utoipa::ToSchema;

/// All of a list, in the order that it shall have.
#[derive(Deserialize, ToSchema)]
pub(super) struct Order<Id> {
    /// The ids of all of them, the first one first.
    pub(super) ids: Vec<Id>,
}
