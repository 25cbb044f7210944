//! The browser's files, embedded in the binary: bundles, style sheets and
//! everything in `public/`, compressed beforehand by `scripts/pack-assets.mjs`. A file that has
//! compressed forms is stored in these only.
//!
//! A page uses [`url`](fn@url), which contains a hash of the content, so that browsers
//! keep the file for ever and still load the next version at once.

mod encoding;
mod media_type;
mod response;

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use self::{encoding::Encoding, response::Asset};
use super::caching::CachePolicy;

/// The beginning of the files' addresses.
const PREFIX: &str = "/assets";
/// The files of the widget's program, which a shop's page fetches together.
const PROGRAM: [&str; 3] = ["widget.js", "widget.wasm", "widget.css"];
/// The list of the versions of the files that are stored compressed. It is not served.
const VERSIONS: &str = "versions.txt";
/// How many hexadecimal digits of the hash are in an address.
const VERSION_DIGITS: usize = 16;

/// The versions of the files that are stored compressed, by name. Read once, because each page of a
/// shop asks for addresses.
static LISTED_VERSIONS: LazyLock<HashMap<String, String>> = LazyLock::new(listed_versions);

/// The output of `scripts/pack-assets.mjs`. Debug builds read the folder at
/// every request, so that `make dev` need not link again.
#[derive(RustEmbed)]
#[folder = "target/assets"]
#[allow_missing = true]
struct Packed;

/// Returns the address of a file, such as `/assets/0123456789abcdef/widget.js`.
pub fn url(name: &str) -> String {
    match version(name) {
        Some(version) => format!("{PREFIX}/{version}/{name}"),
        None => format!("{PREFIX}/{name}"),
    }
}

/// Returns the addresses of the script, the WebAssembly and the style sheet of the widget's
/// program. All have the same version, so that the answer with them compresses well.
pub fn program_urls() -> [String; 3] {
    let version = program_version();
    PROGRAM.map(|name| match &version {
        Some(version) => format!("{PREFIX}/{version}/{name}"),
        None => url(name),
    })
}

/// Returns a hash of the program's files; none if one is missing.
fn program_version() -> Option<String> {
    let mut hash = Sha256::new();
    for name in PROGRAM {
        hash.update(version(name)?);
    }
    Some(hex::encode(&hash.finalize()[..VERSION_DIGITS / 2]))
}

/// Serves the files at their addresses, the script that shops link in their pages, and the
/// icon that browsers request without a link, such as for a picture that is opened.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(&format!("{PREFIX}/{{*path}}"), get(serve))
        .route("/widget.js", get(loader))
        .route("/favicon.ico", get(async |request: HeaderMap| current("favicon.svg", &request)))
}

/// Returns a file at an address without a version, which must therefore be
/// revalidated each time: `/favicon.svg` and similar ones.
pub fn current(name: &str, request: &HeaderMap) -> Response {
    match find(name) {
        Some(asset) => asset.respond(CachePolicy::Rechecked, request),
        None => not_found(),
    }
}

/// Returns the script that adds the chat to a shop's page.
async fn loader(request: HeaderMap) -> Response {
    find("loader.js").map_or_else(not_found, |asset| asset.respond(CachePolicy::Briefly, &request))
}

async fn serve(Path(path): Path<String>, request: HeaderMap) -> Response {
    let (asked, name) = split_version(&path);
    let is_current = |asset: &Asset<'_>| {
        let of_program = || PROGRAM.contains(&name).then(program_version).flatten();
        asked.is_some_and(|asked| asked == asset.version || Some(asked) == of_program().as_deref())
    };
    match find(name) {
        // Another version was requested, by a page from before an update. It
        // gets the current one, but must not keep it under the old address.
        Some(asset) if is_current(&asset) => asset.respond(CachePolicy::Forever, &request),
        Some(asset) => asset.respond(CachePolicy::Rechecked, &request),
        None => not_found(),
    }
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "File not found.").into_response()
}

/// Splits `<version>/<name>` into its two parts, or returns the name alone.
fn split_version(path: &str) -> (Option<&str>, &str) {
    match path.split_once('/') {
        Some((version, name)) if is_version(version) => (Some(version), name),
        _ => (None, path),
    }
}

fn is_version(text: &str) -> bool {
    text.len() == VERSION_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Returns a file with its compressed forms, which have no separate addresses.
fn find(name: &str) -> Option<Asset<'_>> {
    if name == VERSIONS || [Encoding::Brotli, Encoding::Gzip].iter().any(|form| name.ends_with(form.suffix())) {
        return None;
    }
    let form = |encoding: Encoding| Packed::get(&format!("{name}{}", encoding.suffix())).map(|file| file.data);
    Some(Asset {
        name,
        version: version(name)?,
        brotli: form(Encoding::Brotli),
        gzip: form(Encoding::Gzip),
        identity: form(Encoding::Identity),
    })
}

/// Returns the version of a file, which is a hash of its content; none for an unknown name.
fn version(name: &str) -> Option<String> {
    match Packed::get(name) {
        Some(file) => Some(hex::encode(&file.metadata.sha256_hash()[..VERSION_DIGITS / 2])),
        // Debug builds read the folder at every request.
        None if cfg!(debug_assertions) => listed_versions().remove(name),
        None => LISTED_VERSIONS.get(name).cloned(),
    }
}

fn listed_versions() -> HashMap<String, String> {
    Packed::get(VERSIONS).map(|list| read_versions(&list.data)).unwrap_or_default()
}

/// Reads the list, whose lines are such as `0123456789abcdef widget.js`.
fn read_versions(list: &[u8]) -> HashMap<String, String> {
    let lines = String::from_utf8_lossy(list);
    let pairs = lines.lines().filter_map(|line| line.split_once(' '));
    pairs.map(|(version, name)| (name.to_owned(), version.to_owned())).collect()
}

/// A file's bytes: in the binary's own memory in release builds.
type Content = Cow<'static, [u8]>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_told_from_a_folder() {
        assert_eq!(split_version("0123456789abcdef/widget.js"), (Some("0123456789abcdef"), "widget.js"));
        assert_eq!(split_version("widget.js"), (None, "widget.js"));
        assert_eq!(split_version("covers/one.svg"), (None, "covers/one.svg"));
        assert_eq!(split_version("0123456789ABCDEF/a.js"), (None, "0123456789ABCDEF/a.js"));
    }

    #[test]
    fn the_version_of_a_compressed_file_is_listed() {
        let list = b"0123456789abcdef console.js\nfedcba9876543210 covers/one.svg\n";
        let versions = read_versions(list);
        assert_eq!(versions["covers/one.svg"], "fedcba9876543210");
        assert_eq!((versions.len(), versions.get("one.svg")), (2, None));
    }

    #[test]
    fn an_unknown_file_has_an_address_without_version() {
        assert_eq!(url("no-such-file.js"), "/assets/no-such-file.js");
    }

    #[test]
    fn compressed_forms_and_ways_out_of_the_folder_are_not_found() {
        for path in ["widget.js.br", "widget.js.gz", "versions.txt", "../../Cargo.toml", "/etc/passwd", ""] {
            assert!(find(path).is_none(), "{path} was found");
        }
    }
}
