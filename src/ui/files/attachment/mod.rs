//! Attachments of messages.

#[cfg(feature = "leptos")]
mod view;

#[cfg(feature = "leptos")]
pub use self::view::AttachmentView;
use super::{size::size, texts::FileTexts};
use crate::{
    model::{
        digits::decimal,
        language::Language,
        message::{Message, Picture},
        text::isolated,
    },
    ui::{dom::Tag, icons::Glyph},
};

/// The longest side of a picture in a conversation, in CSS pixels.
const MAX_SIDE: u32 = 260;

/// Returns a picture's thumbnail, or a file's name and size, as a link to the
/// file. Returns none for a message without a file.
pub fn attachment(message: &Message, language: Language) -> Option<Tag> {
    let link = Tag::new("a", "").attr("href", message.attachment.as_ref()?);
    Some(match &message.picture {
        Some(picture) => picture_link(link, picture, &message.attachment_name, language),
        None => file_link(link, &message.attachment_name, message.attachment_size, language),
    })
}

fn picture_link(link: Tag, picture: &Picture, name: &str, language: Language) -> Tag {
    let (width, height) = shown(picture.width, picture.height);
    let image = Tag::new("img", "")
        // Set before the source, because a browser may start to fetch at once.
        .attr("loading", "lazy")
        .attr("width", &decimal(width.into()))
        .attr("height", &decimal(height.into()))
        .attr("alt", name)
        .attr("src", &picture.thumbnail);
    link.attr("class", "adda-picture")
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .attr("aria-label", &[FileTexts::of(language).open, &isolated(name)].concat())
        .child(image)
}

fn file_link(link: Tag, name: &str, bytes: Option<u64>, language: Language) -> Tag {
    let size = bytes.map(|bytes| size(bytes, language)).unwrap_or_default();
    let words = Tag::new("span", "adda-file-text")
        .child(Tag::new("bdi", "adda-file-name").text(name))
        // The space separates the parts in the link's accessible name.
        .text(" ")
        .child(Tag::new("span", "adda-file-size").text(&size));
    link.attr("class", "adda-file")
        .attr("download", name)
        .attr("aria-label", &file_label(name, &size, language))
        .child(Tag::new("span", "adda-file-icon").icon(Glyph::File))
        .child(words)
        .icon(Glyph::Download)
}

/// Returns a label such as "Download invoice.pdf, 340 KB".
fn file_label(name: &str, size: &str, language: Language) -> String {
    let comma = if size.is_empty() { "" } else { ", " };
    [FileTexts::of(language).download, &isolated(name), comma, size].concat()
}

/// Returns the size in CSS pixels, in proportion and never larger than the
/// picture.
fn shown(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= MAX_SIDE {
        return (width, height);
    }
    let scaled = |side: u32| u32::try_from(u64::from(side) * u64::from(MAX_SIDE) / u64::from(longest)).unwrap_or(1);
    (scaled(width).max(1), scaled(height).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_shown_in_proportion() {
        assert_eq!(shown(2_000, 1_000), (260, 130));
        assert_eq!(shown(1_000, 2_000), (130, 260));
        assert_eq!(shown(40, 30), (40, 30));
        assert_eq!(shown(50_000, 1), (260, 1));
    }
}
