//! The picture of an agent.

use leptos::prelude::*;

use super::{state::use_team, texts::TeamTexts};
use crate::{
    api::admin::agents as api,
    console::{
        face::Face,
        form::{FormSection, PictureInput},
        locale::use_locale,
    },
    model::ids::AgentId,
};

/// Shows the current picture, and the controls that change it.
#[component]
pub fn PictureSection(
    /// The agent.
    id: AgentId,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TeamTexts::of(locale.language());
    let team = use_team();
    let member = Memo::new(move |_| team.member(id));
    let name = Signal::derive(move || {
        member.with(|member| member.as_ref().map(|member| member.profile.display_name.clone()).unwrap_or_default())
    });
    let picture =
        Signal::derive(move || member.with(|member| member.as_ref().and_then(|member| member.avatar.clone())));
    view! {
        <FormSection title=move || texts().picture.to_owned()>
            <PictureInput
                id="picture"
                address=format!("/support/admin/api/agents/{id}/avatar/")
                is_set=Signal::derive(move || picture.with(Option::is_some))
                on_stored=move |()| team.list.reload()
                on_remove=move |()| team.change(api::remove_picture(id))
            >
                <Face name=name color_of=Signal::stored(Some(id.0)) picture=picture large=true />
            </PictureInput>
        </FormSection>
    }
}
