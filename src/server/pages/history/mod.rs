//! A customer's own conversations, as pages that are read and used without
//! JavaScript: links, and plain forms that answer with where to look next.

mod actions;
mod conversation;
mod document;
mod form_id;
mod forms;
mod home;
mod list;
mod messages;
mod rating;
mod response;
mod sending;
mod status;
mod texts;
mod visit;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{model::ids::ConversationId, server::state::AppState};

/// Where the list is.
const LIST: &str = "/support/conversations/";
/// What a form leads back to: the newest message, and the field to answer in.
const END: &str = "end";

/// The list, a conversation, and what its forms do.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/support/conversations", get(list::show).post(list::enter))
        .route("/support/conversation/{id}", get(conversation::show))
        .route("/support/conversation/{id}/send", post(sending::send))
        .route("/support/conversation/{id}/close", post(actions::close))
        .route("/support/conversation/{id}/reopen", post(sending::reopen))
        .route("/support/conversation/{id}/rate", post(actions::rate))
}

/// The pages of a server that serves no shop: its front page, and what stands at
/// addresses that lead nowhere.
pub(super) fn without_shop() -> Router<AppState> {
    Router::new().route("/", get(home::show)).fallback(home::not_found)
}

/// Where a conversation is.
fn address(id: &ConversationId) -> String {
    format!("/support/conversation/{id}/")
}

/// Where a conversation's form is sent to.
fn action(id: &ConversationId, name: &str) -> String {
    format!("/support/conversation/{id}/{name}/")
}
