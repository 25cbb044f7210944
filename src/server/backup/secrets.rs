//! The files of the data folder that are neither database nor attachments. The identity
//! secret and the sessions are in the database.

use std::{fs, io, path::Path};

use crate::server::domain::team::KEPT_PASSWORD;

/// Returns the first admin's password that has not been shown yet; none if it has been.
pub fn kept_password(data: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(data.join(KEPT_PASSWORD)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}
