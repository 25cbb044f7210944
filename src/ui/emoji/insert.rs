//! Puts an emoji where the caret stands.

use web_sys::{Event, HtmlTextAreaElement};

/// Puts `glyph` in place of what is selected, and tells the field's listeners
/// as if it had been typed.
pub(super) fn insert(field: &HtmlTextAreaElement, glyph: &str) {
    let start = field.selection_start().ok().flatten().unwrap_or_default();
    if field.set_range_text(glyph).is_err() {
        return;
    }
    // The browser counts in UTF-16.
    let end = start + u32::try_from(glyph.encode_utf16().count()).unwrap_or_default();
    let _ = field.set_selection_range(end, end);
    if let Ok(event) = Event::new("input") {
        let _ = field.dispatch_event(&event);
    }
}
