//! Notices what other processes commit to the SQLite file, such as `adda user`.
//!
//! The index of the journal (the file that ends in -shm) counts the commits of all
//! processes (<https://www.sqlite.org/walformat.html>, section 2.1, `iChange`). A commit
//! is counted once it is on the disk. As long as the count is the one that this process
//! has recorded, no other process has committed anything.

use std::{
    fs::File,
    path::Path,
    sync::{
        OnceLock,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

use super::{super::read_at::read_at, Changes};

/// The offset of the count in the index, in bytes.
const COUNT_AT: u64 = 8;

/// The commits that this process has recorded.
#[derive(Debug, Default)]
pub(in super::super) struct ForeignCommits {
    /// The index. It stays open as long as the process has a connection: closing it
    /// would release SQLite's locks.
    index: OnceLock<File>,
    accounted: AtomicU32,
    /// The value that the count takes when the pending commit of this process
    /// completes, with [`EXPECTED`]; zero if no commit is pending.
    expected: AtomicU64,
}

/// How often the count is read again while commits of this process change it.
const ATTEMPTS: usize = 3;
/// Marks that a count is expected.
const EXPECTED: u64 = 1 << 32;

/// The count as [`Changes::note_foreign_commits`] has read it; none if it cannot be read. While this
/// process holds SQLite's lock, no other process changes it.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct CommitCount(Option<u32>);

impl ForeignCommits {
    /// Returns whether every acknowledged commit is recorded. The pending commit of this process
    /// is not acknowledged yet, even if its count can be read already. Until it is noted, polls
    /// are answered as before it.
    pub(super) fn are_all_noted(&self) -> bool {
        let Some(mut count) = self.count() else { return false };
        for _ in 0..ATTEMPTS {
            // Read in this order, because `note_own_commit` writes them in the opposite one.
            if self.expected.load(Ordering::Acquire) == EXPECTED | u64::from(count)
                || self.accounted.load(Ordering::Acquire) == count
            {
                return true;
            }
            // A commit of this process may have been recorded since the count was read.
            match self.count() {
                Some(newer) if newer != count => count = newer,
                _ => break,
            }
        }
        false
    }

    fn count(&self) -> Option<u32> {
        let mut count = [0; 4];
        read_at(self.index.get()?, &mut count, COUNT_AT).ok()?;
        Some(u32::from_ne_bytes(count))
    }
}

impl Changes {
    /// Begins to watch the index of a database that this process has open. Without an
    /// index, commits of other processes cannot be detected.
    pub(in super::super) fn watch(&self, database: &Path) {
        if let Ok(index) = File::open(format!("{}-shm", database.display())) {
            self.foreign_commits().index.get_or_init(|| index);
        }
        self.note_foreign_commits();
    }

    /// Records the commits of other processes, while this process may be committing too.
    /// Makes memory valid again after another process has written.
    pub(in super::super) fn check_foreign_commits(&self) {
        if !self.foreign_commits().are_all_noted() {
            self.note_foreign_commits();
        }
    }

    /// Records the commits of other processes. A commit of this process that is under way
    /// counts as foreign too, so that more is read again than necessary.
    pub(in super::super) fn note_foreign_commits(&self) -> CommitCount {
        let foreign = self.foreign_commits();
        let count = foreign.count();
        if let Some(count) = count.filter(|count| *count != foreign.accounted.load(Ordering::Acquire)) {
            // In this order: once the commits are recorded, the memory must already be
            // invalid.
            self.note_everything();
            foreign.accounted.store(count, Ordering::Release);
        }
        CommitCount(count)
    }

    /// Records that a commit of this process is expected, because it has written something.
    /// It has held SQLite's lock since `before`, so the next commit is from this process.
    pub(in super::super) fn expect_own_commit(&self, before: CommitCount) {
        if let CommitCount(Some(before)) = before {
            let expected = EXPECTED | u64::from(before.wrapping_add(1));
            self.foreign_commits().expected.store(expected, Ordering::Release);
        }
    }

    /// Records the commit of this process that was expected, whose rows have been noted. It
    /// has held SQLite's lock since `before`.
    pub(in super::super) fn note_own_commit(&self, before: CommitCount) {
        // Without a change, SQLite counts no commit. A count that is still higher comes from
        // another process, after the lock was released.
        if let (CommitCount(Some(before)), Some(count)) = (before, self.foreign_commits().count())
            && count != before
        {
            self.foreign_commits().accounted.store(before.wrapping_add(1), Ordering::Release);
        }
        self.cancel_own_commit();
    }

    /// Records that no commit of this process is expected any more, because it has failed.
    /// If it has succeeded all the same, it counts as foreign.
    pub(in super::super) fn cancel_own_commit(&self) {
        self.foreign_commits().expected.store(0, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::{super::Row, *};

    /// An index whose count the test sets.
    struct Index {
        _folder: tempfile::TempDir,
        file: PathBuf,
        changes: Changes,
    }

    impl Index {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let (database, file) = (folder.path().join("adda.sqlite3"), folder.path().join("adda.sqlite3-shm"));
            let index = Self { _folder: folder, file, changes: Changes::default() };
            index.set(7);
            index.changes.watch(&database);
            index
        }

        fn set(&self, count: u32) {
            let mut bytes = [0; 16];
            bytes[8..12].copy_from_slice(&count.to_ne_bytes());
            fs::write(&self.file, bytes).expect("it is written");
        }
    }

    #[test]
    fn a_commit_of_this_process_is_known_before_it_is_noted() {
        let index = Index::new();
        let count = index.changes.note_foreign_commits();
        index.changes.expect_own_commit(count);
        assert!(index.changes.foreign_commits().are_all_noted());
        index.set(8);
        assert!(index.changes.foreign_commits().are_all_noted(), "it is on the disk, and not yet acknowledged");
        index.changes.note_own_commit(count);
        assert!(index.changes.foreign_commits().are_all_noted());
    }

    #[test]
    fn a_look_for_others_leaves_memory_valid_while_this_process_commits() {
        let index = Index::new();
        let count = index.changes.note_foreign_commits();
        index.changes.expect_own_commit(count);
        index.set(8);
        let before = index.changes.now();
        index.changes.check_foreign_commits();
        index.changes.note_own_commit(count);
        index.changes.check_foreign_commits();
        assert!(!index.changes.have_changed(before, [Row::Settings]));
        index.set(9);
        index.changes.check_foreign_commits();
        assert!(index.changes.have_changed(before, [Row::Settings]));
        assert!(index.changes.foreign_commits().are_all_noted());
    }

    #[test]
    fn a_commit_of_another_process_behind_it_is_not_known() {
        let index = Index::new();
        let count = index.changes.note_foreign_commits();
        index.changes.expect_own_commit(count);
        index.set(9);
        assert!(!index.changes.foreign_commits().are_all_noted());
        index.changes.note_own_commit(count);
        assert!(!index.changes.foreign_commits().are_all_noted());
    }

    #[test]
    fn a_commit_that_failed_is_no_longer_expected() {
        let index = Index::new();
        let count = index.changes.note_foreign_commits();
        index.changes.expect_own_commit(count);
        index.changes.cancel_own_commit();
        assert!(index.changes.foreign_commits().are_all_noted());
        index.set(8);
        assert!(!index.changes.foreign_commits().are_all_noted(), "it is another process's");
    }
}
