//! Reads a piece of an open file.

use std::{fs::File, io};

/// Fills `bytes` from an offset in the file.
///
/// # Errors
/// If the file cannot be read or is too short. Always on systems other than
/// Unix.
#[cfg(unix)]
pub(super) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(not(unix))]
pub(super) fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
