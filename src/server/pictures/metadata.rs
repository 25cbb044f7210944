//! Removes metadata from a picture: where and when it was taken, with which camera, and
//! texts in it. Keeps what is needed to show it: its pixels, colour profile,
//! orientation and animation.
//!
//! The formats are those of ITU-T T.81 (JPEG), the PNG specification, the GIF89a
//! specification and RFC 9649 (WebP). Only parts that are known to be needed are kept.

use image::metadata::Orientation;

/// The chunks of a PNG that are kept.
const PNG_PARTS: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"bKGD", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The chunks of a WebP that are kept.
const WEBP_PARTS: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"];
/// The bits of VP8X that announce EXIF and XMP.
const WEBP_EXIF: u8 = 0x08;
const WEBP_XMP: u8 = 0x04;
/// The application extensions of a GIF that are kept: the number of repetitions, and
/// the colour profile.
const GIF_PROGRAMS: [&[u8; 11]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// Returns a picture without metadata; none if it has none, or does not have
/// one of these formats. Of a truncated picture, the complete parts are kept.
pub(super) fn strip(bytes: &[u8], orientation: Orientation) -> Option<Vec<u8>> {
    let exif = (orientation != Orientation::NoTransforms).then(|| exif(orientation));
    let exif = exif.as_deref();
    let stripped = if bytes.starts_with(b"\xFF\xD8") {
        jpeg(bytes, exif)
    } else if bytes.starts_with(PNG) {
        png(bytes, exif)
    } else if bytes.starts_with(b"GIF8") {
        gif(bytes)
    } else {
        webp(bytes, exif)
    };
    stripped.filter(|stripped| stripped != bytes)
}

/// Returns EXIF (a small TIFF) with only the orientation.
fn exif(orientation: Orientation) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation.to_exif(), 0, 0, 0, 0, 0, 0, 0]);
    tiff
}

fn jpeg(bytes: &[u8], exif: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut kept = bytes[..2].to_vec();
    let mut exif = exif;
    let mut at = 2;
    loop {
        // Any number of fill bytes may precede a marker.
        while bytes.get(at) == Some(&0xFF) && bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        let (0xFF, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?) else { return None };
        // The end of the picture. Cameras append more pictures.
        if marker == 0xD9 {
            kept.extend([0xFF, 0xD9]);
            return Some(kept);
        }
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let segment = bytes.get(at..at + 2 + length).filter(|_| length >= 2)?;
        let content = &segment[4..];
        let is_kept = match marker {
            0xE0 => content.starts_with(b"JFIF\0"),
            0xE2 => content.starts_with(b"ICC_PROFILE\0"),
            // How colours are stored.
            0xEE => content.starts_with(b"Adobe"),
            0xE1..=0xEF | 0xFE => false,
            _ => true,
        };
        // JFIF must come first, if it is present.
        if marker != 0xE0
            && let Some(exif) = exif.take()
        {
            kept.extend([0xFF, 0xE1]);
            kept.extend(u16::try_from(2 + 6 + exif.len()).ok()?.to_be_bytes());
            kept.extend(b"Exif\0\0");
            kept.extend(exif);
        }
        if is_kept {
            kept.extend(segment);
        }
        at += 2 + length;
        if marker == 0xDA {
            let scan = at;
            // Within a scan, FF is followed by zero or is a restart.
            let is_marker = |pair: &[u8]| pair[0] == 0xFF && pair[1] != 0 && !(0xD0..=0xD7).contains(&pair[1]);
            let Some(length) = bytes[scan..].windows(2).position(is_marker) else {
                // The file is truncated, and can be shown all the same.
                kept.extend(&bytes[scan..]);
                return Some(kept);
            };
            at += length;
            kept.extend(&bytes[scan..at]);
        }
    }
}

fn png(bytes: &[u8], exif: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut kept = PNG.to_vec();
    let mut at = PNG.len();
    loop {
        let Some(length) = bytes.get(at..at + 4) else { return Some(kept) };
        let length = usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?;
        let Some(part) = bytes.get(at..at.checked_add(length)?.checked_add(12)?) else { return Some(kept) };
        let name: &[u8; 4] = part[4..8].try_into().ok()?;
        if PNG_PARTS.contains(&name) {
            kept.extend(part);
        }
        if name == b"IHDR"
            && let Some(exif) = exif
        {
            let mut content = b"eXIf".to_vec();
            content.extend(exif);
            kept.extend(u32::try_from(exif.len()).ok()?.to_be_bytes());
            kept.extend(&content);
            kept.extend(crc(&content).to_be_bytes());
        }
        if name == b"IEND" {
            return Some(kept);
        }
        at += length + 12;
    }
}

/// Returns the checksum of a chunk of a PNG (its specification, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 })
    })
}

fn webp(bytes: &[u8], exif: Option<&[u8]>) -> Option<Vec<u8>> {
    if !bytes.starts_with(b"RIFF") || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let end = usize::try_from(u32::from_le_bytes(bytes[4..8].try_into().ok()?)).ok()?.checked_add(8)?;
    let bytes = bytes.get(..end.min(bytes.len()))?;
    // A file may state a length that ends within these bytes.
    let mut kept = bytes.get(..12)?.to_vec();
    let (mut at, mut flags) = (12, None);
    while at < bytes.len() {
        let Some(length) = bytes.get(at + 4..at + 8) else { break };
        let length = usize::try_from(u32::from_le_bytes(length.try_into().ok()?)).ok()?;
        let whole = length.checked_add(length % 2)?.checked_add(8)?;
        // The last chunk of some files lacks its padding.
        let part = bytes.get(at..at.checked_add(whole)?.min(bytes.len()));
        let Some(part) = part.filter(|part| part.len() >= 8 + length) else { break };
        let name: &[u8; 4] = part[..4].try_into().ok()?;
        // An empty one announces nothing.
        if name == b"VP8X" && length > 0 {
            flags = Some(kept.len() + 8);
        }
        if WEBP_PARTS.contains(&name) {
            kept.extend(part);
        }
        at += whole;
    }
    if let Some(flags) = flags.and_then(|flags| kept.get_mut(flags)) {
        *flags &= !(WEBP_EXIF | WEBP_XMP);
        *flags |= if exif.is_some() { WEBP_EXIF } else { 0 };
    }
    if let Some(exif) = exif.filter(|_| flags.is_some()) {
        kept.extend(b"EXIF");
        kept.extend(u32::try_from(exif.len()).ok()?.to_le_bytes());
        kept.extend(exif);
    }
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    Some(kept)
}

fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let colors = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + colors(*bytes.get(10)?);
    let mut kept = bytes.get(..at)?.to_vec();
    loop {
        let begun = at;
        // Of a truncated file, the complete pictures can be shown.
        let Some(kind) = bytes.get(at) else { return Some(kept) };
        match kind {
            // The end. Data after it does not belong to the picture.
            0x3B => {
                kept.push(0x3B);
                return Some(kept);
            }
            0x2C => {
                let flags = bytes.get(at + 9).copied();
                let end = flags.and_then(|flags| blocks(bytes, at + 11 + colors(flags)));
                at = end.unwrap_or(bytes.len());
                kept.extend(&bytes[begun..at]);
            }
            0x21 => {
                let (label, content) = (*bytes.get(at + 1)?, bytes.get(at + 3..));
                at = blocks(bytes, at + 2).unwrap_or(bytes.len());
                let is_kept = match label {
                    // How long a picture of the animation is shown.
                    0xF9 => true,
                    0xFF => {
                        GIF_PROGRAMS.iter().any(|program| content.is_some_and(|content| content.starts_with(*program)))
                    }
                    _ => false,
                };
                if is_kept {
                    kept.extend(&bytes[begun..at]);
                }
            }
            _ => return None,
        }
    }
}

/// Returns where a sequence of blocks ends. Each block begins with its length.
fn blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat, RgbImage};

    use super::*;

    const SECRET: &[u8] = b"23.7808N 90.2792E";

    fn file(format: ImageFormat) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let image = RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8 * 6, y as u8 * 8, 90]));
        DynamicImage::from(image).write_to(&mut bytes, format).expect("a picture in memory");
        bytes.into_inner()
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).expect("a short segment").to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    }

    fn png_part(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let named = [&name[..], content].concat();
        let length = u32::try_from(content.len()).expect("a short part").to_be_bytes();
        [&length[..], &named, &crc(&named).to_be_bytes()].concat()
    }

    fn insert(bytes: &[u8], at: usize, more: &[u8]) -> Vec<u8> {
        [&bytes[..at], more, &bytes[at..]].concat()
    }

    /// Returns a picture of each format with the place where it was taken, in each
    /// possible part.
    fn telling() -> Vec<Vec<u8>> {
        let jpeg = file(ImageFormat::Jpeg);
        let jpeg = [
            segment(0xE1, &[b"Exif\0\0", SECRET].concat()),
            segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat()),
            segment(0xED, &[b"Photoshop 3.0\0", SECRET].concat()),
            segment(0xE2, &[b"MPF\0", SECRET].concat()),
            segment(0xFE, SECRET),
        ]
        .iter()
        .fold(jpeg, |jpeg, more| insert(&jpeg, 2, more));
        let jpeg = [&jpeg, SECRET].concat();
        let png = [(b"eXIf", SECRET), (b"tEXt", SECRET), (b"iTXt", SECRET), (b"zTXt", SECRET), (b"prVt", SECRET)]
            .iter()
            .fold(file(ImageFormat::Png), |png, (name, content)| insert(&png, 33, &png_part(name, content)));
        let png = [&png, SECRET].concat();
        let gif = file(ImageFormat::Gif);
        let at = gif.iter().position(|byte| *byte == 0x21).unwrap_or(13 + 3 * 256);
        let length = u8::try_from(SECRET.len()).expect("a short text");
        let comment = [&[0x21, 0xFE, length], SECRET, &[0]].concat();
        let xmp = [&[0x21, 0xFF, 11][..], b"XMP DataXMP", &[length], SECRET, &[0]].concat();
        let gif = [insert(&insert(&gif, at, &comment), at, &xmp), SECRET.to_vec()].concat();
        vec![jpeg, png, gif, telling_webp()]
    }

    fn telling_webp() -> Vec<u8> {
        let simple = file(ImageFormat::WebP);
        let part = |name: &[u8], content: &[u8]| {
            let length = u32::try_from(content.len()).expect("a short part").to_le_bytes();
            let padding = if content.len() % 2 == 1 { &[0][..] } else { &[] };
            [name, &length, content, padding].concat()
        };
        let head = part(b"VP8X", &[WEBP_EXIF | WEBP_XMP, 0, 0, 0, 39, 0, 0, 29, 0, 0]);
        let parts = [head, simple[12..].to_vec(), part(b"EXIF", SECRET), part(b"XMP ", SECRET)].concat();
        let size = u32::try_from(parts.len() + 4).expect("a small file").to_le_bytes();
        [b"RIFF", &size[..], b"WEBP", &parts].concat()
    }

    /// Attack 37.
    #[test]
    fn metadata_is_removed_and_pixels_are_unchanged() {
        for told in telling() {
            assert!(told.windows(SECRET.len()).any(|window| window == SECRET));
            for orientation in [Orientation::NoTransforms, Orientation::Rotate90] {
                let stripped = strip(&told, orientation).expect("there was something to take out");
                assert!(!stripped.windows(SECRET.len()).any(|window| window == SECRET), "{:?}", &told[..4]);
                let pixels = |bytes: &[u8]| image::load_from_memory(bytes).expect("a picture").to_rgba8();
                assert_eq!(pixels(&stripped), pixels(&told), "{:?}", &told[..4]);
                assert_eq!(strip(&stripped, orientation), None, "{:?} changes each time", &told[..4]);
            }
        }
    }

    #[test]
    fn a_picture_that_says_nothing_stays_as_it_is() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
            assert_eq!(strip(&file(format), Orientation::NoTransforms), None, "{format:?}");
        }
    }

    #[test]
    fn a_picture_is_turned_as_before_and_keeps_its_colour_profile() {
        let profile = segment(0xE2, b"ICC_PROFILE\0\x01\x01colours");
        let jpeg = insert(&file(ImageFormat::Jpeg), 20, &profile);
        let stripped = strip(&jpeg, Orientation::Rotate90).expect("its way up is noted");
        assert!(stripped.windows(profile.len()).any(|window| window == profile));
        for turned in telling().iter().filter(|told| !told.starts_with(b"GIF")) {
            let stripped = strip(turned, Orientation::Rotate90).expect("it was telling");
            let decoded = super::super::decode::decode(&stripped).expect("a picture");
            assert_eq!(decoded.orientation, Orientation::Rotate90, "{:?}", &turned[..4]);
        }
    }

    #[test]
    fn a_truncated_picture_is_not_an_error() {
        for told in telling() {
            for end in 0..told.len().min(2_000) {
                drop(strip(&told[..end], Orientation::Rotate180));
            }
        }
    }
}
