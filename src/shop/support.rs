//! What a shop does to have Adda on its pages: it vouches for its signed-in
//! customer with a signed token, and puts the widget into the page.

use chrono::{TimeDelta, Utc};
use leptos::prelude::*;

use super::{customers::DemoCustomer, visit::Visit};
use crate::{
    model::{config::WidgetConfig, language::Language},
    server::{
        assets,
        domain::{
            desk::Desk,
            error::DomainError,
            identity::{self, IdentityClaims},
        },
    },
    widget::ChatWidget,
};

/// How long the shop vouches for a customer who has opened a page.
const VOUCHED_FOR: TimeDelta = TimeDelta::hours(1);

/// The page that invites a stranger to sign in.
const SIGN_IN: &str = "/orders";

/// What a page's widget starts with.
#[derive(Clone, Debug)]
pub struct Support {
    config: WidgetConfig,
    language: Language,
    /// What names the customer to Adda; a stranger has none.
    pub(super) identity_token: Option<String>,
}

impl Support {
    /// For one visit; none if support is switched off or out of order: a shop
    /// goes on selling without it.
    pub async fn of(desk: &Desk, visit: &Visit) -> Option<Self> {
        Self::prepare(desk, visit)
            .await
            .inspect_err(|error| tracing::error!(%error, "a page of the shop is shown without the widget"))
            .ok()
            .filter(|support| support.config.enabled)
    }

    async fn prepare(desk: &Desk, visit: &Visit) -> Result<Self, DomainError> {
        let identity_token = match visit.customer {
            Some(customer) => Some(vouch(&desk.identity_secret().await?, customer)?),
            None => None,
        };
        let language = visit.language;
        Ok(Self { config: desk.widget_config(language).await?, language, identity_token })
    }
}

fn vouch(secret: &str, customer: DemoCustomer) -> Result<String, DomainError> {
    let language = customer.language();
    let claims = IdentityClaims {
        sub: format!("boi-bazaar-{}", customer.key()),
        name: customer.name().pick(language).to_owned(),
        email: customer.email().to_owned(),
        exp: (Utc::now() + VOUCHED_FOR).timestamp(),
        locale: Some(language),
        nbf: None,
    };
    identity::sign(secret, &claims)
}

/// The widget, its style and the script that wakes it up.
#[component]
pub fn SupportWidget(
    /// What it starts with.
    support: Support,
) -> impl IntoView {
    let Support { config, language, identity_token } = support;
    view! {
        <link rel="stylesheet" href=assets::url("widget.css")/>
        <ChatWidget config language identity_token sign_in_url=Some(SIGN_IN.to_owned())/>
        <script
            type="module"
            src=assets::url("island.js")
            data-js=assets::url("widget.js")
            data-wasm=assets::url("widget.wasm")
            data-emoji-en=assets::url("emoji-en.json")
            data-emoji-bn=assets::url("emoji-bn.json")
        ></script>
    }
}
