//! The agent's sessions, and the buttons that end them.

use leptos::prelude::*;

use super::texts::ProfileTexts;
use crate::{
    api::joining,
    console::{
        form::FormSection,
        loaded::{PageData, PageDataView},
        locale::use_locale,
        notice::use_notices,
        scope::Scope,
        session::use_session,
    },
    model::session::OwnSession,
    ui::time,
};

/// Shows the list of sessions. The session of this browser is ended by signing
/// out.
#[component]
pub fn SessionsSection() -> impl IntoView {
    let locale = use_locale();
    let texts = move || ProfileTexts::of(locale.language());
    let (session, notices, scope) = (use_session(), use_notices(), Scope::here());
    let sessions = PageData::new(joining::own_sessions);
    let end = Callback::new(move |id: Option<i64>| {
        scope.spawn(async move {
            if let Err(error) = session.change(joining::end_own_sessions(id)).await {
                notices.tell(&error);
            }
            // A session that had ended already must leave the list too.
            sessions.reload();
        });
    });
    let has_others =
        Memo::new(move |_| sessions.with(|all| all.iter().any(|session| !session.is_current)).unwrap_or_default());
    view! {
        <FormSection title=move || texts().sessions.to_owned()>
            <p class="form-hint">{move || texts().sessions_hint}</p>
            <PageDataView loaded=sessions>
                <ul class="sessions">
                    <For
                        each=move || sessions.with(Clone::clone).unwrap_or_default()
                        key=|session| (session.id, session.last_used_at.clone())
                        let:session
                    >
                        <SessionItem session on_end=move |id| end.run(Some(id)) />
                    </For>
                </ul>
            </PageDataView>
            <Show when=move || has_others.get()>
                <p>
                    <button type="button" class="button" on:click=move |_| end.run(None)>
                        {move || texts().end_others}
                    </button>
                </p>
            </Show>
        </FormSection>
    }
}

#[component]
fn SessionItem(session: OwnSession, #[prop(into)] on_end: Callback<i64>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || ProfileTexts::of(locale.language());
    let OwnSession { id, created_at, last_used_at, is_current, .. } = session;
    let began = move || {
        let (before, after) = texts().signed_in;
        let language = locale.language();
        [before, &time::day_label(&created_at, language), ", ", &time::clock(&created_at, language), after].concat()
    };
    let used = move || {
        let (before, after) = texts().last_used;
        [before, &time::relative(&last_used_at, locale.language()), after].concat()
    };
    view! {
        <li class="facts-line">
            <span>
                {began}
                <span class="quiet"> " · " {move || if is_current { texts().this_browser.to_owned() } else { used() }}</span>
            </span>
            {(!is_current).then(|| view! {
                <button type="button" class="button" on:click=move |_| on_end.run(id)>
                    {move || texts().end_session}
                </button>
            })}
        </li>
    }
}
