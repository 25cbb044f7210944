//! The texts of the tools in a conversation, in both languages.

use crate::model::{conversation::Status, language::Language, text::isolated};

/// The texts in one language.
pub struct ToolTexts {
    pub write_to: &'static str,
    pub reply: &'static str,
    pub note: &'static str,
    pub write_a_note: &'static str,
    pub keep_note: &'static str,
    pub note_hint: &'static str,
    pub note_by: &'static str,
    pub drop_on_note: &'static str,
    pub only_the_team: &'static str,

    pub quick_replies: &'static str,
    pub search_quick_replies: &'static str,
    pub all_categories: &'static str,
    pub no_quick_reply: &'static str,
    pub no_quick_reply_at_all: &'static str,

    pub customer_is_typing: &'static str,
    is_looking: &'static str,
    is_writing: &'static str,

    pub subject: &'static str,
    pub no_subject: &'static str,
    pub customer_number: &'static str,
    pub page: &'static str,
    pub browser: &'static str,
    pub unknown: &'static str,
    pub others: &'static str,
    pub new_tab: &'static str,

    pub conversation_deleted: &'static str,
    pub conversation_deleted_hint: &'static str,

    pub undo: &'static str,
    now_open: &'static str,
    now_pending: &'static str,
    now_resolved: &'static str,
    now_closed: &'static str,
}

const EN: ToolTexts = ToolTexts {
    write_to: "What you write",
    reply: "Reply",
    note: "Note",
    write_a_note: "Write a note to your colleagues",
    keep_note: "Add note",
    note_hint: "Only the team sees notes",
    note_by: "Note by ",
    drop_on_note: "Drop files here to add them as notes",
    only_the_team: "only the team sees it",

    quick_replies: "Quick replies",
    search_quick_replies: "Search quick replies",
    all_categories: "All",
    no_quick_reply: "No quick reply fits these words.",
    no_quick_reply_at_all: "There are no quick replies yet.",

    customer_is_typing: "The customer is typing",
    is_looking: " is looking",
    is_writing: " is writing a reply",

    subject: "Subject",
    no_subject: "Add a subject",
    customer_number: "Number",
    page: "Writes from",
    browser: "Browser",
    unknown: "Not known",
    others: "Other conversations",
    new_tab: "opens in a new tab",

    conversation_deleted: "This conversation no longer exists",
    conversation_deleted_hint: "An admin has deleted it, with its messages and files.",

    undo: "Undo",
    now_open: "The conversation is open.",
    now_pending: "The conversation is pending.",
    now_resolved: "The conversation is resolved.",
    now_closed: "The conversation is closed.",
};

const BN: ToolTexts = ToolTexts {
    write_to: "কী লিখছেন",
    reply: "উত্তর",
    note: "নোট",
    write_a_note: "সহকর্মীদের জন্য নোট লিখুন",
    keep_note: "নোট রাখুন",
    note_hint: "নোট শুধু আপনার দল দেখে",
    note_by: "নোট: ",
    drop_on_note: "নোট হিসেবে যোগ করতে ফাইল এখানে ছাড়ুন",
    only_the_team: "শুধু দল দেখে",

    quick_replies: "দ্রুত উত্তর",
    search_quick_replies: "দ্রুত উত্তর খুঁজুন",
    all_categories: "সব",
    no_quick_reply: "এই শব্দে কোনো দ্রুত উত্তর মেলে না।",
    no_quick_reply_at_all: "এখনও কোনো দ্রুত উত্তর নেই।",

    customer_is_typing: "গ্রাহক লিখছেন",
    is_looking: " দেখছেন",
    is_writing: " উত্তর লিখছেন",

    subject: "বিষয়",
    no_subject: "বিষয় যোগ করুন",
    customer_number: "নম্বর",
    page: "যে পাতা থেকে",
    browser: "ব্রাউজার",
    unknown: "জানা নেই",
    others: "অন্যান্য কথোপকথন",
    new_tab: "নতুন ট্যাবে খোলে",

    conversation_deleted: "এই কথোপকথনটি আর নেই",
    conversation_deleted_hint: "একজন অ্যাডমিন বার্তা ও ফাইলসহ এটি মুছে ফেলেছেন।",

    undo: "ফিরিয়ে নিন",
    now_open: "কথোপকথনটি এখন খোলা।",
    now_pending: "কথোপকথনটি এখন অপেক্ষমাণ।",
    now_resolved: "কথোপকথনটির সমাধান হয়েছে।",
    now_closed: "কথোপকথনটি এখন বন্ধ।",
};

impl ToolTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the words for a colleague who is looking or writing a reply.
    pub fn viewer(&self, name: &str, is_writing: bool) -> String {
        [isolated(name).as_str(), if is_writing { self.is_writing } else { self.is_looking }].concat()
    }

    /// Returns the sentence that announces a new status.
    pub const fn now(&self, status: Status) -> &'static str {
        match status {
            Status::Open => self.now_open,
            Status::Pending => self.now_pending,
            Status::Resolved => self.now_resolved,
            Status::Closed => self.now_closed,
        }
    }
}
