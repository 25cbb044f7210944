use image::{GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::*;

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).expect("a picture in memory");
    bytes.into_inner()
}

/// Returns a picture whose left half is red and whose right half is blue.
fn two_halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) })
}

/// Returns a JPEG whose orientation is a quarter turn to the right.
fn turned_jpeg(image: RgbImage) -> Vec<u8> {
    let jpeg = file(image, ImageFormat::Jpeg);
    // TIFF, little endian: one entry, orientation (0x0112), short, 1 value, 6.
    let tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let mut exif = b"\xFF\xE1".to_vec();
    exif.extend(u16::try_from(2 + 6 + tiff.len()).expect("a short segment").to_be_bytes());
    exif.extend(b"Exif\0\0");
    exif.extend(tiff);
    [&jpeg[..2], &exif, &jpeg[2..]].concat()
}

/// Returns the preview with the default settings.
fn preview_of(bytes: &[u8]) -> Result<Preview, PictureError> {
    preview(bytes, Metadata::default())
}

fn is_red(pixel: Rgba<u8>) -> bool {
    pixel.0[0] > 200 && pixel.0[2] < 60
}

#[test]
fn a_large_picture_gets_a_small_form_and_keeps_its_size() {
    let preview = preview_of(&file(two_halves(2_000, 1_000), ImageFormat::Png)).expect("a picture");
    assert_eq!((preview.width, preview.height), (2_000, 1_000));
    assert_eq!(preview.thumbnail.form, Form::Jpeg);
    let small = image::load_from_memory(&preview.thumbnail.bytes).expect("a picture");
    assert_eq!(small.dimensions(), (640, 320));
}

#[test]
fn a_small_picture_is_not_blown_up() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let preview = preview_of(&file(two_halves(40, 30), format)).expect("a picture");
        let small = image::load_from_memory(&preview.thumbnail.bytes).expect("a picture");
        assert_eq!(small.dimensions(), (40, 30), "{format:?}");
    }
}

#[test]
fn transparency_is_preserved() {
    let glass = RgbaImage::from_pixel(10, 10, Rgba([0, 128, 0, 100]));
    let preview = preview_of(&file(glass, ImageFormat::Png)).expect("a picture");
    assert_eq!(preview.thumbnail.form, Form::Webp);
    let small = image::load_from_memory(&preview.thumbnail.bytes).expect("a picture");
    assert_eq!(small.get_pixel(5, 5).0[3], 100);
}

#[test]
fn a_picture_is_turned_as_its_camera_says() {
    let preview = preview_of(&turned_jpeg(two_halves(80, 40))).expect("a picture");
    assert_eq!((preview.width, preview.height), (40, 80));
    let small = image::load_from_memory(&preview.thumbnail.bytes).expect("a picture");
    assert_eq!(small.dimensions(), (40, 80));
    assert!(is_red(small.get_pixel(20, 10)) && !is_red(small.get_pixel(20, 70)));
}

#[test]
fn a_picture_says_no_more_than_how_it_is_turned_unless_it_keeps_its_metadata() {
    let turned = turned_jpeg(two_halves(80, 40));
    let told = [&turned[..2], b"\xFF\xFE\0\x05me!", &turned[2..]].concat();
    let stripped = preview_of(&told).expect("a picture").stripped.expect("it was told something");
    assert_eq!(stripped.windows(3).filter(|window| window == b"me!").count(), 0);
    let kept = preview(&told, Metadata::Kept).expect("a picture");
    assert_eq!((kept.stripped, kept.width, kept.height), (None, 40, 80));
}

#[test]
fn a_square_is_cut_from_the_middle() {
    let mut wide = RgbImage::from_pixel(900, 300, Rgb([0, 0, 255]));
    for (x, _, pixel) in wide.enumerate_pixels_mut() {
        if (300..600).contains(&x) {
            *pixel = Rgb([255, 0, 0]);
        }
    }
    let square = square(&file(wide, ImageFormat::Png)).expect("a picture");
    let square = image::load_from_memory(&square.bytes).expect("a picture");
    assert_eq!(square.dimensions(), (256, 256));
    assert!([(4, 4), (128, 128), (251, 251)].into_iter().all(|(x, y)| is_red(square.get_pixel(x, y))));
}

#[test]
fn a_small_file_with_a_huge_picture_is_refused() {
    // Only the header of a PNG: 60,000 × 60,000 pixels, 8 bits, grey.
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(60_000_u32.to_be_bytes());
    chunk.extend(60_000_u32.to_be_bytes());
    chunk.extend([8, 0, 0, 0, 0]);
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bomb.extend(&chunk);
    bomb.extend(crc32(&chunk).to_be_bytes());
    // Some data, so that the header is not the end.
    bomb.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    assert_eq!(preview_of(&bomb).err(), Some(PictureError::TooManyPixels));
}

#[test]
fn a_file_that_is_not_a_picture_is_refused() {
    let png = file(two_halves(40, 30), ImageFormat::Png);
    for bytes in [
        &b""[..],
        b"GIF89a\x01\0\x01\0\0<script>alert(1)</script>",
        b"<svg/>",
        &png[..png.len() / 2],
        b"\xFF\xD8\xFF\xE0",
    ] {
        assert_eq!(preview_of(bytes).err(), Some(PictureError::Unreadable), "{bytes:?}");
        assert_eq!(square(bytes).err(), Some(PictureError::Unreadable), "{bytes:?}");
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}
