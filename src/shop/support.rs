//! Embeds Adda as any shop would: vouches for the signed-in customer with a
//! signed token, and puts the widget into the page.

use chrono::{TimeDelta, Utc};
use leptos::{either::Either, prelude::*};

use super::{customers::DemoCustomer, visit::Visit};
use crate::{
    model::{config::WidgetConfig, language::Language},
    server::{
        assets,
        config::{Origin, Secret},
        domain::{chat::news::News, desk::Desk, error::DomainError, identity, identity::IdentityClaims},
    },
    widget::ChatWidget,
};

/// The time for which the identity token of a page is valid.
const TOKEN_LIFETIME: TimeDelta = TimeDelta::hours(1);

/// The page that invites a visitor to sign in.
const SIGN_IN: &str = "/orders";

/// The server of the shop's support.
#[derive(Clone)]
pub enum SupportDesk {
    /// On this server: the widget is part of the page.
    Here(Box<Desk>),
    /// On another server, as for any other shop.
    Elsewhere {
        /// That server's origin.
        server: Origin,
        /// Signs the identities of the shop's customers.
        identity_secret: Secret,
    },
}

/// The support on one page.
#[derive(Clone, Debug)]
pub struct Support {
    source: Source,
    language: Language,
    /// The signed-in customer's id in the shop; empty for a visitor.
    customer: &'static str,
    /// The customer's identity token for Adda; none for a visitor.
    identity_token: Option<String>,
}

/// The source of the widget.
#[derive(Clone, Debug)]
enum Source {
    /// An island, rendered here, and whether its customer has an active
    /// conversation or unread messages.
    Island(Box<WidgetConfig>, bool),
    /// The script tag with the server at this origin.
    Line(String),
}

impl Support {
    /// Returns the support for a visit; none if support is switched off or
    /// fails, because the shop must continue to work without it.
    pub async fn of(desk: &SupportDesk, visit: &Visit) -> Option<Self> {
        Self::prepare(desk, visit)
            .await
            .inspect_err(|error| tracing::error!(%error, "a page of the shop is shown without the widget"))
            .ok()
            .filter(Self::is_enabled)
    }

    async fn prepare(desk: &SupportDesk, visit: &Visit) -> Result<Self, DomainError> {
        let language = visit.language;
        let secret = match desk {
            SupportDesk::Here(desk) => desk.settings().identity_secret().await?,
            SupportDesk::Elsewhere { identity_secret, .. } => identity_secret.expose().to_owned(),
        };
        let identity_token = visit.customer.map(|customer| sign_identity(&secret, customer)).transpose()?;
        let source = match desk {
            SupportDesk::Here(desk) => {
                let news = match &identity_token {
                    Some(token) => desk.chat().news_of_identified(token).await?,
                    None => News::default(),
                };
                let config = Box::new(desk.settings().widget_config(language).await?);
                Source::Island(config, news.is_under_way || news.unread > 0)
            }
            SupportDesk::Elsewhere { server, .. } => Source::Line(server.to_string()),
        };
        let customer = visit.customer.map(DemoCustomer::key).unwrap_or_default();
        Ok(Self { source, language, customer, identity_token })
    }

    fn is_enabled(&self) -> bool {
        match &self.source {
            Source::Island(config, _) => config.settings.enabled,
            Source::Line(_) => true,
        }
    }

    /// Returns whether the customer's conversations are on this server, with
    /// the token that opens them if the customer is signed in; none if they are
    /// on another server.
    pub(super) fn past_conversations(self) -> Option<Option<String>> {
        matches!(self.source, Source::Island(..)).then_some(self.identity_token)
    }
}

fn sign_identity(secret: &str, customer: DemoCustomer) -> Result<String, DomainError> {
    let language = customer.language();
    let claims = IdentityClaims {
        sub: format!("boi-bazaar-{}", customer.key()),
        name: customer.name().pick(language).to_owned(),
        email: customer.email().to_owned(),
        exp: (Utc::now() + TOKEN_LIFETIME).timestamp(),
        locale: Some(language),
        nbf: None,
    };
    identity::sign(secret, &claims)
}

/// Shows the widget.
#[component]
pub fn SupportWidget(
    /// The data that it starts with.
    support: Support,
) -> impl IntoView {
    let Support { source, language, customer, identity_token } = support;
    match source {
        Source::Island(config, is_under_way) => Either::Left(view! {
            <Island config=*config language customer identity_token is_under_way/>
        }),
        Source::Line(server) => Either::Right(view! { <Line server language identity_token/> }),
    }
}

/// Shows the widget as a part of the page, with its style sheet and the script
/// that starts it. The page does not wait for the style sheet: the script
/// applies it and then shows the button.
#[component]
fn Island(
    config: WidgetConfig,
    language: Language,
    customer: &'static str,
    identity_token: Option<String>,
    is_under_way: bool,
) -> impl IntoView {
    view! {
        <link id="adda-style" rel="stylesheet" media="not all" href=assets::url("widget.css")/>
        <ChatWidget config language identity_token sign_in_url=Some(SIGN_IN.to_owned()) is_under_way/>
        <script
            type="module"
            fetchpriority="low"
            src=assets::url("island.js")
            data-js=assets::url("widget.js")
            data-wasm=assets::url("widget.wasm")
            data-customer=customer
            data-emoji-en=assets::url("emoji-en.json")
            data-emoji-bn=assets::url("emoji-bn.json")
        ></script>
    }
}

/// Shows the only line that any other shop needs. An empty token says that no
/// customer is signed in: the widget then deletes the data of the last one.
#[component]
fn Line(server: String, language: Language, identity_token: Option<String>) -> impl IntoView {
    view! {
        <script
            async
            src=format!("{server}/widget.js")
            data-locale=language.code()
            data-identity-token=identity_token.unwrap_or_default()
        ></script>
    }
}
