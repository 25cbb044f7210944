//! The whole team.

use leptos::prelude::*;

use super::{row::Row, state::use_team, texts::TeamTexts};
use crate::{
    console::{admin::AdminPage, link::Link, locale::use_locale, place, sorting::SortedList},
    model::ids::AgentId,
};

/// Shows the page.
#[component]
pub fn List() -> impl IntoView {
    let locale = use_locale();
    let team = use_team();
    let texts = move || TeamTexts::of(locale.language());
    let ids = Memo::new(move |_| {
        team.list.with(|list| list.iter().map(|member| member.id.0).collect::<Vec<_>>()).unwrap_or_default()
    });
    let name_of = move |id: i64| {
        let member = untrack(|| team.member(AgentId(id)));
        member.map(|member| member.profile.name_in(locale.language()).to_owned()).unwrap_or_default()
    };
    let row = |id: i64| view! { <Row id=AgentId(id) /> }.into_any();
    let order = move |ids: Vec<i64>| team.order(&ids);
    // Coming back to the list shows the current state.
    team.list.reload();
    view! {
        <AdminPage title=move || texts().title.to_owned() hint=move || texts().hint.to_owned()>
            <div class="page-actions">
                <Link href=place::NEW_AGENT class="button button--primary">
                    {move || texts().invite}
                </Link>
            </div>
            <p class="page-problem" role="alert">{move || team.problem.get()}</p>
            <SortedList label=move || texts().title.to_owned() ids=ids name_of=name_of row=row on_order=order />
        </AdminPage>
    }
}
