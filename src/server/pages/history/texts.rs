//! The words of these pages, in both languages.

use crate::model::{
    conversation::Status,
    digits,
    error::{ApiError, ErrorCode},
    field::Problem,
    language::Language,
};

/// All words in one language.
#[derive(Debug)]
pub(super) struct Texts {
    pub language: Language,
    pub support: &'static str,
    pub skip: &'static str,
    pub pages: &'static str,
    pub to_the_shop: &'static str,
    pub language_switch: &'static str,
    pub conversations: &'static str,
    pub empty: &'static str,
    pub older_conversations: &'static str,
    pub to_the_list: &'static str,
    pub home: &'static str,
    pub home_hint: &'static str,
    pub open_console: &'static str,
    pub no_such_page: &'static str,
    pub no_such_page_hint: &'static str,
    pub unknown: &'static str,
    pub unknown_hint: &'static str,
    pub signed_out: &'static str,
    pub signed_out_hint: &'static str,
    pub busy: &'static str,
    pub busy_hint: &'static str,
    pub failed: &'static str,
    pub failed_hint: &'static str,
    pub you: &'static str,
    pub messages: &'static str,
    pub older_messages: &'static str,
    pub check_for_new: &'static str,
    pub newest: &'static str,
    pub new: &'static str,
    pub sent: &'static str,
    pub read: &'static str,
    pub your_message: &'static str,
    pub send: &'static str,
    pub add_file: &'static str,
    pub ended: &'static str,
    pub reopen: &'static str,
    pub end: &'static str,
    pub transcript: &'static str,
    pub how_did_it_go: &'static str,
    pub comment: &'static str,
    pub rate: &'static str,
    pub rated: &'static str,
    statuses: [&'static str; 4],
    grades: [&'static str; 5],
    unread: (&'static str, &'static str),
    problems: Problems,
}

/// The reasons why a form could not be accepted.
#[derive(Debug)]
struct Problems {
    empty: &'static str,
    too_long: &'static str,
    closed: &'static str,
    rating_missing: &'static str,
    comment_too_long: &'static str,
    not_ratable: &'static str,
    details_missing: &'static str,
    cut_off: &'static str,
    other: &'static str,
}

const EN: Texts = Texts {
    language: Language::En,
    support: "Support",
    skip: "Skip to the content",
    pages: "Pages",
    to_the_shop: "Back to the shop",
    language_switch: "Language",
    conversations: "Your conversations",
    empty: "Nothing here yet. Open the chat on a page of the shop and ask something: it will be listed here. \
            If you have an account, sign in at the shop first.",
    older_conversations: "Earlier conversations",
    to_the_list: "All conversations",
    home: "Customer support",
    home_hint: "This address belongs to a shop's support chat. To chat, open the shop's own site.",
    open_console: "Sign in to the team console",
    no_such_page: "Page not found",
    no_such_page_hint: "Check the address.",
    unknown: "There is no such conversation",
    unknown_hint: "The address may be mistyped, or the conversation belongs to another account.",
    signed_out: "Please sign in",
    signed_out_hint: "Sign in at the shop, or open the chat there: then your conversations can be read here.",
    busy: "Try again in a moment",
    busy_hint: "This page can't be shown right now. Your messages are safe.",
    failed: "That did not work",
    failed_hint: "Nothing was changed. Go back and try again.",
    you: "You",
    messages: "Messages",
    older_messages: "Earlier messages",
    check_for_new: "Check for new messages",
    newest: "To the newest messages",
    new: "New",
    sent: "Sent",
    read: "Read",
    your_message: "Your message",
    send: "Send",
    add_file: "File (optional)",
    ended: "This conversation has ended.",
    reopen: "Reopen",
    end: "End conversation",
    transcript: "Download as text",
    how_did_it_go: "How did it go?",
    comment: "A few words, if you like",
    rate: "Send rating",
    rated: "Thank you for your rating. You can change it.",
    statuses: ["Open", "Waiting", "Resolved", "Closed"],
    grades: ["Very bad", "Bad", "All right", "Good", "Very good"],
    unread: (" unread message", " unread messages"),
    problems: Problems {
        empty: "Write something first.",
        too_long: "A message may have at most 5,000 characters. Shorten it, or send it in parts.",
        closed: "The conversation has ended. Reopen it to send this.",
        rating_missing: "Choose a number from 1 to 5.",
        comment_too_long: "A comment may have at most 1,000 characters.",
        not_ratable: "This conversation cannot be rated now.",
        details_missing: "Open the chat on a page of the shop and say who you are first.",
        cut_off: "This did not arrive completely. Choose the file again and send it once more.",
        other: "This could not be sent. Please try again.",
    },
};

const BN: Texts = Texts {
    language: Language::Bn,
    support: "সহায়তা",
    skip: "মূল অংশে যান",
    pages: "পাতা",
    to_the_shop: "দোকানে ফিরে যান",
    language_switch: "ভাষা",
    conversations: "আপনার কথোপকথন",
    empty: "এখানে এখনো কিছু নেই। দোকানের কোনো পাতায় চ্যাট খুলে কিছু জিজ্ঞেস করুন, তাহলে তা এখানে দেখা যাবে। \
            অ্যাকাউন্ট থাকলে আগে দোকানে সাইন ইন করুন।",
    older_conversations: "আগের কথোপকথন",
    to_the_list: "সব কথোপকথন",
    home: "গ্রাহক সহায়তা",
    home_hint: "এটি একটি দোকানের সহায়তা চ্যাটের ঠিকানা। চ্যাট করতে দোকানের নিজের সাইট খুলুন।",
    open_console: "টিমের কনসোলে সাইন ইন করুন",
    no_such_page: "পৃষ্ঠাটি পাওয়া যায়নি",
    no_such_page_hint: "ঠিকানাটি মিলিয়ে দেখুন।",
    unknown: "এমন কোনো কথোপকথন নেই",
    unknown_hint: "ঠিকানায় ভুল থাকতে পারে, কিংবা কথোপকথনটি অন্য অ্যাকাউন্টের।",
    signed_out: "অনুগ্রহ করে সাইন ইন করুন",
    signed_out_hint: "দোকানে সাইন ইন করুন বা সেখানে চ্যাট খুলুন, তাহলে আপনার কথোপকথন এখানে পড়া যাবে।",
    busy: "কিছুক্ষণ পর আবার চেষ্টা করুন",
    busy_hint: "এই মুহূর্তে পাতাটি দেখানো যাচ্ছে না। আপনার বার্তাগুলো নিরাপদ আছে।",
    failed: "কাজটি হয়নি",
    failed_hint: "কিছুই বদলায়নি। ফিরে গিয়ে আবার চেষ্টা করুন।",
    you: "আপনি",
    messages: "বার্তাসমূহ",
    older_messages: "আগের বার্তা",
    check_for_new: "নতুন বার্তা এসেছে কি না দেখুন",
    newest: "সবচেয়ে নতুন বার্তায় যান",
    new: "নতুন",
    sent: "পাঠানো হয়েছে",
    read: "পড়া হয়েছে",
    your_message: "আপনার বার্তা",
    send: "পাঠান",
    add_file: "ফাইল (ঐচ্ছিক)",
    ended: "কথোপকথনটি শেষ হয়েছে।",
    reopen: "আবার শুরু করুন",
    end: "কথোপকথন শেষ করুন",
    transcript: "লেখা হিসেবে ডাউনলোড করুন",
    how_did_it_go: "কেমন লাগল?",
    comment: "চাইলে দুটি কথা লিখুন",
    rate: "মূল্যায়ন পাঠান",
    rated: "মূল্যায়নের জন্য ধন্যবাদ। আপনি এটি বদলাতে পারেন।",
    statuses: ["খোলা", "অপেক্ষমাণ", "সমাধান হয়েছে", "বন্ধ"],
    grades: ["খুব খারাপ", "খারাপ", "মোটামুটি", "ভালো", "খুব ভালো"],
    unread: ("টি অপঠিত বার্তা", "টি অপঠিত বার্তা"),
    problems: Problems {
        empty: "আগে কিছু লিখুন।",
        too_long: "একটি বার্তায় সর্বোচ্চ ৫,০০০ অক্ষর থাকতে পারে। ছোট করুন বা ভাগ করে পাঠান।",
        closed: "কথোপকথনটি শেষ হয়েছে। এটি পাঠাতে আবার শুরু করুন।",
        rating_missing: "১ থেকে ৫-এর মধ্যে একটি সংখ্যা বেছে নিন।",
        comment_too_long: "মন্তব্যে সর্বোচ্চ ১,০০০ অক্ষর থাকতে পারে।",
        not_ratable: "এই কথোপকথনটি এখন মূল্যায়ন করা যায় না।",
        details_missing: "দোকানের কোনো পাতায় চ্যাট খুলে আগে আপনার পরিচয় দিন।",
        cut_off: "এটি পুরোপুরি পৌঁছায়নি। ফাইলটি আবার বেছে নিয়ে আরেকবার পাঠান।",
        other: "এটি পাঠানো যায়নি। অনুগ্রহ করে আবার চেষ্টা করুন।",
    },
};

impl Texts {
    /// Returns the words in a language.
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the status of a conversation, as its customer sees it.
    pub(super) const fn status(&self, status: Status) -> &'static str {
        let [open, pending, resolved, closed] = self.statuses;
        match status {
            Status::Open => open,
            Status::Pending => pending,
            Status::Resolved => resolved,
            Status::Closed => closed,
        }
    }

    /// Returns a rating in words; nothing for a number that is not a rating.
    pub(super) fn grade(&self, rating: u8) -> &'static str {
        usize::from(rating).checked_sub(1).and_then(|at| self.grades.get(at)).copied().unwrap_or_default()
    }

    /// Returns a text such as "2 unread messages"; nothing for 0.
    pub(super) fn unread(&self, count: u32) -> String {
        let noun = if count == 1 { self.unread.0 } else { self.unread.1 };
        match count {
            0 => String::new(),
            _ => [&digits::badge(count, self.language), noun].concat(),
        }
    }

    /// Returns why a form could not be accepted.
    pub(super) fn problem(&self, error: &ApiError) -> &'static str {
        let problems = &self.problems;
        let field = error.fields.first().map(|field| (field.field.as_str(), field.problem));
        match (error.code, field) {
            (ErrorCode::MessageEmpty, _) => problems.empty,
            (ErrorCode::MessageTooLong, _) => problems.too_long,
            (ErrorCode::ConversationClosed, _) => problems.closed,
            (ErrorCode::Conflict, _) => problems.not_ratable,
            (_, Some(("rating", _))) => problems.rating_missing,
            (_, Some(("comment", Problem::TooLong))) => problems.comment_too_long,
            (_, Some(("name" | "email", _))) => problems.details_missing,
            (ErrorCode::Malformed | ErrorCode::Timeout, _) => problems.cut_off,
            _ => problems.other,
        }
    }
}
