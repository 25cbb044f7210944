//! The texts of the tools in a conversation, in both languages.

use crate::model::{language::Language, text::isolated};

/// The texts in one language.
pub struct ToolTexts {
    pub write_to: &'static str,
    pub reply: &'static str,
    pub note: &'static str,
    pub write_a_note: &'static str,
    pub keep_note: &'static str,
    pub note_hint: &'static str,
    pub your_note: &'static str,
    pub note_by: &'static str,
    pub drop_on_note: &'static str,
    pub only_the_team: &'static str,

    pub quick_replies: &'static str,
    pub search_quick_replies: &'static str,
    pub all_categories: &'static str,
    pub no_quick_reply: &'static str,
    pub no_quick_reply_at_all: &'static str,

    pub send_and_resolve: &'static str,
    pub customer_is_typing: &'static str,
    is_looking: &'static str,
    is_writing: &'static str,

    pub snooze: &'static str,
    pub mark_as_unread: &'static str,
    pub mark_as_read: &'static str,

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
}

const EN: ToolTexts = ToolTexts {
    write_to: "Reply or note",
    reply: "Reply",
    note: "Note",
    write_a_note: "Write a note for your team",
    keep_note: "Add note",
    note_hint: "Only your team can see this",
    your_note: "Your note",
    note_by: "Note by ",
    drop_on_note: "Drop files here to add them as notes",
    only_the_team: "visible to your team only",

    quick_replies: "Quick replies",
    search_quick_replies: "Search quick replies",
    all_categories: "All",
    no_quick_reply: "No matching quick replies.",
    no_quick_reply_at_all: "No quick replies yet.",

    send_and_resolve: "Send and resolve",
    customer_is_typing: "The customer is typing",
    is_looking: " is viewing",
    is_writing: " is replying",

    snooze: "Snooze",
    mark_as_unread: "Mark as unread",
    mark_as_read: "Mark as read",

    subject: "Subject",
    no_subject: "Add a subject",
    customer_number: "Number",
    page: "Current page",
    browser: "Browser",
    unknown: "Unknown",
    others: "Previous conversations",
    new_tab: "opens in a new tab",

    conversation_deleted: "This conversation no longer exists",
    conversation_deleted_hint: "An admin has deleted it, with its messages and files.",
};

const BN: ToolTexts = ToolTexts {
    write_to: "উত্তর বা নোট",
    reply: "উত্তর",
    note: "নোট",
    write_a_note: "দলের জন্য নোট লিখুন",
    keep_note: "নোট রাখুন",
    note_hint: "এটি শুধু আপনার দল দেখতে পায়",
    your_note: "আপনার নোট",
    note_by: "নোট: ",
    drop_on_note: "নোট হিসেবে যোগ করতে ফাইল এখানে ছাড়ুন",
    only_the_team: "শুধু আপনার দল দেখে",

    quick_replies: "কুইক রিপ্লাই",
    search_quick_replies: "কুইক রিপ্লাই খুঁজুন",
    all_categories: "সব",
    no_quick_reply: "কোনো কুইক রিপ্লাই মেলেনি।",
    no_quick_reply_at_all: "এখনও কোনো কুইক রিপ্লাই নেই।",

    send_and_resolve: "পাঠান ও সমাধান করুন",
    customer_is_typing: "গ্রাহক লিখছেন",
    is_looking: " দেখছেন",
    is_writing: " উত্তর লিখছেন",

    snooze: "স্নুজ করুন",
    mark_as_unread: "অপঠিত করে রাখুন",
    mark_as_read: "পঠিত করে রাখুন",

    subject: "বিষয়",
    no_subject: "বিষয় যোগ করুন",
    customer_number: "নম্বর",
    page: "কোন পাতায় আছেন",
    browser: "ব্রাউজার",
    unknown: "অজানা",
    others: "আগের কথোপকথন",
    new_tab: "নতুন ট্যাবে খোলে",

    conversation_deleted: "এই কথোপকথনটি আর নেই",
    conversation_deleted_hint: "একজন অ্যাডমিন বার্তা ও ফাইলসহ এটি মুছে ফেলেছেন।",
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
}
