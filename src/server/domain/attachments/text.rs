//! Whether a file is text: UTF-8 without control characters, all of it.

/// The longest character of UTF-8, in bytes.
const LONGEST: usize = 4;

/// Reads along while a file comes in.
#[derive(Clone, Debug, Default)]
pub(super) struct TextCheck {
    /// The beginning of a character whose end has not come.
    rest: Vec<u8>,
    is_none: bool,
}

impl TextCheck {
    /// Takes in what comes next.
    pub fn read(&mut self, bytes: &[u8]) {
        if self.is_none {
            return;
        }
        self.is_none = bytes.iter().any(|byte| is_control(*byte));
        let mut bytes = bytes;
        while !self.rest.is_empty() && !bytes.is_empty() {
            self.rest.push(bytes[0]);
            bytes = &bytes[1..];
            if std::str::from_utf8(&self.rest).is_ok() {
                self.rest.clear();
            } else if self.rest.len() >= LONGEST {
                self.is_none = true;
                return;
            }
        }
        if let Err(error) = std::str::from_utf8(bytes) {
            match error.error_len() {
                None => self.rest = bytes[error.valid_up_to()..].to_vec(),
                Some(_) => self.is_none = true,
            }
        }
    }

    /// Whether all that has come is text.
    pub fn is_text(&self) -> bool {
        !self.is_none && self.rest.is_empty()
    }
}

fn is_control(byte: u8) -> bool {
    (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)) || byte == 0x7F
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_text(bytes: &[u8], piece: usize) -> bool {
        let mut check = TextCheck::default();
        bytes.chunks(piece).for_each(|piece| check.read(piece));
        check.is_text()
    }

    #[test]
    fn text_is_text_however_it_is_cut() {
        for piece in 1..8 {
            assert!(is_text("অর্ডার ORDER-12345\r\n\tধন্যবাদ 🙏".as_bytes(), piece), "{piece}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        let cut_short = &"অ".as_bytes()[..2];
        for bytes in [b"a\0b".as_slice(), b"\xFF\xFE\0a", b"caf\xE9 au lait", b"\x1B[31m", cut_short] {
            for piece in 1..8 {
                assert!(!is_text(bytes, piece), "{bytes:?} {piece}");
            }
        }
    }
}
