//! What is in a zip archive, by the list at its end
//! (PKWARE's APPNOTE.TXT, sections 4.3.12 and 4.3.16).

use crate::{
    model::attachment::AttachmentKind,
    server::storage::{Storage, StorageError, StorageKey},
};

const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
/// The end may be followed by a comment of so many bytes.
const MAX_COMMENT: u64 = 65_535;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;
/// Documents have lists of a few kilobytes.
const MAX_LIST: u64 = 1024 * 1024;

/// The names of an archive's files; none if it is no archive that can be read.
pub(super) async fn names(storage: &Storage, key: &StorageKey, size: u64) -> Result<Option<Vec<String>>, StorageError> {
    let tail_at = size.saturating_sub(END_LENGTH as u64 + MAX_COMMENT);
    let tail = storage.read(key, tail_at..size).await?;
    let Some((at, length)) = list(&tail) else { return Ok(None) };
    if length > MAX_LIST || at.saturating_add(length) > size {
        return Ok(None);
    }
    Ok(entries(&storage.read(key, at..at + length).await?))
}

/// Where the list is and how many bytes it has.
fn list(tail: &[u8]) -> Option<(u64, u64)> {
    let end = tail.windows(END.len()).rposition(|window| window == END)?;
    let end = tail.get(end..end + END_LENGTH)?;
    let length = u64::from(number(end, 12)?);
    let at = u64::from(number(end, 16)?);
    (length > 0).then_some((at, length))
}

/// The names in a list.
fn entries(mut list: &[u8]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    while !list.is_empty() {
        let entry = list.get(..ENTRY_LENGTH).filter(|entry| entry.starts_with(ENTRY))?;
        let [name, extra, comment] = [28, 30, 32].map(|at| short(entry, at));
        let (name, extra, comment) = (name?, extra?, comment?);
        names.push(String::from_utf8_lossy(list.get(ENTRY_LENGTH..ENTRY_LENGTH + name)?).into_owned());
        list = list.get(ENTRY_LENGTH + name + extra + comment..)?;
    }
    Some(names)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?).into())
}

/// What an archive of such files is. A document that brings programs along is
/// nothing that can be sent, whatever it is called.
pub(super) fn kind_of(names: &[String]) -> Option<AttachmentKind> {
    let has_folder = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if !names.iter().any(|name| name == "[Content_Types].xml") {
        return Some(AttachmentKind::Zip);
    }
    if names.iter().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin")) {
        return None;
    }
    [("word/", AttachmentKind::Docx), ("xl/", AttachmentKind::Xlsx), ("ppt/", AttachmentKind::Pptx)]
        .into_iter()
        .find_map(|(folder, kind)| has_folder(folder).then_some(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(names: &[&str]) -> Option<AttachmentKind> {
        kind_of(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_document_is_told_by_what_is_in_it() {
        assert_eq!(kind(&["word/document.xml", "[Content_Types].xml"]), Some(AttachmentKind::Docx));
        assert_eq!(kind(&["[Content_Types].xml", "xl/workbook.xml"]), Some(AttachmentKind::Xlsx));
        assert_eq!(kind(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]), None);
        assert_eq!(kind(&["[Content_Types].xml", "visio/document.xml"]), None);
        assert_eq!(kind(&["word/document.xml"]), Some(AttachmentKind::Zip));
    }

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
