//! A quick reply as an admin writes it.

use serde::{Deserialize, Serialize};

use super::{field::FieldError, form_check::FormCheck, message::MessageText, quick_reply::QuickReply};

/// The most characters of a title and of a category.
pub const MAX_TITLE_CHARS: usize = 100;

/// The fields of a quick reply that an admin writes. A missing field is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "console", derive(reactive_stores::Store))]
pub struct QuickReplyDraft {
    /// A short title to find it by.
    pub title: String,
    /// The same in Bangla; may be empty.
    pub title_bn: String,
    /// The answer.
    pub content: String,
    /// The same in Bangla; may be empty.
    pub content_bn: String,
    /// The category; may be empty.
    pub category: String,
    /// Whether it is offered.
    pub is_active: bool,
}

impl QuickReplyDraft {
    /// Makes an empty draft, which is offered.
    pub fn new() -> Self {
        Self { is_active: true, ..Self::default() }
    }

    /// Returns the draft as it is stored: without spaces around its texts.
    ///
    /// # Errors
    /// The fields that have a problem, and the problem of each.
    pub fn check(&self) -> Result<Self, Vec<FieldError>> {
        let mut check = FormCheck::default();
        let title = check.line("title", &self.title, MAX_TITLE_CHARS);
        check.required("title", &title);
        let title_bn = check.line("title_bn", &self.title_bn, MAX_TITLE_CHARS);
        let category = check.line("category", &self.category, MAX_TITLE_CHARS);
        // It becomes a message, so it has the same maximum length.
        let content = check.lines("content", &self.content, MessageText::MAX_CHARS);
        check.required("content", &content);
        let content_bn = check.lines("content_bn", &self.content_bn, MessageText::MAX_CHARS);
        check.finish(Self { title, title_bn, content, content_bn, category, is_active: self.is_active })
    }
}

impl From<QuickReply> for QuickReplyDraft {
    fn from(reply: QuickReply) -> Self {
        Self {
            title: reply.title,
            title_bn: reply.title_bn,
            content: reply.content,
            content_bn: reply.content_bn,
            category: reply.category,
            is_active: reply.is_active,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::field::Problem;

    fn draft(title: &str, content: &str) -> QuickReplyDraft {
        QuickReplyDraft { title: title.to_owned(), content: content.to_owned(), ..QuickReplyDraft::new() }
    }

    #[test]
    fn english_is_needed_and_bangla_is_not() {
        assert_eq!(draft(" Hours ", "9 to 6\n").check(), Ok(draft("Hours", "9 to 6")));
        let missing = draft(" ", "\n").check().unwrap_err();
        let fields: Vec<_> = missing.iter().map(|error| (error.field.as_str(), error.problem)).collect();
        assert_eq!(fields, [("title", Problem::Required), ("content", Problem::Required)]);
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        assert!(draft(&"আ".repeat(100), &"আ".repeat(5_000)).check().is_ok());
        assert_eq!(draft(&"আ".repeat(101), &"আ".repeat(5_001)).check().unwrap_err().len(), 2);
    }
}
