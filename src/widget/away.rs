//! Says when an agent is available again.

use super::launch::Launch;
use crate::{
    model::{language::Language, timestamp::Timestamp},
    ui::{signals::*, time, timeline::Timeline},
};

/// Returns a sentence such as "Back tomorrow at 09:00.", and what happens to the customer's
/// message, in the shop's words.
pub fn away_words(launch: Launch, timeline: RwSignal<Timeline>) -> String {
    let opens_at = timeline.with(|timeline| match timeline.status {
        Some(_) => timeline.opens_at.clone(),
        None => launch.config.with(|config| config.opens_at.clone()),
    });
    let back = opens_at.map(|at| back_at(&at, launch.language) + " ").unwrap_or_default();
    back + &launch.config.with(|config| config.settings.offline_message.clone())
}

/// Returns when the shop opens, by the customer's clock.
fn back_at(at: &Timestamp, language: Language) -> String {
    let day = time::coming_day(at, language);
    let clock = time::clock(at, language);
    match language {
        Language::En => ["Back ", &day, " at ", &clock, "."].concat(),
        Language::Bn => [&*day, " ", &clock, "টায় ফিরছি।"].concat(),
    }
}
