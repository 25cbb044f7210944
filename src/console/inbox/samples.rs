//! Sample conversations for tests.

use crate::model::{
    conversation::{Priority, Status},
    customer::Customer,
    ids::{ConversationId, UserId},
    inbox::{ConversationSummary, LastMessage},
    language::Language,
    message::MessageType,
    timestamp::Timestamp,
};

/// Returns the id with this number.
pub fn id(number: u32) -> ConversationId {
    format!("CONV-{number:012}").parse().expect("the prefix and twelve digits")
}

/// Returns an open, unassigned conversation whose customer last wrote at
/// `second`.
pub fn summary(number: u32, second: u32) -> ConversationSummary {
    let moment = Timestamp(format!("2026-11-22T10:00:{second:02}.000Z"));
    ConversationSummary {
        conversation_id: id(number),
        customer: Customer {
            id: UserId(i64::from(number)),
            name: String::new(),
            email: String::new(),
            is_anonymous: true,
        },
        assigned_agent: None,
        subject: String::new(),
        status: Status::Open,
        is_snoozed: false,
        snoozed_until: None,
        priority: Priority::Normal,
        language: Language::En,
        unread: 0,
        waiting_since: None,
        labels: Vec::new(),
        has_draft: false,
        hit: None,
        mention: None,
        last_message: Some(LastMessage {
            text: "Hello".to_owned(),
            message_type: MessageType::Text,
            is_agent: false,
            sender_id: None,
            sender_name: String::new(),
            sender_name_bn: String::new(),
            created_at: moment.clone(),
        }),
        created_at: moment.clone(),
        updated_at: moment,
    }
}
