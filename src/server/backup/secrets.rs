//! The files of the data folder that are neither database nor attachments. The identity
//! secret and the sessions are in the database.

use std::{fs, io, path::Path};

use crate::server::domain::team::PASSWORD_FILE;

/// Returns the first admin's password that has not been shown yet; none if it has been.
pub fn read_password_file(data: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(data.join(PASSWORD_FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}
