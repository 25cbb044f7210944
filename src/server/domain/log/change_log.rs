//! The log of changes by admins and agents, as admins read it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Statement, entity::prelude::*};
use serde_json::{Map, Value};

use crate::{
    model::{
        audit::Subject,
        change_log::{FieldChange, LogEntry, LogPage, LogView, LoggedValue},
        settings::MEGABYTE,
    },
    server::{
        domain::{actor::AdminActor, error::DomainError, services::LogService},
        entity::{agent, audit_log, label, quick_reply},
    },
};

/// The maximum number of entries of a page.
const PAGE: u64 = 50;
/// A field that holds an agent's id: the log shows the name.
const ASSIGNEE: &str = "assigned_agent_id";
/// A field that holds the ids of all things of a kind, in their order: the log shows the names.
const ORDER: &str = "order";
/// A field that earlier versions logged in megabytes.
const FILE_SIZE: &str = "max_file_size";

impl LogService {
    /// Returns a page of the log, the newest entry first.
    ///
    /// # Errors
    /// If the cursor was not made by this server.
    pub async fn change_log(
        &self,
        _: &AdminActor,
        view: &LogView,
        cursor: Option<&str>,
    ) -> Result<LogPage, DomainError> {
        let mut query = audit_log::Entity::find();
        if let Some(subject) = view.subject {
            query = query.filter(audit_log::Column::Subject.eq(subject));
        }
        // No name contains a NUL, and PostgreSQL would refuse to compare it.
        if !view.who.is_empty() {
            query = query.filter(audit_log::Column::Username.eq(view.who.replace('\0', " ")));
        }
        if let Some(cursor) = cursor {
            let last: i64 = cursor.parse().map_err(|_| DomainError::Cursor)?;
            query = query.filter(audit_log::Column::Id.lt(last));
        }
        let mut rows = query.order_by_desc(audit_log::Column::Id).limit(PAGE + 1).all(self.database.read()).await?;
        let is_last = rows.len() as u64 <= PAGE;
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let next_cursor = rows.last().filter(|_| !is_last).map(|row| row.id.to_string());
        let names = self.names(&rows).await?;
        let entries = rows.into_iter().map(|row| entry(row, &names)).collect();
        Ok(LogPage { entries, next_cursor, people: self.people_of_log().await? })
    }

    /// Returns the names of all accounts in the log. Each name costs one lookup in the
    /// index of names, so a long log takes no longer than a short one.
    async fn people_of_log(&self) -> Result<Vec<String>, DomainError> {
        let read = self.database.read();
        let sql = "WITH RECURSIVE people (name) AS (SELECT min(username) FROM support_auditlog UNION ALL \
                   SELECT (SELECT min(username) FROM support_auditlog WHERE username > people.name) FROM people \
                   WHERE people.name IS NOT NULL) SELECT name FROM people WHERE name IS NOT NULL";
        let rows = read.query_all_raw(Statement::from_string(read.get_database_backend(), sql)).await?;
        Ok(rows.iter().map(|row| row.try_get("", "name")).collect::<Result<_, _>>()?)
    }

    /// Returns the names of the things on a page: those that entries are about, and the
    /// agents to whom conversations were assigned.
    async fn names(&self, rows: &[audit_log::Model]) -> Result<Names, DomainError> {
        let read = self.database.read();
        let about = |subject: Subject| {
            rows.iter().filter(move |row| row.subject == subject).filter_map(|row| row.subject_id.parse::<i64>().ok())
        };
        let assignees = rows.iter().flat_map(|row| [fields(&row.before), fields(&row.after)]);
        let assignees = assignees.filter_map(|fields| fields.get(ASSIGNEE)?.as_i64());
        let sorted = |subject: Subject| rows.iter().filter(move |row| row.subject == subject).flat_map(ids_in_order);
        let agents: BTreeSet<i64> = about(Subject::Agent).chain(assignees).chain(sorted(Subject::Agent)).collect();
        let labels: BTreeSet<i64> = about(Subject::Label).chain(sorted(Subject::Label)).collect();
        let replies: BTreeSet<i64> = about(Subject::QuickReply).chain(sorted(Subject::QuickReply)).collect();
        let mut names = HashMap::new();
        if !agents.is_empty() {
            for row in agent::Entity::find().filter(agent::Column::Id.is_in(agents)).all(read).await? {
                names.insert((Subject::Agent, row.id.to_string()), row.display_name);
            }
        }
        if !labels.is_empty() {
            for row in label::Entity::find().filter(label::Column::Id.is_in(labels)).all(read).await? {
                names.insert((Subject::Label, row.id.to_string()), row.name);
            }
        }
        if !replies.is_empty() {
            for row in quick_reply::Entity::find().filter(quick_reply::Column::Id.is_in(replies)).all(read).await? {
                names.insert((Subject::QuickReply, row.id.to_string()), row.title);
            }
        }
        Ok(names)
    }
}

type Names = HashMap<(Subject, String), String>;

fn entry(row: audit_log::Model, names: &Names) -> LogEntry {
    let (before, after) = (fields(&row.before), fields(&row.after));
    let named_in = |fields: &Map<String, Value>| {
        let name = fields.get("name").or_else(|| fields.get("title"))?;
        name.as_str().map(str::to_owned)
    };
    let named = names.get(&(row.subject, row.subject_id.clone())).cloned();
    // A thing that no longer exists has the name that it last had.
    let name = named.or_else(|| named_in(&before)).or_else(|| named_in(&after));
    let changed: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changes = changed
        .into_iter()
        .map(|field| FieldChange {
            before: before.get(field).and_then(|value| logged(row.subject, field, value, names)),
            after: after.get(field).and_then(|value| logged(row.subject, field, value, names)),
            field: field.clone(),
        })
        .filter(|change| change.before != change.after)
        .collect();
    LogEntry {
        id: row.id,
        created_at: row.created_at.into(),
        username: row.username,
        action: row.action,
        subject: row.subject,
        subject_name: name.unwrap_or_else(|| row.subject_id.clone()),
        subject_id: row.subject_id,
        changes,
    }
}

/// Returns the fields of one side of an entry; none for an empty text.
fn fields(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Returns the ids that an entry about an order names.
fn ids_in_order(row: &audit_log::Model) -> Vec<i64> {
    let ids = [&row.before, &row.after].map(|side| fields(side).get(ORDER).and_then(Value::as_array).cloned());
    ids.into_iter().flatten().flatten().filter_map(|id| id.as_i64()).collect()
}

fn logged(subject: Subject, field: &str, value: &Value, names: &Names) -> Option<LoggedValue> {
    let name = |subject: Subject, id: &Value| names.get(&(subject, id.to_string())).cloned().map(LoggedValue::Text);
    let agent = |id: &Value| name(Subject::Agent, id);
    match value {
        Value::Null => None,
        Value::Array(ids) if field == ORDER => {
            Some(LoggedValue::List(ids.iter().map(|id| name(subject, id).unwrap_or_else(|| plain(id))).collect()))
        }
        size if field == FILE_SIZE => Some(in_bytes(size)),
        id if field == ASSIGNEE => agent(id).or_else(|| Some(plain(id))),
        value => Some(plain(value)),
    }
}

/// Returns a file size in bytes. Less than a megabyte cannot be set, so a smaller
/// number is in megabytes.
fn in_bytes(size: &Value) -> LoggedValue {
    match plain(size) {
        LoggedValue::Number(megabytes) if megabytes < MEGABYTE => LoggedValue::Number(megabytes * MEGABYTE),
        bytes => bytes,
    }
}

fn plain(value: &Value) -> LoggedValue {
    match value {
        Value::Null => LoggedValue::Text(String::new()),
        Value::Bool(flag) => LoggedValue::Flag(*flag),
        Value::Number(number) => {
            number.as_i64().map_or_else(|| LoggedValue::Text(number.to_string()), LoggedValue::Number)
        }
        Value::String(text) => LoggedValue::Text(text.clone()),
        Value::Array(values) => LoggedValue::List(values.iter().map(plain).collect()),
        Value::Object(parts) => {
            LoggedValue::Parts(parts.iter().map(|(name, part)| (name.clone(), plain(part))).collect::<BTreeMap<_, _>>())
        }
    }
}
