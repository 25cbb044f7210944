//! Alerts for the agent: a soft sound and a desktop notification, as the agent
//! prefers.

use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Notification, NotificationOptions};

use crate::{
    console::{
        customer,
        inbox::InboxAddress,
        locale::{Locale, use_locale},
        preferences::{AgentPreferences, Permission, permission, use_preferences},
    },
    model::{ids::AgentId, inbox::ConversationSummary, text::without_turns},
    ui::chime::Chime,
};

type Navigate = Rc<dyn Fn(&str)>;

/// The alerts.
#[derive(Clone, Copy)]
pub struct Alerts {
    chime: Chime,
    preferences: AgentPreferences,
    locale: Locale,
    address: RwSignal<InboxAddress>,
    navigate: StoredValue<Navigate, LocalStorage>,
}

impl Alerts {
    /// Returns alerts that follow the agent's preferences.
    pub fn new(address: RwSignal<InboxAddress>) -> Self {
        let navigate = use_navigate();
        let navigate: Navigate = Rc::new(move |path| {
            navigate(path, NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() });
        });
        Self {
            chime: Chime::new(),
            preferences: use_preferences(),
            locale: use_locale(),
            address,
            navigate: StoredValue::new_local(navigate),
        }
    }

    /// Alerts the agent to conversations with new messages of customers, and to those with notes
    /// that mention the agent. The latter always concern the agent.
    pub fn tell(self, news: &[&ConversationSummary], mentions: &[&ConversationSummary], me: AgentId) {
        let preferences = self.preferences.get_untracked();
        let is_mine =
            |summary: &ConversationSummary| summary.assigned_agent.as_ref().is_some_and(|agent| agent.id == me);
        let told: Vec<_> = news.iter().filter(|summary| preferences.about.includes(is_mine(summary))).collect();
        if told.is_empty() && mentions.is_empty() {
            return;
        }
        if preferences.sound {
            self.chime.play();
        }
        if preferences.desktop && permission() == Permission::Granted {
            let (language, texts) = untrack(|| (self.locale.language(), self.locale.texts()));
            let customer = |summary: &ConversationSummary| customer::name(&summary.customer, texts);
            // Some browsers support notifications but do not show any from
            // a page.
            for summary in told {
                let body = summary.last_message.as_ref().map_or("", |last| last.line(language));
                let _ = self.notify(summary, &customer(summary), body);
            }
            for summary in mentions {
                let name = summary.mention.as_ref().map_or("", |mention| mention.sender_name_in(language));
                let title = [name, texts.mentioned_you, summary.conversation_id.as_str()].concat();
                let _ = self.notify(summary, &title, &customer(summary));
            }
        }
    }

    fn notify(self, summary: &ConversationSummary, title: &str, body: &str) -> Result<(), JsValue> {
        let options = NotificationOptions::new();
        options.set_body(&without_turns(body));
        // One notification per conversation, even if several tabs show it.
        options.set_tag(summary.conversation_id.as_str());
        let notification = Notification::new_with_options(&without_turns(title), &options)?;
        let id = summary.conversation_id.clone();
        let shown = notification.clone();
        let open = Closure::<dyn Fn()>::new(move || {
            let _ = window().focus();
            if let (Some(address), Some(navigate)) = (self.address.try_get_untracked(), self.navigate.try_get_value()) {
                navigate(&address.path(Some(&id)));
            }
            shown.close();
        });
        notification.set_onclick(Some(open.as_ref().unchecked_ref()));
        // The browser keeps the closure as long as the notification is shown.
        open.forget();
        Ok(())
    }
}
