//! The state that the button and the window share, even before there is a
//! session.

use super::{task::spawn, texts::Texts};
use crate::{
    api::customer::calls::load_config,
    model::{color::Color, config::WidgetConfig, error::ApiError, language::Language},
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

/// The storage key of the conversation, which is remembered from page to page.
pub const CONVERSATION_KEY: &str = "adda.conversation";
/// The storage key of unsent messages.
pub const OUTBOX_KEY: &str = "adda.outbox";

/// The name of the database of unsent files, and of the storage entry that says
/// that it is not empty.
pub const FILES_KEY: &str = "adda.files";

/// The storage key of the shop's name for the customer. The loader stores it
/// before the program is loaded; a visitor has none.
const CUSTOMER_KEY: &str = "adda.who";
/// The storage key of the language that the customer picked.
const LANGUAGE_KEY: &str = "adda.language";
/// The maximum wait for the admin's texts in a new language, in milliseconds.
const TEXTS_MS: u32 = 3_000;

/// Returns whether an earlier page left a conversation, or unsent messages or
/// files.
pub fn is_remembered() -> bool {
    [CONVERSATION_KEY, OUTBOX_KEY, FILES_KEY].into_iter().any(|key| storage::get(key).is_some())
}

/// The widget's configuration and state.
#[derive(Clone, Copy)]
pub struct Launch {
    /// The admin's settings.
    pub config: RwSignal<WidgetConfig>,
    /// The identity token that the shop's server has signed.
    pub identity_token: StoredValue<Option<String>>,
    /// The shop's name for the customer; none for a visitor. The tab's data
    /// belongs to them, even while another tab signs in another customer.
    pub customer: StoredValue<Option<String>>,
    /// The address where the shop's customers sign in.
    pub sign_in_url: StoredValue<Option<String>>,
    /// The colour that the page has set instead of the one in the settings.
    pub page_color: StoredValue<Option<Color>>,
    /// The name of the colour scheme that the page has set instead of the one in the settings, as the
    /// page writes it.
    pub page_scheme: RwSignal<Option<String>>,
    /// Whether the next poll enters the conversation again, even with a closed
    /// window: the customer has been identified since, or there is another
    /// conversation to switch to.
    pub must_enter: StoredValue<bool>,
    /// Whether the server has said that the customer has an active conversation
    /// or unread messages, which has not been entered yet.
    pub is_under_way: StoredValue<bool>,
    /// Whether the server has rejected the identity token.
    pub is_rejected: RwSignal<bool>,
    /// The identity token that the server has rejected last, and how many it has rejected since
    /// it accepted one.
    pub rejections: StoredValue<(Option<String>, u32)>,
    /// Text for the field that the shop's page has set.
    pub prefilled: RwSignal<Option<String>>,
    /// The language of the parts that are being drawn.
    pub language: Language,
    /// The widget's texts.
    pub texts: &'static Texts,
    /// The language that the customer picked, else the page's.
    pub spoken: RwSignal<Language>,
    /// The language of the configuration's texts.
    pub fetched: RwSignal<Language>,
    /// The count before the page's title.
    pub title: TitleCount,
    /// Whether there is a session: from the first click on, or at once if an
    /// earlier page left one.
    pub is_started: RwSignal<bool>,
    /// Whether the window has been open on this page.
    pub was_opened: RwSignal<bool>,
    /// Whether the window is open.
    pub is_open: RwSignal<bool>,
    /// The number of unread messages.
    pub unread: RwSignal<u32>,
    /// How often the shop's page has identified the customer.
    pub introduced: RwSignal<u32>,
    /// The uploads, which continue while the chat is drawn again in another
    /// language.
    pub uploads: Uploads,
    /// Whether the configuration is being fetched.
    is_fetching: StoredValue<bool>,
}

impl Launch {
    /// Returns the state with a closed window. `is_under_way` is the server's
    /// information on the customer's conversation.
    pub fn new(
        config: WidgetConfig,
        language: Language,
        identity_token: Option<String>,
        sign_in_url: Option<String>,
        is_under_way: bool,
    ) -> Self {
        let config = RwSignal::new(config);
        let rules = memo(move || Some(config.with(WidgetConfig::attachment_rules)));
        Self {
            config,
            identity_token: StoredValue::new(identity_token),
            customer: StoredValue::new(storage::get(CUSTOMER_KEY)),
            sign_in_url: StoredValue::new(sign_in_url),
            page_color: StoredValue::new(None),
            page_scheme: RwSignal::new(None),
            must_enter: StoredValue::new(false),
            is_under_way: StoredValue::new(is_under_way),
            is_rejected: RwSignal::new(false),
            rejections: StoredValue::new((None, 0)),
            prefilled: RwSignal::new(None),
            language,
            texts: Texts::of(language),
            spoken: RwSignal::new(language),
            fetched: RwSignal::new(language),
            title: TitleCount::new(),
            is_started: RwSignal::new(false),
            was_opened: RwSignal::new(false),
            is_open: RwSignal::new(false),
            unread: RwSignal::new(0),
            introduced: RwSignal::new(0),
            uploads: Uploads::new(rules, Leaving::AsksForUnstored),
            is_fetching: StoredValue::new(false),
        }
    }

    /// Returns whether only signed-in customers may write, and the shop has not
    /// identified this one.
    pub fn must_sign_in(self) -> bool {
        let is_known = self.identity_token.with_value(Option::is_some);
        !is_known && !self.config.with(|config| config.settings.allow_anonymous)
    }

    /// Handles that the shop's page has identified the customer.
    pub fn introduce(self, identity_token: String) {
        self.identity_token.set_value(Some(identity_token));
        self.customer.set_value(storage::get(CUSTOMER_KEY));
        self.must_enter.set_value(true);
        self.is_rejected.set(false);
        self.introduced.update(|times| *times += 1);
    }

    /// Returns whether another tab has signed the customer out or signed in another one. The
    /// loader is about to remove the chat from this page.
    pub fn is_replaced(self) -> bool {
        self.customer.with_value(|customer| customer.is_some() && storage::get(CUSTOMER_KEY) != *customer)
    }

    /// Opens the window.
    pub fn open(self) {
        self.start();
        if !self.was_opened.get_untracked() {
            self.was_opened.set(true);
        }
        self.is_open.set(true);
    }

    /// Starts the session, unless there is one: setting the signal again would draw the session
    /// again.
    pub fn start(self) {
        if !self.is_started.get_untracked() {
            self.is_started.set(true);
        }
    }

    /// Restores the language that the customer picked on an earlier page. Sends
    /// no request before the chat is opened.
    pub fn recall_language(self) {
        let picked = storage::get(LANGUAGE_KEY).and_then(|code| code.parse().ok());
        if let Some(language) = picked.filter(|language| *language != self.language) {
            self.spoken.set(language);
        }
    }

    /// Switches to another language, also for later pages.
    pub fn switch_language(self, language: Language) {
        storage::set(LANGUAGE_KEY, language.code());
        self.spoken.set(language);
    }

    /// Fetches the admin's texts in the current language, until they arrive or
    /// the language changes.
    pub fn fetch_texts(self) {
        let language = self.spoken.get_untracked();
        spawn(async move {
            let mut fetched = within(TEXTS_MS, self.fetch_config(language)).await;
            let is_spoken = move || self.spoken.try_get_untracked() == Some(language);
            if is_spoken() {
                // Without an answer, the other texts still change to the new language.
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

    /// Fetches the admin's settings, unless they have this version.
    pub fn update_config(self, settings_version: i64) {
        let is_current = self.config.with_untracked(|config| config.settings_version) == settings_version;
        if is_current || self.is_fetching.get_value() {
            return;
        }
        self.is_fetching.set_value(true);
        spawn(async move {
            // Without an answer the next poll retries.
            let _ = self.fetch_config(self.language).await;
            self.is_fetching.set_value(false);
        });
    }

    /// Fetches the admin's settings, with the texts in a language.
    pub async fn fetch_config(self, language: Language) -> Result<(), ApiError> {
        let mut config = load_config(language).await?;
        // The language may have changed since, or the widget may be gone.
        if self.spoken.try_get_untracked() != Some(language) {
            return Ok(());
        }
        // Keeps the position, and the colour if the page has set it.
        self.config.with_untracked(|known| config.settings.position = known.settings.position);
        if let Some(color) = self.page_color.get_value() {
            config.settings.primary_color = color;
        }
        // A screen reader announces only changes.
        if self.config.with_untracked(|known| *known != config) {
            self.config.set(config);
        }
        Ok(())
    }

    /// Returns the state for drawing in a language.
    pub fn in_language(self, language: Language) -> Self {
        Self { language, texts: Texts::of(language), ..self }
    }

    /// Closes the window. The conversation continues.
    pub fn close(self) {
        self.is_open.set(false);
    }
}
