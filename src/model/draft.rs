//! Drafts: what an agent has typed in a conversation and not sent. The server keeps them, so that they
//! follow the agent to other devices. Only the agent who wrote a draft reads it.

use serde::{Deserialize, Serialize};

use super::{ids::ClientId, timestamp::Timestamp};
use crate::wire::Read;

/// A draft, as the server keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StoredDraft {
    /// The text.
    pub text: String,
    /// The id of exactly this text. A message that is sent with it replaces the draft.
    pub client_id: ClientId,
    /// When it was typed.
    pub written_at: Timestamp,
}

/// The agent's drafts in a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct StoredDrafts {
    /// The draft of a reply; none if there is none.
    pub reply: Option<StoredDraft>,
    /// The draft of a note; none if there is none.
    pub note: Option<StoredDraft>,
}

/// A change of the agent's drafts in a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DraftTexts {
    /// The new draft of a reply. An empty text deletes the draft, a missing field changes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// The new draft of a note. An empty text deletes the draft, a missing field changes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The ids of the agent's drafts in a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Read)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct DraftIds {
    /// The id of the draft of a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<ClientId>,
    /// The id of the draft of a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<ClientId>,
}

impl DraftIds {
    /// Returns whether both the reply and the note have no draft.
    pub fn is_empty(&self) -> bool {
        self.reply.is_none() && self.note.is_none()
    }

    /// Returns the id of the draft of a reply or a note.
    pub fn of(&self, is_note: bool) -> Option<&ClientId> {
        if is_note { self.note.as_ref() } else { self.reply.as_ref() }
    }
}

/// What a browser has of a draft, and what it knows of the server's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserDraft {
    /// Whether it is to be a note.
    pub is_note: bool,
    /// The text in the browser; none if its field is empty.
    pub own: Option<OwnDraft>,
    /// The id of the draft that the browser last got from the server, or that the server last
    /// confirmed.
    pub confirmed: Option<ClientId>,
    /// The id of a draft that the browser has sent since. The server may have stored it.
    pub sent: Option<ClientId>,
}

/// The text in a browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDraft {
    /// The id of exactly this text.
    pub client_id: ClientId,
    /// The text.
    pub text: String,
    /// How long ago it was typed, in milliseconds. The browser's clock may be wrong, but measures a
    /// period well enough.
    pub age_ms: u64,
}

/// What the server does with a browser's draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It keeps its own draft, or that it has none.
    Keep,
    /// It stores the browser's.
    Store,
    /// It deletes its own.
    Delete,
}

impl BrowserDraft {
    /// Returns which draft is newer. `last` is the id of the draft that the server has or had last, and
    /// whether it was typed after the browser's. `is_there` is true unless that draft was sent or
    /// deleted.
    pub fn verdict(&self, last: Option<(&ClientId, bool)>, is_there: bool) -> Verdict {
        let Some(own) = &self.own else {
            // The field was emptied. A draft that this browser does not know is from elsewhere.
            let known = [&self.confirmed, &self.sent];
            let is_known = last.is_some_and(|(last, _)| known.into_iter().flatten().any(|known| known == last));
            return if is_known && is_there { Verdict::Delete } else { Verdict::Keep };
        };
        let is_old_copy = self.confirmed.as_ref() == Some(&own.client_id);
        let is_older = last.is_some_and(|(last, is_newer)| is_newer || *last == own.client_id);
        if is_old_copy || is_older { Verdict::Keep } else { Verdict::Store }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> ClientId {
        text.parse().expect("an id")
    }

    fn verdict(
        own: Option<&str>,
        [confirmed, sent]: [Option<&str>; 2],
        last: Option<(&str, bool)>,
        is_there: bool,
    ) -> Verdict {
        let own = own.map(|own| OwnDraft { client_id: id(own), text: "Hello".to_owned(), age_ms: 0 });
        let draft = BrowserDraft { is_note: false, own, confirmed: confirmed.map(id), sent: sent.map(id) };
        let last = last.map(|(last, is_newer)| (id(last), is_newer));
        draft.verdict(last.as_ref().map(|(last, is_newer)| (last, *is_newer)), is_there)
    }

    #[test]
    fn a_text_that_the_server_does_not_have_is_stored() {
        assert_eq!(verdict(Some("a"), [None, None], None, false), Verdict::Store);
        assert_eq!(verdict(Some("b"), [Some("a"), None], Some(("a", false)), true), Verdict::Store);
        assert_eq!(
            verdict(Some("b"), [None, Some("b")], Some(("a", false)), true),
            Verdict::Store,
            "its answer was lost"
        );
    }

    #[test]
    fn of_two_texts_the_newer_one_wins() {
        assert_eq!(verdict(Some("b"), [Some("a"), None], Some(("c", true)), true), Verdict::Keep);
        assert_eq!(verdict(Some("b"), [Some("a"), None], Some(("c", false)), true), Verdict::Store);
    }

    #[test]
    fn a_copy_of_a_draft_that_was_sent_or_replaced_elsewhere_does_not_come_back() {
        assert_eq!(verdict(Some("a"), [Some("a"), None], Some(("a", false)), false), Verdict::Keep);
        assert_eq!(verdict(Some("a"), [Some("a"), None], Some(("b", false)), true), Verdict::Keep);
        assert_eq!(verdict(Some("a"), [Some("a"), None], None, false), Verdict::Keep, "that was long ago");
        assert_eq!(verdict(Some("a"), [None, Some("a")], Some(("a", false)), false), Verdict::Keep, "it arrived late");
    }

    #[test]
    fn but_text_that_was_typed_afterwards_does() {
        assert_eq!(verdict(Some("b"), [Some("a"), None], Some(("a", false)), false), Verdict::Store);
        assert_eq!(
            verdict(Some("b"), [Some("a"), None], Some(("c", true)), false),
            Verdict::Keep,
            "it was typed before"
        );
    }

    #[test]
    fn an_emptied_field_deletes_only_a_draft_that_it_has_shown() {
        assert_eq!(verdict(None, [Some("a"), None], Some(("a", false)), true), Verdict::Delete);
        assert_eq!(verdict(None, [Some("a"), Some("b")], Some(("b", false)), true), Verdict::Delete);
        assert_eq!(verdict(None, [Some("a"), Some("b")], Some(("c", false)), true), Verdict::Keep);
        assert_eq!(verdict(None, [None, None], Some(("a", false)), true), Verdict::Keep);
        assert_eq!(verdict(None, [Some("a"), None], Some(("a", false)), false), Verdict::Keep);
    }
}
