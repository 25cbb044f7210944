//! Property tests of every picture that a client can send.

use image::metadata::Orientation;

use super::metadata::strip;
use crate::generated_inputs::any_bytes;

#[test]
fn any_bytes_as_metadata() {
    let words = [
        "\0",
        "RIFF",
        "WEBP",
        "VP8X",
        "EXIF",
        "XMP ",
        "ICCP",
        "IHDR",
        "eXIf",
        "tEXt",
        "IDAT",
        "IEND",
        "acTL",
        "GIF89a",
        "!",
        "NETSCAPE2.0",
        ";",
        ",",
        "JFIF\0",
        "Exif\0\0",
        "ICC_PROFILE\0",
    ];
    any_bytes("metadata", &words, |bytes| {
        let stripped = strip(bytes, Orientation::NoTransforms);
        if let Some(stripped) = &stripped {
            assert!(stripped.len() <= bytes.len(), "it grew from {} to {}", bytes.len(), stripped.len());
            assert_eq!(strip(stripped, Orientation::NoTransforms), None, "nothing is left to be taken out");
        }
        let turned = strip(bytes, Orientation::Rotate90);
        assert!(turned.is_none_or(|turned| turned.len() <= bytes.len() + 100));
        stripped.is_some()
    });
}
