//! The page of a link that an admin passed on: whoever has it chooses a
//! password.

mod form;
mod texts;

use leptos::{either::EitherOf4, ev, prelude::*};
use leptos_router::components::A;

use self::{form::JoinForm, texts::JoinTexts};
use super::{loaded::NotLoaded, locale::use_locale, place, scope::Scope, shell::LanguageSwitch, title::set_title};
use crate::{
    api::joining,
    model::error::{ApiError, ErrorCode},
    ui::timeout::{self, within},
};

/// The card: the form, or that the link cannot be used.
#[component]
pub fn JoinPage() -> impl IntoView {
    let locale = use_locale();
    let texts = move || JoinTexts::of(locale.language());
    let token = StoredValue::new(token_of_address());
    let invitee = RwSignal::new(None);
    let scope = Scope::here();
    let ask = move || {
        invitee.set(None);
        scope.spawn(async move {
            let asked = token.get_value();
            let answer = within(timeout::REQUEST_MS, joining::invitee(asked.clone())).await;
            // Another link may have been opened meanwhile.
            if token.get_value() == asked {
                invitee.set(Some(answer));
            }
        });
    };
    ask();
    // Another link that is opened in this tab changes only what is behind the `#`.
    let following = window_event_listener(ev::hashchange, move |_| {
        token.set_value(token_of_address());
        ask();
    });
    on_cleanup(move || following.remove());
    set_title(move || texts().title.to_owned());
    let content = move || match invitee.get() {
        Some(Ok(invitation)) => EitherOf4::A(
            view! { <JoinForm token=token.get_value() invitation useless=Callback::new(move |error| invitee.set(Some(Err(error)))) /> },
        ),
        Some(Err(error)) if error.code.is_temporary() => {
            EitherOf4::D(view! { <NotLoaded code=error.code on_retry=move |()| ask() /> })
        }
        Some(Err(error)) => EitherOf4::B(view! { <Useless error /> }),
        None => EitherOf4::C(view! { <p role="status">{move || locale.texts().loading}</p> }),
    };
    view! {
        <main class="sign-in">
            <div class="sign-in-card">
                <div class="sign-in-head">
                    <span class="logo" aria-hidden="true" lang="bn">
                        "আ"
                    </span>
                    <LanguageSwitch />
                </div>
                {content}
            </div>
        </main>
    }
}

/// The secret of the link, which stands in the address behind the `#`.
fn token_of_address() -> String {
    let fragment = window().location().hash().unwrap_or_default();
    fragment.strip_prefix("#token=").unwrap_or_default().to_owned()
}

/// Used, too old, never given out: the server tells none from the other.
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
            <A href=place::SIGN_IN attr:class="button">{move || texts().to_sign_in}</A>
        </p>
    }
}
