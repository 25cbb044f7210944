//! How long a conversation is snoozed, in words.

use leptos::prelude::*;

use super::locale::use_locale;
use crate::{
    model::{inbox::Snooze, language::Language},
    ui::time,
};

/// The texts in one language.
pub struct SnoozeTexts {
    language: Language,
    snoozed: &'static str,
    until: (&'static str, &'static str),
    until_the_customer_writes: &'static str,
}

const EN: SnoozeTexts = SnoozeTexts {
    language: Language::En,
    snoozed: "Snoozed ",
    until: ("until ", ""),
    until_the_customer_writes: "until the customer writes",
};

const BN: SnoozeTexts = SnoozeTexts {
    language: Language::Bn,
    snoozed: "স্নুজ: ",
    until: ("", " পর্যন্ত"),
    until_the_customer_writes: "গ্রাহক না লেখা পর্যন্ত",
};

impl SnoozeTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns how long: "until Mon 09:00", "until the customer writes".
    pub fn until(&self, snooze: &Snooze) -> String {
        match &snooze.until {
            Some(at) => [self.until.0, &time::coming(at, self.language), self.until.1].concat(),
            None => self.until_the_customer_writes.to_owned(),
        }
    }

    /// Returns the same as a state: "Snoozed until Mon 09:00".
    pub fn state(&self, snooze: &Snooze) -> String {
        [self.snoozed, &self.until(snooze)].concat()
    }
}

/// Shows how long a conversation is snoozed, if it is.
#[component]
pub fn SnoozeChip(snooze: Memo<Option<Snooze>>) -> impl IntoView {
    let locale = use_locale();
    move || {
        snooze.get().map(|snooze| {
            view! {
                <span class="chip chip--snoozed">
                    <span class="dot" aria-hidden="true"></span>
                    <bdi class="chip-text">{SnoozeTexts::of(locale.language()).state(&snooze)}</bdi>
                </span>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snooze_without_a_time_lasts_until_the_customer_writes() {
        let state = |language| SnoozeTexts::of(language).state(&Snooze { until: None });
        assert_eq!(state(Language::En), "Snoozed until the customer writes");
        assert_eq!(state(Language::Bn), "স্নুজ: গ্রাহক না লেখা পর্যন্ত");
    }
}
