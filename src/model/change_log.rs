//! The log of what admins and agents changed, as admins read it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    audit::{Action, Subject},
    timestamp::Timestamp,
};

/// The name in the log for changes that were made by a command of `adda`.
pub const COMMAND_LINE: &str = "command line";
/// The name in the log for changes that the server makes by itself.
pub const SYSTEM: &str = "system";

/// The filter of the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogView {
    /// Only changes of this kind of thing.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// Only changes by this account. Empty: by any account.
    #[serde(default)]
    pub who: String,
}

/// A page of the log, the newest entry first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct LogPage {
    /// The entries.
    pub entries: Vec<LogEntry>,
    /// The cursor of the next page; none on the last one.
    pub next_cursor: Option<String>,
    /// The names of all accounts in the log.
    pub people: Vec<String>,
}

/// A change: who made it, what changed, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct LogEntry {
    /// The entry's id; later entries have greater ids.
    pub id: i64,
    /// When the change was made.
    pub created_at: Timestamp,
    /// The account's name at the time.
    pub username: String,
    /// The kind of the change.
    pub action: Action,
    /// The kind of thing that was changed.
    pub subject: Subject,
    /// The id of the thing, as the API writes it.
    pub subject_id: String,
    /// The name of the thing; its id if it has no name or has been deleted.
    pub subject_name: String,
    /// The fields that differ.
    pub changes: Vec<FieldChange>,
}

/// A field with its values before and after the change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FieldChange {
    /// Its name in the API.
    pub field: String,
    /// The value before; none if there was none.
    pub before: Option<LoggedValue>,
    /// The value after; none if there is none.
    pub after: Option<LoggedValue>,
}

/// A value in the log: any JSON but null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum LoggedValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    // Described as any values: generators of clients cannot follow a type that
    // holds itself.
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<serde_json::Value>))]
    List(Vec<LoggedValue>),
    /// An object.
    #[cfg_attr(feature = "ssr", schema(value_type = std::collections::HashMap<String, serde_json::Value>))]
    Parts(BTreeMap<String, LoggedValue>),
}
