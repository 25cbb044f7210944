//! Decodes a file to pixels, within limits.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, metadata::Orientation};

use super::PictureError;

/// The maximum number of pixels. Phone cameras produce up to 50 million.
const MAX_PIXELS: u64 = 50_000_000;
/// The maximum memory for the pixels and the decoder, in bytes: a small file
/// can claim to be a picture of any size.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// A picture as it is stored, and its orientation.
pub(super) struct Decoded {
    pub image: DynamicImage,
    pub orientation: Orientation,
}

/// Decodes a PNG, JPEG, GIF (its first picture) or WebP.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, PictureError> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureError::Unreadable)?;
    let is_known = reader.format().is_some_and(|format| {
        matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::Gif | ImageFormat::WebP)
    });
    if !is_known {
        return Err(PictureError::Unreadable);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(PictureError::Unreadable);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(PictureError::TooManyPixels);
    }
    // Without a readable orientation, the picture is not turned.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok(Decoded { image: DynamicImage::from_decoder(decoder).map_err(refused)?, orientation })
}

fn refused(error: image::ImageError) -> PictureError {
    match error {
        image::ImageError::Limits(_) => PictureError::TooManyPixels,
        _ => PictureError::Unreadable,
    }
}
