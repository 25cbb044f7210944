//! What the signed-in agent prefers: how to be told of what comes in, and the
//! language of the console.

mod desktop;
mod dialog;
mod texts;

use leptos::{prelude::*, task::spawn_local};

pub use self::{
    desktop::{Permission, permission},
    dialog::PreferencesButton,
};
use super::{
    locale::{Locale, use_locale},
    session::{Session, use_session},
};
use crate::{
    api::preferences::{keep_preferences, load_preferences},
    model::{error::ApiError, language::Language, preferences::Preferences},
};

/// The preferences, as every component finds them in the context.
#[derive(Clone, Copy)]
pub struct AgentPreferences {
    known: RwSignal<Preferences>,
    session: Session,
    locale: Locale,
}

impl AgentPreferences {
    /// Those that the server keeps, as soon as somebody is signed in.
    pub fn provide() -> Self {
        let preferences =
            Self { known: RwSignal::new(Preferences::default()), session: use_session(), locale: use_locale() };
        provide_context(preferences);
        let who = Memo::new(move |_| preferences.session.agent_id());
        Effect::new(move |_| {
            if who.get().is_some() {
                spawn_local(preferences.load());
            }
        });
        preferences
    }

    /// Without an answer all is as everybody begins.
    async fn load(self) {
        let Ok(preferences) = self.session.ask(load_preferences()).await else { return };
        self.known.try_set(preferences);
        if let Some(language) = preferences.language {
            self.locale.set(language);
        }
    }

    /// What the agent prefers at the moment; not tracked.
    pub fn get_untracked(self) -> Preferences {
        self.known.get_untracked()
    }

    /// Keeps what the agent prefers from now on.
    ///
    /// # Errors
    /// If the server fails; then it holds until the page is left.
    pub async fn keep(self, preferences: Preferences) -> Result<(), ApiError> {
        self.known.set(preferences);
        if let Some(language) = preferences.language {
            self.locale.set(language);
        }
        self.session.ask(keep_preferences(preferences)).await
    }

    /// The agent has picked a language, wherever that is done.
    pub async fn keep_language(self, language: Language) -> Result<(), ApiError> {
        self.keep(Preferences { language: Some(language), ..self.get_untracked() }).await
    }
}

/// What the signed-in agent prefers.
pub fn use_preferences() -> AgentPreferences {
    expect_context()
}
