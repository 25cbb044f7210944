//! The texts of every form, in both languages.

use crate::model::{
    digits,
    field::{FieldError, Problem},
    language::Language,
};

/// The texts in one language.
pub struct FormTexts {
    pub save: &'static str,
    pub saving: &'static str,
    pub saved: &'static str,
    pub unsaved: &'static str,
    pub discard: &'static str,
    pub check_fields: &'static str,
    pub conflict: &'static str,
    pub cancel: &'static str,
    pub show_password: &'static str,
    pub leave_title: &'static str,
    pub leave_hint: &'static str,
    pub leave: &'static str,
    pub sections: &'static str,
    required: &'static str,
    too_long: (&'static str, &'static str),
    too_short: (&'static str, &'static str),
    too_small: (&'static str, &'static str),
    too_large: (&'static str, &'static str),
    invalid: &'static str,
    taken: &'static str,
    overlaps: &'static str,
    common: &'static str,
    same_as_name: &'static str,
}

const EN: FormTexts = FormTexts {
    save: "Save",
    saving: "Saving…",
    saved: "Saved",
    unsaved: "You have unsaved changes.",
    discard: "Discard changes",
    check_fields: "Not saved. Fix the highlighted fields.",
    conflict: "Someone else saved changes. Your text is still here: \
         copy what you need, then discard it to load theirs.",
    cancel: "Cancel",
    show_password: "Show password",
    leave_title: "Leave without saving?",
    leave_hint: "Your changes on this page will be lost.",
    leave: "Leave",
    sections: "On this page",
    required: "Required.",
    too_long: ("Must be ", " characters or fewer."),
    too_short: ("Must be ", " characters or more."),
    too_small: ("Must be ", " or more."),
    too_large: ("Must be ", " or less."),
    invalid: "Not valid. Check the format.",
    taken: "Already in use. Choose another.",
    overlaps: "These hours overlap.",
    common: "This password is too common or easy to guess. Choose another.",
    same_as_name: "The password must be different from the username.",
};

const BN: FormTexts = FormTexts {
    save: "সংরক্ষণ করুন",
    saving: "সংরক্ষণ হচ্ছে…",
    saved: "সংরক্ষিত হয়েছে",
    unsaved: "কিছু পরিবর্তন এখনও সংরক্ষণ করা হয়নি।",
    discard: "পরিবর্তন বাদ দিন",
    check_fields: "সংরক্ষণ হয়নি। চিহ্নিত ঘরগুলো ঠিক করুন।",
    conflict: "অন্য কেউ পরিবর্তন সংরক্ষণ করেছেন। আপনার লেখা এখানেই আছে: \
         দরকারি অংশ কপি করুন, তারপর নিজেরটি বাদ দিয়ে তাঁরটি দেখুন।",
    cancel: "বাতিল",
    show_password: "পাসওয়ার্ড দেখান",
    leave_title: "সংরক্ষণ না করেই চলে যাবেন?",
    leave_hint: "এই পাতায় যা বদলেছেন তা হারিয়ে যাবে।",
    leave: "চলে যান",
    sections: "এই পাতায়",
    required: "এটি লিখতে হবে।",
    too_long: ("সর্বোচ্চ ", "টি অক্ষর।"),
    too_short: ("কমপক্ষে ", "টি অক্ষর।"),
    too_small: ("কমপক্ষে ", "।"),
    too_large: ("সর্বোচ্চ ", "।"),
    invalid: "সঠিক নয়। লেখার ধরনটি মিলিয়ে দেখুন।",
    taken: "এটি আগে থেকেই আছে। অন্য একটি বেছে নিন।",
    overlaps: "একটি সময় আরেকটির উপর পড়ছে।",
    common: "এই পাসওয়ার্ড অনেকে ব্যবহার করেন, কিংবা সহজে অনুমান করা যায়। অন্য একটি বেছে নিন।",
    same_as_name: "পাসওয়ার্ড ও ইউজারনেম এক হতে পারবে না।",
};

impl FormTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}

/// Returns the message for a field's error.
pub fn sentence(error: &FieldError, language: Language) -> String {
    let texts = FormTexts::of(language);
    let bound = |(before, after): (&str, &str)| {
        let limit = error.limit.map(|limit| digits::localize(&limit.to_string(), language));
        limit.map_or_else(|| texts.invalid.to_owned(), |limit| [before, &limit, after].concat())
    };
    match error.problem {
        Problem::Required => texts.required.to_owned(),
        Problem::TooLong => bound(texts.too_long),
        Problem::TooShort => bound(texts.too_short),
        Problem::TooSmall => bound(texts.too_small),
        Problem::TooLarge => bound(texts.too_large),
        Problem::Invalid => texts.invalid.to_owned(),
        Problem::Taken => texts.taken.to_owned(),
        Problem::Overlaps => texts.overlaps.to_owned(),
        Problem::Common => texts.common.to_owned(),
        Problem::SameAsName => texts.same_as_name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_named_in_the_language() {
        let error = FieldError::beyond("welcome_message", Problem::TooLong, 2000);
        assert_eq!(sentence(&error, Language::En), "Must be 2000 characters or fewer.");
        assert_eq!(sentence(&error, Language::Bn), "সর্বোচ্চ ২০০০টি অক্ষর।");
    }
}
