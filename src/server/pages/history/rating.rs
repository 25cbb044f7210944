//! The form for a rating, which is shown once a conversation is over.

use leptos::prelude::*;

use super::{
    action,
    forms::{FormValues, field_content},
    texts::Texts,
};
use crate::model::{digits, ids::ConversationId, rating::Rating};

/// The fields for one to five stars and a few words. They hold the earlier rating, if
/// there is one.
#[component]
pub(super) fn RatingForm(
    id: ConversationId,
    given: Option<Rating>,
    kept: FormValues,
    texts: &'static Texts,
) -> impl IntoView {
    let problem = kept.problem.as_ref().filter(|_| kept.is_rating).map(|problem| texts.problem(problem));
    let thanks = (given.is_some() && problem.is_none()).then_some(texts.rated);
    let (rating, comment) = match (kept.is_rating, given) {
        (true, _) => (kept.rating, kept.comment),
        (false, Some(given)) => (Some(given.rating.into()), given.comment),
        (false, None) => (None, String::new()),
    };
    let choices = (Rating::WORST..=Rating::BEST).map(|value| {
        let number = digits::localize(&value.to_string(), texts.language);
        view! {
            <label>
                <input
                    type="radio"
                    name="rating"
                    value=value.to_string()
                    required
                    checked=rating == Some(value.into())
                />
                <span>{number} <span class="spoken">" · "{texts.grade(value)}</span></span>
            </label>
        }
    });
    view! {
        <form class="form rating" method="post" action=action(&id, "rate")>
            <fieldset aria-describedby=problem.map(|_| "rating-problem")>
                <legend>{texts.how_did_it_go}</legend>
                <span class="grades">
                    <span aria-hidden="true">{texts.grade(Rating::WORST)}</span>
                    {choices.collect_view()}
                    <span aria-hidden="true">{texts.grade(Rating::BEST)}</span>
                </span>
            </fieldset>
            {problem.map(|problem| view! { <p class="problem" id="rating-problem">{problem}</p> })}
            {thanks.map(|thanks| view! { <p class="thanks">{thanks}</p> })}
            <label for="comment">{texts.comment}</label>
            <textarea id="comment" name="comment" rows="2" dir="auto">{field_content(&comment)}</textarea>
            <button class="button">{texts.rate}</button>
        </form>
    }
}
