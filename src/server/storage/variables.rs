//! The environment variables that describe a bucket.

use object_store::aws::AmazonS3ConfigKey;

use crate::server::config::{ConfigError, read_secret};

/// The suffix of a variable that names a file with the value.
const FILE: &str = "_FILE";

/// Selects the variables of buckets. `AWS_SECRET_ACCESS_KEY_FILE` names a file that
/// contains the value of `AWS_SECRET_ACCESS_KEY`; the same is true for every variable
/// whose own name does not end that way, as that of `AWS_WEB_IDENTITY_TOKEN_FILE` does.
///
/// # Errors
/// If a file cannot be read, is empty or too long, or a value is given in both ways.
pub(super) fn settings(
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<Vec<(AmazonS3ConfigKey, String)>, ConfigError> {
    let (mut values, mut files) = (Vec::new(), Vec::new());
    for (name, value) in variables {
        if let Some(key) = key(&name) {
            values.push((key, value));
        } else if let Some(key) = name.strip_suffix(FILE).and_then(key).filter(|_| !value.is_empty()) {
            files.push((name, key, value));
        }
    }
    for (name, key, file) in files {
        if values.iter().any(|(other, value)| *other == key && !value.is_empty()) {
            let plain = name.trim_end_matches(FILE);
            return Err(ConfigError::variable(&name, format!("{plain} is set too: set one of them")));
        }
        let value = read_secret(&file).map_err(|reason| ConfigError::variable(&name, reason))?;
        values.push((key, value));
    }
    Ok(values)
}

/// Returns which property of a bucket a variable sets, if it is one of the usual ones.
fn key(variable: &str) -> Option<AmazonS3ConfigKey> {
    if !variable.starts_with("AWS_") {
        return None;
    }
    variable.to_ascii_lowercase().parse().ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Vec<(AmazonS3ConfigKey, String)>, String> {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        settings(variables).map_err(|error| error.to_string())
    }

    #[test]
    fn a_key_may_lie_in_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("secret");
        fs::write(&file, "its secret\n").expect("a file");
        let path = file.to_str().expect("a path");
        let read = read(&[
            ("AWS_SECRET_ACCESS_KEY_FILE", path),
            ("AWS_ACCESS_KEY_ID", "a key"),
            ("AWS_SESSION_TOKEN_FILE", ""),
            ("AWS_WEB_IDENTITY_TOKEN_FILE", "/run/token"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/root/.aws/credentials"),
            ("PATH_FILE", path),
        ]);
        let expected = [
            (AmazonS3ConfigKey::AccessKeyId, "a key"),
            (AmazonS3ConfigKey::WebIdentityTokenFile, "/run/token"),
            (AmazonS3ConfigKey::SecretAccessKey, "its secret"),
        ];
        assert_eq!(read, Ok(expected.map(|(key, value)| (key, value.to_owned())).to_vec()));
    }

    #[test]
    fn a_file_that_cannot_be_used_is_refused_by_the_name_of_its_variable() {
        let refused = read(&[("AWS_SECRET_ACCESS_KEY_FILE", "/nowhere/secret")]).expect_err("refused");
        let sentence = "AWS_SECRET_ACCESS_KEY_FILE: the file /nowhere/secret cannot be read: ";
        assert!(refused.starts_with(sentence), "{refused}");
        let both = read(&[("AWS_ACCESS_KEY_ID_FILE", "/nowhere/key"), ("AWS_ACCESS_KEY_ID", "a key")]);
        assert_eq!(both, Err("AWS_ACCESS_KEY_ID_FILE: AWS_ACCESS_KEY_ID is set too: set one of them".to_owned()));
    }
}
