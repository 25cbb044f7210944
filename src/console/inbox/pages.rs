//! Fetching pages of the list.

use crate::{
    api::agent,
    console::session::Session,
    model::{error::ApiError, inbox::InboxPage, view::InboxView},
    ui::retry::attempt,
};

/// Returns the next page that has a row, or the last one. A search through very
/// many conversations gives pages without any: so far nothing has been found.
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
        // Asked for again if it hangs, and so at once when the network returns.
        let page = attempt(session.ask(agent::inbox(view.clone(), cursor))).await?;
        if !page.conversations.is_empty() || page.next_cursor.is_none() || !is_wanted() {
            return Ok(page);
        }
        cursor = page.next_cursor;
    }
}
