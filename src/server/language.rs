//! Which language a request asks for.

use axum::http::{HeaderMap, header};

use crate::model::language::Language;

/// The first of our languages that `Accept-Language` names.
pub fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    Language::from_accept_language(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
}
