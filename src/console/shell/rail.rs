//! The rail: navigation, language, and the agent's menu.

use leptos::prelude::*;

use super::{badge::InboxLink, language::LanguageSwitch, shortcuts::ShortcutsButton};
use crate::{
    console::{
        face::Face,
        files::use_files,
        icons::{ChartIcon, SettingsIcon},
        link::Link,
        locale::use_locale,
        notice::use_notices,
        outbox::{OutboxButton, SignOutQuestion, use_outbox},
        place,
        preferences::PreferencesButton,
        request::Request,
        session::use_session,
        shop::Logo,
    },
    model::text::isolated,
    ui::icons::{Glyph, Icon},
};

/// Shows the dark column at the left; on a phone the bar at the bottom.
#[component]
pub fn Rail() -> impl IntoView {
    let locale = use_locale();
    view! {
        <nav class="rail" aria-label=move || locale.texts().navigation>
            <Logo />
            <InboxLink />
            <StatisticsLink />
            <span class="rail-space"></span>
            <OutboxButton />
            <SettingsLink />
            <LanguageSwitch />
            <PreferencesButton />
            <ShortcutsButton />
            <SignOutButton />
            <OwnFace />
        </nav>
    }
}

#[component]
fn StatisticsLink() -> impl IntoView {
    let locale = use_locale();
    let title = move || locale.texts().statistics;
    view! {
        <Link href=place::STATISTICS class="rail-item" label=title>
            <ChartIcon />
        </Link>
    }
}

/// Shows the link to the admin pages, for admins.
#[component]
fn SettingsLink() -> impl IntoView {
    let locale = use_locale();
    let session = use_session();
    view! {
        <Show when=move || session.is_admin()>
            <Link
                href=place::SETTINGS
                class="rail-item"
                label=move || locale.texts().settings
            >
                <SettingsIcon />
            </Link>
        </Show>
    }
}

#[component]
fn SignOutButton() -> impl IntoView {
    let locale = use_locale();
    let session = use_session();
    let notices = use_notices();
    let files = use_files();
    let outbox = use_outbox();
    let is_asking = RwSignal::new(false);
    let request = Request::new(move |()| async move {
        let me = session.agent_id_untracked();
        match session.sign_out().await {
            Ok(()) => me.into_iter().for_each(|me| files.forget(me)),
            Err(error) => notices.tell(&error),
        }
    });
    let sign_out = move |()| request.send(());
    let click = move |_| {
        if outbox.is_empty_untracked() && !files.has_any_at_all() {
            sign_out(());
        } else {
            is_asking.set(true);
        }
    };
    view! {
        <button
            type="button"
            class="rail-item"
            aria-label=move || locale.texts().sign_out
            title=move || locale.texts().sign_out
            on:click=click
        >
            <Icon glyph=Glyph::SignOut />
        </button>
        <SignOutQuestion is_open=is_asking sign_out />
    }
}

#[component]
fn OwnFace() -> impl IntoView {
    let locale = use_locale();
    let session = use_session();
    let name = Memo::new(move |_| {
        session.agent().map(|me| me.agent.name_in(locale.language()).to_owned()).unwrap_or_default()
    });
    let picture = Memo::new(move |_| session.agent().and_then(|me| me.agent.avatar));
    let color_of = Memo::new(move |_| session.agent_id().map(|id| id.0));
    let state = move || if session.is_online() { locale.texts().online } else { locale.texts().offline };
    view! {
        <Link
            href=place::PROFILE
            class=move || if session.is_online() { "own-face is-online" } else { "own-face" }
            label=move || format!("{}, {}", isolated(&name.get()), state())
        >
            <Face name=name color_of=color_of picture=picture />
        </Link>
    }
}
