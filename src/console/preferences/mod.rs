//! What the signed-in agent prefers: how to be told of what comes in, and the
//! language of the console.

mod desktop;
mod dialog;
mod texts;

use leptos::prelude::*;

pub use self::{
    desktop::{Permission, permission},
    dialog::{PreferencesButton, PreferencesForm},
};
use super::{
    locale::{Locale, use_locale},
    scope::Scope,
    session::{Session, use_session},
};
use crate::{
    api::preferences::{keep_preferences, load_preferences},
    model::{error::ApiError, language::Language, preferences::Preferences},
    ui::retry::until_answered,
};

/// The preferences, as every component finds them in the context.
#[derive(Clone, Copy)]
pub struct AgentPreferences {
    known: RwSignal<Preferences>,
    /// Whether they are the server's, or what the agent has chosen since.
    is_known: StoredValue<bool>,
    session: Session,
    locale: Locale,
}

impl AgentPreferences {
    /// Provides those that the server keeps of the signed-in agent, once they
    /// have come.
    pub fn provide() -> Self {
        let preferences = Self {
            known: RwSignal::new(Preferences::default()),
            is_known: StoredValue::new(false),
            session: use_session(),
            locale: use_locale(),
        };
        provide_context(preferences);
        Scope::here().spawn(preferences.load());
        preferences
    }

    /// Until there is an answer, the defaults apply.
    async fn load(self) {
        let Ok(preferences) = until_answered(|| self.session.ask(load_preferences())).await else { return };
        // The agent may have chosen meanwhile.
        if self.is_known.get_value() {
            return;
        }
        self.is_known.set_value(true);
        self.known.set(preferences);
        if let Some(language) = preferences.language {
            self.locale.set(language);
        }
    }

    /// Returns what the agent prefers at the moment; not tracked.
    pub fn get_untracked(self) -> Preferences {
        self.known.get_untracked()
    }

    /// Keeps what the agent prefers from now on.
    ///
    /// # Errors
    /// If the server fails; then it holds until the page is left.
    pub async fn keep(self, preferences: Preferences) -> Result<(), ApiError> {
        self.is_known.set_value(true);
        self.known.set(preferences);
        if let Some(language) = preferences.language {
            self.locale.set(language);
        }
        self.session.change(keep_preferences(preferences)).await
    }

    /// Keeps the language that the agent has picked, wherever that is done.
    ///
    /// # Errors
    /// If the server fails.
    pub async fn keep_language(self, language: Language) -> Result<(), ApiError> {
        // The others are not overwritten with the defaults.
        let known = match self.is_known.get_value() {
            true => self.get_untracked(),
            false => self.session.ask(load_preferences()).await?,
        };
        self.keep(Preferences { language: Some(language), ..known }).await
    }
}

/// Returns what the signed-in agent prefers.
pub fn use_preferences() -> AgentPreferences {
    expect_context()
}
