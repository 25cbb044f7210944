//! The description of each key, in both languages.

use crate::model::language::Language;

/// A key and its description.
pub type Shortcut = (&'static str, &'static str);

const EN: [Shortcut; 28] = [
    ("j / ↓", "Next conversation"),
    ("k / ↑", "Previous conversation"),
    ("Enter", "Open"),
    ("x / Space", "Select"),
    ("Home / End", "First or last conversation"),
    ("/", "Search"),
    ("v", "Saved views"),
    ("Ctrl / ⌘ + K", "Commands and conversations"),
    ("f", "Search in the conversation"),
    ("r", "Write a reply"),
    ("n", "Write a note"),
    ("q", "Quick replies"),
    ("Ctrl / ⌘ + Enter", "Send and resolve"),
    ("Alt + E", "Resolve"),
    ("Alt + C", "Close"),
    ("o", "Reopen"),
    ("z", "Undo the last change"),
    ("a", "Assign"),
    ("s", "Set status"),
    ("p", "Set priority"),
    ("h", "Snooze"),
    ("u", "Mark as unread, or as read"),
    ("l", "Add label"),
    ("g", "Set language"),
    ("i", "Details"),
    ("?", "Show this list"),
    ("Esc", "Leave the text box, then go back to the list"),
    ("/ …", "Insert a quick reply"),
];

const BN: [Shortcut; 28] = [
    ("j / ↓", "পরের কথোপকথন"),
    ("k / ↑", "আগের কথোপকথন"),
    ("Enter", "খুলুন"),
    ("x / Space", "বাছাই করুন"),
    ("Home / End", "প্রথম বা শেষ কথোপকথন"),
    ("/", "খুঁজুন"),
    ("v", "সংরক্ষিত ভিউ"),
    ("Ctrl / ⌘ + K", "কমান্ড ও কথোপকথন"),
    ("f", "কথোপকথনে খুঁজুন"),
    ("r", "উত্তর লিখুন"),
    ("n", "নোট লিখুন"),
    ("q", "কুইক রিপ্লাই"),
    ("Ctrl / ⌘ + Enter", "পাঠান ও সমাধান করুন"),
    ("Alt + E", "সমাধান করুন"),
    ("Alt + C", "বন্ধ করুন"),
    ("o", "আবার খুলুন"),
    ("z", "শেষ পরিবর্তন ফিরিয়ে নিন"),
    ("a", "অ্যাসাইন করুন"),
    ("s", "অবস্থা বদলান"),
    ("p", "অগ্রাধিকার বদলান"),
    ("h", "স্নুজ করুন"),
    ("u", "অপঠিত বা পঠিত করে রাখুন"),
    ("l", "লেবেল দিন"),
    ("g", "ভাষা বদলান"),
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
