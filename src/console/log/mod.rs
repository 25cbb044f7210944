//! The log of what admins and agents changed.

mod entry;
mod filters;
mod texts;
mod values;

use leptos::{either::EitherOf3, prelude::*};

use self::{entry::EntryRow, filters::Filters, texts::LogTexts};
use super::{admin::AdminPage, locale::use_locale, notice::use_notices, scope::Scope, session::use_session};
use crate::{
    api::admin::log::change_log,
    console::form::FieldErrors,
    model::change_log::{LogEntry, LogView},
    ui::icons::{Glyph, Icon},
};

/// The page.
#[component]
pub fn LogPage() -> impl IntoView {
    let locale = use_locale();
    let session = use_session();
    let notices = use_notices();
    let scope = Scope::here();
    // The filters are form parts, which look for it.
    FieldErrors::provide();
    let texts = move || LogTexts::of(locale.language());
    let subject = RwSignal::new(String::new());
    let who = RwSignal::new(String::new());
    let people = RwSignal::new(Vec::<String>::new());
    let entries = RwSignal::new(None::<Vec<LogEntry>>);
    let next = RwSignal::new(None::<String>);
    // An answer to what is no longer asked must not be shown.
    let asked = StoredValue::new(0_u32);
    let load = move |view: LogView, cursor: Option<String>| {
        asked.update_value(|number| *number += 1);
        let number = asked.get_value();
        scope.spawn(async move {
            let is_more = cursor.is_some();
            let answer = session.ask(change_log(view, cursor)).await;
            if asked.get_value() != number {
                return;
            }
            match answer {
                Ok(page) => {
                    people.set(page.people);
                    next.set(page.next_cursor);
                    entries.update(|entries| match entries {
                        Some(entries) if is_more => entries.extend(page.entries),
                        entries => *entries = Some(page.entries),
                    });
                }
                Err(error) => notices.tell(&error),
            }
        });
    };
    let view = move || LogView { subject: subject.with(|code| code.parse().ok()), who: who.get() };
    Effect::new(move || load(view(), None));
    let is_empty = Memo::new(move |_| entries.with(|entries| entries.as_ref().map(Vec::is_empty)));
    view! {
        <AdminPage title=move || texts().title.to_owned() hint=move || texts().hint.to_owned()>
            <Filters subject who people />
            {move || match is_empty.get() {
                None => EitherOf3::A(view! { <p class="quiet" role="status">{move || locale.texts().loading}</p> }),
                Some(true) => EitherOf3::B(view! { <Nothing is_filtered=view() != LogView::default() /> }),
                Some(false) => {
                    EitherOf3::C(
                        view! {
                            <ol class="change-log" aria-label=move || texts().title>
                                <For
                                    each=move || entries.get().unwrap_or_default()
                                    key=|entry| entry.id
                                    children=|entry| view! { <EntryRow entry /> }
                                />
                            </ol>
                        },
                    )
                }
            }}
            <Show when=move || next.with(Option::is_some)>
                <div class="change-log-more">
                    <button type="button" class="button" on:click=move |_| load(untrack(view), next.get_untracked())>
                        {move || texts().older}
                    </button>
                </div>
            </Show>
        </AdminPage>
    }
}

#[component]
fn Nothing(is_filtered: bool) -> impl IntoView {
    let locale = use_locale();
    let texts = move || LogTexts::of(locale.language());
    view! {
        <div class="empty">
            <Icon glyph=Glyph::Clock />
            <h2>{move || if is_filtered { texts().no_match } else { texts().empty }}</h2>
            <p>{move || if is_filtered { texts().no_match_hint } else { texts().empty_hint }}</p>
        </div>
    }
}
