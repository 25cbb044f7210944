//! The agent's uploads. They belong to the agent and the tab: they continue
//! when another page or conversation is shown, and wait while the session has
//! ended.

use leptos::{prelude::*, task::spawn_local};

use super::{outbox::Outbox, scope::Scope, session::Session};
use crate::{
    api::customer::load_config,
    model::{
        attachment::AttachmentRules,
        error::{ApiError, ErrorCode},
        ids::{AgentId, ConversationId},
        language::Language,
        message::{Message, MessageText},
    },
    ui::{
        files::{FileStore, Leaving, Outgoing, UploadTarget, Uploads},
        page,
        retry::until_answered,
    },
};

/// The database of all agents of this browser.
const DATABASE: &str = "adda-console-files";

/// The uploads of the signed-in agent, provided in the context.
#[derive(Clone, Copy)]
pub struct AgentFiles {
    uploads: Uploads,
    rules: RwSignal<Option<AttachmentRules>>,
    session: Session,
    /// The agent whose uploads they are, even after the session has ended.
    agent: StoredValue<Option<AgentId>>,
    /// Tells which files have arrived, and sends the texts of those that are not sent.
    outbox: StoredValue<Option<Outbox>>,
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
            outbox: StoredValue::new(None),
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

    /// Sets the outbox of the signed-in agent, as long as the current owner lives.
    pub fn use_outbox(self, outbox: Outbox) {
        self.outbox.set_value(Some(outbox));
        on_cleanup(move || {
            self.outbox.try_set_value(None);
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

/// Returns the conversation and the last part of the address of a recipient.
fn recipient(place: &str) -> Option<(ConversationId, &str)> {
    let (id, action) = place.split_once('/')?;
    Some((id.parse().ok()?, action))
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
        if let (Some((id, _)), Some(outbox)) = (recipient(place), self.0.outbox.get_value()) {
            outbox.report_delivered(&id, &message);
        }
    }

    fn send_text(&self, place: &str, text: MessageText) -> bool {
        // Without an outbox, the session has ended.
        let (Some((id, action)), Some(outbox)) = (recipient(place), self.0.outbox.get_value()) else { return false };
        outbox.push(id, page::new_client_id(), text, action.starts_with("note"), None);
        true
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
