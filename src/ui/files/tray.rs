//! The list of uploads above the field.

use super::{
    line::Progress, outgoing::Outgoing, refusal::Refusal, size::size, texts::FileTexts, upload::Upload,
    uploads::Uploads,
};
use crate::{
    model::{digits::decimal, language::Language},
    ui::{dom::Tag, icons::Glyph, signals::*},
};

/// Returns the list, with a warning where leaving the page would lose files.
pub fn upload_tray(outgoing: Outgoing, language: Language) -> Tag {
    let texts = FileTexts::of(language);
    let list = Tag::new("ul", "adda-uploads").attr("aria-label", texts.on_their_way).list(
        move || outgoing.list(),
        |upload| upload.client_id.clone(),
        move |upload| upload_item(outgoing.uploads, upload, language),
    );
    Tag::new("div", "adda-contents").child(list).show(
        move || outgoing.needs_page(),
        move || Tag::new("p", "adda-uploads-note").attr("role", "status").text(texts.keep_open),
    )
}

fn upload_item(uploads: Uploads, upload: Upload, language: Language) -> Tag {
    let progress = upload.progress;
    let refusal = move || match progress.get() {
        Progress::Refused(refusal) => Some(refusal),
        _ => None,
    };
    let name = Tag::new("bdi", "adda-file-name").attr("title", &upload.name).text(&upload.name);
    let bytes = Tag::new("span", "adda-file-size").text(&size(upload.size, language));
    Tag::new("li", "adda-upload")
        .live_class("adda-upload-refused", move || refusal().is_some())
        .child(name)
        .child(bytes)
        .slot(refusal, move |refusal| {
            Some(match refusal {
                Some(refusal) => refused(uploads, &upload, *refusal, language),
                None => under_way(uploads, &upload, language),
            })
        })
}

/// Returns the progress of an upload, and the button that cancels it.
fn under_way(uploads: Uploads, upload: &Upload, language: Language) -> Tag {
    let texts = FileTexts::of(language);
    let progress = upload.progress;
    let hundredths = move || match progress.get() {
        Progress::Sending(hundredths) => Some(decimal(hundredths.into())),
        _ => Some("0".to_owned()),
    };
    let waiting = move || (progress.get() == Progress::Waiting).then(|| texts.waiting.to_owned());
    let bar = Tag::new("progress", "")
        .attr("max", "100")
        .attr("aria-label", &upload.name)
        .live_attr("value", hundredths)
        .live_attr("aria-valuetext", waiting);
    let cancel = give_up("adda-upload-cancel", uploads, upload).named(texts.cancel).icon(Glyph::Close);
    let again = move || if progress.get() == Progress::Again { texts.trying_again } else { "" }.to_owned();
    let again = Tag::new("p", "adda-upload-reason").attr("role", "status").live_text(again);
    Tag::new("span", "adda-contents").child(bar).child(cancel).child(again)
}

/// Returns why an upload was refused, and the buttons to retry or remove it.
fn refused(uploads: Uploads, upload: &Upload, refusal: Refusal, language: Language) -> Tag {
    let texts = FileTexts::of(language);
    let sentence = uploads
        .rules
        .with_untracked(|rules| rules.as_ref().map(|rules| refusal.sentence(rules, language)))
        .unwrap_or_default();
    let again = upload.clone();
    let retry = refusal.can_retry().then(|| Tag::button("", move || uploads.retry(&again)).text(texts.retry));
    let actions = Tag::new("span", "adda-upload-actions").maybe(retry);
    Tag::new("span", "adda-contents")
        .child(Tag::new("p", "adda-upload-reason").attr("role", "alert").text(&sentence))
        .child(actions.child(give_up("", uploads, upload).text(texts.remove)))
}

fn give_up(class: &str, uploads: Uploads, upload: &Upload) -> Tag {
    let upload = upload.clone();
    Tag::button(class, move || uploads.cancel(&upload))
}
