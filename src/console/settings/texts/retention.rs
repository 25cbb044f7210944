//! The texts of how long data are kept.

use crate::model::{language::Language, retention::DueData};

/// The texts in one language. The labels of the fields are in
/// [`SettingsTexts`](super::SettingsTexts).
pub struct RetentionTexts {
    pub title: &'static str,
    pub hint: &'static str,
    pub conversations_hint: &'static str,
    pub attachments_hint: &'static str,
    pub log_hint: &'static str,
    pub days: &'static str,
    pub question: &'static str,
    pub confirm: &'static str,
    /// Around the list of what will be deleted.
    consequence: (&'static str, &'static str),
    and: &'static str,
    /// After the number of conversations, of files, and of entries of the log: the words for one,
    /// and for more.
    counted: [(&'static str, &'static str); 3],
}

const EN: RetentionTexts = RetentionTexts {
    title: "Data",
    hint: "Older data is permanently deleted within the hour. Leave a field empty to keep it.",
    conversations_hint: "Resolved and closed conversations, with their messages and files, counted from the last \
         activity. Statistics no longer include them.",
    attachments_hint: "Counted from when a file was sent, also in open conversations. Its message stays. A time \
         longer than that of conversations has no effect, because files are deleted with their conversation.",
    log_hint: "Changes and sign-ins that the log records.",
    days: "days",
    question: "Delete old data?",
    confirm: "Save and delete",
    consequence: ("About ", " will be deleted within the hour. This can't be undone."),
    and: " and ",
    counted: [(" conversation", " conversations"), (" file", " files"), (" log entry", " log entries")],
};

const BN: RetentionTexts = RetentionTexts {
    title: "তথ্য",
    hint: "এর চেয়ে পুরোনো তথ্য এক ঘণ্টার মধ্যে চিরতরে মুছে যায়। রেখে দিতে চাইলে ঘরটি খালি রাখুন।",
    conversations_hint: "সমাধান হওয়া ও বন্ধ কথোপকথন, বার্তা ও ফাইলসহ। সর্বশেষ কার্যকলাপ থেকে দিন গোনা হয়। \
         পরিসংখ্যানে এগুলো আর ধরা হয় না।",
    attachments_hint: "ফাইল পাঠানোর সময় থেকে দিন গোনা হয়, খোলা কথোপকথনেও। বার্তাটি থেকে যায়। কথোপকথনের সঙ্গে \
         তার ফাইলও মুছে যায়, তাই কথোপকথনের চেয়ে বেশি দিন দিলে লাভ নেই।",
    log_hint: "লগে লেখা পরিবর্তন ও সাইন ইনের তথ্য।",
    days: "দিন পরে",
    question: "পুরোনো তথ্য মুছবেন?",
    confirm: "সংরক্ষণ করে মুছুন",
    consequence: ("প্রায় ", " এক ঘণ্টার মধ্যে মুছে যাবে। এটি আর ফেরানো যাবে না।"),
    and: " ও ",
    counted: [("টি কথোপকথন", "টি কথোপকথন"), ("টি ফাইল", "টি ফাইল"), ("টি লগের ভুক্তি", "টি লগের ভুক্তি")],
};

impl RetentionTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns what will be deleted, such as "About 1,240 conversations and 3 files will be deleted
    /// within the hour." `written` writes a number in the digits of the language.
    pub fn consequence(&self, due: DueData, written: impl Fn(u64) -> String) -> String {
        let counts = [due.conversations, due.attachments, due.log_entries];
        let parts: Vec<String> = counts
            .into_iter()
            .zip(self.counted)
            .filter(|(count, _)| *count > 0)
            .map(|(count, (one, more))| [written(count).as_str(), if count == 1 { one } else { more }].concat())
            .collect();
        let list = match parts.split_last() {
            Some((last, rest)) if !rest.is_empty() => [&rest.join(", "), self.and, last].concat(),
            _ => parts.concat(),
        };
        [self.consequence.0, &list, self.consequence.1].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::digits;

    #[test]
    fn the_question_lists_what_will_be_deleted() {
        let warning = |conversations, attachments, log_entries, language| {
            let due = DueData { conversations, attachments, log_entries };
            RetentionTexts::of(language).consequence(due, |count| digits::localize(&count.to_string(), language))
        };
        for ((conversations, attachments, log_entries), list) in [
            ((12, 0, 0), "12 conversations"),
            ((0, 0, 1), "1 log entry"),
            ((1, 1, 0), "1 conversation and 1 file"),
            ((2, 3, 4), "2 conversations, 3 files and 4 log entries"),
        ] {
            let expected = ["About ", list, " will be deleted within the hour. This can't be undone."].concat();
            assert_eq!(warning(conversations, attachments, log_entries, Language::En), expected);
        }
        let expected = "প্রায় ১২টি কথোপকথন ও ৩টি ফাইল এক ঘণ্টার মধ্যে মুছে যাবে। এটি আর ফেরানো যাবে না।";
        assert_eq!(warning(12, 3, 0, Language::Bn), expected);
    }
}
