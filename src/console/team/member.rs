//! The page that edits an agent of the team.

use leptos::{either::Either, ev::SubmitEvent, prelude::*};

use super::{
    fields::{Fields, ProfileFields},
    membership::{AccessSection, MembershipSection},
    picture::PictureSection,
    state::use_team,
    texts::TeamTexts,
};
use crate::{
    api::admin::agents as api,
    console::{
        admin::AdminPage,
        form::{FieldErrors, SaveBar, SaveState},
        link::Link,
        locale::use_locale,
        place,
        scope::Scope,
        session::use_session,
    },
    model::{
        error::ErrorCode,
        ids::AgentId,
        team::{Profile, TeamMember},
    },
};

/// Shows the page, or a message if no agent has the id.
#[component]
pub fn MemberPage(
    /// The agent.
    id: AgentId,
) -> impl IntoView {
    let locale = use_locale();
    let team = use_team();
    let texts = move || TeamTexts::of(locale.language());
    team.problem.set(None);
    let title = move || {
        let member = team.member(id);
        member.map_or_else(|| texts().gone.to_owned(), |member| member.profile.name_in(locale.language()).to_owned())
    };
    view! {
        <AdminPage title=title hint=move || texts().edit_hint.to_owned()>
            <p class="page-actions">
                <Link href=place::AGENTS class="back-link">{move || texts().back}</Link>
            </p>
            <p class="page-problem" role="alert">{move || team.problem.get()}</p>
            {match untrack(|| team.member(id)) {
                Some(member) => {
                    Either::Left(
                        view! {
                            <div class="page-form">
                                <PictureSection id />
                                <ProfileForm member />
                                <AccessSection id />
                                <MembershipSection id />
                            </div>
                        },
                    )
                }
                None => Either::Right(()),
            }}
        </AdminPage>
    }
}

#[component]
fn ProfileForm(member: TeamMember) -> impl IntoView {
    let locale = use_locale();
    let (team, session, scope) = (use_team(), use_session(), Scope::here());
    let errors = FieldErrors::provide();
    let id = member.id;
    let saved = RwSignal::new(member.profile);
    let fields = Fields::new();
    fields.set(&saved.get_untracked());
    let state = RwSignal::new(SaveState::Idle);
    let is_dirty = Signal::derive(move || fields.profile().as_ref() != Ok(&saved.get()));
    let send = move |profile: Profile| async move {
        match session.change(api::edit_agent(id, profile, saved.get_untracked())).await {
            Ok(member) => {
                fields.set(&member.profile);
                saved.set(member.profile.clone());
                team.put(member);
                state.set(SaveState::Saved);
            }
            Err(error) if error.code == ErrorCode::Conflict => {
                state.set(SaveState::Idle);
                let texts = TeamTexts::of(untrack(|| locale.language()));
                let theirs = team.ask_again(id).await.map(|member| member.profile);
                team.problem.set(Some(match theirs.filter(|theirs| *theirs != saved.get_untracked()) {
                    Some(theirs) => {
                        // The next attempt saves over their version.
                        saved.set(theirs);
                        texts.changed_meanwhile
                    }
                    None => texts.last_admin,
                }));
            }
            Err(error) => {
                errors.show_refused(&error);
                state.set(SaveState::after(&error));
            }
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match untrack(|| fields.profile()).and_then(|profile| profile.check()) {
            Ok(profile) if !state.with_untracked(SaveState::is_saving) => {
                errors.clear();
                team.problem.set(None);
                state.set(SaveState::Saving);
                scope.spawn(send(profile));
            }
            Ok(_) => {}
            Err(problems) => {
                state.set(SaveState::Refused);
                errors.show(problems);
            }
        }
    };
    let discard = move |()| {
        fields.set(&saved.get_untracked());
        errors.clear();
        team.problem.set(None);
        state.set(SaveState::Idle);
    };
    view! {
        <form class="page-form" novalidate on:submit=submit>
            <ProfileFields fields />
            <SaveBar is_dirty=is_dirty state=state on_discard=discard />
        </form>
    }
}
