//! The page that edits an agent of the team.

use leptos::{either::Either, prelude::*};

use super::{
    fields::{ProfileDraft, ProfileFields},
    membership::{AccessSection, MembershipSection},
    picture::PictureSection,
    state::use_team,
    texts::TeamTexts,
};
use crate::{
    api::admin::agents as api,
    console::{
        admin::AdminPage,
        form::{EditBar, EditForm, Refusal},
        link::Link,
        locale::use_locale,
        place,
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
    let (team, session) = (use_team(), use_session());
    let id = member.id;
    let form = EditForm::<ProfileDraft>::new(member.profile);
    let save = move |profile: Profile| async move {
        team.problem.set(None);
        match session.change(api::edit_agent(id, profile, form.saved())).await {
            Ok(member) => {
                let stored = member.profile.clone();
                team.put(member);
                Ok(stored)
            }
            Err(error) if error.code == ErrorCode::Conflict => {
                let texts = TeamTexts::of(untrack(|| locale.language()));
                let theirs = team.ask_again(id).await.map(|member| member.profile);
                team.problem.set(Some(match theirs.filter(|theirs| *theirs != form.saved()) {
                    Some(theirs) => {
                        form.rebase(theirs);
                        texts.changed_meanwhile
                    }
                    None => texts.last_admin,
                }));
                Err(Refusal::Shown)
            }
            Err(error) => Err(error.into()),
        }
    };
    let submit = form.on_submit(save);
    let discard = move |()| {
        team.problem.set(None);
        form.discard();
    };
    view! {
        <form class="page-form" novalidate on:submit=submit>
            <ProfileFields draft=form.input />
            <EditBar form on_discard=discard />
        </form>
    }
}
