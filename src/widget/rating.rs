//! How it went, asked once the conversation is over.

use leptos::{ev, prelude::*, task::spawn_local};

use super::{chat::Chat, own_texts::OwnTexts};
use crate::{
    api::customer::rate_chat,
    model::{digits, rating::Rating},
};

/// One to five and a few words. What was given before can be changed.
#[component]
pub fn RatingPanel(chat: Chat) -> impl IntoView {
    let is_asked = Memo::new(move |_| chat.launch.config.with(|config| config.rating_enabled));
    let is_over = Memo::new(move |_| chat.status.get().is_some_and(|status| !status.is_active()));
    move || (is_asked.get() && is_over.get()).then(|| view! { <RatingForm chat/> })
}

#[component]
fn RatingForm(chat: Chat) -> impl IntoView {
    let texts = OwnTexts::of(chat.launch.language);
    let given = chat.timeline.with_untracked(|timeline| timeline.rating.clone());
    let rating = RwSignal::new(given.as_ref().map(|given| i64::from(given.rating)));
    let comment = RwSignal::new(given.as_ref().map(|given| given.comment.clone()).unwrap_or_default());
    // What stands below the form: thanks, or what is wrong with it.
    let word = RwSignal::new(given.is_some().then_some(texts.rated));
    let is_sending = RwSignal::new(false);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(id) = chat.conversation().filter(|_| !is_sending.get_untracked()) else { return };
        let (rating, comment) = (rating.get_untracked(), comment.get_untracked());
        if let Err(errors) = Rating::check(rating, &comment) {
            word.set(errors.first().map(|error| texts.rating_problem(&error.field)));
            return;
        }
        is_sending.set(true);
        spawn_local(async move {
            let sent = rate_chat(id, rating, comment).await;
            // Reopened meanwhile, the form is gone.
            word.try_set(Some(if sent.is_ok() { texts.rated } else { texts.rating_failed }));
            is_sending.try_set(false);
        });
    };
    let choice = move |value: u8| {
        let number = digits::localize(&value.to_string(), chat.launch.language);
        view! {
            <label class="adda-grade" title=texts.grade(value)>
                <input
                    type="radio"
                    name="adda-rating"
                    aria-label=[&number, ", ", texts.grade(value)].concat()
                    prop:checked=move || rating.get() == Some(value.into())
                    on:change=move |_| rating.set(Some(value.into()))
                />
                <span aria-hidden="true">{number.clone()}</span>
            </label>
        }
    };
    view! {
        <form class="adda-rating" on:submit=send>
            <fieldset class="adda-grades">
                <legend>{texts.how_did_it_go}</legend>
                <div>{(Rating::WORST..=Rating::BEST).map(choice).collect_view()}</div>
            </fieldset>
            <div class="adda-rating-words">
                <textarea
                    class="adda-field"
                    rows="1"
                    aria-label=texts.comment
                    placeholder=texts.comment
                    prop:value=comment
                    on:input=move |event| comment.set(event_target_value(&event))
                ></textarea>
                <button class="adda-choice" type="submit" aria-disabled=move || is_sending.get().to_string()>
                    {texts.rate}
                </button>
            </div>
            <p class="adda-rating-state" role="status">{word}</p>
        </form>
    }
}
