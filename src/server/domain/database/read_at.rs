//! Reads a piece of an open file.

use std::{fs::File, io};

/// Fills `bytes` from a place in the file, in bytes from its beginning.
///
/// # Errors
/// If the file cannot be read or ends before. Always on systems other than Unix.
#[cfg(unix)]
pub(super) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(not(unix))]
pub(super) fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
