//! The requests for the draft of a reply or a note in a conversation. They need no open conversation.

use js_sys::{Date, Reflect};
use leptos::{serde_json, server_fn::ServerFn};
use wasm_bindgen::JsValue;
use web_sys::{Headers, RequestInit};

use super::local::{Known, LocalDraft};
use crate::{
    api::drafts::{SyncDraft, sync_draft},
    console::{
        conversation::{draft::draft_key, mode::Mode},
        own_storage,
        session::Session,
    },
    model::{
        draft::StoredDraft,
        error::{ApiError, ErrorCode},
        ids::{AgentId, ConversationId},
    },
    ui::{draft::Draft, page::window, storage},
};

/// Where a draft is typed.
#[derive(Clone)]
pub struct Place {
    pub me: AgentId,
    pub session: Session,
    pub id: ConversationId,
    pub mode: Mode,
}

impl Place {
    /// Returns all places in which this browser has a draft or had one. A place may be there twice.
    pub fn all(me: AgentId, session: Session) -> Vec<Self> {
        let place = |key: &String| {
            let (id, is_note) = own_storage::draft_of(me, LocalDraft::key_of_draft(key))?;
            let mode = if is_note { Mode::Note } else { Mode::Reply };
            Some(Self { me, session, id, mode })
        };
        storage::keys().iter().filter_map(place).collect()
    }

    fn key(&self) -> String {
        draft_key(self.me, &self.id, self.mode)
    }

    /// Returns what the browser has.
    pub fn local(&self) -> LocalDraft {
        LocalDraft::kept(&self.key())
    }

    /// Sends the browser's draft to the server, and stores the server's if that is newer. Returns
    /// whether the browser's was replaced.
    ///
    /// # Errors
    /// If the server fails, or the draft cannot be stored here or there.
    pub async fn sync(&self) -> Result<bool, ApiError> {
        let (key, before) = self.begin().ok_or_else(not_stored)?;
        let sent = before.to_send(self.mode == Mode::Note, Date::now());
        let stored = match self.session.ask(sync_draft(self.id.clone(), sent, Some(self.me))).await {
            Err(error) if error.code == ErrorCode::NotFound => {
                // The conversation was deleted.
                storage::remove(&key);
                LocalDraft::keep_known(&key, &Known::default());
                return Err(error);
            }
            answer => answer?,
        };
        if !own_storage::is_signed_in(self.me) {
            // The agent has signed out, and the browser keeps nothing of theirs.
            return Err(not_stored());
        }
        let gives_way = before.gives_way(&self.local(), stored.as_ref());
        let confirmed = stored.as_ref().map(|stored| stored.client_id.clone());
        if gives_way {
            match stored {
                Some(StoredDraft { client_id, text, .. }) => Draft { client_id, text }.keep(&key),
                None => storage::remove(&key),
            }
            if self.local().own.map(|own| own.client_id) != confirmed {
                return Err(not_stored());
            }
        }
        let is_kept = LocalDraft::keep_known(&key, &Known { confirmed, sent: None });
        is_kept.then_some(gives_way).ok_or_else(not_stored)
    }

    /// Sends the browser's draft while the page is being left, which may abort other requests. The
    /// response is not read: the next request finds the draft as it is.
    pub fn send_at_the_end(&self) {
        let Some((_, copy)) = self.begin().filter(|(_, copy)| copy.is_unconfirmed()) else { return };
        let copy = copy.to_send(self.mode == Mode::Note, Date::now());
        let call = SyncDraft { id: self.id.clone(), copy, author: Some(self.me) };
        let Ok(body) = serde_json::to_string(&call) else { return };
        // A failure leaves the draft in this browser.
        drop(post(SyncDraft::PATH, &body));
    }

    /// Returns the key and what the browser has. Stores first that it is sent, because the response may
    /// be lost. Returns none after the agent has signed out, if the text is too long for a message, and
    /// if the browser stores nothing: what is in the field is not known then.
    fn begin(&self) -> Option<(String, LocalDraft)> {
        let (key, mut copy) = (self.key(), self.local());
        if !own_storage::is_signed_in(self.me) || copy.is_too_long() {
            return None;
        }
        let sent = copy.own.as_ref().map(|own| own.client_id.clone());
        copy.known.sent = sent.or(copy.known.sent);
        LocalDraft::keep_known(&key, &copy.known).then_some((key, copy))
    }
}

/// Returns the error after which a request is not repeated.
fn not_stored() -> ApiError {
    ApiError::new(ErrorCode::NotSignedIn, "The browser does not keep the draft.")
}

fn post(path: &str, body: &str) -> Result<js_sys::Promise, JsValue> {
    let headers = Headers::new()?;
    headers.set("Content-Type", "application/json")?;
    headers.set("Accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&body.into());
    Reflect::set(&init, &"keepalive".into(), &true.into())?;
    Ok(window().fetch_with_str_and_init(path, &init))
}
