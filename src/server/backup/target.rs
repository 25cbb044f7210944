//! The file to which a backup is written.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use super::BackupError;
use crate::server::folder::sync_entries;

/// Where a backup goes.
#[derive(Clone, Debug)]
pub enum Target {
    /// A file that does not exist yet.
    File(PathBuf),
    /// Standard output.
    Output,
}

impl Target {
    /// Returns the target of a command line, where `-` is standard output.
    pub fn new(path: &Path) -> Self {
        if path.as_os_str() == "-" { Self::Output } else { Self::File(path.to_owned()) }
    }

    /// Returns the folder for temporary files.
    pub fn folder(&self) -> PathBuf {
        match self {
            Self::File(file) => folder_of(file).to_owned(),
            Self::Output => std::env::temp_dir(),
        }
    }

    /// Returns the error of a target that cannot be written.
    pub fn failed(&self, error: io::Error) -> BackupError {
        let file = match self {
            Self::File(file) => file.display().to_string(),
            Self::Output => "to standard output".to_owned(),
        };
        BackupError::Write { file, error }
    }

    /// Opens the target under a temporary name.
    pub fn open(&self) -> Result<Output, BackupError> {
        let Self::File(file) = self else { return Ok(Output(Kind::Standard(io::stdout()))) };
        if file.symlink_metadata().is_ok() {
            return Err(BackupError::Exists(file.display().to_string()));
        }
        let name = file.file_name().ok_or_else(|| self.failed(io::Error::other("it has no name")))?;
        let prefix = format!(".{}.", name.to_string_lossy());
        // Only the owner can read it, and it is deleted unless it is kept.
        let made = Builder::new().prefix(&prefix).suffix(".unfinished").tempfile_in(folder_of(file));
        made.map(|made| Output(Kind::File(BufWriter::new(made)))).map_err(|error| self.failed(error))
    }

    /// Makes the finished backup durable, and gives it its name.
    pub fn keep(&self, output: Output) -> Result<(), BackupError> {
        match (self, output.0) {
            (Self::File(file), Kind::File(written)) => {
                let written = written.into_inner().map_err(|error| self.failed(error.into_error()))?;
                written.as_file().sync_all().map_err(|error| self.failed(error))?;
                written.persist_noclobber(file).map_err(|refused| match refused.error {
                    error if error.kind() == io::ErrorKind::AlreadyExists => {
                        BackupError::Exists(file.display().to_string())
                    }
                    error => self.failed(error),
                })?;
                sync_entries(folder_of(file)).map_err(|error| self.failed(error))
            }
            (_, Kind::Standard(mut output)) => output.flush().map_err(|error| self.failed(error)),
            (Self::Output, Kind::File(_)) => Ok(()),
        }
    }
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The target while it is written.
pub struct Output(Kind);

enum Kind {
    File(BufWriter<NamedTempFile>),
    Standard(io::Stdout),
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::File(file) => file.write(bytes),
            Kind::Standard(output) => output.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::File(file) => file.flush(),
            Kind::Standard(output) => output.flush(),
        }
    }
}
