//! The texts of the inbox, in both languages.

use crate::model::{digits, inbox::HitPlace, language::Language, view::Sort};

/// The texts in one language.
pub struct InboxTexts {
    pub search: &'static str,
    pub search_hint: &'static str,
    pub clear_search: &'static str,
    pub nothing_found: (&'static str, &'static str),
    pub nothing_found_hint: &'static str,
    pub search_everywhere: &'static str,

    pub show_unassigned: &'static str,
    pub news: (&'static str, &'static str),

    pub sort: &'static str,
    pub by_last_message: &'static str,
    pub by_waiting: &'static str,
    pub by_priority: &'static str,
    pub waiting: (&'static str, &'static str),
    pub draft: &'static str,

    pub filters: &'static str,
    pub clear_filters: &'static str,
    one_conversation: &'static str,
    conversations: &'static str,
    pub done: &'static str,
    pub any: &'static str,
    pub agent: &'static str,
    pub language: &'static str,
    pub label: &'static str,
    pub unread_only: &'static str,
    pub mentions: &'static str,
    pub mentions_you: &'static str,
    pub from: &'static str,
    pub to: &'static str,

    pub select: &'static str,
    pub select_row: &'static str,
    pub select_all: &'static str,
    pub end_selection: &'static str,
    pub selected: (&'static str, &'static str),
    pub act_on_selected: &'static str,
    pub close_all: &'static str,
    pub assign: &'static str,
    pub set_priority: &'static str,
    pub add_label: &'static str,
    pub at_most: &'static str,
    pub outcome_done: &'static str,
    pub outcome_unchanged: &'static str,
    pub outcome_not_found: &'static str,
    pub outcome_refused: &'static str,
    pub refused_closed: &'static str,

    pub labels: &'static str,
    pub no_labels: &'static str,
    pub edit_labels: &'static str,
    pub remove_label: &'static str,
    pub new_label: &'static str,
    pub label_name: &'static str,
    pub label_color: &'static str,
    pub create_label: &'static str,
    pub save_label: &'static str,
    pub delete_label: &'static str,
    pub delete_label_title: (&'static str, &'static str),
    pub delete_label_hint: &'static str,

    pub in_email: &'static str,
    pub in_subject: &'static str,
    pub in_note: &'static str,
    pub in_attachment: &'static str,
}

const EN: InboxTexts = InboxTexts {
    search: "Search",
    search_hint: "Search customers and messages",
    clear_search: "Clear search",
    nothing_found: ("No results for “", "”"),
    nothing_found_hint: "We searched names, subjects, IDs, messages and file names in this view.",
    search_everywhere: "Search all conversations",

    show_unassigned: "Show unassigned conversations",
    news: ("", " new"),

    sort: "Sort",
    by_last_message: "Latest message",
    by_waiting: "Longest waiting",
    by_priority: "Highest priority",
    waiting: ("waiting ", ""),
    draft: "Draft",

    filters: "Filters",
    clear_filters: "Clear filters",
    one_conversation: "1 conversation",
    conversations: " conversations",
    done: "Done",
    any: "Any",
    agent: "Agent",
    language: "Language",
    label: "Label",
    unread_only: "Unread only",
    mentions: "Mentions of you",
    mentions_you: "New mention of you",
    from: "Last message since",
    to: "Last message until",

    select: "Select",
    select_row: "Select conversation with",
    select_all: "Select all loaded",
    end_selection: "Cancel selection",
    selected: ("", " selected"),
    act_on_selected: "Bulk actions",
    close_all: "Close",
    assign: "Assign",
    set_priority: "Priority",
    add_label: "Add label",
    at_most: "You can select up to 200.",
    outcome_done: " updated",
    outcome_unchanged: " already done",
    outcome_not_found: " not found",
    outcome_refused: " skipped",
    refused_closed: ": reopen closed conversations first.",

    labels: "Labels",
    no_labels: "No labels yet",
    edit_labels: "Manage labels",
    remove_label: "Remove label",
    new_label: "New label",
    label_name: "Label name",
    label_color: "Label colour",
    create_label: "Create",
    save_label: "Save label",
    delete_label: "Delete label",
    delete_label_title: ("Delete “", "”?"),
    delete_label_hint: "It will be removed from every conversation. This can't be undone.",

    in_email: "Email: ",
    in_subject: "Subject: ",
    in_note: "Note: ",
    in_attachment: "File: ",
};

const BN: InboxTexts = InboxTexts {
    search: "খুঁজুন",
    search_hint: "গ্রাহক ও বার্তায় খুঁজুন",
    clear_search: "অনুসন্ধান মুছুন",
    nothing_found: ("“", "” কোথাও পাওয়া যায়নি"),
    nothing_found_hint: "এই তালিকার গ্রাহক, বিষয়, কথোপকথনের আইডি, বার্তা ও ফাইলের নামে খোঁজা হয়েছে।",
    search_everywhere: "সব কথোপকথনে খুঁজুন",

    show_unassigned: "অ্যাসাইন না হওয়া কথোপকথন দেখুন",
    news: ("", "টি নতুন"),

    sort: "ক্রম",
    by_last_message: "নতুন বার্তা আগে",
    by_waiting: "বেশি অপেক্ষা আগে",
    by_priority: "অগ্রাধিকার আগে",
    waiting: ("", " অপেক্ষায়"),
    draft: "খসড়া",

    filters: "ফিল্টার",
    clear_filters: "ফিল্টার মুছুন",
    one_conversation: "১টি কথোপকথন",
    conversations: "টি কথোপকথন",
    done: "ঠিক আছে",
    any: "যেকোনো",
    agent: "এজেন্ট",
    language: "ভাষা",
    label: "লেবেল",
    unread_only: "শুধু অপঠিত",
    mentions: "আপনার উল্লেখ",
    mentions_you: "আপনার নতুন উল্লেখ",
    from: "শেষ বার্তা এই দিন থেকে",
    to: "শেষ বার্তা এই দিন পর্যন্ত",

    select: "বাছুন",
    select_row: "এই কথোপকথনটি বাছুন:",
    select_all: "তালিকার সবগুলো বাছুন",
    end_selection: "বাছাই শেষ করুন",
    selected: ("", "টি বাছাই করা"),
    act_on_selected: "বাছাই করা কথোপকথনে কাজ",
    close_all: "বন্ধ করুন",
    assign: "অ্যাসাইন",
    set_priority: "অগ্রাধিকার",
    add_label: "লেবেল দিন",
    at_most: "সর্বোচ্চ ২০০টি বাছাই করা যায়।",
    outcome_done: "টি বদলেছে",
    outcome_unchanged: "টি আগে থেকেই এমন ছিল",
    outcome_not_found: "টি পাওয়া যায়নি",
    outcome_refused: "টি বাদ পড়েছে",
    refused_closed: ": বন্ধ কথোপকথন আগে আবার খুলুন।",

    labels: "লেবেল",
    no_labels: "এখনও কোনো লেবেল নেই",
    edit_labels: "লেবেল পরিচালনা",
    remove_label: "লেবেল সরান:",
    new_label: "নতুন লেবেল",
    label_name: "লেবেলের নাম",
    label_color: "লেবেলের রং",
    create_label: "তৈরি করুন",
    save_label: "লেবেল সংরক্ষণ করুন",
    delete_label: "লেবেল মুছে ফেলুন",
    delete_label_title: ("“", "” মুছে ফেলবেন?"),
    delete_label_hint: "সব কথোপকথন থেকে এটি সরে যাবে। এটি আর ফেরানো যাবে না।",

    in_email: "ইমেইল: ",
    in_subject: "বিষয়: ",
    in_note: "নোট: ",
    in_attachment: "ফাইল: ",
};

impl InboxTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the number of conversations that were found; `has_more` says that there are more.
    pub fn conversation_count(&self, count: usize, has_more: bool, language: Language) -> String {
        match (count, has_more) {
            (1, false) => self.one_conversation.to_owned(),
            (count, has_more) => {
                let number = [count.to_string().as_str(), if has_more { "+" } else { "" }].concat();
                [&digits::localize(&number, language), self.conversations].concat()
            }
        }
    }

    /// Returns the name of an order.
    pub const fn sort(&self, sort: Sort) -> &'static str {
        match sort {
            Sort::LastMessage => self.by_last_message,
            Sort::Waiting => self.by_waiting,
            Sort::Priority => self.by_priority,
        }
    }

    /// Returns the label before a hit; empty for a hit in a name, an id or a message.
    pub const fn place(&self, place: HitPlace) -> &'static str {
        match place {
            HitPlace::Name | HitPlace::Id | HitPlace::Message => "",
            HitPlace::Email => self.in_email,
            HitPlace::Subject => self.in_subject,
            HitPlace::Note => self.in_note,
            HitPlace::Attachment => self.in_attachment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversations_are_counted_in_both_languages() {
        let count = |count, has_more, language| InboxTexts::of(language).conversation_count(count, has_more, language);
        assert_eq!(count(1, false, Language::En), "1 conversation");
        assert_eq!(count(12, false, Language::En), "12 conversations");
        assert_eq!(count(1, true, Language::En), "1+ conversations");
        assert_eq!(count(50, true, Language::En), "50+ conversations");
        assert_eq!(count(12, false, Language::Bn), "১২টি কথোপকথন");
    }
}
