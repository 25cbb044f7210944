//! What the button and the window share from before there is a session.

use leptos::prelude::*;

use super::texts::Texts;
use crate::{
    model::{config::WidgetConfig, language::Language},
    ui::storage,
};

/// Under this name the conversation is remembered from page to page.
pub const CONVERSATION_KEY: &str = "adda.conversation";
/// Under this name stands what has not arrived yet.
pub const OUTBOX_KEY: &str = "adda.outbox";

/// Whether an earlier page left a conversation, or messages that never arrived.
pub fn is_remembered() -> bool {
    storage::get(CONVERSATION_KEY).is_some() || storage::get(OUTBOX_KEY).is_some()
}

/// The widget as the server sends it, and whether it is open.
#[derive(Clone, Copy)]
pub struct Launch {
    /// What the admin has set.
    pub config: StoredValue<WidgetConfig>,
    /// What the shop's server signed to say who the customer is.
    pub identity_token: StoredValue<Option<String>>,
    /// The page's language.
    pub language: Language,
    /// The widget's words.
    pub texts: &'static Texts,
    /// Whether there is a session: from the first click on, or at once where an
    /// earlier page left one.
    pub is_started: ReadSignal<bool>,
    /// Whether the window has been open on this page.
    pub was_opened: ReadSignal<bool>,
    /// Whether the window is open.
    pub is_open: RwSignal<bool>,
    /// How many messages the customer has not read.
    pub unread: RwSignal<u32>,
    set_started: WriteSignal<bool>,
    set_opened: WriteSignal<bool>,
}

impl Launch {
    /// A closed window.
    pub fn new(config: WidgetConfig, language: Language, identity_token: Option<String>) -> Self {
        let (is_started, set_started) = signal(false);
        let (was_opened, set_opened) = signal(false);
        Self {
            config: StoredValue::new(config),
            identity_token: StoredValue::new(identity_token),
            language,
            texts: Texts::of(language),
            is_started,
            was_opened,
            is_open: RwSignal::new(false),
            unread: RwSignal::new(0),
            set_started,
            set_opened,
        }
    }

    /// Opens the window.
    pub fn open(self) {
        self.start();
        if !self.was_opened.get_untracked() {
            self.set_opened.set(true);
        }
        self.is_open.set(true);
    }

    /// Starts the session, if there is none: setting it again would draw it
    /// again.
    pub fn start(self) {
        if !self.is_started.get_untracked() {
            self.set_started.set(true);
        }
    }

    /// Closes the window; the conversation goes on.
    pub fn close(self) {
        self.is_open.set(false);
    }
}
