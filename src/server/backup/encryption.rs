//! Encryption of backups, in the format of age (<https://age-encryption.org/v1>).

use std::{
    io::{self, BufRead, BufReader, Cursor, Read, Write},
    path::Path,
};

use age::{
    DecryptError, Decryptor, Encryptor, scrypt,
    secrecy::SecretString,
    stream::StreamWriter,
    x25519::{Identity, Recipient},
};

use super::{BackupError, RestoreError, archive::BLOCK, target::Output};
use crate::server::config::{Secret, read_secret};

/// How a file of age begins, in any of its versions.
const MAGIC: &[u8] = b"age-encryption.org/";
/// How much work a passphrase takes, as a power of two. That of the program `age`: about a
/// second and 256 MiB of memory.
const WORK: u8 = 18;
/// The most work that a restore does for a passphrase. That of the program `age`.
const MAX_WORK: u8 = 22;

/// For whom a backup is encrypted.
pub enum Encryption {
    /// It is not encrypted.
    None,
    /// For those who have the key of one of the recipients.
    For(Vec<Recipient>),
    /// For those who know the passphrase.
    ByPassphrase(Secret),
}

impl Encryption {
    /// Returns what the options of the command line ask for.
    ///
    /// # Errors
    /// If the file of the passphrase cannot be read.
    pub fn of(recipients: &[Recipient], passphrase_file: Option<&Path>) -> Result<Self, BackupError> {
        match passphrase_file {
            Some(file) => Ok(Self::ByPassphrase(passphrase_in(file).map_err(BackupError::Passphrase)?)),
            None if recipients.is_empty() => Ok(Self::None),
            None => Ok(Self::For(recipients.to_vec())),
        }
    }

    /// Encrypts what is written to an output.
    pub(super) fn seal(&self, mut output: Output) -> io::Result<Sealed> {
        let encryptor = match self {
            Self::None => return Ok(Sealed::Plain(output)),
            Self::For(recipients) => {
                Encryptor::with_recipients(recipients.iter().map(|recipient| recipient as &dyn age::Recipient))
            }
            Self::ByPassphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.expose()));
                recipient.set_work_factor(WORK);
                Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
            }
        };
        output.flush()?;
        encryptor.map_err(io::Error::other)?.wrap_output(output).map(Box::new).map(Sealed::Encrypted)
    }
}

/// Reads a recipient, as `age-keygen` prints it.
///
/// # Errors
/// A sentence, if it is another text.
pub fn recipient(text: &str) -> Result<Recipient, String> {
    if text.to_ascii_uppercase().starts_with("AGE-SECRET-KEY-") {
        return Err(
            "this is the secret key. Give the recipient that belongs to it, which `age-keygen -y` prints".into()
        );
    }
    text.parse().map_err(|_| "a recipient begins with age1 and is printed by `age-keygen`".to_owned())
}

fn passphrase_in(file: &Path) -> Result<Secret, String> {
    read_secret(&file.to_string_lossy()).map(Secret::new)
}

/// An output, with or without encryption.
pub(super) enum Sealed {
    Plain(Output),
    Encrypted(Box<StreamWriter<Output>>),
}

impl Sealed {
    /// Writes the end of the encryption, and returns the output.
    pub fn finish(self) -> io::Result<Output> {
        match self {
            Self::Plain(output) => Ok(output),
            Self::Encrypted(writer) => writer.finish(),
        }
    }
}

impl Write for Sealed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(output) => output.write(bytes),
            Self::Encrypted(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(output) => output.flush(),
            Self::Encrypted(writer) => writer.flush(),
        }
    }
}

/// What a backup is decrypted with.
pub enum Key {
    /// It is not encrypted.
    None,
    /// The secret keys in a file.
    Identities {
        /// The name of the file.
        file: String,
        /// The keys.
        identities: Vec<Identity>,
    },
    /// The passphrase in a file.
    Passphrase {
        /// The name of the file.
        file: String,
        /// The passphrase.
        passphrase: Secret,
    },
}

impl Key {
    /// Returns what the options of the command line name.
    ///
    /// # Errors
    /// If a file cannot be read, or has no key.
    pub fn of(identity_file: Option<&Path>, passphrase_file: Option<&Path>) -> Result<Self, RestoreError> {
        let name = |file: &Path| file.display().to_string();
        match (identity_file, passphrase_file) {
            (Some(file), _) => {
                let identities = identities_in(file).map_err(RestoreError::Key)?;
                Ok(Self::Identities { file: name(file), identities })
            }
            (None, Some(file)) => {
                let passphrase = passphrase_in(file).map_err(RestoreError::Key)?;
                Ok(Self::Passphrase { file: name(file), passphrase })
            }
            (None, None) => Ok(Self::None),
        }
    }

    /// Decrypts what is read, if it is encrypted.
    ///
    /// # Errors
    /// If it is encrypted for another key, or not encrypted although there is a key.
    pub(super) fn open(&self, mut input: Box<dyn Read>) -> Result<Box<dyn Read>, RestoreError> {
        let mut head = Vec::new();
        input.by_ref().take(MAGIC.len() as u64).read_to_end(&mut head).map_err(RestoreError::Unreadable)?;
        let is_encrypted = head == MAGIC;
        let input = Cursor::new(head).chain(input);
        if !is_encrypted {
            return if matches!(self, Self::None) { Ok(Box::new(input)) } else { Err(RestoreError::NotEncrypted) };
        }
        let decryptor = Decryptor::new_buffered(BufReader::new(input)).map_err(unreadable)?;
        let locked = |reason: String| Err(RestoreError::Locked(reason));
        let opened = match (self, decryptor.is_scrypt()) {
            (Self::None | Self::Identities { .. }, true) => {
                return locked("with a passphrase. Name the file that contains it: --passphrase-file FILE".to_owned());
            }
            (Self::None | Self::Passphrase { .. }, false) => {
                return locked("for a recipient. Name the file with the secret key: --identity FILE".to_owned());
            }
            (Self::Identities { identities, .. }, false) => {
                decryptor.decrypt(identities.iter().map(|identity| identity as &dyn age::Identity))
            }
            (Self::Passphrase { passphrase, .. }, true) => {
                let mut identity = scrypt::Identity::new(SecretString::from(passphrase.expose()));
                identity.set_max_work_factor(MAX_WORK);
                decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity))
            }
        };
        let opened = match (opened, self) {
            (Err(DecryptError::NoMatchingKeys), Self::Identities { file, .. }) => {
                return locked(format!("for another key than those in {file}. Use the key of one of its recipients"));
            }
            (Err(DecryptError::DecryptionFailed), Self::Passphrase { file, .. }) => {
                return locked(format!("with another passphrase than the one in {file}"));
            }
            (opened, _) => opened.map_err(unreadable)?,
        };
        // A damaged beginning is told from a file that is not a backup.
        let mut opened = BufReader::with_capacity(BLOCK, opened);
        opened.fill_buf().map_err(RestoreError::Unreadable)?;
        Ok(Box::new(opened))
    }
}

fn unreadable(error: DecryptError) -> RestoreError {
    RestoreError::Unreadable(match error {
        DecryptError::Io(error) => error,
        error => io::Error::other(error),
    })
}

/// Reads the secret keys of a file that `age-keygen` has written.
fn identities_in(file: &Path) -> Result<Vec<Identity>, String> {
    let name = file.display();
    let text = read_secret(&file.to_string_lossy())?;
    let keys = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let keys: Result<Vec<Identity>, _> = keys.map(str::parse).collect();
    match keys {
        Ok(keys) if !keys.is_empty() => Ok(keys),
        _ => Err(format!("the file {name} is not a file of keys as `age-keygen` writes it (AGE-SECRET-KEY-1…)")),
    }
}
