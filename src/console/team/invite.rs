//! The page that invites an agent.

use leptos::{either::Either, prelude::*};
use reactive_stores::Store;

use super::{
    fields::{ProfileDraft, ProfileFields},
    link::LinkPanel,
    state::use_team,
    texts::TeamTexts,
};
use crate::{
    api::admin::agents as api,
    console::{
        admin::AdminPage,
        form::{Draft, EditForm, FormSection, Refusal, TextInput},
        link::Link,
        locale::use_locale,
        notice::use_notices,
        place,
        session::use_session,
    },
    model::{
        field::FieldError,
        invitation::{InvitationLink, NewMember},
        team::Profile,
    },
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

/// An invitation as it is typed.
#[derive(Clone, PartialEq, Store)]
struct InvitationDraft {
    username: String,
    profile: ProfileDraft,
}

impl Draft for InvitationDraft {
    type Value = NewMember;

    fn of(new: &NewMember) -> Self {
        Self { username: new.username.clone(), profile: ProfileDraft::of(&new.profile) }
    }

    fn read(&self) -> Result<NewMember, Vec<FieldError>> {
        NewMember { username: self.username.clone(), profile: self.profile.profile()? }.check()
    }
}

#[component]
fn InviteForm(link: RwSignal<Option<InvitationLink>>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TeamTexts::of(locale.language());
    let (team, session, notices) = (use_team(), use_session(), use_notices());
    let form = EditForm::<InvitationDraft>::new(NewMember { username: String::new(), profile: Profile::default() });
    let invite = move |new: NewMember| async move {
        match session.change(api::invite(new.clone())).await {
            Ok(made) => {
                team.list.reload();
                link.set(Some(made));
                Ok(new)
            }
            Err(error) if error.fields.is_empty() => {
                notices.tell(&error);
                Err(Refusal::Shown)
            }
            Err(error) => Err(error.into()),
        }
    };
    view! {
        <form class="page-form" novalidate on:submit=form.on_submit(invite)>
            <FormSection title=move || texts().access.to_owned()>
                <TextInput
                    name="username"
                    label=move || texts().username.to_owned()
                    hint=move || texts().username_hint.to_owned()
                    value=form.input.username()
                />
            </FormSection>
            <ProfileFields draft=form.input.profile() />
            <div class="save-bar">
                <button type="submit" class="button button--primary" aria-disabled=move || form.is_saving().then_some("true")>
                    {move || texts().invite_button}
                </button>
            </div>
        </form>
    }
}
