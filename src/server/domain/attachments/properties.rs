//! What holds for every file and every file name, whatever a client makes up.

use bytes::Bytes;
use proptest::prelude::*;

use super::{compound, name, office};
use crate::{
    made_up::{block_on, pattern},
    model::attachment::{AttachmentKind, Beginning},
    server::storage::{Storage, StorageKey},
};

/// Bytes that begin as an archive does, and in which its marks are frequent.
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

/// A compound file whose header points anywhere. Its bytes come from a seed: a
/// strategy for each of them takes a thousand times as long as reading them.
fn compound_file() -> impl Strategy<Value = Vec<u8>> {
    (any::<u64>(), 0_usize..2_048, prop_oneof![Just(9_u8), Just(12_u8)]).prop_map(|(seed, rest, shift)| {
        let mut file = bytes_of(seed, 512 + rest);
        file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        file[0x1E] = shift;
        file[0x1F] = 0;
        // The first sector of the directory, mostly one that there is.
        file[0x31..0x34].fill(0);
        file
    })
}

/// Makes bytes from a seed (xorshift), often those that mean nothing and everything.
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
        let (storage, key) = (Storage::in_memory(), StorageKey::new("files", "file"));
        let (size, bytes) = (bytes.len() as u64, Bytes::from(bytes));
        storage.put(&key, bytes.clone()).await.expect("the store");
        let _ =
            office::kind_of(office::File { storage: &storage, key: &key, size }).await.expect("the archive is read");
        if let Some(names) = compound::names(&storage, &key, size, &bytes).await.expect("the file is read") {
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
            let clean = name::clean(&given, kind);
            prop_assert!(!clean.contains(['/', '\\', ':', '"', '<', '>', '|', '?', '*', '\u{202E}']), "{clean:?}");
            prop_assert!(!clean.chars().any(char::is_control), "{clean:?}");
            prop_assert!(!clean.starts_with('.') && clean.chars().count() <= 255, "{clean:?}");
            prop_assert_eq!(AttachmentKind::of_name(&clean), Some(kind), "{:?}", clean);
            prop_assert_eq!(name::clean(&clean, kind), clean.clone(), "a clean name stays as it is");
        }
    }
}
