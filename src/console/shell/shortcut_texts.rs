//! The description of each key, in both languages.

use crate::model::language::Language;

/// A key and its description.
pub type Shortcut = (&'static str, &'static str);

const EN: [Shortcut; 20] = [
    ("j / ↓", "Next conversation"),
    ("k / ↑", "Previous conversation"),
    ("Enter", "Open"),
    ("x", "Select"),
    ("/", "Search"),
    ("r", "Write a reply"),
    ("n", "Write a note"),
    ("q", "Quick replies"),
    ("Alt + E", "Resolve"),
    ("Alt + C", "Close"),
    ("o", "Reopen"),
    ("z", "Undo the last status change"),
    ("a", "Assign to me"),
    ("p", "Raise priority (after Urgent: Low)"),
    ("u", "Mark as unread, or as read"),
    ("l", "Labels"),
    ("i", "Details"),
    ("?", "Show this list"),
    ("Esc", "Leave the text box, then go back to the list"),
    ("/ …", "Insert a quick reply"),
];

const BN: [Shortcut; 20] = [
    ("j / ↓", "পরের কথোপকথন"),
    ("k / ↑", "আগের কথোপকথন"),
    ("Enter", "খুলুন"),
    ("x", "বাছাই করুন"),
    ("/", "খুঁজুন"),
    ("r", "উত্তর লিখুন"),
    ("n", "নোট লিখুন"),
    ("q", "কুইক রিপ্লাই"),
    ("Alt + E", "সমাধান করুন"),
    ("Alt + C", "বন্ধ করুন"),
    ("o", "আবার খুলুন"),
    ("z", "অবস্থার শেষ পরিবর্তন ফিরিয়ে নিন"),
    ("a", "আমি নিচ্ছি"),
    ("p", "অগ্রাধিকার বাড়ান (জরুরির পরে নিম্ন)"),
    ("u", "অপঠিত বা পঠিত করে রাখুন"),
    ("l", "লেবেল"),
    ("i", "বিস্তারিত"),
    ("?", "এই তালিকা দেখান"),
    ("Esc", "লেখার ঘর ছাড়ুন, তারপর তালিকায় ফিরুন"),
    ("/ …", "কুইক রিপ্লাই বসান"),
];

/// Returns all keys.
pub const fn all(language: Language) -> &'static [Shortcut] {
    match language {
        Language::En => &EN,
        Language::Bn => &BN,
    }
}
