//! One entry of the log: time, author, action, and each field before and after.

use leptos::{either::Either, prelude::*};

use super::{texts::LogTexts, values};
use crate::{
    console::locale::use_locale,
    model::{
        audit::Action,
        change_log::{FieldChange, LogEntry, LoggedValue},
        text::without_turns,
    },
    ui::time,
};

/// Shows the entry.
#[component]
pub fn EntryRow(entry: LogEntry) -> impl IntoView {
    let locale = use_locale();
    let texts = move || LogTexts::of(locale.language());
    let LogEntry { created_at, username, action, subject, subject_name, changes, .. } = entry;
    let has_name = subject.has_name() && action != Action::SignedIn;
    let at = created_at.0.clone();
    let when = move || time::moment(&created_at, locale.language());
    view! {
        <li class="change">
            <p class="change-head">
                <time datetime=at class="quiet">{when}</time>
                <strong><bdi>{username}</bdi></strong>
                <span>{move || texts().done(action, subject)}</span>
                {has_name.then_some(view! { <bdi class="change-subject">{subject_name}</bdi> })}
            </p>
            <Show when={
                let is_any = !changes.is_empty();
                move || is_any
            }>
                <dl class="change-fields">
                    {changes.clone().into_iter().map(|change| view! { <Field change /> }).collect_view()}
                </dl>
            </Show>
        </li>
    }
}

#[component]
fn Field(change: FieldChange) -> impl IntoView {
    let locale = use_locale();
    let texts = move || LogTexts::of(locale.language());
    let FieldChange { field, before, after } = change;
    let name = {
        let field = field.clone();
        move || values::field_name(&field, locale.language())
    };
    let shown = move |value: Option<LoggedValue>| match value {
        Some(value) => {
            let field = field.clone();
            Either::Left(
                view! { <bdi class="change-value">{move || without_turns(&values::words(&field, &value, locale.language()))}</bdi> },
            )
        }
        None => Either::Right(view! { <span class="quiet">{move || texts().nothing}</span> }),
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {shown.clone()(before)} <span class="change-arrow" aria-hidden="true">"→"</span>
                <span class="visually-hidden">{move || texts().became}</span> {shown(after)}
            </dd>
        </div>
    }
}
