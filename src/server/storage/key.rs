//! The name of a stored file.

use object_store::path::Path;

/// What a file is found by: a folder and a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageKey(String);

impl StorageKey {
    /// The file `name` of a folder.
    pub fn new(folder: &str, name: &str) -> Self {
        Self(format!("{folder}/{name}"))
    }

    /// A key that was stored before.
    pub fn stored(key: &str) -> Self {
        Self(key.to_owned())
    }

    /// The key as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name, without its folder.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Never leaves the store: what could climb out of it is escaped.
    pub(super) fn path(&self) -> Path {
        Path::from(self.0.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stays_within_the_store() {
        assert_eq!(StorageKey::new("files", "a1").path().as_ref(), "files/a1");
        for nasty in ["../../etc/passwd", "/etc/passwd", "files/../../x"] {
            let path = StorageKey::stored(nasty).path();
            assert!(path.parts().all(|part| part.as_ref() != ".."), "{path}");
            assert!(!path.as_ref().starts_with('/'), "{path}");
        }
    }
}
