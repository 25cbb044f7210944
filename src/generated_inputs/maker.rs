//! Makes inputs by changing those of a corpus.

use super::random::Random;

/// How many accepted inputs are kept to be changed further.
const MAX_KEPT: usize = 256;
/// Numbers at which counting goes wrong, as text.
const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "-1",
    "00",
    "9",
    "255",
    "256",
    "65535",
    "65536",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "1e309",
];
/// The same as bytes.
const LIMITS: [u64; 12] =
    [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFA, 0xFFFF_FFFF, u64::MAX];
/// Characters that are often forgotten: line ends, NUL, marks, letters with two
/// spellings, letters that grow in lower case, turns of direction, joiners, and bytes
/// that are not UTF-8.
const CHARACTERS: [&[u8]; 20] = [
    b"\0",
    b"\r\n",
    b"\t",
    b" ",
    b"\x7F",
    b"\\",
    b"\"",
    b"%",
    "é".as_bytes(),
    "e\u{301}".as_bytes(),
    "ড\u{9BC}".as_bytes(),
    "ক্ষ".as_bytes(),
    "İ".as_bytes(),
    "\u{202E}".as_bytes(),
    "\u{200D}".as_bytes(),
    "\u{FEFF}".as_bytes(),
    "👩🏽‍🚀".as_bytes(),
    "\u{10FFFF}".as_bytes(),
    b"\xC3",
    b"\xFF",
];

/// Makes one input after the other, the same ones for the same seed.
pub(super) struct Maker<'a> {
    corpus: &'a [Vec<u8>],
    words: &'a [&'a str],
    kept: Vec<Vec<u8>>,
    random: Random,
    /// The longest input that is made: one and a half times the longest of the corpus.
    most: usize,
    input: Vec<u8>,
}

impl<'a> Maker<'a> {
    pub fn new(corpus: &'a [Vec<u8>], words: &'a [&'a str], seed: u64) -> Self {
        let longest = corpus.iter().map(Vec::len).max().unwrap_or_default();
        let most = longest + longest / 2 + 64;
        Self { corpus, words, kept: Vec::new(), random: Random::new(seed), most, input: Vec::new() }
    }

    /// Returns the last input.
    pub fn input(&self) -> &[u8] {
        &self.input
    }

    /// Keeps one in eight of the last inputs, in the place of an older one once there
    /// are enough.
    pub fn keep(&mut self) {
        if self.random.below(8) > 0 {
        } else if self.kept.len() < MAX_KEPT {
            self.kept.push(self.input.clone());
        } else {
            let place = self.random.below(MAX_KEPT);
            self.kept[place].clone_from(&self.input);
        }
    }

    /// Makes an input: an earlier one, changed once to six times.
    pub fn make(&mut self) -> &[u8] {
        self.input.clear();
        // Few begin with nothing: they consist of words only.
        if self.random.below(16) > 0 {
            let base = base(&mut self.random, self.corpus, &self.kept);
            self.input.extend_from_slice(base);
        }
        let changes = 1 + (self.random.next() | 1 << 5).trailing_zeros();
        for _ in 0..changes {
            self.change();
        }
        self.input.truncate(self.most);
        &self.input
    }

    fn change(&mut self) {
        let Self { corpus, words, kept, random, input, .. } = self;
        let at = random.below(input.len() + 1);
        match random.below(14) {
            0 => {
                let bit = 1 << random.below(8);
                input.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= bit);
            }
            1 => {
                let any = random.next() as u8;
                let byte = *random.one_of(&[0, 0xFF, b'0', b'a', any]);
                input.iter_mut().skip(at).take(1).for_each(|old| *old = byte);
            }
            2 | 3 => {
                let range = random.range(input.len());
                input.drain(range);
            }
            4 => {
                let range = random.range(input.len());
                let copy = input[range].to_vec();
                insert(input, at, &copy);
            }
            5 | 6 if !words.is_empty() => insert(input, at, random.one_of(words).as_bytes()),
            7 if !words.is_empty() => overwrite(input, at, random.one_of(words).as_bytes()),
            8 => insert(input, at, random.one_of(&CHARACTERS)),
            9 => {
                let other = base(random, corpus, kept);
                input.truncate(at);
                input.extend_from_slice(&other[random.below(other.len())..]);
            }
            10 => {
                let other = base(random, corpus, kept);
                insert(input, at, &other[random.range(other.len())]);
            }
            11 => replace_number(input, at, random.one_of(&NUMBERS).as_bytes()),
            12 => {
                let (number, length) = (*random.one_of(&LIMITS), 1 << random.below(4));
                let (little, big) = (number.to_le_bytes(), number.to_be_bytes());
                let bytes = if random.below(2) == 0 { &little[..length] } else { &big[8 - length..] };
                overwrite(input, at, bytes);
            }
            _ => {
                let byte = input.get(at).copied().unwrap_or(b'a');
                insert(input, at, &[byte; 300][..random.range(300).len()]);
            }
        }
    }
}

/// Returns an input to begin with: half of them are of the corpus, half were made.
fn base<'a>(random: &mut Random, corpus: &'a [Vec<u8>], kept: &'a [Vec<u8>]) -> &'a [u8] {
    let inputs = if kept.is_empty() || random.below(2) == 0 { corpus } else { kept };
    random.one_of(inputs)
}

fn insert(input: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    input.splice(at..at, bytes.iter().copied());
}

fn overwrite(input: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = input.len().min(at + bytes.len());
    input.splice(at..end, bytes.iter().copied());
}

/// Puts another number in the place of the first one from here on; at the end if there
/// is none.
fn replace_number(input: &mut Vec<u8>, at: usize, number: &[u8]) {
    let start = input[at..].iter().position(u8::is_ascii_digit).map_or(input.len(), |place| at + place);
    let length = input[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    input.splice(start..start + length, number.iter().copied());
}

#[test]
fn the_same_seed_makes_the_same_inputs_and_another_one_others() {
    let corpus = [b"adda_session=1; other=2".to_vec()];
    let made = |seed| {
        let mut maker = Maker::new(&corpus, &["="], seed);
        (0..100).map(|_| maker.make().to_vec()).collect::<Vec<_>>()
    };
    assert_eq!(made(1), made(1));
    assert_ne!(made(1), made(2));
    let other = made(1).into_iter().filter(|input| *input != corpus[0]).count();
    assert!(other > 80, "{other} of 100 inputs are changed");
}
