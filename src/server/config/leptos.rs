//! Leptos's own settings, from `Leptos.toml`.

use std::{env, fs, io, path::Path};

use leptos::config::{LeptosOptions, get_config_from_str};

use super::ConfigError;

/// The file's name.
const FILE: &str = "Leptos.toml";
/// Its content, unless another file is beside the binary. So the binary needs
/// no other file.
const BUILT_IN: &str = include_str!("../../../Leptos.toml");

/// Returns Leptos's settings.
///
/// # Errors
/// If the file beside the binary cannot be read or is not acceptable.
pub fn leptos_options() -> Result<LeptosOptions, ConfigError> {
    let program = env::current_exe().ok();
    from_folder(program.as_deref().and_then(Path::parent))
}

fn from_folder(folder: Option<&Path>) -> Result<LeptosOptions, ConfigError> {
    let text = match folder.map(|folder| fs::read_to_string(folder.join(FILE))) {
        Some(Ok(text)) => text,
        Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => {
            return Err(ConfigError::variable(FILE, error));
        }
        _ => BUILT_IN.to_owned(),
    };
    get_config_from_str(&text).map_err(|error| ConfigError::variable(FILE, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beside(text: &str) -> Result<LeptosOptions, ConfigError> {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(FILE), text).expect("a file");
        from_folder(Some(folder.path()))
    }

    #[test]
    fn without_a_file_the_built_in_one_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(&*from_folder(Some(folder.path())).expect("built in").output_name, "widget");
        assert_eq!(&*from_folder(None).expect("built in").output_name, "widget");
    }

    #[test]
    fn a_file_beside_the_binary_counts() {
        let options = beside("[package.metadata.leptos]\noutput-name = \"other\"\n").expect("valid");
        assert_eq!(&*options.output_name, "other");
    }

    #[test]
    fn a_file_that_cannot_be_used_is_named() {
        for text in ["", "[package.metadata.leptos]\noutput-name = 3 3\n"] {
            let sentence = beside(text).expect_err("refused").to_string();
            assert!(sentence.starts_with("Leptos.toml: "), "{sentence}");
        }
    }
}
