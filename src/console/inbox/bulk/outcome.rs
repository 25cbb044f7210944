//! The outcome of a bulk action.

use leptos::prelude::*;

use crate::{
    console::{inbox::texts::InboxTexts, locale::use_locale},
    model::{
        bulk::{BulkReport, Outcome},
        digits,
        error::ErrorCode,
        language::Language,
    },
    ui::icons::{Glyph, Icon},
};

/// Shows the outcome on one line. The live region is in the page from the
/// start, so that screen readers announce its text.
#[component]
pub fn OutcomeLine(report: RwSignal<Option<BulkReport>>) -> impl IntoView {
    let locale = use_locale();
    let line = move || {
        let sentence = report.with(|report| report.as_ref().map(|report| sentence(report, locale.language())))?;
        Some(view! {
            <div class="outcome">
                <p>{sentence}</p>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=move || locale.texts().close
                    on:click=move |_| report.set(None)
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </div>
        })
    };
    view! { <div role="status" class="outcome-region">{line}</div> }
}

/// Returns a sentence such as "3 updated, 1 skipped: reopen closed conversations first."
fn sentence(report: &BulkReport, language: Language) -> String {
    let texts = InboxTexts::of(language);
    let counts = [
        (Outcome::Done, texts.outcome_done),
        (Outcome::Unchanged, texts.outcome_unchanged),
        (Outcome::NotFound, texts.outcome_not_found),
        (Outcome::Refused, texts.outcome_refused),
    ];
    let counted = counts.into_iter().filter_map(|(outcome, words)| {
        let count = report.count(outcome);
        (count > 0).then(|| [&digits::localize(&count.to_string(), language), words].concat())
    });
    let mut sentence = counted.collect::<Vec<_>>().join(", ");
    let is_any_closed = report.results.iter().any(|result| result.reason == Some(ErrorCode::ConversationClosed));
    // The refused ones are counted last, so the reason follows their count.
    sentence.push_str(if is_any_closed { texts.refused_closed } else { language.pick(".", "।") });
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::bulk::BulkResult;

    fn report(outcomes: &[Outcome]) -> BulkReport {
        let result = |outcome: &Outcome| BulkResult {
            conversation_id: String::new(),
            outcome: *outcome,
            reason: (*outcome == Outcome::Refused).then_some(ErrorCode::ConversationClosed),
        };
        BulkReport { results: outcomes.iter().map(result).collect() }
    }

    #[test]
    fn a_mixed_result_is_one_sentence() {
        let mixed = report(&[Outcome::Done, Outcome::Refused, Outcome::Done]);
        assert_eq!(sentence(&mixed, Language::En), "2 updated, 1 skipped: reopen closed conversations first.");
        assert_eq!(sentence(&report(&[Outcome::Unchanged]), Language::Bn), "১টি আগে থেকেই এমন ছিল।");
    }
}
