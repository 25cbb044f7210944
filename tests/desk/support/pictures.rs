//! Pictures to send.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Returns a PNG of a size, with many colours.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    file(width, height, ImageFormat::Png)
}

/// Returns a picture of a size, in a format.
pub fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let color = |number: u32| u8::try_from(number % 256).unwrap();
    let image = RgbImage::from_fn(width, height, |x, y| Rgb([color(x), color(y), color(x ^ y)]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Adds a place to a picture's metadata, as cameras do: in EXIF and a comment of a JPEG,
/// in a text chunk of a PNG.
pub fn taken_at(picture: &[u8], place: &str) -> Vec<u8> {
    let insert = |at: usize, more: &[u8]| [&picture[..at], more, &picture[at..]].concat();
    if picture.starts_with(b"\xFF\xD8") {
        let segment = |marker: u8, content: &[u8]| {
            let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
            [&[0xFF, marker], &length[..], content].concat()
        };
        let exif = segment(0xE1, &[b"Exif\0\0II*\0\x08\0\0\0\0\0", place.as_bytes()].concat());
        return insert(2, &[exif, segment(0xFE, place.as_bytes())].concat());
    }
    let named = [b"tEXtPlace\0", place.as_bytes()].concat();
    let mut check = flate2::Crc::new();
    check.update(&named);
    let length = u32::try_from(named.len() - 4).unwrap().to_be_bytes();
    // After the header, which has 33 bytes with the signature.
    insert(33, &[&length[..], &named, &check.sum().to_be_bytes()].concat())
}

/// Returns a picture's width and height.
pub fn size_of(bytes: &[u8]) -> (u32, u32) {
    let image = image::load_from_memory(bytes).unwrap();
    (image.width(), image.height())
}
