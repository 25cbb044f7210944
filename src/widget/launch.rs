//! What the button and the window share from before there is a session.

use super::{server::load_config, texts::Texts};
use crate::{
    model::{config::WidgetConfig, error::ApiError, language::Language},
    ui::{
        bell::wait,
        files::{Leaving, Uploads},
        pace::backoff,
        signals::*,
        storage,
        timeout::within,
        title::TitleCount,
    },
};

/// Under this name the conversation is remembered from page to page.
pub const CONVERSATION_KEY: &str = "adda.conversation";
/// Under this name stands what has not arrived yet.
pub const OUTBOX_KEY: &str = "adda.outbox";

/// Under this name are kept the files that have not arrived yet: the database,
/// and in the storage that there is something in it.
pub const FILES_KEY: &str = "adda.files";

/// Under this name stands the shop's name for the customer. The loader keeps it
/// before the program hears of them; a visitor has none.
const CUSTOMER_KEY: &str = "adda.who";
/// Under this name stands the language that the customer picked.
const LANGUAGE_KEY: &str = "adda.language";
/// So long a new language waits for the admin's texts in it, in milliseconds.
const TEXTS_MS: u32 = 3_000;

/// Returns whether an earlier page left a conversation, or messages or files
/// that never arrived.
pub fn is_remembered() -> bool {
    [CONVERSATION_KEY, OUTBOX_KEY, FILES_KEY].into_iter().any(|key| storage::get(key).is_some())
}

/// The widget as the server sends it, and whether it is open.
#[derive(Clone, Copy)]
pub struct Launch {
    /// What the admin has set.
    pub config: RwSignal<WidgetConfig>,
    /// What the shop's server signed to say who the customer is.
    pub identity_token: StoredValue<Option<String>>,
    /// The shop's name for the customer; none for a visitor. What the tab keeps
    /// belongs to them, even while another tab signs in someone else.
    pub customer: StoredValue<Option<String>>,
    /// Where the shop's customers sign in.
    pub sign_in_url: StoredValue<Option<String>>,
    /// Whether the next poll enters the conversation again, closed window or
    /// not: that has been said since, or there is another one to go to.
    pub must_enter: StoredValue<bool>,
    /// Whether the server has said that the customer has a conversation under
    /// way or something to read, which has not been entered yet.
    pub is_under_way: StoredValue<bool>,
    /// Whether the server has rejected what was said of the customer.
    pub is_rejected: RwSignal<bool>,
    /// Words of the shop's page for the field.
    pub prefilled: RwSignal<Option<String>>,
    /// The language of what is being drawn.
    pub language: Language,
    /// The widget's words.
    pub texts: &'static Texts,
    /// The language that the customer picked, else the page's.
    pub spoken: RwSignal<Language>,
    /// The language of the configuration's texts.
    pub fetched: RwSignal<Language>,
    /// The count before the page's title.
    pub title: TitleCount,
    /// Whether there is a session: from the first click on, or at once where an
    /// earlier page left one.
    pub is_started: ReadSignal<bool>,
    /// Whether the window has been open on this page.
    pub was_opened: ReadSignal<bool>,
    /// Whether the window is open.
    pub is_open: RwSignal<bool>,
    /// How many messages the customer has not read.
    pub unread: RwSignal<u32>,
    /// Tells that the shop's page has said who the customer is.
    pub introduced: RwSignal<()>,
    /// Files on their way: they go on while the chat is drawn anew in another
    /// language.
    pub uploads: Uploads,
    /// Whether the configuration is being fetched.
    is_fetching: StoredValue<bool>,
    set_started: WriteSignal<bool>,
    set_opened: WriteSignal<bool>,
}

impl Launch {
    /// Returns a closed window. `is_under_way` is what the server says of the
    /// customer.
    pub fn new(
        config: WidgetConfig,
        language: Language,
        identity_token: Option<String>,
        sign_in_url: Option<String>,
        is_under_way: bool,
    ) -> Self {
        let (is_started, set_started) = signal(false);
        let (was_opened, set_opened) = signal(false);
        let config = RwSignal::new(config);
        let rules = Signal::derive(move || Some(config.with(WidgetConfig::attachment_rules)));
        Self {
            config,
            identity_token: StoredValue::new(identity_token),
            customer: StoredValue::new(storage::get(CUSTOMER_KEY)),
            sign_in_url: StoredValue::new(sign_in_url),
            must_enter: StoredValue::new(false),
            is_under_way: StoredValue::new(is_under_way),
            is_rejected: RwSignal::new(false),
            prefilled: RwSignal::new(None),
            language,
            texts: Texts::of(language),
            spoken: RwSignal::new(language),
            fetched: RwSignal::new(language),
            title: TitleCount::new(),
            is_started,
            was_opened,
            is_open: RwSignal::new(false),
            unread: RwSignal::new(0),
            introduced: RwSignal::new(()),
            uploads: Uploads::new(rules, Leaving::AsksForUnkept),
            is_fetching: StoredValue::new(false),
            set_started,
            set_opened,
        }
    }

    /// Returns whether the shop talks only to customers whom it knows, and has
    /// not said who this is.
    pub fn must_sign_in(self) -> bool {
        let is_known = self.identity_token.with_value(Option::is_some);
        !is_known && !self.config.with(|config| config.allow_anonymous)
    }

    /// The shop's page has said who the customer is.
    pub fn introduce(self, identity_token: String) {
        self.identity_token.set_value(Some(identity_token));
        self.customer.set_value(storage::get(CUSTOMER_KEY));
        self.must_enter.set_value(true);
        self.is_rejected.set(false);
        self.introduced.set(());
    }

    /// Returns whether another tab has signed the customer out, or signed in another one. The
    /// loader is about to take the chat out of this page.
    pub fn is_replaced(self) -> bool {
        self.customer.with_value(|customer| customer.is_some() && storage::get(CUSTOMER_KEY) != *customer)
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

    /// Takes up the language that the customer picked on an earlier page. Costs
    /// no request before the chat is opened.
    pub fn recall_language(self) {
        let picked = storage::get(LANGUAGE_KEY).and_then(|code| code.parse().ok());
        if let Some(language) = picked.filter(|language| *language != self.language) {
            self.spoken.set(language);
        }
    }

    /// Speaks another language from now on, on later pages too.
    pub fn speak(self, language: Language) {
        storage::set(LANGUAGE_KEY, language.code());
        self.spoken.set(language);
    }

    /// Fetches what the admin has written in the language that is spoken, until
    /// it is here or another one is spoken.
    pub fn fetch_texts(self) {
        let language = self.spoken.get_untracked();
        spawn_local(async move {
            let mut fetched = within(TEXTS_MS, self.fetch_config(language)).await;
            let is_spoken = move || self.spoken.try_get_untracked() == Some(language);
            if is_spoken() {
                // Without an answer the rest is in the language all the same.
                self.fetched.set(language);
            }
            let mut failures = 0;
            while fetched.is_err() && is_spoken() {
                failures += 1;
                wait(backoff(failures)).await;
                fetched = self.fetch_config(language).await;
            }
        });
    }

    /// Fetches what the admin has set, if it is not of this version.
    pub fn keep_up_with(self, settings_version: i64) {
        let is_current = self.config.with_untracked(|config| config.settings_version) == settings_version;
        if is_current || self.is_fetching.get_value() {
            return;
        }
        self.is_fetching.set_value(true);
        spawn_local(async move {
            // Without an answer the next poll tries again.
            let _ = self.fetch_config(self.language).await;
            self.is_fetching.set_value(false);
        });
    }

    /// Fetches what the admin has set, with the texts in a language.
    pub async fn fetch_config(self, language: Language) -> Result<(), ApiError> {
        let mut config = load_config(language).await?;
        // Another one may be spoken by now, or the widget may be gone.
        if self.spoken.try_get_untracked() != Some(language) {
            return Ok(());
        }
        // As the page that it stands on has it.
        self.config
            .with_untracked(|known| (config.position, config.primary_color) = (known.position, known.primary_color));
        // A screen reader hears only what has changed.
        if self.config.with_untracked(|known| *known != config) {
            self.config.set(config);
        }
        Ok(())
    }

    /// Returns the same, to be drawn in a language.
    pub fn in_language(self, language: Language) -> Self {
        Self { language, texts: Texts::of(language), ..self }
    }

    /// Closes the window; the conversation goes on.
    pub fn close(self) {
        self.is_open.set(false);
    }
}
