//! Which files are taken, as people read it.

use super::size::size;
use crate::model::{attachment::AttachmentRules, language::Language};

/// `PNG, JPEG, PDF · 5 MB`
pub fn taken(rules: &AttachmentRules, language: Language) -> String {
    [kinds(rules).as_str(), " · ", &size(rules.max_bytes, language)].concat()
}

/// `PNG, JPEG, PDF`: the same in every language.
pub(super) fn kinds(rules: &AttachmentRules) -> String {
    let names: Vec<_> = rules.kinds.iter().map(|kind| kind.code().to_ascii_uppercase()).collect();
    names.join(", ")
}
