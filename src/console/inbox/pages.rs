//! Fetching pages of the list.

use crate::{
    api::agent,
    console::session::Session,
    model::{error::ApiError, inbox::InboxPage, view::InboxView},
    ui::retry::attempt,
};

/// Returns the next page that has a row, or the last one. The server answers a
/// search through very many conversations in several pages, of which some may
/// be empty.
///
/// # Errors
/// If the server fails or the session has ended.
pub async fn next_page(
    session: Session,
    view: InboxView,
    mut cursor: Option<String>,
    is_wanted: impl Fn() -> bool,
) -> Result<InboxPage, ApiError> {
    loop {
        // A request that hangs is retried, and at once when the network
        // returns.
        let page = attempt(session.ask(agent::inbox(view.clone(), cursor))).await?;
        if !page.conversations.is_empty() || page.next_cursor.is_none() || !is_wanted() {
            return Ok(page);
        }
        cursor = page.next_cursor;
    }
}
