//! One entry of the log: time, author, action, and each field before and after.

use leptos::{either::Either, prelude::*};

use super::{
    texts::LogTexts,
    values::{self, How},
};
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
                <strong><bdi>{move || texts().author(&username)}</bdi></strong>
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
    let how = values::how(&field, before.as_ref(), after.as_ref());
    let shown = move |value: Option<LoggedValue>| {
        let field = field.clone();
        let words = move || match &value {
            Some(value) => without_turns(&values::words(&field, value, locale.language())),
            // Only an assignee is shown as replaced without a value.
            None => locale.texts().unassigned.to_owned(),
        };
        view! { <bdi class="change-value">{words}</bdi> }
    };
    let change = match how {
        How::Replaced => Either::Left(view! {
            {shown.clone()(before)} <span class="change-arrow" aria-hidden="true">"→"</span>
            <span class="visually-hidden">{move || texts().became}</span> {shown(after)}
        }),
        How::Added | How::Set | How::Removed => {
            let word = move || match how {
                How::Added => texts().added,
                How::Set => texts().set_to,
                How::Removed | How::Replaced => texts().removed,
            };
            let value = if how == How::Removed { before } else { after };
            Either::Right(view! { <span class="quiet">{word}</span> {shown(value)} })
        }
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{change}</dd>
        </div>
    }
}
