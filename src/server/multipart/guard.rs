//! Limits the size of the bytes before the first boundary of a multipart body, and
//! of the headers of each part (RFC 2046, section 5.1.1). The parser keeps these in
//! memory until they are complete.

use bytes::{Bytes, BytesMut};

/// The most bytes before the first boundary, and in the headers of a part.
const MAX_HEADER_BYTES: usize = 8 * 1024;
const END_OF_HEADERS: &[u8] = b"\r\n\r\n";

/// A preamble or headers that are too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body has more than {MAX_HEADER_BYTES} bytes without a boundary or in the headers of a part")]
pub(super) struct TooLong;

/// Checks a body while it is received.
#[derive(Debug)]
pub(super) struct Guard {
    boundary: Vec<u8>,
    place: Place,
    /// The end of the bytes received so far, because a boundary may be split.
    tail: BytesMut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before the first boundary, after this many bytes.
    Preamble(usize),
    /// In the headers of a part, after this many bytes.
    Headers(usize),
    /// In the content of a part, which may have any length.
    Content,
}

impl Guard {
    /// Makes a guard of a body with the boundary from its `Content-Type`.
    pub fn new(boundary: &str) -> Self {
        Self { boundary: ["--", boundary].concat().into_bytes(), place: Place::Preamble(0), tail: BytesMut::new() }
    }

    /// Checks the next bytes.
    ///
    /// # Errors
    /// If a preamble or the headers of a part are too long.
    pub fn read(&mut self, bytes: &Bytes) -> Result<(), TooLong> {
        let kept = self.tail.len();
        self.tail.extend_from_slice(bytes);
        let window = self.tail.split().freeze();
        let mut at = 0;
        // Bytes that were in the window before have been counted already.
        let mut counted = kept;
        loop {
            let sought: &[u8] = if matches!(self.place, Place::Headers(_)) { END_OF_HEADERS } else { &self.boundary };
            let found = find(&window[at..], sought).map(|place| at + place + sought.len());
            let end = found.unwrap_or(window.len());
            let more = end.saturating_sub(counted.max(at));
            counted = counted.max(end);
            self.place = match (self.place, found) {
                (Place::Preamble(so_far) | Place::Headers(so_far), _) if so_far + more > MAX_HEADER_BYTES => {
                    return Err(TooLong);
                }
                (Place::Preamble(so_far), None) => Place::Preamble(so_far + more),
                (Place::Headers(so_far), None) => Place::Headers(so_far + more),
                (Place::Content, None) => Place::Content,
                (Place::Headers(_), Some(_)) => Place::Content,
                (Place::Preamble(_) | Place::Content, Some(_)) => Place::Headers(0),
            };
            match found {
                Some(end) => at = end,
                None => {
                    let keep = (sought.len() - 1).min(window.len() - at);
                    self.tail.extend_from_slice(&window[window.len() - keep..]);
                    return Ok(());
                }
            }
        }
    }
}

fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, sought)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a body in pieces of a length.
    fn read(body: &[u8], piece: usize) -> Result<(), TooLong> {
        let mut guard = Guard::new("border");
        body.chunks(piece).try_for_each(|bytes| guard.read(&Bytes::copy_from_slice(bytes)))
    }

    fn part(headers: usize, content: usize) -> Vec<u8> {
        let header = format!("--border\r\nX: {}\r\n\r\n", "h".repeat(headers));
        [header.as_bytes(), &vec![b'-'; content], b"\r\n"].concat()
    }

    #[test]
    fn parts_of_any_length_pass_however_they_are_cut() {
        let body = [part(20, 100_000), part(8_000, 3), part(0, 0), b"--border--\r\n".to_vec()].concat();
        for piece in [1, 2, 7, 8, 9, 4_096, body.len()] {
            assert_eq!(read(&body, piece), Ok(()), "{piece}");
        }
    }

    #[test]
    fn a_preamble_or_headers_without_end_do_not() {
        let many = part(20, 10).repeat(1_000);
        for piece in [1, 7, 4_096, 1 << 20] {
            assert_eq!(read(&vec![b'x'; MAX_HEADER_BYTES], piece), Ok(()), "{piece}");
            assert_eq!(read(&vec![b'x'; MAX_HEADER_BYTES + 1], piece), Err(TooLong), "{piece}");
            assert_eq!(read(&part(MAX_HEADER_BYTES, 0), piece), Err(TooLong), "{piece}");
            assert_eq!(read(&[many.clone(), part(MAX_HEADER_BYTES, 0)].concat(), piece), Err(TooLong), "{piece}");
            assert_eq!(read(&many, piece), Ok(()), "{piece}");
        }
    }
}
