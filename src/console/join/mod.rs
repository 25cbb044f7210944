//! The page behind a link that an admin passed on. The link's owner chooses a
//! password there.

mod form;
mod texts;

use leptos::{either::EitherOf5, ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use self::{form::JoinForm, texts::JoinTexts};
use super::{
    link::Link, loaded::NotLoaded, locale::use_locale, place, request::Request, session::use_session,
    sign_in::SignInHead, title::set_title, two_factor::CodeStepForm,
};
use crate::{
    api::joining,
    model::error::{ApiError, ErrorCode},
    ui::timeout::{self, within},
};

/// Shows the form, or that the link cannot be used.
#[component]
pub fn JoinPage() -> impl IntoView {
    let locale = use_locale();
    let texts = move || JoinTexts::of(locale.language());
    let token = StoredValue::new(token_of_address());
    let invitee = RwSignal::new(None);
    let request = Request::new(move |token: String| async move {
        invitee.set(Some(within(timeout::REQUEST_MS, joining::invitee(token)).await));
    });
    let ask = move || {
        invitee.set(None);
        // Another link may have been opened in the meantime.
        request.replace(token.get_value());
    };
    ask();
    // Opening another link in this tab changes only the part behind the `#`.
    let following = window_event_listener(ev::hashchange, move |_| {
        token.set_value(token_of_address());
        ask();
    });
    on_cleanup(move || following.remove());
    set_title(move || texts().title.to_owned());
    let second_step = RwSignal::new(None);
    let session = use_session();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if second_step.with(Option::is_some) && session.agent_id().is_some() {
            navigate(place::INBOX, NavigateOptions { resolve: false, replace: true, ..Default::default() });
        }
    });
    // The password is set. From here on this is an ordinary sign-in.
    let begin_again = {
        let navigate = use_navigate();
        move |_| navigate(place::SIGN_IN, NavigateOptions { resolve: false, replace: true, ..Default::default() })
    };
    let form = move |invitation| {
        view! {
            <JoinForm
                token=token.get_value()
                invitation
                useless=Callback::new(move |error| invitee.set(Some(Err(error))))
                on_second_step=move |step| second_step.set(Some(step))
            />
        }
    };
    let content = move || match (second_step.get(), invitee.get()) {
        (Some(step), _) => EitherOf5::E(view! { <CodeStepForm step on_start_again=begin_again.clone() /> }),
        (None, Some(Ok(invitation))) => EitherOf5::A(form(invitation)),
        (None, Some(Err(error))) if error.code.is_temporary() => {
            EitherOf5::D(view! { <NotLoaded code=error.code on_retry=move |()| ask() /> })
        }
        (None, Some(Err(error))) => EitherOf5::B(view! { <Useless error /> }),
        (None, None) => EitherOf5::C(view! { <p role="status">{move || locale.texts().loading}</p> }),
    };
    view! {
        <main class="sign-in">
            <div class="sign-in-card">
                <SignInHead />
                {content}
            </div>
        </main>
    }
}

/// Returns the secret of the link, which is in the address behind the `#`.
fn token_of_address() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    fragment.strip_prefix("#token=").unwrap_or_default().to_owned()
}

/// Shows that the link cannot be used. The server does not tell used, expired
/// and unknown links apart.
#[component]
fn Useless(error: ApiError) -> impl IntoView {
    let locale = use_locale();
    let texts = move || JoinTexts::of(locale.language());
    let is_unknown = error.code == ErrorCode::NotFound;
    let title = move || if is_unknown { texts().useless_title } else { locale.texts().error(error.code) };
    view! {
        <h1>{title}</h1>
        <Show when=move || is_unknown>
            <p class="quiet">{move || texts().useless_hint}</p>
        </Show>
        <p class="sign-in-way-out">
            <Link href=place::SIGN_IN class="button">{move || texts().to_sign_in}</Link>
        </p>
    }
}
