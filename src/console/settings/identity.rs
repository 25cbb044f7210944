//! The secret that signs customers' identities: shown on request, copied,
//! replaced.

use futures::future::LocalBoxFuture;
use leptos::{either::Either, prelude::*};

use super::{identity_check::IdentityCheckBox, use_texts};
use crate::{
    api::admin::settings::{
        end_customer_sessions, forget_previous_identity_secret, replace_identity_secret, reveal_identity_secret,
    },
    console::{
        copy::CopyButton,
        form::{ConfirmDialog, FormSection},
        request::Request,
    },
    model::{error::ApiError, settings::IdentitySecret},
};

/// A server function that returns the secret.
type SecretCall = fn() -> LocalBoxFuture<'static, Result<IdentitySecret, ApiError>>;

/// Shows the section. The secret is not on the page before the admin requests
/// it.
#[component]
pub fn IdentitySection() -> impl IntoView {
    let texts = use_texts();
    let shown = RwSignal::new(None::<IdentitySecret>);
    let request = Request::change(|call: SecretCall| call(), move |secret| shown.set(Some(secret)));
    view! {
        <FormSection id="identity" title=move || texts().identity.to_owned()>
            <p class="quiet">{move || texts().identity_hint}</p>
            {move || match shown.get() {
                None => Either::Left(view! {
                    <div>
                        <button type="button" class="button" on:click=move |_| request.send(|| Box::pin(reveal_identity_secret()))>
                            {move || texts().show_secret}
                        </button>
                    </div>
                }),
                Some(secret) => Either::Right(view! {
                    <Shown
                        secret
                        on_hide=move |()| shown.set(None)
                        on_replace=move |()| request.send(|| Box::pin(replace_identity_secret()))
                        on_forget=move |()| request.send(|| Box::pin(forget_previous_identity_secret()))
                    />
                }),
            }}
            <IdentityCheckBox />
            <EndSessions />
        </FormSection>
    }
}

/// Shows the button that signs all customers out, for when the secret may have
/// leaked.
#[component]
fn EndSessions() -> impl IntoView {
    let texts = use_texts();
    let (is_asking, is_done) = (RwSignal::new(false), RwSignal::new(false));
    let end = Request::change(|()| end_customer_sessions(), move |()| is_done.set(true));
    view! {
        <p class="form-hint">{move || texts().end_sessions_hint}</p>
        <div class="facts-line">
            <button type="button" class="button button--quiet-danger" on:click=move |_| is_asking.set(true)>
                {move || texts().end_sessions}
            </button>
            <p role="status">{move || is_done.get().then(|| texts().sessions_ended)}</p>
        </div>
        <ConfirmDialog
            is_open=is_asking
            title=move || texts().end_sessions_question.to_owned()
            text=move || texts().end_sessions_consequence.to_owned()
            confirm=move || texts().end_sessions.to_owned()
            on_confirm=move |()| end.send(())
        />
    }
}

#[component]
fn Shown(
    secret: IdentitySecret,
    #[prop(into)] on_hide: Callback<()>,
    #[prop(into)] on_replace: Callback<()>,
    #[prop(into)] on_forget: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let asks_to_replace = RwSignal::new(false);
    let asks_to_forget = RwSignal::new(false);
    let IdentitySecret { secret, has_previous, is_fixed } = secret;
    view! {
        <code class="code-line" translate="no" aria-label=move || texts().secret>{secret.clone()}</code>
        <div class="form-actions">
            <CopyButton text=secret />
            <button type="button" class="button" on:click=move |_| on_hide.run(())>{move || texts().hide_secret}</button>
            {(!is_fixed).then(|| view! {
                <button type="button" class="button" on:click=move |_| asks_to_replace.set(true)>
                    {move || texts().replace_secret}
                </button>
            })}
        </div>
        {is_fixed.then(|| view! { <p class="form-hint">{move || texts().secret_is_fixed}</p> })}
        {has_previous.then(|| view! {
            <div class="form-note">
                <p>{move || texts().previous_is_valid}</p>
                <button type="button" class="button" on:click=move |_| asks_to_forget.set(true)>
                    {move || texts().forget_previous}
                </button>
            </div>
        })}
        <ConfirmDialog
            is_open=asks_to_replace
            title=move || texts().replace_question.to_owned()
            text=move || texts().replace_consequence.to_owned()
            confirm=move || texts().replace_secret.to_owned()
            on_confirm=on_replace
        />
        <ConfirmDialog
            is_open=asks_to_forget
            title=move || texts().forget_question.to_owned()
            text=move || texts().forget_consequence.to_owned()
            confirm=move || texts().forget_previous.to_owned()
            on_confirm=on_forget
        />
    }
}
