//! Distinguishes a checkpoint of SQLite from a program that overwrites the file.
//!
//! In WAL mode, only a checkpoint writes to the database file, and each
//! checkpoint is counted in the index of the journal (the file that ends in
//! -shm). So a file that has changed while the index has not was changed by
//! another program. The fields of the index are those of
//! <https://www.sqlite.org/walformat.html>, section 2.1.

use std::{
    fs::File,
    hash::{DefaultHasher, Hasher},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use super::{super::read_at::read_at, FileFault, Identity};

/// The first bytes of each SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// The size of a sample of the file, in bytes: SQLite's usual page.
const SAMPLE: usize = 4_096;
/// How many samples are compared. They cover all of a file of a megabyte.
const SAMPLES: u64 = 256;
/// The offset in the index of the two numbers that change with each new journal.
const SALTS: u64 = 32;
/// The offset of the number of pages that have been copied to the database file.
const COPIED: u64 = 96;
/// The offset of the number of pages that are about to be copied. It is written
/// before the database file is.
const ATTEMPTED: u64 = 128;

/// The open files of a database. They stay open as long as the process has a
/// connection: closing one would release SQLite's locks.
#[derive(Debug)]
pub(super) struct Content {
    database: File,
    index: File,
    /// The journal's files, and their identities when they were opened.
    beside: [(PathBuf, Option<Identity>); 2],
    known: Mutex<Option<Known>>,
}

/// The file as the last checkpoint left it.
#[derive(Debug)]
struct Known {
    moment: Moment,
    print: u64,
}

/// The data that shows whether the file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    checkpoint: Checkpoint,
    modified: SystemTime,
    length: u64,
}

/// How far the journal's pages have been copied to the database file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Checkpoint {
    salts: [u8; 8],
    copied: [u8; 4],
    attempted: [u8; 4],
}

impl Content {
    /// Opens the files of a database that this process already has open.
    ///
    /// # Errors
    /// If they cannot be opened or read.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let beside = ["-wal", "-shm"].map(|ending| {
            let path = PathBuf::from(format!("{}{ending}", path.display()));
            let identity = Identity::at(&path);
            (path, identity)
        });
        // No file is opened that would need to be closed again.
        beside[1].0.metadata()?;
        let (database, index) = (File::open(path)?, File::open(&beside[1].0)?);
        let content = Self { database, index, beside, known: Mutex::new(None) };
        content.moment()?;
        Ok(content)
    }

    /// Checks that only SQLite has written to the files.
    ///
    /// # Errors
    /// If another program has written to them.
    pub(super) fn check(&self) -> Result<(), FileFault> {
        let mut beginning = [0; MAGIC.len()];
        let begins_well = read_at(&self.database, &mut beginning, 0).is_ok() && &beginning == MAGIC;
        if !begins_well || self.was_overwritten().unwrap_or(false) {
            return Err(FileFault::Overwritten);
        }
        // SQLite keeps these files while a connection is open.
        let are_there = self.beside.iter().all(|(path, first)| first.is_none() || Identity::at(path) == *first);
        if are_there { Ok(()) } else { Err(FileFault::Journal) }
    }

    /// Returns whether the content has changed without a checkpoint. A change of only
    /// the modification time, as by `touch`, does not count.
    fn was_overwritten(&self) -> io::Result<bool> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.moment()?;
        if before.checkpoint.is_under_way() || known.as_ref().is_some_and(|known| known.moment == before) {
            return Ok(false);
        }
        let print = self.print(before.length)?;
        if self.moment()? != before {
            // A write is in progress; the next check decides.
            return Ok(false);
        }
        let is_foreign =
            known.as_ref().is_some_and(|known| known.moment.checkpoint == before.checkpoint && known.print != print);
        if !is_foreign {
            *known = Some(Known { moment: before, print });
        }
        Ok(is_foreign)
    }

    fn moment(&self) -> io::Result<Moment> {
        let metadata = self.database.metadata()?;
        let mut checkpoint = Checkpoint { salts: [0; 8], copied: [0; 4], attempted: [0; 4] };
        read_at(&self.index, &mut checkpoint.salts, SALTS)?;
        read_at(&self.index, &mut checkpoint.copied, COPIED)?;
        read_at(&self.index, &mut checkpoint.attempted, ATTEMPTED)?;
        Ok(Moment { checkpoint, modified: metadata.modified()?, length: metadata.len() })
    }

    /// Returns a hash of the content: all of a small file; of a large one, samples
    /// including the first page and the last.
    fn print(&self, length: u64) -> io::Result<u64> {
        let pages = length / SAMPLE as u64;
        let count = pages.min(SAMPLES);
        let mut hasher = DefaultHasher::new();
        let mut page = [0; SAMPLE];
        for number in 0..count {
            let at = if count > 1 { number * (pages - 1) / (count - 1) } else { 0 };
            read_at(&self.database, &mut page, at * SAMPLE as u64)?;
            hasher.write(&page);
        }
        Ok(hasher.finish())
    }
}

impl Checkpoint {
    fn is_under_way(&self) -> bool {
        self.copied != self.attempted
    }
}
