//! A draft in this browser, and what the browser knows of the server's.

use crate::{
    model::{
        draft::{BrowserDraft, OwnDraft, StoredDraft},
        ids::ClientId,
        message::MessageText,
        text::is_blank,
    },
    ui::{draft::Draft, storage},
};

/// What the name of a draft's key ends with, for what is known of the server's draft.
const SERVER: &str = ".server";

/// What the browser knows of the server's draft, stored beside its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The id of the draft that came from the server, or that the server has confirmed.
    pub confirmed: Option<ClientId>,
    /// The id of a draft that was sent since.
    pub sent: Option<ClientId>,
}

impl Known {
    fn read(text: &str) -> Option<Self> {
        let (confirmed, sent) = text.split_once(' ')?;
        Some(Self { confirmed: confirmed.parse().ok(), sent: sent.parse().ok() })
    }

    fn write(&self) -> String {
        let text = |id: &Option<ClientId>| id.as_ref().map(ToString::to_string).unwrap_or_default();
        [text(&self.confirmed), text(&self.sent)].join(" ")
    }
}

/// A draft and what is known of the server's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDraft {
    /// The draft in this browser; none if the field is empty.
    pub own: Option<Draft>,
    /// What is known of the server's.
    pub known: Known,
}

impl LocalDraft {
    /// Returns what is stored under the key of a draft.
    pub fn kept(key: &str) -> Self {
        let own = Draft::kept(key);
        let known = storage::get(&[key, SERVER].concat()).and_then(|text| Known::read(&text));
        Self { own: Some(own).filter(|own| !is_blank(&own.text)), known: known.unwrap_or_default() }
    }

    /// Stores what is known. Returns false if the browser stores nothing.
    pub fn keep_known(key: &str, known: &Known) -> bool {
        let key = [key, SERVER].concat();
        if *known == Known::default() {
            storage::remove(&key);
            return true;
        }
        storage::set(&key, &known.write())
    }

    /// Returns the key of the draft that a key belongs to.
    pub fn key_of_draft(key: &str) -> &str {
        key.strip_suffix(SERVER).unwrap_or(key)
    }

    /// Returns whether the server may not have what is in the browser. A text that is too long for a
    /// message is stored only here.
    pub fn is_unconfirmed(&self) -> bool {
        let Self { own, known } = self;
        match own {
            Some(own) => known.confirmed.as_ref() != Some(&own.client_id) && !self.is_too_long(),
            None => *known != Known::default(),
        }
    }

    /// Returns whether the text cannot become a message.
    pub fn is_too_long(&self) -> bool {
        self.own.as_ref().is_some_and(|own| MessageText::new(&own.text).is_err())
    }

    /// Returns what is sent to the server at a moment of this browser's clock, in milliseconds since
    /// 1970.
    pub fn to_send(&self, is_note: bool, now: f64) -> BrowserDraft {
        let own = self.own.as_ref().map(|own| {
            let client_id = own.client_id.clone();
            // An id that does not tell its time is treated as old.
            let age_ms = typed_at(&client_id).map_or(u64::MAX, |at| (now as u64).saturating_sub(at));
            OwnDraft { client_id, text: own.text.clone(), age_ms }
        });
        BrowserDraft { is_note, own, confirmed: self.known.confirmed.clone(), sent: self.known.sent.clone() }
    }

    /// Returns whether the server's draft replaces the browser's: it is another one, and the agent has
    /// not typed since the request. `later` is what the browser has when the response arrives.
    pub fn gives_way(&self, later: &Self, stored: Option<&StoredDraft>) -> bool {
        let id = |copy: &Self| copy.own.as_ref().map(|own| own.client_id.clone());
        id(self) == id(later) && id(self).as_ref() != stored.map(|stored| &stored.client_id)
    }
}

/// Returns the moment at which an id was made, in milliseconds since 1970.
fn typed_at(id: &ClientId) -> Option<u64> {
    u64::from_str_radix(id.as_str().get(..12)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::timestamp::Timestamp;

    fn id(number: u64) -> ClientId {
        ClientId::new(number, [0; 10])
    }

    fn copy(own: Option<u64>, confirmed: Option<u64>, sent: Option<u64>) -> LocalDraft {
        let own = own.map(|own| Draft { client_id: id(own), text: "Hello".to_owned() });
        LocalDraft { own, known: Known { confirmed: confirmed.map(id), sent: sent.map(id) } }
    }

    fn stored(number: u64) -> StoredDraft {
        StoredDraft { text: "Hi".to_owned(), client_id: id(number), written_at: Timestamp::default() }
    }

    #[test]
    fn what_is_known_is_read_as_it_was_written() {
        for known in [copy(None, Some(1), None), copy(None, None, Some(2)), copy(None, Some(1), Some(2))] {
            assert_eq!(Known::read(&known.known.write()), Some(known.known));
        }
        assert_eq!(Known::read("x"), None);
    }

    #[test]
    fn an_edit_and_an_emptied_field_are_unconfirmed() {
        assert!(!copy(None, None, None).is_unconfirmed());
        assert!(copy(Some(1), None, None).is_unconfirmed());
        assert!(!copy(Some(1), Some(1), None).is_unconfirmed());
        assert!(copy(Some(2), Some(1), None).is_unconfirmed());
        assert!(copy(Some(2), Some(1), Some(2)).is_unconfirmed(), "the response has not arrived");
        assert!(copy(None, Some(1), None).is_unconfirmed());
        assert!(copy(None, None, Some(1)).is_unconfirmed());
        let mut long = copy(Some(1), None, None);
        long.own.iter_mut().for_each(|own| own.text = "x".repeat(5_001));
        assert!(!long.is_unconfirmed());
    }

    #[test]
    fn the_age_is_counted_from_the_time_in_the_id() {
        let sent = copy(Some(1_764_288_000_000), None, None).to_send(true, 1_764_288_002_500.0);
        assert_eq!((sent.is_note, sent.own.map(|own| own.age_ms)), (true, Some(2_500)));
        let ahead = copy(Some(1_764_288_000_000), None, None).to_send(false, 0.0);
        assert_eq!(ahead.own.map(|own| own.age_ms), Some(0), "the clock was set back");
    }

    #[test]
    fn the_servers_draft_replaces_an_old_copy_and_never_what_is_being_typed() {
        let old = copy(Some(1), Some(1), None);
        assert!(old.gives_way(&old, Some(&stored(2))));
        assert!(old.gives_way(&old, None), "it was sent or deleted elsewhere");
        assert!(!old.gives_way(&old, Some(&stored(1))));
        assert!(!old.gives_way(&copy(Some(3), Some(1), None), Some(&stored(2))), "typed in the meantime");
        assert!(!old.gives_way(&copy(None, Some(1), None), Some(&stored(2))), "emptied in the meantime");
        let empty = copy(None, None, None);
        assert!(empty.gives_way(&empty, Some(&stored(2))));
        assert!(!empty.gives_way(&empty, None));
        assert!(!empty.gives_way(&copy(Some(3), None, None), Some(&stored(2))));
    }
}
