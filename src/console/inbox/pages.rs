//! Fetching pages of the list.

use crate::{
    api::agent,
    console::session::Session,
    model::{error::ApiError, inbox::InboxPage, view::InboxView},
};

/// The next page that has a row, or the last one. A search through very many
/// conversations gives pages without any: so far nothing has been found.
///
/// # Errors
/// If the server fails or the session has ended.
pub async fn next_page(
    session: Session,
    view: InboxView,
    mut cursor: Option<String>,
    is_wanted: impl Fn() -> bool,
) -> Result<InboxPage, ApiError> {
    let mut since = None;
    loop {
        let mut page = session.ask(agent::inbox(view.clone(), cursor)).await?;
        // What changed while the pages were looked through is news.
        page.since = since.get_or_insert(page.since).clone();
        if !page.conversations.is_empty() || page.next_cursor.is_none() || !is_wanted() {
            return Ok(page);
        }
        cursor = page.next_cursor;
    }
}
