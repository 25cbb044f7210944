//! Backups: one file with the database, the files to which its rows refer, and
//! the secrets of the data folder.
//!
//! It is a tar archive, compressed with gzip, and then encrypted with age if a key is given.
//! `archive/mod.rs` describes its entries.

mod archive;
mod encryption;
mod error;
mod make;
mod postgres;
mod restore;
mod secrets;
mod snapshot;
mod target;
mod vacant;

pub(super) use self::{
    encryption::{Encryption, Key, recipient},
    error::{BackupError, RestoreError},
    make::{Made, make},
    restore::{Restored, restore},
};

/// Reports the progress: how many files are done, of how many.
pub(super) type Report<'a> = &'a mut dyn FnMut(u64, u64);
