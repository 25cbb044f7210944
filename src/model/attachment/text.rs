//! Determines whether a file is text: UTF-8, UTF-16, or one of the older encodings of Windows, in
//! which each byte from 128 on is some letter. Text has no control characters. Almost every file of
//! another kind has some.

/// The longest character of UTF-8, in bytes.
const MAX_CHARACTER_BYTES: usize = 4;

/// The encoding of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// One of the older encodings. The bytes do not show which one.
    Older,
}

/// A check of a file, piece by piece while it arrives.
#[derive(Clone, Debug, Default)]
pub struct TextCheck {
    encoding: Option<Encoding>,
    /// The beginning of a character or unit whose end has not arrived.
    rest: Vec<u8>,
    /// Whether the last unit of UTF-16 was the first of a pair.
    is_in_pair: bool,
    is_none: bool,
}

impl TextCheck {
    /// Reads the next bytes of the file.
    pub fn read(&mut self, bytes: &[u8]) {
        if self.is_none || bytes.is_empty() {
            return;
        }
        match self.encoding {
            None => {
                let bytes = [std::mem::take(&mut self.rest).as_slice(), bytes].concat();
                // Two bytes are enough: they are a mark, or one of them is the zero half of a
                // Latin letter.
                self.encoding = match bytes[..] {
                    [_] => None,
                    [0xFF, 0xFE, ..] | [1..=0xFF, 0, ..] => Some(Encoding::Utf16Le),
                    [0xFE, 0xFF, ..] | [0, 1..=0xFF, ..] => Some(Encoding::Utf16Be),
                    _ => Some(Encoding::Utf8),
                };
                if self.encoding.is_some() { self.read(&bytes) } else { self.rest = bytes }
            }
            Some(Encoding::Utf8) => self.read_utf8(bytes),
            Some(Encoding::Older) => self.refuse_controls(bytes),
            Some(encoding) => self.read_utf16(bytes, encoding),
        }
    }

    fn refuse_controls(&mut self, bytes: &[u8]) {
        self.is_none |= bytes.iter().any(|byte| is_control((*byte).into()));
    }

    fn read_utf8(&mut self, bytes: &[u8]) {
        self.refuse_controls(bytes);
        let mut bytes = bytes;
        while !self.rest.is_empty() && !bytes.is_empty() {
            self.rest.push(bytes[0]);
            bytes = &bytes[1..];
            if std::str::from_utf8(&self.rest).is_ok() {
                self.rest.clear();
            } else if self.rest.len() >= MAX_CHARACTER_BYTES {
                return self.be_older();
            }
        }
        if let Err(error) = std::str::from_utf8(bytes) {
            match error.error_len() {
                None => self.rest = bytes[error.valid_up_to()..].to_vec(),
                Some(_) => self.be_older(),
            }
        }
    }

    fn be_older(&mut self) {
        self.encoding = Some(Encoding::Older);
        self.rest.clear();
    }

    fn read_utf16(&mut self, bytes: &[u8], encoding: Encoding) {
        for byte in bytes {
            self.rest.push(*byte);
            let [first, second] = self.rest[..] else { continue };
            self.rest.clear();
            let unit = match encoding {
                Encoding::Utf16Be => u16::from_be_bytes([first, second]),
                _ => u16::from_le_bytes([first, second]),
            };
            let is_second = (0xDC00..0xE000).contains(&unit);
            self.is_none |= is_control(unit) || matches!(unit, 0xFFFE | 0xFFFF) || is_second != self.is_in_pair;
            self.is_in_pair = (0xD800..0xDC00).contains(&unit);
        }
    }

    /// Returns whether the bytes so far may be the beginning of a text.
    pub fn is_text_so_far(&self) -> bool {
        !self.is_none
    }

    /// Returns the encoding, once the whole file has been read; none if it is not text.
    pub fn encoding(&self) -> Option<Encoding> {
        let Some(encoding) = self.encoding else {
            // One byte or none.
            return match self.rest[..] {
                [byte] if is_control(byte.into()) => None,
                [0x80..=0xFF] => Some(Encoding::Older),
                _ => Some(Encoding::Utf8),
            };
        };
        let is_whole = self.rest.is_empty() && !self.is_in_pair;
        match encoding {
            _ if self.is_none => None,
            // The file ends within a character, so the bytes are letters of an older encoding.
            Encoding::Utf8 if !is_whole => {
                self.rest.iter().all(|byte| !is_control((*byte).into())).then_some(Encoding::Older)
            }
            Encoding::Utf8 | Encoding::Older => Some(encoding),
            Encoding::Utf16Le | Encoding::Utf16Be => is_whole.then_some(encoding),
        }
    }
}

fn is_control(unit: u16) -> bool {
    (unit < 0x20 && !matches!(unit, 0x09 | 0x0A | 0x0C | 0x0D)) || unit == 0x7F
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(bytes: &[u8]) -> Option<Encoding> {
        let read_by = |piece: usize| {
            let mut check = TextCheck::default();
            bytes.chunks(piece).for_each(|piece| check.read(piece));
            check.encoding()
        };
        let whole = read_by(bytes.len().max(1));
        for piece in 1..8 {
            assert_eq!(read_by(piece), whole, "{bytes:?} in pieces of {piece}");
        }
        whole
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn text_is_text_in_any_encoding() {
        let text = "অর্ডার ORDER-12345\r\n\tধন্যবাদ 🙏";
        assert_eq!(encoding(text.as_bytes()), Some(Encoding::Utf8));
        assert_eq!(encoding(b""), Some(Encoding::Utf8));
        assert_eq!(encoding(b"a"), Some(Encoding::Utf8));
        assert_eq!(encoding(&utf16(&format!("\u{FEFF}{text}"), u16::to_le_bytes)), Some(Encoding::Utf16Le));
        assert_eq!(encoding(&utf16(&format!("\u{FEFF}{text}"), u16::to_be_bytes)), Some(Encoding::Utf16Be));
        assert_eq!(encoding(&utf16("Order\r\nঅর্ডার", u16::to_le_bytes)), Some(Encoding::Utf16Le));
        assert_eq!(encoding(&utf16("Order\r\nঅর্ডার", u16::to_be_bytes)), Some(Encoding::Utf16Be));
        // Windows-1252, Windows-1251 and Shift-JIS.
        for older in [&b"caf\xE9 au lait, 5\x80"[..], b"\xCF\xF0\xE8\xE2\xE5\xF2", b"\x82\xB1\x82\xF1\x82\xC9", b"\xE9"]
        {
            assert_eq!(encoding(older), Some(Encoding::Older), "{older:?}");
        }
        assert_eq!(encoding(&"অ".as_bytes()[..2]), Some(Encoding::Older), "cut short");
    }

    #[test]
    fn anything_else_is_not() {
        let half_a_pair = utf16("\u{FEFF}🙏", u16::to_le_bytes);
        for bytes in [
            b"a text with \0 in it".as_slice(),
            b"\x1B[31m",
            b"caf\xE9 \x01",
            b"\xFF\xFEa\0b",
            b"\xFF\xFE\x01\0",
            b"\0\0\x01\0",
            b"\x01",
            &half_a_pair[..half_a_pair.len() - 2],
        ] {
            assert_eq!(encoding(bytes), None, "{bytes:?}");
        }
    }
}
