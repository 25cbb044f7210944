//! The rules for uploads, in words.

use super::size::size;
use crate::model::{attachment::AttachmentRules, language::Language};

/// Returns `PNG, JPEG, PDF · 5 MB`.
pub fn taken(rules: &AttachmentRules, language: Language) -> String {
    [kinds(rules).as_str(), " · ", &size(rules.max_bytes, language)].concat()
}

/// Returns `PNG, JPEG, PDF`, the same in every language.
pub(super) fn kinds(rules: &AttachmentRules) -> String {
    let names: Vec<_> = rules.kinds.iter().map(|kind| kind.code().to_ascii_uppercase()).collect();
    names.join(", ")
}
