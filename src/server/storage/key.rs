//! The name of a stored file.

use object_store::path::Path;
use percent_encoding::percent_decode_str;

/// Identifies a file: a folder and a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageKey(String);

impl StorageKey {
    /// Makes the key of the file `name` in a folder.
    pub fn new(folder: &str, name: &str) -> Self {
        Self(format!("{folder}/{name}"))
    }

    /// Makes a key from its stored form.
    pub fn stored(key: &str) -> Self {
        Self(key.to_owned())
    }

    /// Returns the key in its stored form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name, without its folder.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Returns the path in the store, which [`Self::of_path`] reads.
    pub fn to_path(&self) -> String {
        self.path().into()
    }

    /// Returns the key of a path in the store, or none if no key has this path.
    pub fn of_path(path: &str) -> Option<Self> {
        let key = Self(percent_decode_str(path).decode_utf8().ok()?.into_owned());
        Some(key).filter(|key| !path.is_empty() && key.path().as_ref() == path)
    }

    /// Returns the key of a file in the store. A file of another program may have a path
    /// that belongs to no key.
    pub(super) fn listed(path: &Path) -> Self {
        Self::of_path(path.as_ref()).unwrap_or_else(|| Self(path.as_ref().to_owned()))
    }

    /// Returns the path. It never leads out of the store, because special parts
    /// are escaped.
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
