//! The admin pages that invite, edit and sort the team.

mod fields;
mod invite;
mod link;
mod list;
mod member;
mod membership;
mod picture;
mod row;
mod state;
mod texts;

use leptos::{either::EitherOf3, prelude::*};
use leptos_router::hooks::use_params_map;

use self::{invite::InvitePage, list::List, member::MemberPage, state::Team};
use super::{loaded::PageDataView, place};
use crate::model::ids::AgentId;

/// Shows the list, an agent's page, or the form of an invitation.
#[component]
pub fn TeamPage() -> impl IntoView {
    let team = Team::new();
    let params = use_params_map();
    provide_context(team);
    let asked = Memo::new(move |_| params.with(|params| params.get("id")));
    view! {
        <PageDataView loaded=team.list>
            {move || match asked.get().as_deref() {
                None => EitherOf3::A(view! { <List /> }),
                Some(place::NEW) => EitherOf3::B(view! { <InvitePage /> }),
                // No agent has the id 0.
                Some(id) => EitherOf3::C(view! { <MemberPage id=AgentId(id.parse().unwrap_or(0)) /> }),
            }}
        </PageDataView>
    }
}
