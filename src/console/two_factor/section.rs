//! The section on two-factor authentication of the agent's own page.

use leptos::{either::EitherOf4, prelude::*};

use super::{
    proof::{ProofForm, ProofState},
    recovery::RecoveryCodesList,
    set_up::SetUp,
    texts::TwoFactorTexts,
};
use crate::{
    api::two_factor as api,
    console::{
        form::FormSection,
        loaded::{PageData, PageDataView},
        locale::use_locale,
        scope::Scope,
        session::use_session,
    },
    model::two_factor::TwoFactorStatus,
    ui::time,
};

/// The current step.
#[derive(Clone, PartialEq)]
enum Doing {
    Nothing,
    SettingUp,
    RenewingCodes,
    TurningOff,
    Reading(Vec<String>),
}

/// Shows the buttons that turn two-factor authentication on and off and replace
/// the recovery codes.
#[component]
pub fn TwoFactorSection() -> impl IntoView {
    let locale = use_locale();
    let texts = move || TwoFactorTexts::of(locale.language());
    let status = PageData::new(api::two_factor);
    let doing = RwSignal::new(Doing::Nothing);
    let (session, scope) = (use_session(), Scope::here());
    // If the team requires it, the agent is led to the page that sets it up
    // again.
    let turned_off = move |()| {
        doing.set(Doing::Nothing);
        status.reload();
        scope.spawn(session.refresh());
    };
    let done = move |()| {
        doing.set(Doing::Nothing);
        status.reload();
    };
    view! {
        <FormSection title=move || texts().title.to_owned()>
            {move || match doing.get() {
                Doing::SettingUp => EitherOf4::A(view! { <SetUp on_done=done /> }),
                Doing::Reading(codes) => EitherOf4::B(view! { <RecoveryCodesList codes on_saved=done /> }),
                Doing::RenewingCodes | Doing::TurningOff => EitherOf4::C(view! { <Proof doing on_off=turned_off /> }),
                Doing::Nothing => EitherOf4::D(view! {
                    <PageDataView loaded=status>
                        {move || status.with(Clone::clone).map(|status| view! { <Status status doing /> })}
                    </PageDataView>
                }),
            }}
        </FormSection>
    }
}

#[component]
fn Status(status: TwoFactorStatus, doing: RwSignal<Doing>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TwoFactorTexts::of(locale.language());
    let TwoFactorStatus { is_on, is_required, turned_on_at, recovery_codes_left } = status;
    let since = move || {
        let (before, after) = texts().on_since;
        let day = turned_on_at.as_ref().map(|at| time::day_label(at, locale.language())).unwrap_or_default();
        [before, &day, after].concat()
    };
    if !is_on {
        return leptos::either::Either::Left(view! {
            <p class="form-hint">{move || texts().off_hint}</p>
            <p>
                <button type="button" class="button" on:click=move |_| doing.set(Doing::SettingUp)>
                    {move || texts().set_up}
                </button>
            </p>
        });
    }
    leptos::either::Either::Right(view! {
        <p>
            {since}
            <span class="quiet">" · " {move || texts().left(recovery_codes_left, locale.language())}</span>
        </p>
        {is_required.then(|| view! { <p class="form-hint">{move || texts().required}</p> })}
        <div class="form-actions">
            <button type="button" class="button" on:click=move |_| doing.set(Doing::RenewingCodes)>
                {move || texts().new_codes}
            </button>
            <button
                type="button"
                class="button button--quiet-danger"
                on:click=move |_| doing.set(Doing::TurningOff)
            >
                {move || texts().turn_off}
            </button>
        </div>
    })
}

/// Asks for the password or a code before the recovery codes are replaced or
/// two-factor authentication is turned off.
#[component]
fn Proof(doing: RwSignal<Doing>, #[prop(into)] on_off: Callback<()>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TwoFactorTexts::of(locale.language());
    let session = use_session();
    let turns_off = doing.with_untracked(|doing| *doing == Doing::TurningOff);
    let label = move || if turns_off { texts().turn_off } else { texts().new_codes }.to_owned();
    let send = move |proof| async move {
        if turns_off {
            session.change(api::turn_two_factor_off(proof)).await.map(|()| None)
        } else {
            session.change(api::renew_recovery_codes(proof)).await.map(|made| Some(made.recovery_codes))
        }
    };
    let done = move |codes: Option<Vec<String>>| match codes {
        Some(codes) => doing.set(Doing::Reading(codes)),
        None => on_off.run(()),
    };
    view! {
        {turns_off.then(|| view! { <p class="form-hint">{move || texts().turn_off_hint}</p> })}
        <ProofForm state=ProofState::provide() label=label send=send on_done=done />
    }
}
