//! Documents of office programs: determines the kind of an archive, and whether it
//! contains anything that runs when it is opened.
//!
//! Refuses programs (Visual Basic, Excel 4 macro sheets, ActiveX), objects of other
//! programs (OLE), and anything loaded from elsewhere (templates, linked objects).
//! Parts of a document may have any name, so the lists of types and of relations are
//! checked (ECMA-376 part 2, sections 7.2 and 6.5), and the names as well.

use futures::{StreamExt, stream::FuturesUnordered};

use super::zip::{self, Entry};
use crate::{
    model::attachment::AttachmentKind,
    server::storage::{Storage, StorageError, StorageKey},
};

const TYPES: &str = "[Content_Types].xml";
/// The list of the parts of an OpenDocument, with the kind of the whole.
const MANIFEST: &str = "META-INF/manifest.xml";
const META: &str = "meta.xml";
/// Words in the types of parts that run something when a document is opened.
const ACTING_TYPES: [&str; 7] =
    ["macrosheet", "vbaproject", "vbadata", "macroenabled", "oleobject", "activex", "ms-office.script"];
/// Ends of the types of relations to such parts.
const ACTING_RELATIONS: [&str; 8] = [
    "/vbaproject",
    "/xlmacrosheet",
    "/xlintlmacrosheet",
    "/oleobject",
    "/control",
    "/activexcontrolbinary",
    "/wordvbadata",
    "/attachedtoolbars",
];
/// Ends of the types of relations that load something, if their target is
/// elsewhere.
const LOADING_RELATIONS: [&str; 5] = ["/attachedtemplate", "/frame", "/subdocument", "/externallinkpath", "/ddelink"];
/// Folders of an OpenDocument that hold programs.
const PROGRAM_FOLDERS: [&str; 2] = ["basic/", "scripts/"];
/// How many lists of relations a document may have: a presentation has one for each
/// of its slides.
const MAX_LISTS: usize = 5_000;
/// How many are read at the same time, because a bucket takes a while for each.
const CONCURRENCY: usize = 8;

/// A file in the store.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    pub storage: &'a Storage,
    pub key: &'a StorageKey,
    pub size: u64,
}

/// Returns the kind of an archive; none if it cannot be read or is a document
/// that runs something when it is opened.
pub(super) async fn kind_of(file: File<'_>) -> Result<Option<AttachmentKind>, StorageError> {
    let Some(entries) = zip::list_of(file.storage, file.key, file.size).await? else { return Ok(None) };
    if !entries.iter().any(|entry| entry.name == TYPES) {
        return open_document(file, &entries).await;
    }
    if is_suspicious_name(&entries) || acts(file, &entries).await? {
        return Ok(None);
    }
    Ok(kind_by_names(&entries))
}

/// Returns the kind of an archive that is not a Microsoft document. One in the
/// OpenDocument format names its kind in a file; others are plain archives.
async fn open_document(file: File<'_>, entries: &[Entry]) -> Result<Option<AttachmentKind>, StorageError> {
    let Some(named) = entries.iter().find(|entry| entry.name == "mimetype") else {
        return Ok(Some(AttachmentKind::Zip));
    };
    let kind = match text(file, named).await?.as_deref().map(str::trim) {
        Some("application/vnd.oasis.opendocument.text") => AttachmentKind::Odt,
        Some("application/vnd.oasis.opendocument.spreadsheet") => AttachmentKind::Ods,
        _ => return Ok(Some(AttachmentKind::Zip)),
    };
    Ok(is_quiet(file, entries).await?.then_some(kind))
}

/// Returns whether an OpenDocument contains neither programs nor objects nor a template
/// from elsewhere.
async fn is_quiet(file: File<'_>, entries: &[Entry]) -> Result<bool, StorageError> {
    let is_program = |entry: &Entry| {
        let name = entry.name.to_ascii_lowercase();
        PROGRAM_FOLDERS.iter().any(|folder| name.starts_with(folder))
    };
    if entries.iter().any(is_program) {
        return Ok(false);
    }
    for entry in entries.iter().filter(|entry| [MANIFEST, META].contains(&entry.name.as_str())) {
        let Some(text) = text(file, entry).await? else { return Ok(false) };
        let loads = text.split("<meta:template").skip(1).any(|template| {
            template.split('>').next().is_some_and(|template| template.contains("://") || template.contains("\\\\"))
        });
        if loads || text.contains("oleobject") {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the kind of a Microsoft document, by the folder of its parts.
fn kind_by_names(entries: &[Entry]) -> Option<AttachmentKind> {
    let has_folder = |folder: &str| entries.iter().any(|entry| entry.name.starts_with(folder));
    [("word/", AttachmentKind::Docx), ("xl/", AttachmentKind::Xlsx), ("ppt/", AttachmentKind::Pptx)]
        .into_iter()
        .find_map(|(folder, kind)| has_folder(folder).then_some(kind))
}

/// Returns whether a part has the name that office programs give to one that runs
/// something. The table behind a chart is a document in `embeddings`, and is allowed.
fn is_suspicious_name(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| {
        let name = entry.name.to_ascii_lowercase();
        let embedded = name.contains("/embeddings/");
        let is_document = [".xlsx", ".docx", ".pptx"].iter().any(|ending| name.ends_with(ending));
        name.ends_with("vbaproject.bin")
            || name.contains("/macrosheets/")
            || name.contains("/activex/")
            || (embedded && !is_document && !name.ends_with('/') && !name.ends_with(".rels"))
    })
}

/// Returns whether the lists of types and relations name a part that runs something. A
/// list that cannot be read counts as naming one.
async fn acts(file: File<'_>, entries: &[Entry]) -> Result<bool, StorageError> {
    let is_list = |entry: &&Entry| entry.name == TYPES || entry.name.to_ascii_lowercase().ends_with(".rels");
    let lists: Vec<_> = entries.iter().filter(is_list).collect();
    if lists.len() > MAX_LISTS {
        return Ok(true);
    }
    for some in lists.chunks(CONCURRENCY) {
        let mut reading = FuturesUnordered::new();
        for entry in some {
            reading.push(read(file, entry));
        }
        while let Some(acts) = reading.next().await {
            if acts? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Reads one of these lists. Returns whether it names a part that runs something.
async fn read(file: File<'_>, entry: &Entry) -> Result<bool, StorageError> {
    let Some(text) = text(file, entry).await? else { return Ok(true) };
    Ok(if entry.name == TYPES { has_acting_type(&text) } else { has_acting_relation(&text) })
}

/// Returns a part as text in lower case; none if it cannot be read.
async fn text(file: File<'_>, entry: &Entry) -> Result<Option<String>, StorageError> {
    let content = zip::content(file.storage, file.key, file.size, entry).await?;
    Ok(content.map(|content| plain(&content)))
}

/// Returns the text of an XML part, in any encoding of its letters: of UTF-16, the zero
/// bytes are left out; numeric character references are replaced.
fn plain(content: &[u8]) -> String {
    let bytes: Vec<u8> = content.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&bytes);
    let mut plain = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find("&#") {
        plain.push_str(&rest[..at]);
        let reference = &rest[at + 2..];
        let is_number = |(number, _): &(&str, &str)| number.chars().all(|letter| letter.is_ascii_alphanumeric());
        let Some((number, after)) = reference.split_once(';').filter(is_number) else {
            plain.push_str("&#");
            rest = reference;
            continue;
        };
        let code = match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16),
            None => number.parse(),
        };
        plain.extend(code.ok().and_then(char::from_u32));
        rest = after;
    }
    plain.push_str(rest);
    plain.to_lowercase()
}

fn has_acting_type(text: &str) -> bool {
    ACTING_TYPES.iter().any(|word| text.contains(word))
}

/// Returns whether a relation leads to a part that runs something. Each relation is
/// checked separately, because a link to a web page also has a target elsewhere.
fn has_acting_relation(text: &str) -> bool {
    text.split('<').any(|element| {
        let ends_with = |end: &str| has_value_ending(element, end);
        let is_elsewhere = element.contains("external");
        ACTING_RELATIONS.iter().any(|end| ends_with(end))
            || (is_elsewhere && LOADING_RELATIONS.iter().any(|end| ends_with(end)))
    })
}

/// Returns whether an attribute of an element has a value that ends in `end`.
fn has_value_ending(element: &str, end: &str) -> bool {
    element.split(end).skip(1).any(|after| after.starts_with(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    #[test]
    fn relations_that_act_or_load_are_found_however_they_are_written() {
        let relation = |kind: &str, mode: &str| {
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{RELATION}/{kind}\" Target=\"a\"{mode}/></Relationships>"
            )
        };
        let external = " TargetMode=\"External\"";
        for acting in [
            relation("attachedTemplate", external),
            relation("attached&#84;emplate", external),
            relation("attached&#x54;emplate", " TargetMode='External'"),
            relation("oleObject", ""),
            relation("oleObject", external),
            relation("frame", external),
            relation("xlMacrosheet", ""),
            relation("vbaProject", ""),
        ] {
            assert!(has_acting_relation(&plain(acting.as_bytes())), "{acting}");
            let wide: Vec<u8> = acting.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(has_acting_relation(&plain(&wide)), "{acting} as UTF-16");
        }
        for quiet in [
            relation("hyperlink", external),
            relation("image", ""),
            relation("attachedTemplate", ""),
            relation("styles", ""),
            relation("package", ""),
        ] {
            assert!(!has_acting_relation(&plain(quiet.as_bytes())), "{quiet}");
        }
    }

    #[test]
    fn types_that_act_are_found() {
        for acting in [
            "application/vnd.ms-excel.macrosheet+xml",
            "application/vnd.ms-excel.intlmacrosheet+xml",
            "application/vnd.ms-office.vbaProject",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.openxmlformats-officedocument.oleObject",
        ] {
            assert!(has_acting_type(&plain(acting.as_bytes())), "{acting}");
        }
        assert!(!has_acting_type("application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"));
    }

    #[test]
    fn references_that_are_none_are_left() {
        assert_eq!(plain(b"a &# b &#; &#x110000; &#99999999999; c"), "a &# b    c");
    }
}
