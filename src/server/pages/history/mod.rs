//! A customer's own conversations, as pages that work without JavaScript. They have
//! links, and plain forms whose responses redirect to the next page.

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

/// The address of the list.
const LIST: &str = "/support/conversations/";
/// The part of the page that a form leads back to: the newest message, and the field to
/// answer in.
const END: &str = "end";

/// Returns the routes of the list, of a conversation, and of its forms.
pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/support/conversations", get(list::show).post(list::enter))
        .route("/support/conversation/{id}", get(conversation::show))
        .route("/support/conversation/{id}/send", post(sending::send))
        .route("/support/conversation/{id}/close", post(actions::close))
        .route("/support/conversation/{id}/reopen", post(sending::reopen))
        .route("/support/conversation/{id}/rate", post(actions::rate))
}

/// Returns the routes of a server that serves no shop: its front page, and the page of
/// unknown addresses.
pub(super) fn without_shop() -> Router<AppState> {
    Router::new().route("/", get(home::show)).fallback(home::not_found)
}

/// Returns the address of a conversation.
fn address(id: &ConversationId) -> String {
    format!("/support/conversation/{id}/")
}

/// Returns the address that a conversation's form is sent to.
fn action(id: &ConversationId, name: &str) -> String {
    format!("/support/conversation/{id}/{name}/")
}
