//! Lists the types that the widget reads and writes.

use wasm_bindgen::JsValue;

use super::{
    Body, Read, Write,
    read::{reads_codes, reads_fields, reads_words},
};
use crate::{
    model::{
        agent::AgentCard,
        attachment::AttachmentKind,
        color::Color,
        config::{Asked, WidgetConfig, WidgetPosition},
        conversation::Status,
        error::{ApiError, ErrorCode},
        field::{FieldError, Problem},
        hint::{Hint, HintCursor},
        identity::IdentityRejection,
        ids::{AgentId, ClientId, ConversationId, MessageId},
        language::Language,
        message::{Message, MessageType, Picture},
        page::VisitedPage,
        rating::Rating,
        thread::{MessageRange, OpenedChat, Thread, WithinBusinessHours},
        timestamp::Timestamp,
        viewer::Viewer,
    },
    ui::outbox::{Entry, EntryState},
};

reads_words!(ClientId, Color, ConversationId);
reads_codes!(
    AttachmentKind,
    Asked,
    ErrorCode,
    IdentityRejection,
    Language,
    MessageType,
    Problem,
    Status,
    WidgetPosition,
);
reads_fields!(AgentCard { name, name_bn, avatar, is_online });
reads_fields!(ApiError { error, code, fields, reason, retry_after });
reads_fields!(Entry { client_id, text, is_note, customer, written_at, state });
reads_fields!(FieldError { field, problem, limit });
reads_fields!(Hint { since, conversation, inbox });
reads_fields!(Message {
    id,
    client_id,
    sender_id,
    sender_name,
    sender_name_bn,
    sender_avatar,
    is_agent,
    message_type,
    content,
    attachment,
    attachment_name,
    is_note,
    attachment_type,
    attachment_size,
    picture,
    is_read,
    created_at,
});
reads_fields!(OpenedChat { conversation_id, thread, asks_details, token, transcript });
reads_fields!(Picture { width, height, thumbnail });
reads_fields!(Rating { rating, comment });
reads_fields!(Thread {
    messages,
    status,
    agent,
    read_up_to,
    unread,
    unread_elsewhere,
    unread_conversation,
    has_more,
    other_is_typing,
    viewers,
    agents_online,
    within_business_hours,
    settings_version,
    rating,
});
reads_fields!(Viewer { id, name, name_bn, is_writing });
reads_fields!(WidgetConfig {
    enabled,
    position,
    primary_color,
    show_online_status,
    welcome_message,
    offline_message,
    agents_online,
    max_file_size,
    attachment_types,
    within_business_hours,
    languages,
    rating_enabled,
    prechat_name,
    prechat_email,
    allow_anonymous,
    settings_version,
});

impl Read for WithinBusinessHours {
    fn read(value: &JsValue) -> Option<Self> {
        Some(if value.is_undefined() { Self::default() } else { Self(value.is_truthy()) })
    }
}

impl Read for AgentId {
    fn read(value: &JsValue) -> Option<Self> {
        i64::read(value).map(Self)
    }
}

impl Read for MessageId {
    fn read(value: &JsValue) -> Option<Self> {
        i64::read(value).map(Self)
    }
}

impl Read for HintCursor {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_string().map(Self)
    }
}

impl Read for Timestamp {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_string().map(Self)
    }
}

impl Read for EntryState {
    fn read(value: &JsValue) -> Option<Self> {
        Some(ApiError::read(value).map_or(Self::Sending, Self::Failed))
    }
}

impl Write for ClientId {
    fn write(&self) -> JsValue {
        self.as_str().into()
    }
}

impl Write for ConversationId {
    fn write(&self) -> JsValue {
        self.as_str().into()
    }
}

impl Write for HintCursor {
    fn write(&self) -> JsValue {
        self.0.as_str().into()
    }
}

impl Write for Language {
    fn write(&self) -> JsValue {
        self.code().into()
    }
}

impl Write for MessageId {
    fn write(&self) -> JsValue {
        self.0.write()
    }
}

impl Write for MessageRange {
    fn write(&self) -> JsValue {
        let limit = self.limit.map(i64::from);
        Body::new().with("after", &self.after).with("before", &self.before).with("limit", &limit).write()
    }
}

impl Write for VisitedPage {
    fn write(&self) -> JsValue {
        Body::new().with("url", &self.url).with("title", &self.title).write()
    }
}

impl Write for Entry {
    fn write(&self) -> JsValue {
        Body::new()
            .with("client_id", &self.client_id)
            .with("text", &self.text)
            .with("is_note", &self.is_note)
            .with("customer", &self.customer)
            .with("written_at", &self.written_at.0)
            .with("state", &self.state)
            .write()
    }
}

impl Write for EntryState {
    fn write(&self) -> JsValue {
        match self {
            Self::Sending => "sending".write(),
            Self::Failed(error) => Body::new().with("error", &error.error).with("code", error.code.code()).write(),
        }
    }
}
