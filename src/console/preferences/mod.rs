//! The preferences of the signed-in agent: notifications, and the language of
//! the console.

mod desktop;
mod dialog;
mod opens_next;
mod texts;

use leptos::prelude::*;

pub use self::{
    desktop::{Permission, permission},
    dialog::{PreferencesButton, PreferencesForm},
    opens_next::opens_next,
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

/// The preferences, provided in the context.
#[derive(Clone, Copy)]
pub struct AgentPreferences {
    known: RwSignal<Preferences>,
    /// Whether they were loaded from the server or have been set by the agent
    /// since.
    is_known: StoredValue<bool>,
    session: Session,
    locale: Locale,
}

impl AgentPreferences {
    /// Provides the agent's preferences, and loads them from the server.
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

    /// Loads the preferences. The defaults apply until the answer arrives.
    async fn load(self) {
        let Ok(preferences) = until_answered(|| self.session.ask(load_preferences())).await else { return };
        // The agent may have changed them in the meantime.
        if self.is_known.get_value() {
            return;
        }
        self.is_known.set_value(true);
        self.known.set(preferences);
        if let Some(language) = preferences.language {
            self.locale.set(language);
        }
    }

    /// Returns the current preferences; not tracked.
    pub fn get_untracked(self) -> Preferences {
        self.known.get_untracked()
    }

    /// Applies and saves new preferences.
    ///
    /// # Errors
    /// If the server fails. The preferences then apply until the page is left.
    pub async fn keep(self, preferences: Preferences) -> Result<(), ApiError> {
        self.is_known.set_value(true);
        self.known.set(preferences);
        if let Some(language) = preferences.language {
            self.locale.set(language);
        }
        self.session.change(keep_preferences(preferences)).await
    }

    /// Saves the language that the agent has picked on any page.
    ///
    /// # Errors
    /// If the server fails.
    pub async fn keep_language(self, language: Language) -> Result<(), ApiError> {
        // The other preferences must not be overwritten with defaults.
        let known = match self.is_known.get_value() {
            true => self.get_untracked(),
            false => self.session.ask(load_preferences()).await?,
        };
        self.keep(Preferences { language: Some(language), ..known }).await
    }
}

/// Returns the signed-in agent's preferences.
pub fn use_preferences() -> AgentPreferences {
    expect_context()
}
