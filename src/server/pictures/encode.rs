//! Encodes pixels to a file.

use bytes::Bytes;
use image::{
    DynamicImage,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
};

use super::PictureError;

/// The quality of a JPEG, of 100. At the size of thumbnails, artefacts are not visible.
const JPEG_QUALITY: u8 = 84;

/// The formats of thumbnails and agents' pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Small, without transparency.
    Jpeg,
    /// With transparency, and without loss.
    Webp,
}

impl Form {
    /// All formats.
    pub const ALL: [Self; 2] = [Self::Jpeg, Self::Webp];

    /// Returns the extension of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }

    /// Returns the format of a file by the extension of its name.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|form| form.extension() == extension)
    }

    /// Returns the media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

/// An encoded picture.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// The file.
    pub bytes: Bytes,
    /// Its format.
    pub form: Form,
}

/// Encodes to JPEG, unless the picture has transparency.
pub(super) fn encode(image: &DynamicImage) -> Result<Encoded, PictureError> {
    let mut bytes = Vec::new();
    let rgba = image.color().has_alpha().then(|| image.to_rgba8());
    let form = match rgba.filter(|rgba| rgba.pixels().any(|pixel| pixel.0[3] < u8::MAX)) {
        Some(rgba) => {
            let (width, height) = rgba.dimensions();
            WebPEncoder::new_lossless(&mut bytes)
                .encode(&rgba, width, height, image::ExtendedColorType::Rgba8)
                .map_err(|_| PictureError::Unreadable)?;
            Form::Webp
        }
        None => {
            let rgb = image.to_rgb8();
            JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
                .encode_image(&rgb)
                .map_err(|_| PictureError::Unreadable)?;
            Form::Jpeg
        }
    };
    Ok(Encoded { bytes: bytes.into(), form })
}
