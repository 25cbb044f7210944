//! The texts of the customer's own data: questions before and after a
//! conversation, and the targets of the menu.

use crate::model::{
    field::{FieldError, Problem},
    language::Language,
};

/// The texts in one language.
#[derive(Debug)]
pub struct OwnTexts {
    /// A menu entry.
    pub all_conversations: &'static str,
    /// The words after the count of unread messages.
    pub elsewhere: &'static str,
    /// A menu entry.
    pub transcript: &'static str,
    /// The question before the first message.
    pub who_are_you: &'static str,
    /// The name of a field.
    pub name: &'static str,
    /// The name of a field.
    pub email: &'static str,
    /// The mark after the name of an optional field.
    pub optional: &'static str,
    /// The button that sends the form before the first message.
    pub go_on: &'static str,
    /// The error when the form could not be sent.
    pub details_failed: &'static str,
    /// The question after the conversation.
    pub how_did_it_go: &'static str,
    /// The button that closes that question.
    pub dismiss: &'static str,
    /// The name of a field.
    pub comment: &'static str,
    /// The button that sends the rating.
    pub rate: &'static str,
    /// The confirmation of the rating.
    pub rated: &'static str,
    /// The error when the form could not be sent.
    pub rating_failed: &'static str,
    grades: [&'static str; 5],
    missing: &'static str,
    too_long: &'static str,
    no_email: &'static str,
    no_name: &'static str,
    no_rating: &'static str,
    comment_too_long: &'static str,
}

const EN: OwnTexts = OwnTexts {
    all_conversations: "All conversations",
    elsewhere: " in another conversation",
    transcript: "Download transcript",
    who_are_you: "Introduce yourself to start chatting.",
    name: "Name",
    email: "Email",
    optional: " (optional)",
    go_on: "Continue",
    details_failed: "Something went wrong. Please try again.",
    how_did_it_go: "How did it go?",
    dismiss: "Don't rate",
    comment: "Add a comment (optional)",
    rate: "Send rating",
    rated: "Thank you for your rating.",
    rating_failed: "Your rating couldn't be sent. Please try again.",
    grades: ["Very bad", "Bad", "All right", "Good", "Very good"],
    missing: "Required.",
    too_long: "Too long.",
    no_email: "Enter a valid email address.",
    no_name: "Enter a name.",
    no_rating: "Choose a number from 1 to 5.",
    comment_too_long: "Comments can be up to 1,000 characters.",
};

const BN: OwnTexts = OwnTexts {
    all_conversations: "সব কথোপকথন",
    elsewhere: " অন্য কথোপকথনে",
    transcript: "কথোপকথন ডাউনলোড করুন",
    who_are_you: "চ্যাট শুরু করতে আপনার পরিচয় দিন।",
    name: "নাম",
    email: "ইমেইল",
    optional: " (ঐচ্ছিক)",
    go_on: "এগিয়ে যান",
    details_failed: "কিছু একটা সমস্যা হয়েছে। আবার চেষ্টা করুন।",
    how_did_it_go: "কেমন লাগল?",
    dismiss: "রেটিং দেব না",
    comment: "মন্তব্য লিখুন (ঐচ্ছিক)",
    rate: "রেটিং পাঠান",
    rated: "রেটিংয়ের জন্য ধন্যবাদ।",
    rating_failed: "রেটিং পাঠানো যায়নি। আবার চেষ্টা করুন।",
    grades: ["খুব খারাপ", "খারাপ", "মোটামুটি", "ভালো", "খুব ভালো"],
    missing: "এটি লিখতে হবে।",
    too_long: "এটি বেশি লম্বা।",
    no_email: "সঠিক ইমেইল লিখুন।",
    no_name: "সঠিক নাম লিখুন।",
    no_rating: "১ থেকে ৫-এর মধ্যে একটি সংখ্যা বেছে নিন।",
    comment_too_long: "মন্তব্য সর্বোচ্চ ১,০০০ অক্ষরের হতে পারে।",
};

impl OwnTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns a rating in words; empty for an unknown one.
    pub fn grade(&self, rating: u8) -> &'static str {
        usize::from(rating).checked_sub(1).and_then(|at| self.grades.get(at)).copied().unwrap_or_default()
    }

    /// Returns the message for an error in the rating.
    pub fn rating_problem(&self, field: &str) -> &'static str {
        if field == "rating" { self.no_rating } else { self.comment_too_long }
    }

    /// Returns the message for an error in the visitor's details.
    pub fn details_problem(&self, error: &FieldError) -> &'static str {
        match error.problem {
            Problem::Required => self.missing,
            Problem::TooLong => self.too_long,
            _ if error.field == "email" => self.no_email,
            _ => self.no_name,
        }
    }
}
