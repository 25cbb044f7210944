//! The agent's access: how they sign in, and whether they are disabled.

use leptos::{either::EitherOf3, prelude::*};

use super::{link::LinkPanel, state::use_team, texts::TeamTexts};
use crate::{
    api::admin::agents as api,
    console::{
        form::{ConfirmDialog, FormSection},
        locale::use_locale,
        request::Request,
        session::use_session,
    },
    model::ids::AgentId,
};

/// Shows the username, and the buttons that create a new link, end all sessions and
/// turn off two-factor authentication.
#[component]
pub fn AccessSection(
    /// The agent.
    id: AgentId,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TeamTexts::of(locale.language());
    let team = use_team();
    let link = RwSignal::new(None);
    let has_two_factor = Memo::new(move |_| team.member(id).is_some_and(|member| member.has_two_factor));
    let asks_to_reset = RwSignal::new(false);
    let username = move || team.member(id).map(|member| member.username);
    let is_active = Memo::new(move |_| team.member(id).is_some_and(|member| member.is_active));
    let (asks_to_end, is_ended) = (RwSignal::new(false), RwSignal::new(false));
    let end_sessions = Request::change(move |()| api::end_agent_sessions(id), move |()| is_ended.set(true));
    let make = Request::change(move |()| api::invite_again(id), move |made| link.set(Some(made)));
    view! {
        <Show when=move || is_active.get()>
            <FormSection title=move || texts().access.to_owned()>
                <p>{move || texts().username} ": " <strong>{username}</strong></p>
                <p class="form-hint">{move || texts().new_link_hint}</p>
                <p>
                    <button type="button" class="button" on:click=move |_| make.send(())>
                        {move || texts().new_link}
                    </button>
                </p>
                <p class="form-hint">{move || texts().end_sessions_hint}</p>
                <div class="facts-line">
                    <button type="button" class="button" on:click=move |_| asks_to_end.set(true)>
                        {move || texts().end_sessions}
                    </button>
                    <p role="status">{move || is_ended.get().then(|| texts().sessions_ended)}</p>
                </div>
                <p class="form-hint">
                    {move || if has_two_factor.get() { texts().two_factor_on } else { texts().two_factor_off }}
                </p>
                <Show when=move || has_two_factor.get()>
                    <p>
                        <button type="button" class="button" on:click=move |_| asks_to_reset.set(true)>
                            {move || texts().reset_two_factor}
                        </button>
                    </p>
                </Show>
            </FormSection>
            {move || link.get().map(|link| view! { <LinkPanel link /> })}
        </Show>
        <ConfirmDialog
            is_open=asks_to_end
            title=move || texts().end_sessions_question.to_owned()
            text=move || texts().end_sessions_hint.to_owned()
            confirm=move || texts().end_sessions.to_owned()
            on_confirm=move |()| end_sessions.send(())
        />
        <ConfirmDialog
            is_open=asks_to_reset
            title=move || texts().reset_two_factor_question.to_owned()
            text=move || texts().reset_two_factor_hint.to_owned()
            confirm=move || texts().reset_two_factor.to_owned()
            on_confirm=move |()| team.change(api::reset_two_factor(id))
        />
    }
}

/// Shows the section that disables and enables an agent.
#[component]
pub fn MembershipSection(
    /// The agent.
    id: AgentId,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TeamTexts::of(locale.language());
    let (team, session) = (use_team(), use_session());
    let is_asking = RwSignal::new(false);
    let is_active = Memo::new(move |_| team.member(id).is_some_and(|member| member.is_active));
    let is_oneself = Memo::new(move |_| session.agent_id() == Some(id));
    let choice = move || match (is_active.get(), is_oneself.get()) {
        (true, true) => EitherOf3::A(view! { <p class="form-hint">{move || texts().not_yourself}</p> }),
        (true, false) => EitherOf3::B(view! {
            <p>
                <button type="button" class="button button--quiet-danger" on:click=move |_| is_asking.set(true)>
                    {move || texts().disable}
                </button>
            </p>
        }),
        (false, _) => EitherOf3::C(view! {
            <p>{move || texts().disabled_hint}</p>
            <p>
                <button type="button" class="button" on:click=move |_| team.change(api::enable_agent(id))>
                    {move || texts().enable}
                </button>
            </p>
        }),
    };
    view! {
        <FormSection title=move || texts().membership.to_owned()>{choice}</FormSection>
        <ConfirmDialog
            is_open=is_asking
            title=move || texts().disable_question.to_owned()
            text=move || texts().disable_hint.to_owned()
            confirm=move || texts().disable.to_owned()
            on_confirm=move |()| team.change(api::disable_agent(id))
        />
    }
}
