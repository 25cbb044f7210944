//! The id of a message that a form sends. A browser may send one form several times: by
//! a double click, by a reload, or after "back" brought the page back as it was. The
//! same words in the form are one message. Other words are another message. With the
//! form's own id alone, the server would take them for the first message and drop them.

use sha2::{Digest, Sha256};

use crate::model::ids::ClientId;

/// Returns the id of the message in a form with the id `form`. `file` is the name and
/// the size in bytes of the file that goes with it.
pub(super) fn message_id(form: &ClientId, content: &str, file: Option<(&str, u64)>) -> ClientId {
    let (content, (name, size)) = (content.trim(), file.unwrap_or_default());
    let lengths = [content.len() as u64, name.len() as u64, size].map(u64::to_be_bytes).concat();
    let parts = [form.as_str().as_bytes(), &lengths, content.as_bytes(), name.as_bytes()];
    let hash: [u8; 32] = parts.iter().fold(Sha256::new(), Sha256::chain_update).finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    ClientId::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_form_is_one_message_and_other_contents_are_another() {
        let form = |id: &str| id.parse().expect("a client id");
        let first = message_id(&form("a"), "Hello", None);
        assert_eq!(first, message_id(&form("a"), "Hello", None));
        let others = [
            message_id(&form("b"), "Hello", None),
            message_id(&form("a"), "Hello?", None),
            message_id(&form("a"), "Hello", Some(("a.png", 7))),
            message_id(&form("a"), "Hello", Some(("a.png", 8))),
            message_id(&form("a"), "Hell", Some(("oa.png", 7))),
        ];
        for (at, other) in others.iter().enumerate() {
            assert!(*other != first && !others[..at].contains(other), "{at}");
        }
    }
}
