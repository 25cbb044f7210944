//! Attachments of messages, as a view.

use std::sync::Arc;

use leptos::{either::Either, prelude::*};

use super::{
    super::{size::size, texts::FileTexts},
    file_label, shown,
};
use crate::{
    model::{
        language::Language,
        message::{Message, Picture},
        text::isolated,
    },
    ui::icons::{Glyph, Icon},
};

/// Shows a picture's thumbnail, or a file's name and size, as a link to the
/// file. Shows nothing for a message without a file.
#[component]
pub fn AttachmentView(
    /// The message.
    message: Arc<Message>,
    /// The language of the texts.
    #[prop(into)]
    language: Signal<Language>,
) -> impl IntoView {
    let name = message.attachment_name.clone();
    let bytes = message.attachment_size;
    let picture = message.picture.clone();
    message.attachment.clone().map(|address| match picture {
        Some(picture) => Either::Left(view! { <PictureLink address picture name language /> }),
        None => Either::Right(view! { <FileLink address name bytes language /> }),
    })
}

#[component]
fn PictureLink(address: String, picture: Picture, name: String, language: Signal<Language>) -> impl IntoView {
    let (width, height) = shown(picture.width, picture.height);
    let label = {
        let name = name.clone();
        move || [FileTexts::of(language.get()).open, &isolated(&name)].concat()
    };
    view! {
        <a class="adda-picture" href=address target="_blank" rel="noopener" aria-label=label>
            // Width and height reserve its place before it is loaded.
            <img src=picture.thumbnail width=width height=height alt=name loading="lazy" />
        </a>
    }
}

#[component]
fn FileLink(address: String, name: String, bytes: Option<u64>, language: Signal<Language>) -> impl IntoView {
    let (file_name, label) = (name.clone(), {
        let name = name.clone();
        move || {
            let language = language.get();
            file_label(&name, &bytes.map(|bytes| size(bytes, language)).unwrap_or_default(), language)
        }
    });
    view! {
        <a class="adda-file" href=address download=file_name aria-label=label>
            <span class="adda-file-icon"><Icon glyph=Glyph::File /></span>
            <span class="adda-file-text">
                // The space separates the parts in the link's accessible name.
                <bdi class="adda-file-name">{name}</bdi>
                " "
                <span class="adda-file-size">{move || bytes.map(|bytes| size(bytes, language.get()))}</span>
            </span>
            <Icon glyph=Glyph::Download />
        </a>
    }
}
