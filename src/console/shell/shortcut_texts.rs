//! The description of each key, in both languages.

use crate::model::language::Language;

/// A key and its description.
pub type Shortcut = (&'static str, &'static str);

const EN: [Shortcut; 19] = [
    ("j / ↓", "Next conversation"),
    ("k / ↑", "Previous conversation"),
    ("Enter", "Open it"),
    ("x", "Select it"),
    ("/", "Search"),
    ("r", "Write a reply"),
    ("n", "Write a note"),
    ("q", "Quick replies"),
    ("Alt + E", "Resolve"),
    ("Alt + C", "Close"),
    ("o", "Reopen"),
    ("z", "Undo the last change of status"),
    ("a", "Assign to me"),
    ("p", "Next higher priority; after urgent, low"),
    ("l", "Labels"),
    ("i", "Details"),
    ("?", "These keys"),
    ("Esc", "Leave the field, then the conversation"),
    ("/ …", "In a reply: a quick reply by its name"),
];

const BN: [Shortcut; 19] = [
    ("j / ↓", "পরের কথোপকথন"),
    ("k / ↑", "আগের কথোপকথন"),
    ("Enter", "খুলুন"),
    ("x", "বাছাই করুন"),
    ("/", "খুঁজুন"),
    ("r", "উত্তর লিখুন"),
    ("n", "নোট লিখুন"),
    ("q", "দ্রুত উত্তর"),
    ("Alt + E", "সমাধান করুন"),
    ("Alt + C", "বন্ধ করুন"),
    ("o", "আবার খুলুন"),
    ("z", "অবস্থার শেষ পরিবর্তন ফিরিয়ে নিন"),
    ("a", "আমি নিচ্ছি"),
    ("p", "এক ধাপ বেশি গুরুত্ব; জরুরির পরে কম"),
    ("l", "লেবেল"),
    ("i", "বিস্তারিত"),
    ("?", "এই কী-গুলো"),
    ("Esc", "লেখার ঘর, তারপর কথোপকথন ছাড়ুন"),
    ("/ …", "উত্তরে: নাম দিয়ে দ্রুত উত্তর"),
];

/// Returns all keys.
pub const fn all(language: Language) -> &'static [Shortcut] {
    match language {
        Language::En => &EN,
        Language::Bn => &BN,
    }
}
