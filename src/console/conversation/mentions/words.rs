//! The text of a note, in which mentions are marked.

use leptos::prelude::*;

use crate::{
    console::{inbox::use_directory, locale::use_locale},
    model::{
        agent::Colleague,
        ids::AgentId,
        mention::{MARK, places},
    },
    ui::words::Words,
};

/// Shows the text of a note. A mention is strong, with the colleague's name as its tooltip.
#[component]
pub fn NoteWords(
    text: String,
    /// Returns whether the note mentions an agent, if its text has their username.
    mentions: impl Fn(AgentId) -> bool + Send + Sync + 'static,
) -> impl IntoView {
    if !text.contains(MARK) {
        return view! { <Words text /> }.into_any();
    }
    let (directory, locale) = (use_directory(), use_locale());
    let draw = move || {
        let language = locale.language();
        let colleagues = directory.colleagues.read();
        let mentioned: Vec<&Colleague> = colleagues.iter().filter(|colleague| mentions(colleague.id)).collect();
        let names: Vec<&str> = mentioned.iter().map(|colleague| colleague.username.as_str()).collect();
        let words = |text: &str| view! { <Words text=text.to_owned() /> }.into_any();
        let (mut views, mut done) = (Vec::new(), 0);
        for place in places(&text, &names) {
            views.push(words(&text[done..place.start]));
            let name = mentioned[place.name].name_in(language).to_owned();
            let written = text[place.start..place.end].to_owned();
            views.push(view! { <strong class="mention" title=name>{written}</strong> }.into_any());
            done = place.end;
        }
        views.push(words(&text[done..]));
        views
    };
    draw.into_any()
}
