//! From pixels to a file.

use bytes::Bytes;
use image::{
    DynamicImage,
    codecs::{jpeg::JpegEncoder, webp::WebPEncoder},
};

use super::PictureError;

/// Of 100: artefacts are not seen at this size.
const JPEG_QUALITY: u8 = 84;

/// The forms that pictures of ours have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Small, without transparency.
    Jpeg,
    /// With transparency, and without loss.
    Webp,
}

impl Form {
    /// All.
    pub const ALL: [Self; 2] = [Self::Jpeg, Self::Webp];

    /// The end of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
        }
    }

    /// The form of a file whose name ends so.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|form| form.extension() == extension)
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

/// A picture as a file.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// The file.
    pub bytes: Bytes,
    /// Its form.
    pub form: Form,
}

/// JPEG, unless something can be seen through.
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
