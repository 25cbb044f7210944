//! Calls the server functions of `crate::api` with hand-written code: the
//! browser code that `#[server]` generates is many times larger.

mod request;

use self::request::{Call, call, poll, wait};
use crate::{
    model::{
        config::WidgetConfig,
        hint::{Hint, HintCursor},
        ids::{ClientId, ConversationId, MessageId},
        language::Language,
        message::Message,
        page::VisitedPage,
        prechat::VisitorDetails,
        thread::{MessageRange, OpenedChat, Thread},
    },
    ui::wire::{Body, WithOriginal},
};

/// Calls [`load_config`](crate::api::customer::load_config).
pub fn load_config(language: Language) -> Call<WidgetConfig> {
    poll("config", Body::new().with("language", &language))
}

/// Calls [`open_chat`](crate::api::customer::open_chat).
pub fn open_chat(
    resume: Option<ConversationId>,
    language: Language,
    identity_token: Option<String>,
    page: VisitedPage,
) -> Call<OpenedChat> {
    let body = Body::new().with("resume", &resume).with("language", &language);
    poll("open", body.with("identity_token", &identity_token).with("page", &page))
}

/// Calls [`chat_messages`](crate::api::customer::chat_messages).
pub fn chat_messages(conversation: &ConversationId, range: MessageRange) -> Call<WithOriginal<Thread>> {
    poll("messages", about(conversation).with("range", &range))
}

/// Calls [`wait_for_messages`](crate::api::hints::wait_for_messages).
pub fn wait_for_messages(conversation: &ConversationId, since: Option<HintCursor>) -> Call<Hint> {
    wait("wait", about(conversation).with("since", &since))
}

/// Calls [`send_message`](crate::api::customer::send_message).
pub fn send_message(
    conversation: &ConversationId,
    content: &str,
    client_id: &ClientId,
    page: VisitedPage,
) -> Call<Message> {
    call("send", about(conversation).with("content", content).with("client_id", client_id).with("page", &page))
}

/// Calls [`mark_read`](crate::api::customer::mark_read).
pub fn mark_read(conversation: &ConversationId, up_to: MessageId) -> Call<()> {
    call("read", about(conversation).with("up_to", &up_to))
}

/// Calls [`close_chat`](crate::api::customer::close_chat).
pub fn close_chat(conversation: ConversationId) -> Call<()> {
    call("close", about(&conversation))
}

/// Calls [`reopen_chat`](crate::api::customer::reopen_chat).
pub fn reopen_chat(conversation: ConversationId) -> Call<()> {
    call("reopen", about(&conversation))
}

/// Calls [`rate_chat`](crate::api::customer::rate_chat).
pub fn rate_chat(conversation: ConversationId, rating: Option<i64>, comment: &str) -> Call<()> {
    call("rate", about(&conversation).with("rating", &rating).with("comment", comment))
}

/// Calls [`introduce`](crate::api::customer::introduce).
pub fn introduce(details: VisitorDetails) -> Call<()> {
    let details = Body::new().with("name", &details.name).with("email", &details.email);
    call("introduce", Body::new().with("details", &details))
}

/// Calls [`customer_is_typing`](crate::api::typing::customer_is_typing).
pub fn customer_is_typing(conversation: ConversationId) -> Call<()> {
    call("typing", about(&conversation))
}

fn about(conversation: &ConversationId) -> Body {
    Body::new().with("conversation", conversation)
}
