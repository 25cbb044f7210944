//! The texts of the log.

use crate::model::{
    audit::{Action, FIELDS, Subject},
    change_log::{COMMAND_LINE, SYSTEM},
    digits,
    language::Language,
};

/// The texts in one language.
pub struct LogTexts {
    language: Language,
    pub title: &'static str,
    pub hint: &'static str,
    pub what: &'static str,
    pub who: &'static str,
    pub everything: &'static str,
    pub everybody: &'static str,
    pub older: &'static str,
    pub empty: &'static str,
    pub empty_hint: &'static str,
    pub no_match: &'static str,
    pub no_match_hint: &'static str,
    pub nothing: &'static str,
    pub added: &'static str,
    pub set_to: &'static str,
    pub removed: &'static str,
    pub became: &'static str,
    pub on: &'static str,
    pub image: &'static str,
    pub agent: &'static str,
    pub admin: &'static str,
    pub password: &'static str,
    pub recovery_codes: &'static str,
    command_line: &'static str,
    system: &'static str,
    days: &'static str,
    day: &'static str,
    minutes: &'static str,
    minute: &'static str,
    pub off: &'static str,
    subjects: [&'static str; 13],
    /// Actions whose words do not name the kind of thing, or name it within the words. The name of
    /// the thing follows.
    phrases: [((Action, Subject), &'static str); 6],
    actions: [&'static str; 10],
    fields: [(&'static str, &'static str); FIELDS.len()],
}

const EN: LogTexts = LogTexts {
    language: Language::En,
    title: "Log",
    hint: "Who changed what, newest first.",
    what: "What",
    who: "Who",
    everything: "Everything",
    everybody: "Everyone",
    older: "Show older entries",
    empty: "No changes yet",
    empty_hint: "Changes to settings, agents, quick replies, labels and conversations appear here.",
    no_match: "No matching entries",
    no_match_hint: "Choose everything or everyone to see more.",
    nothing: "nothing",
    added: "added ",
    set_to: "set to ",
    removed: "removed ",
    became: "became",
    on: "on",
    image: "image",
    agent: "Agent",
    admin: "Admin",
    password: "Password",
    recovery_codes: "Recovery codes",
    command_line: "Command line",
    system: "System",
    days: " days",
    day: " day",
    minutes: " minutes",
    minute: " minute",
    off: "off",
    subjects: [
        "conversation",
        "label",
        "quick reply",
        "agent",
        "settings",
        "identity secret",
        "customer sessions",
        "block",
        "customer",
        "old data",
        "message",
        "note",
        "file",
    ],
    phrases: [
        ((Action::Deleted, Subject::Message), "deleted a message in conversation"),
        ((Action::Deleted, Subject::Note), "deleted a note in conversation"),
        ((Action::Deleted, Subject::File), "deleted a file in conversation"),
        ((Action::Edited, Subject::Message), "edited a message in conversation"),
        ((Action::Edited, Subject::Note), "edited a note in conversation"),
        ((Action::Replaced, Subject::Agent), "changed how to sign in as agent"),
    ],
    actions: [
        "created",
        "changed",
        "deleted",
        "reordered",
        "replaced",
        "invited",
        "signed out",
        "signed in",
        "viewed",
        "edited",
    ],
    fields: [
        ("status", "Status"),
        ("is_snoozed", "Snoozed"),
        ("snoozed_until", "Snoozed until"),
        ("priority", "Priority"),
        ("assigned_agent_id", "Agent"),
        ("language", "Language"),
        ("subject", "Subject"),
        ("label", "Label"),
        ("name", "Name"),
        ("color", "Colour"),
        ("title", "Title"),
        ("title_bn", "Title in Bangla"),
        ("content", "Answer"),
        ("content_bn", "Answer in Bangla"),
        ("category", "Category"),
        ("order", "Order"),
        ("is_active", "Active"),
        ("display_name", "Display name"),
        ("display_name_bn", "Display name in Bangla"),
        ("bio", "Bio"),
        ("email", "Email"),
        ("username", "Username"),
        ("avatar", "Picture"),
        ("role", "Role"),
        ("field", "What"),
        ("expires_at", "Link valid until"),
        ("count", "Sessions"),
        ("max_open", "Maximum open conversations"),
        ("address_until", "Address blocked until"),
        ("two_factor", "Two-factor authentication"),
        ("conversations", "Conversations"),
        ("messages", "Messages"),
        ("files", "Files"),
        ("log_entries", "Log entries"),
    ],
};

const BN: LogTexts = LogTexts {
    language: Language::Bn,
    title: "লগ",
    hint: "কে কী বদলেছেন, নতুনটি সবার উপরে।",
    what: "কী",
    who: "কে",
    everything: "সবকিছু",
    everybody: "সবাই",
    older: "আরও পুরোনো দেখান",
    empty: "এখনও কোনো পরিবর্তন নেই",
    empty_hint: "সেটিংস, এজেন্ট, কুইক রিপ্লাই, লেবেল ও কথোপকথনের পরিবর্তন এখানে দেখা যায়।",
    no_match: "কিছু মেলেনি",
    no_match_hint: "আরও দেখতে সবকিছু বা সবাই বেছে নিন।",
    nothing: "কিছু না",
    added: "যোগ হয়েছে: ",
    set_to: "নতুন: ",
    removed: "সরানো হয়েছে: ",
    became: "হয়েছে",
    on: "চালু",
    image: "ছবি",
    agent: "এজেন্ট",
    admin: "অ্যাডমিন",
    password: "পাসওয়ার্ড",
    recovery_codes: "রিকভারি কোড",
    command_line: "কমান্ড লাইন",
    system: "সিস্টেম",
    days: " দিন",
    day: " দিন",
    minutes: " মিনিট",
    minute: " মিনিট",
    off: "বন্ধ",
    subjects: [
        "কথোপকথন",
        "লেবেল",
        "কুইক রিপ্লাই",
        "এজেন্ট",
        "সেটিংস",
        "পরিচয়ের গোপন চাবি",
        "গ্রাহকদের সেশন",
        "ব্লক",
        "গ্রাহক",
        "পুরোনো তথ্য",
        "বার্তা",
        "নোট",
        "ফাইল",
    ],
    phrases: [
        ((Action::Deleted, Subject::Message), "একটি বার্তা মুছেছেন, কথোপকথন"),
        ((Action::Deleted, Subject::Note), "একটি নোট মুছেছেন, কথোপকথন"),
        ((Action::Deleted, Subject::File), "একটি ফাইল মুছেছেন, কথোপকথন"),
        ((Action::Edited, Subject::Message), "একটি বার্তা সম্পাদনা করেছেন, কথোপকথন"),
        ((Action::Edited, Subject::Note), "একটি নোট সম্পাদনা করেছেন, কথোপকথন"),
        ((Action::Replaced, Subject::Agent), "সাইন ইনের গোপন তথ্য বদলেছেন, এজেন্ট"),
    ],
    actions: [
        "তৈরি করেছেন",
        "বদলেছেন",
        "মুছেছেন",
        "নতুন ক্রমে সাজিয়েছেন",
        "নতুন করে দিয়েছেন",
        "আমন্ত্রণ জানিয়েছেন",
        "সাইন আউট করিয়েছেন",
        "সাইন ইন করেছেন",
        "দেখেছেন",
        "সম্পাদনা করেছেন",
    ],
    fields: [
        ("status", "অবস্থা"),
        ("is_snoozed", "স্নুজ"),
        ("snoozed_until", "স্নুজের শেষ সময়"),
        ("priority", "অগ্রাধিকার"),
        ("assigned_agent_id", "এজেন্ট"),
        ("language", "ভাষা"),
        ("subject", "বিষয়"),
        ("label", "লেবেল"),
        ("name", "নাম"),
        ("color", "রং"),
        ("title", "শিরোনাম"),
        ("title_bn", "বাংলা শিরোনাম"),
        ("content", "উত্তর"),
        ("content_bn", "বাংলা উত্তর"),
        ("category", "বিভাগ"),
        ("order", "ক্রম"),
        ("is_active", "সক্রিয়"),
        ("display_name", "প্রদর্শিত নাম"),
        ("display_name_bn", "বাংলায় প্রদর্শিত নাম"),
        ("bio", "পরিচিতি"),
        ("email", "ইমেইল"),
        ("username", "ইউজারনেম"),
        ("avatar", "ছবি"),
        ("role", "ভূমিকা"),
        ("field", "কী"),
        ("expires_at", "লিঙ্ক চলবে যতক্ষণ"),
        ("count", "সেশন"),
        ("max_open", "সর্বোচ্চ খোলা কথোপকথন"),
        ("address_until", "ঠিকানা ব্লক থাকবে"),
        ("two_factor", "দুই ধাপে যাচাই"),
        ("conversations", "কথোপকথন"),
        ("messages", "বার্তা"),
        ("files", "ফাইল"),
        ("log_entries", "লগের ভুক্তি"),
    ],
};

impl LogTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the word for a kind of thing.
    pub const fn subject(&self, subject: Subject) -> &'static str {
        self.subjects[subject as usize]
    }

    /// Returns the action as a phrase in the language's word order.
    pub fn done(&self, action: Action, subject: Subject) -> String {
        if action == Action::SignedIn {
            return self.actions[action as usize].to_owned();
        }
        if let Some((_, words)) = self.phrases.iter().find(|(what, _)| *what == (action, subject)) {
            return (*words).to_owned();
        }
        let (action, subject) = (self.actions[action as usize], self.subject(subject));
        match self.language {
            Language::En => [action, subject].join(" "),
            Language::Bn => [subject, action].join(" "),
        }
    }

    /// Returns the author's name, or words for the command line and the server.
    pub fn author(&self, name: &str) -> String {
        match name {
            COMMAND_LINE => self.command_line,
            SYSTEM => self.system,
            name => name,
        }
        .to_owned()
    }

    /// Returns a number of days.
    pub fn days(&self, count: i64) -> String {
        self.counted(count, self.day, self.days)
    }

    /// Returns a number of minutes.
    pub fn minutes(&self, count: i64) -> String {
        self.counted(count, self.minute, self.minutes)
    }

    fn counted(&self, count: i64, one: &str, several: &str) -> String {
        let number = digits::localize(&count.to_string(), self.language);
        [number.as_str(), if count == 1 { one } else { several }].concat()
    }

    /// Returns the name of a field, if it is one of these.
    pub fn field(&self, field: &str) -> Option<&'static str> {
        self.fields.iter().find(|(name, _)| *name == field).map(|(_, words)| *words)
    }
}
