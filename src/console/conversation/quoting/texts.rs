//! The texts of quotes.

use crate::model::language::Language;

/// Returns the name of a quote, for screen readers.
pub const fn quoted_message(language: Language) -> &'static str {
    match language {
        Language::En => "Quoted message",
        Language::Bn => "উদ্ধৃত বার্তা",
    }
}

/// Returns the name of the button that quotes nothing.
pub const fn remove_quote(language: Language) -> &'static str {
    match language {
        Language::En => "Remove quote",
        Language::Bn => "উদ্ধৃতি সরান",
    }
}
