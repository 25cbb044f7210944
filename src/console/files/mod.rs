//! The agent's uploads. They belong to the agent and the tab: they continue
//! when another page or conversation is shown, and wait while the session has
//! ended.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use super::{scope::Scope, session::Session};
use crate::{
    api::customer::load_config,
    model::{
        attachment::AttachmentRules,
        error::{ApiError, ErrorCode},
        ids::{AgentId, ConversationId},
        language::Language,
        message::Message,
    },
    ui::{
        files::{FileStore, Leaving, Outgoing, UploadTarget, Uploads},
        retry::until_answered,
    },
};

/// The database of all agents of this browser.
const DATABASE: &str = "adda-console-files";

type Show = Rc<dyn Fn(Message)>;

/// The conversation on screen, and the function that shows a message in it.
struct Shown {
    id: ConversationId,
    show: Show,
    /// Distinguishes it from one that is shown later.
    number: u32,
}

/// The uploads of the signed-in agent, provided in the context.
#[derive(Clone, Copy)]
pub struct AgentFiles {
    uploads: Uploads,
    rules: RwSignal<Option<AttachmentRules>>,
    session: Session,
    /// The agent whose uploads they are, even after the session has ended.
    agent: StoredValue<Option<AgentId>>,
    shown: StoredValue<Option<Shown>, LocalStorage>,
}

impl AgentFiles {
    /// Returns the uploads, which follow the signed-in agent.
    pub fn new(session: Session) -> Self {
        let rules = RwSignal::new(None);
        let files = Self {
            uploads: Uploads::new(Memo::new(move |_| rules.get()), Leaving::Asks),
            rules,
            session,
            agent: StoredValue::new(None),
            shown: StoredValue::new_local(None),
        };
        Effect::new(move |_| {
            if let Some(agent) = session.agent_id() {
                files.belong_to(agent);
            }
        });
        files
    }

    fn belong_to(self, agent: AgentId) {
        if self.agent.get_value() != Some(agent) {
            self.uploads.stop();
            self.agent.set_value(Some(agent));
        }
        self.uploads.start(store_of(agent), AgentUploadTarget(self));
    }

    /// Deletes the uploads of an agent who has signed out, in all tabs.
    pub fn forget(self, agent: AgentId) {
        self.agent.set_value(None);
        self.uploads.clear(store_of(agent));
    }

    /// Returns the uploads for the customer of a conversation, or for
    /// colleagues (`action` is the last part of the address).
    pub fn to(self, id: &ConversationId, action: &str) -> Outgoing {
        self.uploads.to(&place(id, action))
    }

    /// Returns whether a conversation has uploads under way; tracked.
    pub fn has_any(self, id: &ConversationId) -> bool {
        let beginning = place(id, "");
        self.uploads.has_any(&|place| place.starts_with(&beginning))
    }

    /// Returns whether any upload is under way; not tracked.
    pub fn has_any_at_all(self) -> bool {
        untrack(|| self.uploads.has_any(&|_| true))
    }

    /// Calls `show` with the messages of completed uploads of a conversation,
    /// until the current owner is disposed of.
    pub fn show_in(self, id: ConversationId, show: impl Fn(Message) + 'static) {
        let number = self.shown.try_update_value(|shown| {
            let number = shown.as_ref().map_or(0, |shown| shown.number + 1);
            *shown = Some(Shown { id, show: Rc::new(show), number });
            number
        });
        on_cleanup(move || {
            self.shown.try_update_value(|shown| {
                // Unless another conversation is shown already.
                shown.take_if(|shown| Some(shown.number) == number);
            });
        });
    }

    /// Fetches the rules for uploads, with retries. An admin may have changed
    /// them since a conversation was last opened.
    pub fn refresh_rules(self) {
        Scope::here().spawn(async move {
            if let Ok(config) = until_answered(|| load_config(Language::default())).await {
                self.rules.set(Some(config.attachment_rules()));
            }
        });
    }
}

/// Returns the uploads of the signed-in agent.
pub fn use_files() -> AgentFiles {
    expect_context()
}

fn store_of(agent: AgentId) -> FileStore {
    FileStore::new(DATABASE, agent.to_string())
}

/// Returns the recipient of an upload: a part of its address.
fn place(id: &ConversationId, action: &str) -> String {
    format!("{id}/{action}")
}

struct AgentUploadTarget(AgentFiles);

impl UploadTarget for AgentUploadTarget {
    fn address(&self, place: &str, _: f64) -> Option<String> {
        let AgentFiles { session, agent, .. } = self.0;
        let author = agent.get_value().filter(|agent| session.agent_id_untracked() == Some(*agent))?;
        // Another tab may have signed in another agent; the server then refuses the upload.
        Some(format!("/support/agent/api/conversation/{place}/?author={author}"))
    }

    fn sent(&self, place: &str, _: &str, message: Message) {
        let is_shown = |id: &ConversationId| place.split('/').next() == Some(id.as_str());
        let show = self
            .0
            .shown
            .with_value(|shown| shown.as_ref().filter(|shown| is_shown(&shown.id)).map(|shown| Rc::clone(&shown.show)));
        if let Some(show) = show {
            show(message);
        }
    }

    fn retries_after_loss(&self, _: &str, _: &str, code: ErrorCode) -> bool {
        let is_signed_out = code == ErrorCode::NotSignedIn;
        if is_signed_out {
            let session = self.0.session;
            // The session check leads to the sign-in page. The uploads wait for
            // the agent's return.
            spawn_local(async move {
                let _ = session.ask(std::future::ready(Err::<(), _>(ApiError::not_signed_in()))).await;
            });
        }
        is_signed_out
    }
}
