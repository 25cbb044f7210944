//! The list of uploads above the field, also while the program that sends them
//! is fetched.

use super::{outgoing::Outgoing, texts::FileTexts};
use crate::{model::language::Language, ui::dom::Tag};

/// Returns the list.
pub fn upload_tray(outgoing: Outgoing, language: Language) -> Tag {
    let (uploads, place) = (outgoing.uploads, outgoing.place());
    let here = place.clone();
    Tag::new("div", "adda-contents").slot(
        move || uploads.waiting(&here),
        move |waiting| match waiting {
            Some((names, has_failed)) => Some(waiting_list(names, *has_failed, language)),
            None => Some(uploads.worker()?.tray(place.clone(), language)),
        },
    )
}

/// Returns the names of the picked files.
fn waiting_list(names: &[String], has_failed: bool, language: Language) -> Tag {
    let texts = FileTexts::of(language);
    let words = if has_failed { texts.trying_again } else { texts.waiting };
    let list = Tag::new("ul", "adda-uploads").attr("aria-label", texts.on_their_way);
    names.iter().fold(list, |list, name| {
        let reason = Tag::new("p", "adda-upload-reason").attr("role", "status").text(words);
        list.child(
            Tag::new("li", "adda-upload")
                .child(Tag::new("bdi", "adda-file-name").attr("title", name).text(name))
                .child(reason),
        )
    })
}
