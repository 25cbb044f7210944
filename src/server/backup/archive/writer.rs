//! Writes the entries of a backup, and their checksums.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use flate2::{Compression, write::GzEncoder};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tar::{Builder, EntryType, Header as TarHeader};

use super::{LISTED, Name, Summary};

/// The block of a tar archive, in bytes. Each entry fills whole blocks.
const TAR_BLOCK: u64 = 512;

/// An unfinished backup.
pub struct Writer<W: Write> {
    tar: Builder<GzEncoder<W>>,
    /// The time of the entries, in seconds since 1970.
    time: u64,
    open: Option<Open>,
    /// The checksums of the entries after the last list.
    list: String,
    listed: usize,
    lists: u32,
    all_lists: Sha256,
    entries: u64,
    bytes: u64,
}

/// The entry that is being written.
struct Open {
    name: String,
    size: u64,
    left: u64,
    hash: Sha256,
}

impl<W: Write> Writer<W> {
    /// Begins a backup. `time` is that of the entries, in seconds since 1970.
    pub fn new(output: W, time: u64) -> Self {
        Self {
            // Most attachments are compressed already, and rows of text shrink well even so.
            tar: Builder::new(GzEncoder::new(output, Compression::fast())),
            time,
            open: None,
            list: String::new(),
            listed: 0,
            lists: 0,
            all_lists: Sha256::new(),
            entries: 0,
            bytes: 0,
        }
    }

    /// Begins an entry of `size` bytes.
    pub fn begin(&mut self, name: &Name, size: u64) -> io::Result<()> {
        let name = name.to_string();
        self.head(&name, size)?;
        self.open = Some(Open { name, size, left: size, hash: Sha256::new() });
        Ok(())
    }

    /// Writes the next bytes of the entry.
    ///
    /// # Errors
    /// If the output fails, or the entry gets longer than its size.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(open) = &mut self.open else { return Err(io::ErrorKind::InvalidInput.into()) };
        let left = open.left.checked_sub(bytes.len() as u64);
        open.left = left.ok_or_else(|| io::Error::other("it became longer while it was read"))?;
        open.hash.update(bytes);
        self.tar.get_mut().write_all(bytes)
    }

    /// Ends the entry.
    ///
    /// # Errors
    /// If the output fails, or the entry is shorter than its size.
    pub fn end(&mut self) -> io::Result<()> {
        let Some(open) = self.open.take() else { return Err(io::ErrorKind::InvalidInput.into()) };
        if open.left > 0 {
            return Err(io::Error::other("it became shorter while it was read"));
        }
        self.fill(open.size)?;
        self.entries += 1;
        self.bytes += open.size;
        // Writing to a string does not fail.
        let _ = writeln!(self.list, "{}  {}", hex::encode(open.hash.finalize()), open.name);
        self.listed += 1;
        if self.listed == LISTED { self.write_list() } else { Ok(()) }
    }

    /// Writes a small entry.
    pub fn add(&mut self, name: &Name, bytes: &[u8]) -> io::Result<()> {
        self.begin(name, bytes.len() as u64)?;
        self.write(bytes)?;
        self.end()
    }

    /// Writes a small entry as JSON.
    pub fn add_json(&mut self, name: &Name, value: &impl Serialize) -> io::Result<()> {
        self.add(name, &serde_json::to_vec_pretty(value)?)
    }

    /// Writes the summary, and returns the output. `summary` lacks what the
    /// writer itself has counted.
    pub fn finish(mut self, summary: Summary) -> io::Result<(W, Summary)> {
        self.write_list()?;
        let checksums = hex::encode(self.all_lists.finalize_reset());
        let summary = Summary { entries: self.entries, bytes: self.bytes, checksums, ..summary };
        let bytes = serde_json::to_vec_pretty(&summary)?;
        self.plain(&Name::Complete.to_string(), &bytes)?;
        let output = self.tar.into_inner()?.finish()?;
        Ok((output, summary))
    }

    fn write_list(&mut self) -> io::Result<()> {
        self.lists += 1;
        self.listed = 0;
        let list = std::mem::take(&mut self.list);
        self.all_lists.update(&list);
        self.plain(&Name::Checksums(self.lists).to_string(), list.as_bytes())
    }

    /// Writes an entry that no list covers.
    fn plain(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.head(name, bytes.len() as u64)?;
        self.tar.get_mut().write_all(bytes)?;
        self.fill(bytes.len() as u64)
    }

    /// Writes the header of an entry. The bytes follow through
    /// [`Builder::get_mut`], because they are not known yet.
    fn head(&mut self, name: &str, size: u64) -> io::Result<()> {
        let mut header = TarHeader::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.time);
        self.tar.append_data(&mut header, name, io::empty())
    }

    /// Fills the last block of an entry.
    fn fill(&mut self, size: u64) -> io::Result<()> {
        let rest = size.next_multiple_of(TAR_BLOCK) - size;
        io::copy(&mut io::Read::take(io::repeat(0), rest), self.tar.get_mut()).map(drop)
    }
}
