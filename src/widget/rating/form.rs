//! The form of the rating. It is a part of its own, because most conversations go on while the chat is
//! open.

use super::dismiss;
use crate::{
    api::customer::calls::rate_chat,
    model::{digits, rating::Rating},
    ui::{dom::Tag, icons::Glyph, part::part, signals::*},
    widget::{chat::Chat, own_texts::OwnTexts, task::spawn},
};

part! {
    file: rating;
    /// Returns the form, which lives as long as the current owner.
    pub(super) fn rating_form(chat: Chat) -> Tag {
        draw(chat)
    }
}

/// Returns the form for a rating of one to five and a comment. An earlier
/// rating can be changed.
fn draw(chat: Chat) -> Tag {
    let texts = OwnTexts::of(chat.launch.language);
    let given = chat.timeline.with_untracked(|timeline| timeline.rating.clone());
    let rating = RwSignal::new(given.as_ref().map(|given| i64::from(given.rating)));
    // The line below the form: thanks, or an error.
    let word = RwSignal::new(if given.is_some() { texts.rated } else { "" });
    let is_sending = RwSignal::new(false);
    let comment = Tag::new("textarea", "adda-field").attr("rows", "1").attr("dir", "auto");
    let comment = comment.attr("aria-label", texts.comment).attr("placeholder", texts.comment);
    comment.set_property("value", &given.map(|given| given.comment).unwrap_or_default().into());
    let written = comment.clone();
    let send = move || {
        let Some(id) = chat.conversation().filter(|_| !is_sending.get_untracked()) else { return };
        let (rating, comment) = (rating.get_untracked(), written.value());
        if let Err(errors) = Rating::check(rating, &comment) {
            word.set(errors.first().map(|error| texts.rating_problem(&error.field)).unwrap_or_default());
            return;
        }
        is_sending.set(true);
        spawn(async move {
            let sent = rate_chat(id, rating, comment).await;
            // If the conversation was reopened in the meantime, the form is
            // gone.
            word.try_set(if sent.is_ok() { texts.rated } else { texts.rating_failed });
            is_sending.try_set(false);
        });
    };
    let button = Tag::new("button", "adda-choice").attr("type", "submit");
    let button = button.live_truth("aria-disabled", move || is_sending.get()).text(texts.rate);
    Tag::new("form", "adda-rating")
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
        .child(Tag::button("adda-dismiss", move || dismiss(chat)).named(texts.dismiss).icon(Glyph::Close))
        .child(grades(chat, rating))
        .child(Tag::new("div", "adda-rating-words").child(comment).child(button))
        .child(Tag::new("p", "adda-rating-state").attr("role", "status").live_text(move || word.get().to_owned()))
}

fn grades(chat: Chat, rating: RwSignal<Option<i64>>) -> Tag {
    let language = chat.launch.language;
    let choices = (Rating::WORST..=Rating::BEST).fold(Tag::new("div", ""), |choices, value| {
        let grade = OwnTexts::of(language).grade(value);
        let number = digits::localize(&digits::decimal(value.into()), language);
        let input = Tag::new("input", "").attr("type", "radio").attr("name", "adda-rating");
        let input = input.attr("aria-label", &[&number, ", ", grade].concat());
        input.set_property("checked", &(rating.get_untracked() == Some(value.into())).into());
        let input = input.on("change", move |_| rating.set(Some(value.into())));
        let shown = Tag::new("span", "").attr("aria-hidden", "true").text(&number);
        choices.child(Tag::new("label", "adda-grade").attr("title", grade).child(input).child(shown))
    });
    let texts = OwnTexts::of(language);
    let legend = Tag::new("legend", "").text(texts.how_did_it_go);
    // A screen reader hears the words with each number.
    let end = |grade| Tag::new("span", "").text(texts.grade(grade));
    let ends = Tag::new("p", "adda-grade-ends").attr("aria-hidden", "true");
    let ends = ends.child(end(Rating::WORST)).child(end(Rating::BEST));
    Tag::new("fieldset", "adda-grades").child(legend).child(choices).child(ends)
}
