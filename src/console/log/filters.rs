//! The filters of the log.

use leptos::prelude::*;

use super::texts::LogTexts;
use crate::{
    console::{
        form::{Choice, SelectInput},
        locale::use_locale,
    },
    model::audit::Subject,
};

/// Shows the filters by kind of thing and by person.
#[component]
pub fn Filters(
    /// The kind of thing; empty for any.
    subject: RwSignal<String>,
    /// The account's name; empty for any.
    who: RwSignal<String>,
    /// All people who appear in the log.
    people: RwSignal<Vec<String>>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || LogTexts::of(locale.language());
    let subjects = move || {
        let any = Choice::new("", texts().everything);
        let each = Subject::ALL.map(|subject| Choice::new(subject.code(), texts().subject(subject)));
        [any].into_iter().chain(each).collect::<Vec<_>>()
    };
    let names = move || {
        let everyone = Choice::new("", texts().everybody);
        let each = people.get().into_iter().map(|name| Choice::new(name.clone(), texts().author(&name)));
        [everyone].into_iter().chain(each).collect::<Vec<_>>()
    };
    view! {
        <div class="change-log-filters">
            <SelectInput name="subject" label=move || texts().what.to_owned() choices=subjects value=subject />
            <SelectInput name="who" label=move || texts().who.to_owned() choices=names value=who />
        </div>
    }
}
