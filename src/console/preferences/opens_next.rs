//! Whether the next conversation opens after "Send and resolve"; kept in this browser for each agent.

use crate::{
    console::own_storage::{self, OPENS_NEXT},
    model::ids::AgentId,
    ui::storage,
};

const OFF: &str = "off";

/// Returns whether the next conversation opens, unless the agent has turned this off.
pub fn opens_next(me: AgentId) -> bool {
    storage::get(&own_storage::key(me, OPENS_NEXT)).as_deref() != Some(OFF)
}

/// Keeps the agent's choice.
pub(super) fn keep_opens_next(me: AgentId, opens: bool) {
    let key = own_storage::key(me, OPENS_NEXT);
    if opens {
        storage::remove(&key);
    } else {
        storage::set(&key, OFF);
    }
}
