//! The server functions of `crate::api` that the widget calls, by hand: what
//! `#[server]` writes for the browser is many times this.

mod request;

use self::request::call;
use crate::{
    model::{
        config::WidgetConfig,
        error::ApiError,
        ids::{ClientId, ConversationId, MessageId},
        language::Language,
        message::Message,
        page::VisitedPage,
        prechat::VisitorDetails,
        thread::{MessageRange, OpenedChat, Thread},
    },
    ui::wire::{Body, WithOriginal},
};

type Answer<T> = Result<T, ApiError>;

/// [`load_config`](crate::api::customer::load_config)
pub async fn load_config(language: Language) -> Answer<WidgetConfig> {
    call("config", Body::new().with("language", &language)).await
}

/// [`open_chat`](crate::api::customer::open_chat)
pub async fn open_chat(
    resume: Option<ConversationId>,
    language: Language,
    identity_token: Option<String>,
    page: VisitedPage,
) -> Answer<OpenedChat> {
    let body = Body::new().with("resume", &resume).with("language", &language);
    call("open", body.with("identity_token", &identity_token).with("page", &page)).await
}

/// [`chat_messages`](crate::api::customer::chat_messages)
pub async fn chat_messages(conversation: &ConversationId, range: MessageRange) -> Answer<WithOriginal<Thread>> {
    call("messages", about(conversation).with("range", &range)).await
}

/// [`send_message`](crate::api::customer::send_message)
pub async fn send_message(
    conversation: &ConversationId,
    content: &str,
    client_id: &ClientId,
    page: VisitedPage,
) -> Answer<Message> {
    call("send", about(conversation).with("content", content).with("client_id", client_id).with("page", &page)).await
}

/// [`mark_read`](crate::api::customer::mark_read)
pub async fn mark_read(conversation: &ConversationId, up_to: MessageId) -> Answer<()> {
    call("read", about(conversation).with("up_to", &up_to)).await
}

/// [`close_chat`](crate::api::customer::close_chat)
pub async fn close_chat(conversation: ConversationId) -> Answer<()> {
    call("close", about(&conversation)).await
}

/// [`reopen_chat`](crate::api::customer::reopen_chat)
pub async fn reopen_chat(conversation: ConversationId) -> Answer<()> {
    call("reopen", about(&conversation)).await
}

/// [`rate_chat`](crate::api::customer::rate_chat)
pub async fn rate_chat(conversation: ConversationId, rating: Option<i64>, comment: &str) -> Answer<()> {
    call("rate", about(&conversation).with("rating", &rating).with("comment", comment)).await
}

/// [`introduce`](crate::api::customer::introduce)
pub async fn introduce(details: VisitorDetails) -> Answer<()> {
    let details = Body::new().with("name", &details.name).with("email", &details.email);
    call("introduce", Body::new().with("details", &details)).await
}

/// [`customer_is_typing`](crate::api::typing::customer_is_typing)
pub async fn customer_is_typing(conversation: ConversationId) -> Answer<()> {
    call("typing", about(&conversation)).await
}

fn about(conversation: &ConversationId) -> Body {
    Body::new().with("conversation", conversation)
}
