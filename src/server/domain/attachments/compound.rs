//! Determines the content of a compound file, the format of Microsoft's documents
//! before 2007, by its directory ([MS-CFB], sections 2.2 to 2.6).

use crate::{
    model::attachment::AttachmentKind,
    server::storage::{Storage, StorageError, StorageKey},
};

const HEADER_LENGTH: usize = 512;
/// The first number that does not refer to a sector: it and higher ones mark the
/// end of a chain or an unused entry.
const FIRST_SPECIAL: u32 = 0xFFFF_FFFA;
/// How many sectors of the table the header itself lists.
const IN_HEADER: usize = 109;
const ENTRY_LENGTH: usize = 128;
/// The maximum number of sectors of the directory. Documents have some tens of
/// entries, four to a sector.
const MAX_DIRECTORY: usize = 256;
/// The maximum number of lists of the table's sectors. Each covers at least 8 MB of
/// the file.
const MAX_LISTS: usize = 64;
/// Names of storages that hold programs or other files which a document opens.
const DANGEROUS: [&str; 6] = ["macros", "vba", "_vba_project", "_vba_project_cur", "objectpool", "\u{1}ole10native"];

/// A file in the store, and its header.
struct Compound<'a> {
    storage: &'a Storage,
    key: &'a StorageKey,
    size: u64,
    header: &'a [u8],
    /// The length of a sector is two to the power of this.
    shift: u16,
}

/// Returns the names in the directory; none if the file is broken.
pub(super) async fn names(
    storage: &Storage,
    key: &StorageKey,
    size: u64,
    head: &[u8],
) -> Result<Option<Vec<String>>, StorageError> {
    let Some(header) = head.get(..HEADER_LENGTH) else { return Ok(None) };
    let Some(shift @ (9 | 12)) = short(header, 0x1E) else { return Ok(None) };
    let file = Compound { storage, key, size, header, shift };
    let mut names = Vec::new();
    let mut next = number(header, 0x30);
    for _ in 0..MAX_DIRECTORY {
        let sector = match next {
            Some(sector) if sector < FIRST_SPECIAL => sector,
            Some(_) => return Ok(Some(names)),
            None => return Ok(None),
        };
        let Some(entries) = file.read(sector).await? else { return Ok(None) };
        names.extend(entries.chunks(ENTRY_LENGTH).filter_map(name));
        next = file.after(sector).await?;
    }
    Ok(None)
}

impl Compound<'_> {
    async fn read(&self, sector: u32) -> Result<Option<bytes::Bytes>, StorageError> {
        let length = 1 << self.shift;
        let at = (u64::from(sector) + 1) << self.shift;
        if at + length > self.size {
            return Ok(None);
        }
        self.storage.read(self.key, at..at + length).await.map(Some)
    }

    /// Returns the sector that follows in its chain; none if the table is broken.
    async fn after(&self, sector: u32) -> Result<Option<u32>, StorageError> {
        let per_sector = 1_usize << (self.shift - 2);
        let sector = usize::try_from(sector).unwrap_or(usize::MAX);
        let Some(table) = self.sector_of_table(sector / per_sector).await? else { return Ok(None) };
        let table = self.read(table).await?;
        Ok(table.and_then(|table| number(&table, sector % per_sector * 4)))
    }

    /// Returns the sector that holds a part of the table of chains.
    async fn sector_of_table(&self, part: usize) -> Result<Option<u32>, StorageError> {
        if part < IN_HEADER {
            return Ok(number(self.header, 0x4C + part * 4));
        }
        let per_list = (1_usize << (self.shift - 2)) - 1;
        let (list, place) = ((part - IN_HEADER) / per_list, (part - IN_HEADER) % per_list);
        let mut sector = number(self.header, 0x44);
        for step in 0..MAX_LISTS {
            let Some(current) = sector else { return Ok(None) };
            let Some(bytes) = self.read(current).await? else { return Ok(None) };
            if step == list {
                return Ok(number(&bytes, place * 4));
            }
            sector = number(&bytes, per_list * 4);
        }
        Ok(None)
    }
}

/// Returns the name of an entry; none if the entry is unused.
fn name(entry: &[u8]) -> Option<String> {
    let length = usize::from(short(entry, 0x40)?).checked_sub(2)?;
    let units: Vec<u16> = entry.get(..length)?.chunks_exact(2).filter_map(|unit| short(unit, 0)).collect();
    Some(String::from_utf16_lossy(&units))
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// Returns the kind of a file with such a directory. A document that contains programs
/// or other files cannot be sent, regardless of its name.
pub(super) fn kind_of(names: &[String]) -> Option<AttachmentKind> {
    let is_dangerous = names.iter().any(|name| DANGEROUS.contains(&name.to_lowercase().as_str()));
    let is_text = names.iter().any(|name| name == "WordDocument");
    (is_text && !is_dangerous).then_some(AttachmentKind::Doc)
}
