//! Selects the language of a response.

use axum::http::{HeaderMap, header};

use crate::model::language::Language;

/// Returns the supported language that `Accept-Language` prefers.
pub fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    let lines: Vec<&str> =
        headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|line| line.to_str().ok()).collect();
    Language::from_accept_language(&lines.join(","))
}
