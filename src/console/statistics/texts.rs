//! The texts of the statistics, in both languages.

use crate::model::{
    field::{FieldError, Problem},
    language::Language,
    statistics::Preset,
};

/// The words before and after a value.
type Affixes = (&'static str, &'static str);

/// The texts in one language.
pub struct StatisticsTexts {
    pub period: &'static str,
    week: &'static str,
    thirty_days: &'static str,
    ninety_days: &'static str,
    this_month: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub show: &'static str,
    required: &'static str,
    invalid: &'static str,
    backwards: &'static str,
    too_long: &'static str,
    pub compared_with: Affixes,
    pub clock_of: Affixes,

    pub failed: &'static str,
    pub failed_hint: &'static str,
    pub retry: &'static str,
    pub empty: &'static str,
    pub empty_hint: &'static str,

    pub figures: &'static str,
    pub conversations: &'static str,
    pub messages: &'static str,
    pub first_response: &'static str,
    pub resolution: &'static str,
    pub rating: &'static str,
    pub waiting: &'static str,
    pub sides: (&'static str, &'static str),
    pub median_and_90th: Affixes,
    pub of_five: Affixes,
    pub ratings_given: Affixes,
    pub longest: Affixes,
    pub none_waiting: &'static str,
    pub not_measured: &'static str,

    pub more: Affixes,
    pub fewer: Affixes,
    pub slower: Affixes,
    pub faster: Affixes,
    pub higher: Affixes,
    pub lower: Affixes,
    pub same: &'static str,
    pub none_before: &'static str,

    pub conversations_per_day: &'static str,
    pub messages_per_day: &'static str,
    pub by_status: &'static str,
    pub by_priority: &'static str,
    pub by_language: &'static str,
    pub by_agent: &'static str,
    pub busiest_hours: &'static str,
    pub ratings: &'static str,
    pub table: &'static str,
    pub as_table: Affixes,
    pub as_csv: Affixes,
    pub busiest: Affixes,
    pub scale: (&'static str, &'static str),
    pub values_of: Affixes,
    pub message_count: Affixes,

    pub day: &'static str,
    pub weekday: &'static str,
    pub before: &'static str,
    pub of_customers: &'static str,
    pub of_agents: &'static str,
    pub replies: &'static str,
    pub count: &'static str,

    pub seconds: &'static str,
    pub minutes: &'static str,
    pub hours: &'static str,
    pub days: &'static str,
}

const EN: StatisticsTexts = StatisticsTexts {
    period: "Period",
    week: "7 days",
    thirty_days: "30 days",
    ninety_days: "90 days",
    this_month: "This month",
    from: "From",
    to: "To",
    show: "Show",
    required: "Choose a date.",
    invalid: "Not a valid date.",
    backwards: "Can't be before the start.",
    too_long: "Choose up to 366 days.",
    compared_with: ("Compared with ", "."),
    clock_of: ("Times in ", "."),

    failed: "Couldn't load statistics",
    failed_hint: "Try again in a moment.",
    retry: "Try again",
    empty: "No messages in this period",
    empty_hint: "Choose a longer or a different period.",

    figures: "Key figures",
    conversations: "Conversations",
    messages: "Messages",
    first_response: "First response",
    resolution: "Resolution",
    rating: "Rating",
    waiting: "Waiting now",
    sides: (" from customers, ", " from agents"),
    median_and_90th: ("Median. 90% within ", ""),
    of_five: ("", " of 5"),
    ratings_given: ("Ratings: ", ""),
    longest: ("Longest: ", ""),
    none_waiting: "No one waiting",
    not_measured: "No data",

    more: ("", "% more"),
    fewer: ("", "% fewer"),
    slower: ("", "% slower"),
    faster: ("", "% faster"),
    higher: ("", " higher"),
    lower: ("", " lower"),
    same: "No change",
    none_before: "New",

    conversations_per_day: "Conversations per day",
    messages_per_day: "Messages per day",
    by_status: "By status",
    by_priority: "By priority",
    by_language: "By language",
    by_agent: "By agent",
    busiest_hours: "Busiest hours",
    ratings: "Ratings",
    table: "Table",
    as_table: ("", " as a table"),
    as_csv: ("", " as CSV"),
    busiest: ("Busiest: ", ""),
    scale: ("Fewer", "More"),
    values_of: ("", ": use the arrow keys to read the values"),
    message_count: ("Messages: ", ""),

    day: "Day",
    weekday: "Weekday",
    before: "Previous period",
    of_customers: "Customers",
    of_agents: "Agents",
    replies: "Replies",
    count: "Count",

    seconds: "s",
    minutes: "min",
    hours: "h",
    days: "d",
};

const BN: StatisticsTexts = StatisticsTexts {
    period: "সময়কাল",
    week: "৭ দিন",
    thirty_days: "৩০ দিন",
    ninety_days: "৯০ দিন",
    this_month: "এই মাস",
    from: "শুরু",
    to: "শেষ",
    show: "দেখান",
    required: "একটি তারিখ বেছে নিন।",
    invalid: "সঠিক তারিখ দিন।",
    backwards: "শুরুর তারিখের আগে হতে পারে না।",
    too_long: "সর্বোচ্চ ৩৬৬ দিন দেখানো যায়।",
    compared_with: ("তুলনা: ", "।"),
    clock_of: ("সময় ", " অনুযায়ী।"),

    failed: "পরিসংখ্যান লোড করা যায়নি",
    failed_hint: "একটু পরে আবার চেষ্টা করুন।",
    retry: "আবার চেষ্টা করুন",
    empty: "এই সময়ে কোনো বার্তা নেই",
    empty_hint: "আরও লম্বা বা অন্য সময় বেছে নিন।",

    figures: "সংখ্যা",
    conversations: "কথোপকথন",
    messages: "বার্তা",
    first_response: "প্রথম উত্তর",
    resolution: "সমাধান",
    rating: "রেটিং",
    waiting: "এখন অপেক্ষায়",
    sides: ("টি গ্রাহকের, ", "টি এজেন্টের"),
    median_and_90th: ("মধ্যমা। ৯০% ক্ষেত্রে সর্বোচ্চ ", ""),
    of_five: ("৫-এর মধ্যে ", ""),
    ratings_given: ("রেটিং: ", "টি"),
    longest: ("সবচেয়ে বেশি: ", ""),
    none_waiting: "কেউ অপেক্ষায় নেই",
    not_measured: "তথ্য নেই",

    more: ("", "% বেশি"),
    fewer: ("", "% কম"),
    slower: ("", "% ধীর"),
    faster: ("", "% দ্রুত"),
    higher: ("", " বেশি"),
    lower: ("", " কম"),
    same: "একই আছে",
    none_before: "নতুন",

    conversations_per_day: "দিন অনুযায়ী কথোপকথন",
    messages_per_day: "দিন অনুযায়ী বার্তা",
    by_status: "অবস্থা অনুযায়ী",
    by_priority: "অগ্রাধিকার অনুযায়ী",
    by_language: "ভাষা অনুযায়ী",
    by_agent: "এজেন্ট অনুযায়ী",
    busiest_hours: "ব্যস্ততম সময়",
    ratings: "রেটিং",
    table: "সারণি",
    as_table: ("", " সারণি হিসেবে"),
    as_csv: ("", " CSV হিসেবে"),
    busiest: ("সবচেয়ে ব্যস্ত: ", ""),
    scale: ("কম", "বেশি"),
    values_of: ("", ": মান পড়তে তীর চিহ্নের বোতাম ব্যবহার করুন"),
    message_count: ("বার্তা: ", ""),

    day: "দিন",
    weekday: "বার",
    before: "আগের সময়",
    of_customers: "গ্রাহক",
    of_agents: "এজেন্ট",
    replies: "উত্তর",
    count: "সংখ্যা",

    seconds: "সেকেন্ড",
    minutes: "মিনিট",
    hours: "ঘণ্টা",
    days: "দিন",
};

impl StatisticsTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns the name of a period.
    pub const fn preset(&self, preset: Preset) -> &'static str {
        match preset {
            Preset::Week => self.week,
            Preset::ThirtyDays => self.thirty_days,
            Preset::NinetyDays => self.ninety_days,
            Preset::ThisMonth => self.this_month,
        }
    }

    /// Returns the message for an error in a typed day.
    pub const fn problem(&self, error: &FieldError) -> &'static str {
        match error.problem {
            Problem::Required => self.required,
            Problem::TooSmall => self.backwards,
            Problem::TooLarge => self.too_long,
            _ => self.invalid,
        }
    }
}
