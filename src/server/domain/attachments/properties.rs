//! Property tests of every file and every file name that a client can send.

use bytes::Bytes;
use proptest::prelude::*;

use super::{compound, name, office};
use crate::{
    generated_inputs::{any_bytes, block_on, pattern},
    model::attachment::{AttachmentKind, Beginning, TextCheck},
    server::storage::{Storage, StorageKey},
};

/// Generates bytes that begin like an archive and contain its signatures often.
fn archive() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"PK\x01\x02".to_vec()),
        Just(b"PK\x05\x06".to_vec()),
        Just(b"PK\x03\x04".to_vec()),
        Just(b"[Content_Types].xml".to_vec()),
        Just(b"mimetype".to_vec()),
        Just(b"word/".to_vec()),
        Just(vec![0; 22]),
        Just(vec![0xFF; 46]),
        prop::collection::vec(any::<u8>(), 0..60),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| [b"PK\x03\x04".to_vec(), pieces.concat()].concat())
}

/// Generates a compound file whose header points anywhere. Its bytes come from
/// a seed: a strategy for each of them takes a thousand times as long as
/// reading them.
fn compound_file() -> impl Strategy<Value = Vec<u8>> {
    (any::<u64>(), 0_usize..2_048, prop_oneof![Just(9_u8), Just(12_u8)]).prop_map(|(seed, rest, shift)| {
        let mut file = bytes_of(seed, 512 + rest);
        file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        file[0x1E] = shift;
        file[0x1F] = 0;
        // The first sector of the directory; most of the time one that exists.
        file[0x31..0x34].fill(0);
        file
    })
}

/// Makes bytes from a seed (xorshift), often 0, 1 and 0xFF.
fn bytes_of(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let byte = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let [byte, kind, ..] = state.to_be_bytes();
        match kind % 8 {
            0 | 1 => 0,
            2 => 0xFF,
            3 => 1,
            _ => byte,
        }
    };
    (0..length).map(byte).collect()
}

/// Reads bytes as an archive and as a compound file.
fn read_both(bytes: Vec<u8>) {
    block_on(async {
        let (place, size) = (Place::new(), bytes.len() as u64);
        let (storage, key) = place.put(&bytes).await;
        let _ = office::kind_of(office::File { storage, key, size }).await.expect("the archive is read");
        if let Some(names) = compound::names(storage, key, size, &bytes).await.expect("the file is read") {
            let _ = compound::kind_of(&names);
        }
    });
}

proptest! {
    #[test]
    fn an_archive_is_read_or_refused(bytes in archive()) {
        read_both(bytes);
    }

    #[test]
    fn a_compound_file_is_read_or_refused(bytes in compound_file()) {
        read_both(bytes);
    }

    #[test]
    fn a_file_has_a_kind_or_none(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = Beginning::of(&bytes);
    }

    #[test]
    fn a_clean_name_is_one_safe_name_of_its_kind(given in pattern("(\\PC|[./\\\\:\u{0}-\u{1F}\u{200B}\u{202E}]|\\.pdf|\\.exe){0,40}")) {
        for kind in AttachmentKind::ALL {
            is_safe(&given, kind);
        }
    }
}

/// A place for one file at a time. Each test has its own, because tests run at the
/// same time.
struct Place {
    storage: Storage,
    key: StorageKey,
}

impl Place {
    fn new() -> Self {
        Self { storage: Storage::in_memory(), key: StorageKey::new("files", "file") }
    }

    /// Puts a file in the place of the one before.
    async fn put(&self, bytes: &[u8]) -> (&Storage, &StorageKey) {
        self.storage.put(&self.key, Bytes::copy_from_slice(bytes)).await.expect("the store");
        (&self.storage, &self.key)
    }
}

#[test]
fn any_bytes_as_archive() {
    let words = [
        "PK\x01\x02",
        "PK\x03\x04",
        "PK\x05\x06",
        "[Content_Types].xml",
        "_rels/.rels",
        "mimetype",
        "word/",
        "xl/",
        "ppt/",
        "META-INF/manifest.xml",
        "meta.xml",
        "vbaProject.bin",
        "/embeddings/",
        "TargetMode=\"External\"",
        "/attachedTemplate\"",
        "/oleObject\"",
        "<meta:template ",
        "&#x",
        "&#",
        ";",
        "://",
        "\0",
    ];
    let place = Place::new();
    any_bytes("archive", &words, |bytes| {
        // An empty file is refused before it is looked at.
        if bytes.is_empty() {
            return false;
        }
        block_on(async {
            let (storage, key) = place.put(bytes).await;
            let file = office::File { storage, key, size: bytes.len() as u64 };
            let kind = office::kind_of(file).await.expect("the archive is read");
            assert!(kind.is_none_or(AttachmentKind::is_archive), "{kind:?}");
            kind.is_some()
        })
    });
}

#[test]
fn any_bytes_as_compound() {
    let words = ["W\0o\0r\0d\0", "M\0a\0c\0r\0o\0s\0", "V\0B\0A\0", "\0\0\0\0", "\t\0", "\x0C\0"];
    let place = Place::new();
    any_bytes("compound", &words, |bytes| {
        block_on(async {
            let (storage, key) = place.put(bytes).await;
            let names = compound::names(storage, key, bytes.len() as u64, bytes).await.expect("the file is read");
            // Four to a sector of 512 bytes, 32 to one of 4,096.
            assert!(names.as_ref().is_none_or(|names| names.len() <= 256 * 32));
            names.is_some_and(|names| compound::kind_of(&names).is_some())
        })
    });
}

#[test]
fn any_bytes_as_kind() {
    let words = [
        "%PDF-",
        "PK\x03\x04",
        "GIF89a",
        "RIFF",
        "WEBPVP8 ",
        "ftypmp42",
        "ID3",
        "MZ",
        "<!DOCTYPE html",
        "<svg",
        "<script",
        "#!/bin/sh\n",
        "{\\rtf1",
        "\u{FEFF}",
        "\r\n",
        "\0",
    ];
    any_bytes("kind", &words, |bytes| {
        let beginning = Beginning::of(bytes);
        // A text is recognised however it is split into pieces.
        let [whole, halves, pieces] = [bytes.len(), bytes.len() / 2, 3].map(|length| {
            let mut check = TextCheck::default();
            bytes.chunks(length.max(1)).for_each(|piece| check.read(piece));
            (check.is_text_so_far(), check.encoding())
        });
        assert!(whole == halves && whole == pieces, "{whole:?}, {halves:?}, {pieces:?}");
        assert!(beginning != Beginning::Text || whole.0);
        beginning != Beginning::Other
    });
}

#[test]
fn any_bytes_as_file_name() {
    let words =
        ["/", "\\", ".", "..", ".pdf", ".exe", ".PNG", "C:", "\u{202E}", "\u{200B}", " ", "\0", "<", "|", "tar.gz"];
    any_bytes("file_name", &words, |bytes| {
        let given = String::from_utf8_lossy(bytes);
        // One kind for each name: all of them would take twenty times as long.
        let sum: usize = bytes.iter().copied().map(usize::from).sum();
        let kind = AttachmentKind::ALL[sum % AttachmentKind::ALL.len()];
        is_safe(&given, kind);
        !given.is_empty()
    });
}

/// Checks that a name is one safe name of its kind once it is clean.
fn is_safe(given: &str, kind: AttachmentKind) {
    let clean = name::clean(given, kind);
    assert!(!clean.contains(['/', '\\', ':', '"', '<', '>', '|', '?', '*', '\u{202E}']), "{clean:?}");
    assert!(!clean.chars().any(char::is_control), "{clean:?}");
    assert!(!clean.starts_with('.') && clean.chars().count() <= 255, "{clean:?}");
    assert_eq!(AttachmentKind::of_name(&clean), Some(kind), "{clean:?}");
    assert_eq!(name::clean(&clean, kind), clean, "a clean name stays as it is");
}
