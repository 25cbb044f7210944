//! The log of changes by admins and agents.

mod entry;
mod filters;
mod texts;
mod values;

use leptos::{either::EitherOf4, prelude::*};

use self::{entry::EntryRow, filters::Filters, texts::LogTexts};
use super::{
    admin::AdminPage, loaded::NotLoaded, locale::use_locale, notice::use_notices, request::Request,
    session::use_session,
};
use crate::{
    api::admin::log::change_log,
    console::form::FieldErrors,
    model::{
        change_log::{LogEntry, LogView},
        error::ErrorCode,
    },
    ui::icons::{Glyph, Icon},
};

/// Shows the page.
#[component]
pub fn LogPage() -> impl IntoView {
    let locale = use_locale();
    let session = use_session();
    let notices = use_notices();
    // The filters are form controls, which need this context.
    FieldErrors::provide();
    let texts = move || LogTexts::of(locale.language());
    let subject = RwSignal::new(String::new());
    let who = RwSignal::new(String::new());
    let people = RwSignal::new(Vec::<String>::new());
    let entries = RwSignal::new(None::<Vec<LogEntry>>);
    let next = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<ErrorCode>);
    let request = Request::new(move |(view, cursor): (LogView, Option<String>)| async move {
        failed.set(None);
        let is_more = cursor.is_some();
        match session.ask(change_log(view, cursor)).await {
            Ok(page) => {
                people.set(page.people);
                next.set(page.next_cursor);
                entries.update(|entries| match entries {
                    Some(entries) if is_more => entries.extend(page.entries),
                    entries => *entries = Some(page.entries),
                });
            }
            // The loaded entries stay, and so does the button for older ones.
            Err(error) if is_more => notices.tell(&error),
            Err(error) => failed.set(Some(error.code)),
        }
    });
    let load = move |view: LogView, cursor: Option<String>| request.replace((view, cursor));
    let view = move || LogView { subject: subject.with(|code| code.parse().ok()), who: who.get() };
    Effect::new(move || load(view(), None));
    let is_empty = Memo::new(move |_| entries.with(|entries| entries.as_ref().map(Vec::is_empty)));
    view! {
        <AdminPage title=move || texts().title.to_owned() hint=move || texts().hint.to_owned()>
            <Filters subject who people />
            {move || match (failed.get(), is_empty.get()) {
                (Some(code), _) => {
                    let retry = move |()| load(untrack(view), None);
                    EitherOf4::D(view! { <NotLoaded code on_retry=retry /> })
                }
                (None, None) => EitherOf4::A(view! { <p class="quiet" role="status">{move || locale.texts().loading}</p> }),
                (None, Some(true)) => EitherOf4::B(view! { <Nothing is_filtered=view() != LogView::default() /> }),
                (None, Some(false)) => {
                    EitherOf4::C(
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
            <Show when=move || failed.get().is_none() && next.with(Option::is_some)>
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
