//! Reads the entries of a backup in their order, and checks their checksums.

use std::{
    fmt::Write as _,
    io::{self, Read},
};

use flate2::read::GzDecoder;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tar::{Archive, Entries, Entry, EntryType};

use super::{BLOCK, FORMAT, Header, Name, Summary};
use crate::server::backup::RestoreError;

/// The largest entry that is read into memory as a whole, in bytes.
const MAX_IN_MEMORY: u64 = 256 * 1024 * 1024;

/// Opens a backup.
pub fn open<R: Read>(input: R) -> Archive<GzDecoder<R>> {
    Archive::new(GzDecoder::new(input))
}

/// A backup that is being read.
pub struct Reader<'a, R: Read> {
    entries: Entries<'a, GzDecoder<R>>,
    open: Option<Open<'a, R>>,
    block: Vec<u8>,
    /// The checksums of the entries after the last list.
    list: String,
    all_lists: Sha256,
    count: u64,
    bytes: u64,
    summary: Option<Summary>,
}

/// The entry that is being read.
struct Open<'a, R: Read> {
    entry: Entry<'a, GzDecoder<R>>,
    name: String,
    size: u64,
    left: u64,
    hash: Sha256,
}

/// Only the beginning of the header, which every version can read.
#[derive(serde::Deserialize)]
struct AnyHeader {
    format: u32,
    adda: String,
}

impl<'a, R: Read> Reader<'a, R> {
    /// Reads the header.
    ///
    /// # Errors
    /// If it is not a backup, or one of a newer version.
    pub fn new(archive: &'a mut Archive<GzDecoder<R>>) -> Result<(Self, Header), RestoreError> {
        let entries = archive.entries().map_err(|_| RestoreError::Foreign)?;
        let mut reader = Self {
            entries,
            open: None,
            block: vec![0; BLOCK],
            list: String::new(),
            all_lists: Sha256::new(),
            count: 0,
            bytes: 0,
            summary: None,
        };
        if !matches!(reader.advance(), Ok(Some(Name::Header))) {
            return Err(RestoreError::Foreign);
        }
        let bytes = reader.whole()?;
        let any: AnyHeader = serde_json::from_slice(&bytes).map_err(|_| RestoreError::Foreign)?;
        if any.format > FORMAT {
            return Err(RestoreError::Newer { adda: any.adda });
        }
        let header = serde_json::from_slice(&bytes).map_err(|_| damaged(&Name::Header))?;
        Ok((reader, header))
    }

    /// Goes on to the next entry, and returns its name; none after the last.
    /// Checks the lists of checksums and the summary itself.
    ///
    /// # Errors
    /// If the backup is damaged, or has an entry that no backup has.
    pub fn advance(&mut self) -> Result<Option<Name>, RestoreError> {
        loop {
            let Some(name) = self.step()? else { return Ok(None) };
            match name {
                Name::Checksums(_) => self.check_list(&name)?,
                Name::Complete => self.check_summary()?,
                name => return Ok(Some(name)),
            }
        }
    }

    fn step(&mut self) -> Result<Option<Name>, RestoreError> {
        if self.open.is_some() {
            // An entry that is not read to its end has no checksum.
            while self.block()?.is_some() {}
        }
        let Some(entry) = self.entries.next() else { return Ok(None) };
        let entry = entry.map_err(RestoreError::Unreadable)?;
        let text = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let is_file = entry.header().entry_type() == EntryType::Regular;
        let Some(name) = Name::parse(&text).filter(|_| is_file) else {
            return Err(RestoreError::Unexpected { entry: text });
        };
        if self.summary.is_some() {
            return Err(RestoreError::Unexpected { entry: text });
        }
        let size = entry.size();
        self.open = Some(Open { entry, name: text, size, left: size, hash: Sha256::new() });
        Ok(Some(name))
    }

    /// Returns the size of the entry in bytes.
    pub fn size(&self) -> u64 {
        self.open.as_ref().map_or(0, |open| open.size)
    }

    /// Reads the next bytes of the entry; none at its end.
    ///
    /// # Errors
    /// If the backup is damaged.
    pub fn block(&mut self) -> Result<Option<&[u8]>, RestoreError> {
        let Some(open) = &mut self.open else { return Ok(None) };
        let length = open.entry.read(&mut self.block).map_err(RestoreError::Unreadable)?;
        if length > 0 {
            let bytes = &self.block[..length];
            open.hash.update(bytes);
            open.left = open.left.saturating_sub(length as u64);
            return Ok(Some(bytes));
        }
        if open.left > 0 {
            return Err(RestoreError::Unreadable(io::ErrorKind::UnexpectedEof.into()));
        }
        if let Some(open) = self.open.take() {
            // Writing to a string does not fail.
            let _ = writeln!(self.list, "{}  {}", hex::encode(open.hash.finalize()), open.name);
            self.count += 1;
            self.bytes += open.size;
        }
        Ok(None)
    }

    /// Reads the whole entry, which must be small.
    ///
    /// # Errors
    /// If the backup is damaged.
    pub fn whole(&mut self) -> Result<Vec<u8>, RestoreError> {
        if self.size() > MAX_IN_MEMORY {
            let entry = self.open.as_ref().map_or_else(String::new, |open| open.name.clone());
            return Err(RestoreError::Damaged { entry });
        }
        let mut all = Vec::new();
        while let Some(bytes) = self.block()? {
            all.extend_from_slice(bytes);
        }
        Ok(all)
    }

    /// Reads the whole entry as JSON.
    ///
    /// # Errors
    /// If the backup is damaged.
    pub fn json<T: DeserializeOwned>(&mut self, name: &Name) -> Result<T, RestoreError> {
        serde_json::from_slice(&self.whole()?).map_err(|_| damaged(name))
    }

    /// Reads the rest, to find out whether the backup is damaged.
    ///
    /// # Errors
    /// If it is.
    pub fn drain(&mut self) -> Result<(), RestoreError> {
        while self.advance()?.is_some() {}
        Ok(())
    }

    /// Returns the summary, after the last entry.
    ///
    /// # Errors
    /// If the end of the backup is missing.
    pub fn finish(self) -> Result<Summary, RestoreError> {
        self.summary.ok_or(RestoreError::Incomplete)
    }

    /// Compares a list with the checksums of the entries that were read.
    fn check_list(&mut self, name: &Name) -> Result<(), RestoreError> {
        let own = std::mem::take(&mut self.list);
        let (count, bytes) = (self.count, self.bytes);
        let found = self.whole()?;
        // The list itself is in no list.
        (self.list, self.count, self.bytes) = (String::new(), count, bytes);
        self.all_lists.update(&found);
        if found == own.as_bytes() {
            return Ok(());
        }
        let found = String::from_utf8_lossy(&found).into_owned();
        let different = own.lines().zip(found.lines()).find(|(own, found)| own != found);
        let entry =
            different.and_then(|(own, _)| own.split_once("  ")).map_or(name.to_string(), |(_, name)| name.to_owned());
        Err(RestoreError::Damaged { entry })
    }

    fn check_summary(&mut self) -> Result<(), RestoreError> {
        let (count, bytes, are_listed) = (self.count, self.bytes, self.list.is_empty());
        let summary: Summary = self.json(&Name::Complete)?;
        let own = hex::encode(self.all_lists.finalize_reset());
        if !are_listed || summary.entries != count || summary.bytes != bytes || summary.checksums != own {
            return Err(damaged(&Name::Complete));
        }
        self.summary = Some(summary);
        Ok(())
    }
}

fn damaged(name: &Name) -> RestoreError {
    RestoreError::Damaged { entry: name.to_string() }
}
