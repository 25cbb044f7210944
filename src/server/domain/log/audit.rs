//! The log of changes by admins and agents.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, entity::prelude::*};
use serde_json::{Map, Value};

use crate::{
    model::{
        audit::{Action, FIELDS, Subject},
        change_log::{COMMAND_LINE, SYSTEM},
    },
    server::{
        domain::{
            actor::{AdminActor, AgentActor},
            error::DomainError,
        },
        entity::{account, audit_log},
    },
};

/// The author of a change.
#[derive(Clone, Copy)]
pub(in crate::server::domain) enum Author<'a> {
    Agent(&'a AgentActor),
    /// An agent who is signing in.
    Account(&'a account::Model),
    /// The person who operates the server.
    CommandLine,
    /// The server, in a periodic task.
    System,
}

impl<'a> From<&'a AgentActor> for Author<'a> {
    fn from(agent: &'a AgentActor) -> Self {
        Self::Agent(agent)
    }
}

impl<'a> From<&'a AdminActor> for Author<'a> {
    fn from(admin: &'a AdminActor) -> Self {
        Self::Agent(admin.agent())
    }
}

/// A change that is about to be written to the log.
#[derive(Debug)]
pub(in crate::server::domain) struct Change {
    pub action: Action,
    pub subject: Subject,
    /// The id of the thing that changed, as the API writes it.
    pub subject_id: String,
    /// Its fields before; null if it did not exist.
    pub before: Value,
    /// Its fields after; null if it no longer exists.
    pub after: Value,
}

impl Change {
    /// Returns whether the log has a name for each field.
    fn has_known_fields(&self) -> bool {
        let mut fields = [&self.before, &self.after].into_iter().filter_map(Value::as_object).flat_map(Map::keys);
        self.subject == Subject::Settings || fields.all(|field| FIELDS.contains(&field.as_str()))
    }
}

/// Writes a change to the log, in the transaction of the change itself. Of two
/// objects, only the fields that differ are kept; if none differs, nothing is
/// written. The fields must not contain secrets.
pub(in crate::server::domain) async fn record(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    author: impl Into<Author<'_>>,
    change: Change,
) -> Result<(), DomainError> {
    insert(connection, now, author, change).await.map(drop)
}

/// Does the same as [`record`]. Returns the number of the entry, if one was written.
pub(in crate::server::domain) async fn insert(
    connection: &impl ConnectionTrait,
    now: DateTime<Utc>,
    author: impl Into<Author<'_>>,
    change: Change,
) -> Result<Option<i64>, DomainError> {
    debug_assert!(change.has_known_fields(), "add the fields to `model::audit::FIELDS`: {change:?}");
    let (before, after) = differences(change.before, change.after);
    let is_change = matches!(change.action, Action::Created | Action::Updated | Action::Deleted | Action::Reordered);
    if is_change && before == after {
        return Ok(None);
    }
    let (user_id, username) = match author.into() {
        Author::Agent(agent) => (Some(agent.user_id), agent.username.as_str()),
        Author::Account(account) => (Some(account.id), account.username.as_str()),
        Author::CommandLine => (None, COMMAND_LINE),
        Author::System => (None, SYSTEM),
    };
    let entry = audit_log::ActiveModel {
        user_id: Set(user_id),
        username: Set(username.to_owned()),
        action: Set(change.action),
        subject: Set(change.subject),
        subject_id: Set(change.subject_id),
        before: Set(text(&before)),
        after: Set(text(&after)),
        created_at: Set(now),
        ..Default::default()
    }
    .insert(connection)
    .await?;
    Ok(Some(entry.id))
}

/// Returns both without the fields that are equal.
fn differences(before: Value, after: Value) -> (Value, Value) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let only_new = |own: &Map<String, Value>, other: &Map<String, Value>| {
                own.iter()
                    .filter(|(name, value)| other.get(*name) != Some(*value))
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect::<Map<_, _>>()
            };
            (only_new(&before, &after).into(), only_new(&after, &before).into())
        }
        other => other,
    }
}

fn text(value: &Value) -> String {
    if value.is_null() { String::new() } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_differences_are_recorded() {
        let (before, after) = differences(json!({"a": 1, "b": 2}), json!({"a": 1, "b": 3, "c": 4}));
        assert_eq!((before, after), (json!({"b": 2}), json!({"b": 3, "c": 4})));
        let (before, after) = differences(Value::Null, json!({"a": 1}));
        assert_eq!((text(&before), after), (String::new(), json!({"a": 1})));
    }
}
