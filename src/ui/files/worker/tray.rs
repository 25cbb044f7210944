//! The list of files above the field: those in the composer, and those that are being sent.

use super::{
    line::Progress,
    list::Worker,
    refusal::Refusal,
    thumbnail::thumbnail,
    upload::{Keeping, Upload},
};
use crate::{
    model::{digits::decimal, language::Language},
    ui::{
        dom::Tag,
        files::{focus_field, size::size, texts::FileTexts},
        icons::Glyph,
        signals::*,
    },
};

/// Returns the list for a place, with a warning where leaving the page would
/// lose files.
pub(super) fn upload_tray(worker: Worker, place: String, language: Language) -> Tag {
    let texts = FileTexts::of(language);
    let place = StoredValue::new(place);
    let here = move || place.with_value(|place| worker.at(place));
    let list = Tag::new("ul", "adda-uploads").attr("aria-label", texts.on_their_way).list(
        here,
        |upload| upload.client_id.clone(),
        move |upload| upload_item(worker, upload, language),
    );
    Tag::new("div", "adda-contents").child(list).show(
        move || here().iter().any(needs_page),
        move || Tag::new("p", "adda-uploads-note").attr("role", "status").text(texts.keep_open),
    )
}

/// Returns whether a file would be lost with the page; tracked.
fn needs_page(upload: &Upload) -> bool {
    upload.progress.get().is_pending() && upload.keeping.get() == Keeping::NotKept
}

fn upload_item(worker: Worker, upload: Upload, language: Language) -> Tag {
    let progress = upload.progress;
    // Drawn again only when the kind of row changes, not with each percentage.
    let row = move || match progress.get() {
        Progress::Staged => Row::Staged,
        Progress::Refused(refusal) => Row::Refused(refusal),
        _ => Row::UnderWay,
    };
    let name = Tag::new("bdi", "adda-file-name").attr("title", &upload.name).text(&upload.name);
    let bytes = Tag::new("span", "adda-file-size").text(&size(upload.size, language));
    Tag::new("li", "adda-upload")
        .live_class("adda-upload-staged", move || row() == Row::Staged)
        .live_class("adda-upload-refused", move || matches!(row(), Row::Refused(_)))
        .child(name)
        .child(bytes)
        .slot(row, move |row| {
            Some(match row {
                Row::Staged => staged(worker, &upload, language),
                Row::Refused(refusal) => refused(worker, &upload, *refusal, language),
                Row::UnderWay => under_way(worker, &upload, language),
            })
        })
}

/// What the list shows of a file.
#[derive(Clone, Copy, PartialEq)]
enum Row {
    Staged,
    UnderWay,
    Refused(Refusal),
}

/// Returns the picture of a file in the composer, and the button that removes it.
fn staged(worker: Worker, upload: &Upload, language: Language) -> Tag {
    let texts = FileTexts::of(language);
    let remove = give_up("adda-upload-cancel", worker, upload).named(texts.remove).icon(Glyph::Close);
    Tag::new("span", "adda-contents").child(thumbnail(upload.file())).child(remove)
}

/// Returns the text that goes with a file.
fn caption(upload: &Upload) -> Option<Tag> {
    let caption = upload.caption.get_value();
    (!caption.is_empty()).then(|| Tag::new("p", "adda-upload-caption").attr("dir", "auto").text(&caption))
}

/// Returns the progress of an upload, and the button that cancels it.
fn under_way(worker: Worker, upload: &Upload, language: Language) -> Tag {
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
    let cancel = give_up("adda-upload-cancel", worker, upload).named(texts.cancel).icon(Glyph::Close);
    let again = move || if progress.get() == Progress::Again { texts.trying_again } else { "" }.to_owned();
    let again = Tag::new("p", "adda-upload-reason").attr("role", "status").live_text(again);
    Tag::new("span", "adda-contents").child(bar).child(cancel).maybe(caption(upload)).child(again)
}

/// Returns why an upload was refused, and the buttons to retry or remove it.
fn refused(worker: Worker, upload: &Upload, refusal: Refusal, language: Language) -> Tag {
    let texts = FileTexts::of(language);
    let sentence = worker
        .uploads
        .rules
        .with_untracked(|rules| rules.as_ref().map(|rules| refusal.sentence(rules, language)))
        .unwrap_or_default();
    let again = upload.clone();
    let retry = refusal.can_retry().then(|| Tag::button("", move || worker.retry(&again)).text(texts.retry));
    let actions = Tag::new("span", "adda-upload-actions").maybe(retry);
    Tag::new("span", "adda-contents")
        .maybe(caption(upload))
        .child(Tag::new("p", "adda-upload-reason").attr("role", "alert").text(&sentence))
        .child(actions.child(give_up("", worker, upload).text(texts.remove)))
}

fn give_up(class: &str, worker: Worker, upload: &Upload) -> Tag {
    let upload = upload.clone();
    let button = Tag::new("button", class).attr("type", "button");
    let pressed = button.element().clone();
    button.on("click", move |_| {
        // The button is about to disappear.
        let form = pressed.closest("section, main").ok().flatten();
        worker.cancel(&upload);
        focus_field(form);
    })
}
