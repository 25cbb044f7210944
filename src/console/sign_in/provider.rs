//! The sign-in by the OpenID provider of the configuration.

use leptos::prelude::*;
use leptos_router::{
    hooks::{use_location, use_query_map},
    location::Url,
};

use crate::{
    console::{locale::use_locale, place},
    model::language::Language,
};

struct ProviderTexts {
    sign_in: (&'static str, &'static str),
    refused: &'static str,
    unknown: &'static str,
    unavailable: &'static str,
}

const EN: ProviderTexts = ProviderTexts {
    sign_in: ("Sign in with ", ""),
    refused: "Signing in with it didn't work. Try again.",
    unknown: "No agent here has your email address, or it isn't verified there. Ask an admin.",
    unavailable: "It can't be reached right now. Try again, or sign in with your password.",
};

const BN: ProviderTexts = ProviderTexts {
    sign_in: ("", " দিয়ে সাইন ইন করুন"),
    refused: "এভাবে সাইন ইন করা যায়নি। আবার চেষ্টা করুন।",
    unknown: "এখানকার কোনো এজেন্টের ইমেইল ঠিকানা আপনারটির সঙ্গে মেলে না, কিংবা সেটি সেখানে যাচাই করা নেই। একজন অ্যাডমিনকে বলুন।",
    unavailable: "এখন সেখানে পৌঁছানো যাচ্ছে না। আবার চেষ্টা করুন, কিংবা পাসওয়ার্ড দিয়ে সাইন ইন করুন।",
};

impl ProviderTexts {
    const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}

/// Shows the button that leads to the provider, and why the last attempt failed. Shows nothing
/// without a provider.
#[component]
pub fn ProviderLink() -> impl IntoView {
    let locale = use_locale();
    let texts = move || ProviderTexts::of(locale.language());
    let (query, location) = (use_query_map(), use_location());
    // The server puts it into the page.
    let meta = document().query_selector("meta[name='adda-oidc']").ok().flatten();
    let name = meta.and_then(|meta| meta.get_attribute("content"))?;
    let failure = move || match query.with(|query| query.get("oidc")).as_deref() {
        Some("unknown") => Some(texts().unknown),
        Some(_) => Some(texts().refused),
        // The server sent this page because the provider was unavailable.
        None if location.pathname.get().starts_with(place::OIDC) => Some(texts().unavailable),
        None => None,
    };
    let start = move || {
        let next = query.with(|query| query.get("next"));
        [place::OIDC, "start?next=", &Url::escape(place::after_sign_in(next.as_deref()))].concat()
    };
    let label = move || {
        let (before, after) = texts().sign_in;
        [before, &name, after].concat()
    };
    Some(view! {
        <p class="field-error" role="status">{failure}</p>
        // Not a page of the app: the server redirects.
        <a class="button sign-in-provider" rel="external" href=start>{label}</a>
    })
}
