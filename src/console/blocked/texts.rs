//! The texts about blocked customers.

use crate::model::language::Language;

/// The texts in one language.
pub struct BlockTexts {
    pub title: &'static str,
    pub hint: &'static str,
    pub empty: &'static str,
    pub empty_hint: &'static str,
    pub block: &'static str,
    pub question: &'static str,
    pub consequence: &'static str,
    pub address_too: &'static str,
    pub address_hint: &'static str,
    pub confirm: &'static str,
    pub cancel: &'static str,
    pub unblock: &'static str,
    pub by: &'static str,
    pub address_until: &'static str,
    pub all: &'static str,
}

const EN: BlockTexts = BlockTexts {
    title: "Blocked customers",
    hint: "They can read their conversations, but can't write or start new ones.",
    empty: "No one is blocked",
    empty_hint: "Block a customer from the details of their conversation.",
    block: "Block customer",
    question: "Block this customer?",
    consequence: "They can read the conversation, but can't write any more. You can unblock them at any time.",
    address_too: "Also block their internet address for 24 hours",
    address_hint: "Stops anonymous visitors who share the address, such as a home or an office. Customers signed in to \
                   your shop aren't affected.",
    confirm: "Block",
    cancel: "Cancel",
    unblock: "Unblock",
    by: "Blocked by",
    address_until: "Address blocked until",
    all: "Show blocked customers",
};

const BN: BlockTexts = BlockTexts {
    title: "ব্লক করা গ্রাহক",
    hint: "তাঁরা নিজেদের কথোপকথন পড়তে পারেন, কিন্তু লিখতে বা নতুন কথোপকথন শুরু করতে পারেন না।",
    empty: "কাউকে ব্লক করা হয়নি",
    empty_hint: "কথোপকথনের বিবরণ থেকে গ্রাহককে ব্লক করা যায়।",
    block: "গ্রাহককে ব্লক করুন",
    question: "এই গ্রাহককে ব্লক করবেন?",
    consequence: "তিনি কথোপকথনটি পড়তে পারবেন, কিন্তু আর লিখতে পারবেন না। যেকোনো সময় ব্লক তুলে নিতে পারবেন।",
    address_too: "২৪ ঘণ্টার জন্য তাঁর ইন্টারনেট ঠিকানাও ব্লক করুন",
    address_hint: "একই বাসা বা অফিসের মতো ঠিকানা ব্যবহার করা পরিচয়হীন ভিজিটররাও লিখতে পারবেন না। দোকানে সাইন ইন করা \
                   গ্রাহকদের উপর এর প্রভাব নেই।",
    confirm: "ব্লক করুন",
    cancel: "বাতিল",
    unblock: "ব্লক তুলে নিন",
    by: "ব্লক করেছেন",
    address_until: "ঠিকানা ব্লক থাকবে",
    all: "ব্লক করা গ্রাহকদের দেখুন",
};

impl BlockTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
