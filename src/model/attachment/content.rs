//! Determines the kind of a file from its content. The check is the same in the
//! browser, which sees the beginning, and on the server, which sees all of it. Names
//! are not reliable: phones call files `image:1000004242` and `photo.jpg.`.

use super::{
    AttachmentKind::{self, *},
    text::TextCheck,
};

/// The length of the beginning that is enough to determine a file's kind, in bytes.
pub const BEGINNING: usize = 8 * 1024;

/// Brands of MP4 (ISO 14496-12) that phones and programs write. Others, such as
/// `heic` and `qt  `, are files of other kinds.
const MP4_BRANDS: [&[u8]; 13] = [
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"avc1", b"dash", b"mp41", b"mp42", b"mmp4", b"MSNV", b"M4V ",
];
/// The beginnings of pages, drawings and programs, in small letters. Such texts may be
/// run or drawn by programs other than an editor. `<Name>` at the start of a message is
/// not among them.
const PROGRAMS: [&[u8]; 10] =
    [b"<!doctype", b"<?xml", b"<html", b"<head>", b"<body", b"<script", b"<iframe", b"<svg", b"{\\rtf", b"%!ps"];
const SHEBANG: &[u8] = b"#!";
/// The first bytes of compound files ([MS-CFB], section 2.2).
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The kind of a file, as far as its beginning shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// A file of this kind.
    Kind(AttachmentKind),
    /// A zip archive, or a document in a format that is a zip archive.
    Archive,
    /// A compound file: one of Microsoft's documents before 2007.
    Compound,
    /// Text, if the rest is text too.
    Text,
    /// A kind that cannot be sent.
    Other,
}

impl Beginning {
    /// Determines the kind from the beginning of a file, at most [`BEGINNING`] bytes.
    pub fn of(head: &[u8]) -> Self {
        if let Some(kind) = binary_kind(head) {
            return Self::Kind(kind);
        }
        if [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"].iter().any(|begins| head.starts_with(begins)) {
            return Self::Archive;
        }
        if head.starts_with(COMPOUND) {
            return Self::Compound;
        }
        let mut text = TextCheck::default();
        text.read(head);
        if text.is_text_so_far() && !is_program(head) { Self::Text } else { Self::Other }
    }

    /// Returns whether a file with this beginning may be one of the kinds.
    pub fn may_be(self, kinds: &[AttachmentKind]) -> bool {
        kinds.iter().any(|kind| match self {
            Self::Kind(found) => *kind == found,
            Self::Archive => kind.is_archive(),
            Self::Compound => *kind == Doc,
            Self::Text => *kind == Txt,
            Self::Other => false,
        })
    }
}

fn binary_kind(head: &[u8]) -> Option<AttachmentKind> {
    let at = |from: usize, to: usize| head.get(from..to).unwrap_or_default();
    let layer_3 = |byte: u8| matches!(byte, 0xFA | 0xFB | 0xF2 | 0xF3 | 0xE2 | 0xE3);
    // The tag's version is below 16. In a text, a letter follows.
    let has_tag = head.starts_with(b"ID3") && head.get(3).is_some_and(|version| *version < 0x10);
    if head.starts_with(b"\x89PNG\r\n\x1A\n") {
        Some(Png)
    } else if head.starts_with(b"\xFF\xD8\xFF") {
        Some(Jpeg)
    } else if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        Some(Gif)
    } else if head.starts_with(b"RIFF") && at(8, 12) == b"WEBP" {
        Some(Webp)
    } else if unmarked(head).starts_with(b"%PDF-") {
        Some(Pdf)
    } else if at(4, 8) == b"ftyp" && MP4_BRANDS.contains(&at(8, 12)) {
        Some(Mp4)
    } else if has_tag || head.first() == Some(&0xFF) && head.get(1).is_some_and(|byte| layer_3(*byte)) {
        Some(Mp3)
    } else {
        None
    }
}

/// Returns the bytes after a byte order mark and white space.
fn unmarked(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start()
}

fn is_program(head: &[u8]) -> bool {
    let head = unmarked(head);
    let begins = |words: &[u8]| head.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    // A program of Windows. In a text, the two letters begin a word or are one.
    let is_of_windows =
        head.starts_with(b"MZ") && head.get(2).is_none_or(|byte| !byte.is_ascii_graphic() && *byte != b' ');
    is_of_windows || head.starts_with(SHEBANG) || PROGRAMS.iter().any(|words| begins(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_beginning() {
        for (head, expected) in [
            (&b"\x89PNG\r\n\x1A\n\0"[..], Beginning::Kind(Png)),
            (b"\xFF\xD8\xFF\xE0", Beginning::Kind(Jpeg)),
            (b"GIF89a\x01\0", Beginning::Kind(Gif)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Beginning::Kind(Webp)),
            (b"%PDF-1.7\n", Beginning::Kind(Pdf)),
            (b"\xEF\xBB\xBF\r\n%PDF-1.4", Beginning::Kind(Pdf)),
            (b"\0\0\0\x18ftypmp42", Beginning::Kind(Mp4)),
            (b"ID3\x04\0", Beginning::Kind(Mp3)),
            (b"\xFF\xFB\x90\x64", Beginning::Kind(Mp3)),
            (b"PK\x03\x04\x14\0", Beginning::Archive),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", Beginning::Compound),
            (b"BMW 320", Beginning::Text),
            (b"ID3 tags are lost", Beginning::Text),
            (b"<Mina> Hello", Beginning::Text),
            (b"<Body text>", Beginning::Other),
            (b"<Title>\nDear customer", Beginning::Text),
            (b"<3", Beginning::Text),
            (b"caf\xE9 au lait", Beginning::Text),
            (b"\xFF\xFEa\0", Beginning::Text),
            (b"\0\0\0\x18ftypheic", Beginning::Other),
            (b"MZ\x90\0\x03\0", Beginning::Other),
            (b"MZ", Beginning::Other),
            (b"MZ 250, wanted", Beginning::Text),
            (b" <SVG xmlns=''>", Beginning::Other),
            (b"<!DOCTYPE html>", Beginning::Other),
            (b"#!/bin/sh\n", Beginning::Other),
            (b"{\\rtf1\\ansi", Beginning::Other),
            (b"\x01\x02\x03", Beginning::Other),
        ] {
            assert_eq!(Beginning::of(head), expected, "{:?}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn an_archive_may_be_a_document() {
        assert!(Beginning::Archive.may_be(&[Png, Docx]));
        assert!(!Beginning::Archive.may_be(&[Png, Txt]));
        assert!(Beginning::Text.may_be(&[Txt]));
        assert!(!Beginning::Other.may_be(&AttachmentKind::ALL));
    }
}
