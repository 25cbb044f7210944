//! Views of the inbox that agents have saved under a name.

use serde::{Deserialize, Serialize};

use super::{
    field::{FieldError, Problem},
    ids::SavedViewId,
    text,
};

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// The name.
    pub name: String,
    /// The parameters of the inbox's address, such as `tab=mine&status=pending`.
    pub address: String,
    /// Whether all agents see it. Otherwise only its author does.
    pub is_shared: bool,
    /// Whether the agent who asks may delete it: its author, and for a shared view also an admin.
    pub can_delete: bool,
}

/// A view to save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedViewDraft {
    /// The name.
    pub name: String,
    /// The parameters of the inbox's address.
    pub address: String,
    /// Whether all agents see it.
    pub is_shared: bool,
}

impl SavedViewDraft {
    /// The longest name, in characters.
    pub const MAX_CHARS: usize = 40;
    /// The longest address, in bytes. The console escapes all characters that are not ASCII.
    pub const MAX_ADDRESS_BYTES: usize = 4_000;
    /// The name of the field in which the name is typed.
    pub const NAME: &str = "view-name";
    const ADDRESS: &str = "address";

    /// Returns the draft with its name in normal form. The check runs in the browser before the
    /// draft is sent, and again on the server.
    ///
    /// # Errors
    /// If the name is empty, too long, or not a line of text, or the address cannot be one.
    pub fn check(self) -> Result<Self, Vec<FieldError>> {
        let name = text::tidy_name(&self.name);
        let is_address = self.address.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#'));
        let problem = if name.is_empty() {
            FieldError::new(Self::NAME, Problem::Required)
        } else if name.chars().count() > Self::MAX_CHARS {
            FieldError::beyond(Self::NAME, Problem::TooLong, Self::MAX_CHARS as i64)
        } else if name.chars().any(char::is_control) {
            FieldError::new(Self::NAME, Problem::Invalid)
        } else if !is_address || self.address.len() > Self::MAX_ADDRESS_BYTES {
            FieldError::new(Self::ADDRESS, Problem::Invalid)
        } else {
            return Ok(Self { name, ..self });
        };
        Err(vec![problem])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(name: &str, address: &str) -> Option<(String, Problem)> {
        let draft = SavedViewDraft { name: name.to_owned(), address: address.to_owned(), is_shared: false };
        draft.check().err().map(|fields| (fields[0].field.clone(), fields[0].problem))
    }

    #[test]
    fn a_view_has_a_name_of_one_line_and_an_address() {
        let name = |problem| Some((SavedViewDraft::NAME.to_owned(), problem));
        let address = Some((SavedViewDraft::ADDRESS.to_owned(), Problem::Invalid));
        assert_eq!(problem(" জরুরি ", "tab=all&priority=urgent&q=%E0%A6%AC"), None);
        assert_eq!(problem("Mine", ""), None);
        assert_eq!(problem(" ", ""), name(Problem::Required));
        assert_eq!(problem(&"x".repeat(41), ""), name(Problem::TooLong));
        assert_eq!(problem("two\nlines", ""), name(Problem::Invalid));
        assert_eq!(problem("Mine", "tab=mine#x"), address);
        assert_eq!(problem("Mine", "tab=mine\u{0}"), address);
        assert_eq!(problem("Mine", "q=বই"), address);
        assert_eq!(problem("Mine", &"x".repeat(4_001)), address);
    }
}
