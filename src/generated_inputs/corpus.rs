//! The inputs that are kept for a parser.

use std::{fs, io::Write, path::PathBuf};

/// The inputs of one parser: well-formed ones, from which others are made, and those
/// that were at fault once.
///
/// The file has one input a line. `\xFF`, `\n`, `\r`, `\t`, `\\`, `\'` and `\"` stand
/// for single bytes. Empty lines and lines that begin with `#` are not inputs.
pub(super) struct Corpus {
    pub path: PathBuf,
    pub inputs: Vec<Vec<u8>>,
}

impl Corpus {
    /// Reads a parser's corpus. The empty input is always part of it.
    pub fn open(parser: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(parser).with_extension("txt");
        let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty() && !line.starts_with(b"#"));
        let inputs: Vec<_> = [Vec::new()].into_iter().chain(lines.map(unescape)).collect();
        assert!(inputs.len() > 1, "{} has no inputs", path.display());
        Self { path, inputs }
    }

    /// Adds an input at the end of the file.
    pub fn add(&self, input: &[u8]) {
        let line = input.escape_ascii().to_string();
        // A line that begins with this is not an input.
        let line = line.strip_prefix('#').map_or_else(|| line.clone(), |rest| format!("\\x23{rest}"));
        let mut file = fs::OpenOptions::new().append(true).open(&self.path).expect("the corpus can be written");
        writeln!(file, "{line}").expect("the input is written");
    }
}

/// Reads what `escape_ascii` writes. Bytes beyond ASCII may also stand for themselves.
fn unescape(line: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(line.len());
    let mut rest = line;
    while let [first, after @ ..] = rest {
        let (byte, after) = match (first, after) {
            (b'\\', [b'x', high, low, after @ ..]) => {
                let digits = String::from_utf8_lossy(&[*high, *low]).into_owned();
                (u8::from_str_radix(&digits, 16).expect("two digits behind \\x"), after)
            }
            (b'\\', [b'n', after @ ..]) => (b'\n', after),
            (b'\\', [b'r', after @ ..]) => (b'\r', after),
            (b'\\', [b't', after @ ..]) => (b'\t', after),
            (b'\\', [byte, after @ ..]) => (*byte, after),
            (byte, after) => (*byte, after),
        };
        bytes.push(byte);
        rest = after;
    }
    bytes
}

#[test]
fn an_input_is_read_as_it_was_written() {
    let every_byte: Vec<u8> = (0..=u8::MAX).collect();
    assert_eq!(unescape(every_byte.escape_ascii().to_string().as_bytes()), every_byte);
    assert_eq!(unescape("ক\\x00\\\\".as_bytes()), "ক\0\\".as_bytes());
}
