//! Changes of a conversation that are shown between its messages, to the team only.

use serde::{Deserialize, Serialize, de::IgnoredAny};

use wasm_bindgen::JsValue;

use super::{
    conversation::{Priority, Status},
    ids::AgentId,
    timestamp::Timestamp,
};
use crate::wire::Read;

/// A change of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Any")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Event {
    /// Who made it.
    pub by: EventAuthor,
    /// What was changed.
    pub change: EventChange,
}

/// Who made a change. The message has the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum EventAuthor {
    /// An agent.
    Agent,
    /// The customer.
    Customer,
    /// The server, such as when it assigns a conversation.
    System,
}

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum EventChange {
    /// The status.
    Status(StatusChange),
    /// The conversation was snoozed, or its snooze has ended. The first also sets the status to
    /// pending. If the time has come, the status is open again.
    Snooze(SnoozeChange),
    /// The priority, and its new value.
    Priority(Priority),
    /// The assignee; none if there is none now.
    Assignee(Option<Assignee>),
    /// A label was added. It has the name that the label had then.
    LabelAdded(String),
    /// A label was removed.
    LabelRemoved(String),
    /// The customer's rating, 1 to 5.
    Rating(i32),
    /// A change that only a later version of the server knows. It is never sent.
    #[serde(skip)]
    Unknown,
}

/// A change of the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StatusChange {
    /// The status before.
    pub from: Status,
    /// The status after.
    pub to: Status,
}

/// The beginning or the end of a snooze.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct SnoozeChange {
    /// Whether the conversation is snoozed now.
    pub is_snoozed: bool,
    /// When the snooze ends; none if it lasts until the customer writes, and if it has ended.
    pub until: Option<Timestamp>,
}

/// The agent to whom a conversation was assigned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Assignee {
    /// The agent.
    pub id: AgentId,
    /// Whether the agent assigned it to themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_author: bool,
    /// The agent's name. It is not stored with the change, so a later name counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The same in Bangla; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_bn: String,
}

impl Assignee {
    /// Returns an agent without a name, as it is stored. `by` is the agent who assigned the
    /// conversation, if an agent did.
    pub fn unnamed(id: AgentId, by: Option<AgentId>) -> Self {
        Self { id, is_author: by == Some(id), name: String::new(), name_bn: String::new() }
    }
}

/// An event as it is read. A later version of the server may know other ones.
#[derive(Deserialize)]
#[serde(untagged)]
enum Any {
    Known { by: EventAuthor, change: EventChange },
    Unknown(IgnoredAny),
}

impl From<Any> for Event {
    fn from(read: Any) -> Self {
        match read {
            Any::Known { by, change } => Self { by, change },
            Any::Unknown(_) => Self { by: EventAuthor::System, change: EventChange::Unknown },
        }
    }
}

impl Read for Event {
    /// Reads nothing: only the widget reads messages in this way, and it gets no events.
    fn read(_: &JsValue) -> Option<Self> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::EventChange;
    use crate::model::{ids::MessageId, message::Message};

    #[test]
    fn a_change_of_a_newer_server_does_not_spoil_the_message() {
        let mut json = serde_json::to_value(Message::sample(MessageId(1))).expect("JSON");
        let mut read = |event: serde_json::Value| {
            json["event"] = event;
            serde_json::from_value::<Message>(json.clone()).expect("a message").event.map(|event| event.change)
        };
        let by_agent = |change| serde_json::json!({ "by": "agent", "change": change });
        assert_eq!(read(by_agent(serde_json::json!({ "rating": 4 }))), Some(EventChange::Rating(4)));
        assert_eq!(read(by_agent(serde_json::json!({ "merged_into": 5 }))), Some(EventChange::Unknown));
        assert_eq!(read(serde_json::json!({ "by": "robot", "change": { "rating": 4 } })), Some(EventChange::Unknown));
        assert_eq!(read(serde_json::Value::Null), None);
    }
}
