//! A text that is being written, shared by all tabs that show its field.
//!
//! Each text has the client id that its message will have, and each edit
//! creates a new id. So a text that two tabs send is one message, and a text
//! that was edited after another tab has sent it is a second message.

use super::{
    page::{self, Listener},
    storage,
};
use crate::{model::ids::ClientId, wire};

/// The length of an id that [`page::new_client_id`] makes, in bytes.
const ID_LENGTH: usize = 32;

/// A text and the client id that its message will have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The id of exactly this text.
    pub client_id: ClientId,
    /// The text in the field.
    pub text: String,
}

impl Draft {
    /// Returns a draft with a new id.
    pub fn new(text: String) -> Self {
        Self { client_id: page::new_client_id(), text }
    }

    /// Returns the draft stored under `key`, or an empty one.
    pub fn kept(key: &str) -> Self {
        storage::get(key).and_then(|kept| Self::read(&kept)).unwrap_or_else(|| Self::new(String::new()))
    }

    /// Stores the draft under `key`.
    pub fn keep(&self, key: &str) {
        if self.text.is_empty() {
            storage::remove(key);
        } else {
            storage::set(key, &[self.client_id.as_str(), " ", &self.text].concat());
        }
    }

    /// Deletes a draft that has been sent. A newer one that another tab has
    /// stored under the same key stays.
    pub fn forget(&self, key: &str) {
        if storage::get(key).is_some_and(|kept| Self::read(&kept).as_ref() == Some(self)) {
            storage::remove(key);
        }
    }

    /// Reads a stored draft. Returns none for the format from before drafts had
    /// ids.
    fn read(kept: &str) -> Option<Self> {
        let (client_id, text) = kept.split_at_checked(ID_LENGTH)?;
        Some(Self { client_id: client_id.parse().ok()?, text: text.strip_prefix(' ')?.to_owned() })
    }
}

/// Listens for changes by other tabs. `changed` is called with the key and the drafts before and
/// after the change; none stands for an empty field. A tab whose field differs from the draft
/// before has edited it since, and must ignore the change.
pub fn listen(changed: impl Fn(&str, Option<Draft>, Option<Draft>) + 'static) -> Listener {
    Listener::new(page::window().into(), "storage", move |event| {
        let text = |name: &str| wire::field::<Option<String>>(&event, name).flatten();
        let draft = |name: &str| text(name).and_then(|kept| Draft::read(&kept));
        if let Some(key) = text("key") {
            changed(&key, draft("oldValue"), draft("newValue"));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_draft_is_an_id_and_a_text() {
        let id = "0123456789abcdef0123456789abcdef";
        let draft = Draft::read(&format!("{id} two  words\nand a line ")).expect("a draft");
        assert_eq!((draft.client_id.as_str(), draft.text.as_str()), (id, "two  words\nand a line "));
        for other in ["", "hello", "two words of somebody without an id", "বাংলায় লেখা একটি খসড়া বার্তা এখানে"]
        {
            assert_eq!(Draft::read(other), None, "{other:?}");
        }
    }
}
