//! Reads zip archives by the central directory at their end (PKWARE's
//! APPNOTE.TXT, sections 4.3.12 and 4.3.16).

use std::io::Read;

use flate2::read::DeflateDecoder;

use crate::server::storage::{Storage, StorageError, StorageKey};

const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
/// The end may be followed by a comment of up to this many bytes.
const MAX_COMMENT: u64 = 65_535;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;
/// The maximum size of the list in bytes. Those of documents have a few kilobytes.
const MAX_LIST: u64 = 1024 * 1024;
const FILE: &[u8] = b"PK\x03\x04";
const FILE_LENGTH: usize = 30;
/// The most bytes that are read of a file, both packed and unpacked. Those that
/// describe how the parts of a document relate have some kilobytes.
const MAX_FILE: u64 = 1024 * 1024;
const ENCRYPTED: usize = 1;
const STORED: usize = 0;
const DEFLATED: usize = 8;

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: String,
    flags: usize,
    method: usize,
    /// The packed size in bytes.
    length: u64,
    at: u64,
}

/// Returns the list of an archive's files; none if the archive cannot be read.
pub(super) async fn list_of(
    storage: &Storage,
    key: &StorageKey,
    size: u64,
) -> Result<Option<Vec<Entry>>, StorageError> {
    let tail_at = size.saturating_sub(END_LENGTH as u64 + MAX_COMMENT);
    let tail = storage.read(key, tail_at..size).await?;
    let Some((at, length)) = list(&tail) else { return Ok(None) };
    if length > MAX_LIST || at.saturating_add(length) > size {
        return Ok(None);
    }
    Ok(entries(&storage.read(key, at..at + length).await?))
}

/// Returns where the list is and how many bytes it has.
fn list(tail: &[u8]) -> Option<(u64, u64)> {
    let end = tail.windows(END.len()).rposition(|window| window == END)?;
    let end = tail.get(end..end + END_LENGTH)?;
    let length = u64::from(number(end, 12)?);
    let at = u64::from(number(end, 16)?);
    (length > 0).then_some((at, length))
}

/// Returns the content of a file; none if it cannot be read, is encrypted or is
/// larger than a megabyte.
pub(super) async fn content(
    storage: &Storage,
    key: &StorageKey,
    size: u64,
    entry: &Entry,
) -> Result<Option<Vec<u8>>, StorageError> {
    let begins = entry.at.saturating_add(FILE_LENGTH as u64);
    if begins > size || entry.length > MAX_FILE || entry.flags & ENCRYPTED != 0 {
        return Ok(None);
    }
    let head = storage.read(key, entry.at..begins).await?;
    let (Some(name), Some(extra)) = (short(&head, 26), short(&head, 28)) else { return Ok(None) };
    let begins = begins + (name + extra) as u64;
    let ends = begins + entry.length;
    if !head.starts_with(FILE) || ends > size {
        return Ok(None);
    }
    if entry.length == 0 {
        return Ok(Some(Vec::new()));
    }
    let packed = storage.read(key, begins..ends).await?;
    Ok(match entry.method {
        STORED => Some(packed.to_vec()),
        DEFLATED => unpack(&packed),
        _ => None,
    })
}

/// Unpacks content that must not become larger than a megabyte.
fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    DeflateDecoder::new(packed).take(MAX_FILE + 1).read_to_end(&mut content).ok()?;
    (content.len() as u64 <= MAX_FILE).then_some(content)
}

/// Returns the files in a list.
fn entries(mut list: &[u8]) -> Option<Vec<Entry>> {
    let mut files = Vec::new();
    while !list.is_empty() {
        let entry = list.get(..ENTRY_LENGTH).filter(|entry| entry.starts_with(ENTRY))?;
        let [name, extra, comment] = [28, 30, 32].map(|at| short(entry, at));
        let (name, extra, comment) = (name?, extra?, comment?);
        files.push(Entry {
            name: String::from_utf8_lossy(list.get(ENTRY_LENGTH..ENTRY_LENGTH + name)?).into_owned(),
            flags: short(entry, 8)?,
            method: short(entry, 10)?,
            length: u64::from(number(entry, 20)?),
            at: u64::from(number(entry, 42)?),
        });
        list = list.get(ENTRY_LENGTH + name + extra + comment..)?;
    }
    Some(files)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_list_is_none() {
        assert_eq!(list(b"PK\x05\x06"), None);
        assert_eq!(list(&[&b"PK\x05\x06"[..], &[0; 18]].concat()), None);
        assert_eq!(entries(b"PK\x01\x02"), None);
        let mut entry = b"PK\x01\x02".to_vec();
        entry.resize(ENTRY_LENGTH, 0xFF);
        assert_eq!(entries(&entry), None);
    }
}
