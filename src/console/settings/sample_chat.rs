//! What the server would answer to the widget in the preview.

use leptos::serde_json;
use serde::Serialize;

use super::texts::PreviewTexts;
use crate::{
    model::{
        config::WidgetConfig,
        ids::{ConversationId, MessageId},
        language::Language,
        message::{Message, MessageType},
        settings::ChatSettings,
        thread::{OpenedChat, Thread},
    },
    ui::time::now,
};

/// The answers. `loader/preview.js` reads them.
#[derive(Serialize)]
pub(super) struct SampleChat {
    language: Language,
    /// The configuration in each language.
    config: Configs,
    chat: OpenedChat,
}

#[derive(Serialize)]
struct Configs {
    en: WidgetConfig,
    bn: WidgetConfig,
}

impl SampleChat {
    /// Returns the answers for settings. `version` must grow with each change, because the widget
    /// then reads the configuration again.
    pub(super) fn new(settings: &ChatSettings, language: Language, is_staffed: bool, version: i64) -> Self {
        let config = |language| WidgetConfig {
            settings: settings.for_widget(language),
            agents_online: u32::from(is_staffed),
            within_business_hours: true,
            opens_at: None,
            languages: Language::ALL.to_vec(),
            settings_version: version,
        };
        let asks_details = config(language).asks_details();
        let chat = OpenedChat {
            conversation_id: conversation_id(),
            thread: thread(&config(language), language, asks_details),
            asks_details,
            token: None,
            transcript: None,
        };
        Self { language, config: Configs { en: config(Language::En), bn: config(Language::Bn) }, chat }
    }

    pub(super) fn to_json(&self) -> String {
        // Every value of these types can be serialised.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Returns an id that no conversation has.
fn conversation_id() -> ConversationId {
    let zeros = "0".repeat(ConversationId::RANDOM_LENGTH);
    [ConversationId::PREFIX, &zeros].concat().parse().expect("a prefix and the right number of digits")
}

/// Returns the conversation: a question and its answer, or only the greeting if customers are asked
/// for their details before they write.
fn thread(config: &WidgetConfig, language: Language, asks_details: bool) -> Thread {
    let texts = PreviewTexts::of(language);
    let message = |id, content: &str| Message {
        content: content.to_owned(),
        is_read: true,
        created_at: now(),
        ..Message::sample(MessageId(id))
    };
    let mut messages = vec![Message {
        message_type: MessageType::System,
        // The widget draws the greeting again if it was edited later than the one that it shows.
        edited_at: Some(now()),
        ..message(1, &config.settings.welcome_message)
    }];
    if !asks_details {
        messages.push(message(2, texts.question));
        messages.push(Message { is_agent: true, sender_name: texts.agent.to_owned(), ..message(3, texts.answer) });
    }
    Thread {
        deletions: config.settings_version,
        read_up_to: Some(MessageId(3)),
        agents_online: config.agents_online > 0,
        settings_version: config.settings_version,
        ..Thread::sample(messages)
    }
}
