//! The page that invites an agent.

use leptos::{either::Either, ev::SubmitEvent, prelude::*};

use super::{
    fields::{Fields, ProfileFields},
    link::LinkPanel,
    state::use_team,
    texts::TeamTexts,
};
use crate::{
    api::admin::agents as api,
    console::{
        admin::AdminPage,
        form::{FieldErrors, FormSection, TextInput},
        link::Link,
        locale::use_locale,
        notice::use_notices,
        place,
        scope::Scope,
        session::use_session,
    },
    model::invitation::{InvitationLink, NewMember},
};

/// Shows the form, then the link.
#[component]
pub fn InvitePage() -> impl IntoView {
    let locale = use_locale();
    let texts = move || TeamTexts::of(locale.language());
    let link = RwSignal::new(None);
    view! {
        <AdminPage title=move || texts().invite_title.to_owned() hint=move || texts().invite_hint.to_owned()>
            <p class="page-actions">
                <Link href=place::AGENTS class="back-link">{move || texts().back}</Link>
            </p>
            {move || match link.get() {
                Some(link) => Either::Left(view! { <LinkPanel link /> }),
                None => Either::Right(view! { <InviteForm link /> }),
            }}
        </AdminPage>
    }
}

#[component]
fn InviteForm(link: RwSignal<Option<InvitationLink>>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TeamTexts::of(locale.language());
    let (team, session, notices, scope) = (use_team(), use_session(), use_notices(), Scope::here());
    let errors = FieldErrors::provide();
    let username = RwSignal::new(String::new());
    let fields = Fields::new();
    let is_busy = RwSignal::new(false);
    let send = move |new: NewMember| async move {
        match session.change(api::invite(new)).await {
            Ok(made) => {
                team.list.reload();
                link.set(Some(made));
            }
            Err(error) => {
                is_busy.set(false);
                if !errors.show_refused(&error) {
                    notices.tell(&error);
                }
            }
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let new = untrack(|| Ok(NewMember { username: username.get(), profile: fields.profile()? }));
        match new.and_then(|new: NewMember| new.check()) {
            Ok(new) if !is_busy.get_untracked() => {
                is_busy.set(true);
                scope.spawn(send(new));
            }
            Ok(_) => {}
            Err(problems) => errors.show(problems),
        }
    };
    view! {
        <form class="page-form" novalidate on:submit=submit>
            <FormSection title=move || texts().access.to_owned()>
                <TextInput
                    name="username"
                    label=move || texts().username.to_owned()
                    hint=move || texts().username_hint.to_owned()
                    value=username
                />
            </FormSection>
            <ProfileFields fields />
            <div class="save-bar">
                <button type="submit" class="button button--primary" aria-disabled=move || is_busy.get().then_some("true")>
                    {move || texts().invite_button}
                </button>
            </div>
        </form>
    }
}
