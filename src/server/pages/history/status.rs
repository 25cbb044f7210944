//! The status of a conversation: a sign, a colour and a word.

use leptos::prelude::*;

use super::texts::Texts;
use crate::{
    model::conversation::Status,
    ui::icons::{Glyph, Icon},
};

/// The label of a status.
#[component]
pub(super) fn StatusChip(status: Status, texts: &'static Texts) -> impl IntoView {
    let glyph = match status {
        Status::Open => Glyph::Chat,
        Status::Pending => Glyph::Clock,
        Status::Resolved => Glyph::Check,
        Status::Closed => Glyph::Close,
    };
    view! { <span class=format!("chip chip--{status}")><Icon glyph/>{texts.status(status)}</span> }
}
