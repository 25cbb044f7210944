//! Says in plain words why the operating system refuses something.

use std::io::{self, ErrorKind};

/// Returns why an operation failed: a part of a sentence, without a number of the
/// operating system.
pub fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::NotFound => "it does not exist",
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => "a file is in its place",
        ErrorKind::IsADirectory => "a folder is in its place",
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        ErrorKind::ConnectionRefused => "the connection is refused",
        ErrorKind::TimedOut => "it does not answer",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let text = error.to_string();
    text.split_once(" (os error ").map_or(text.as_str(), |(words, _)| words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_the_operating_system_is_left_out() {
        for (number, words) in [(13, "permission denied"), (20, "a file is in its place"), (28, "the disk is full")] {
            assert_eq!(reason(&io::Error::from_raw_os_error(number)), words);
        }
        let other = reason(&io::Error::from_raw_os_error(36));
        assert_eq!(other, "File name too long");
        assert_eq!(reason(&io::Error::other("a cause")), "a cause");
    }
}
