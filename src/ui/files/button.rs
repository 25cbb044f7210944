//! The button that attaches files.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{FileList, HtmlElement};

use super::{focus::focus_field, outgoing::Outgoing, texts::FileTexts};
use crate::{
    model::{attachment::AttachmentRules, language::Language},
    ui::{dom::Tag, icons::Glyph, signals::*},
};

/// Returns a button that picks files, or none where no files are accepted.
/// `class` sets its look.
pub fn attach_button(outgoing: Outgoing, language: Language, class: &'static str) -> Tag {
    let accept = move || outgoing.rules().with(|rules| rules.as_ref().map(AttachmentRules::accept));
    Tag::new("span", "adda-contents").slot(accept, move |accept| {
        let accept = accept.as_ref().filter(|accept| !accept.is_empty())?;
        let input = Tag::new("input", "").attr("type", "file").attr("multiple", "").attr("hidden", "");
        let (picked, picker) = (input.element().clone(), input.element().clone());
        let input = input.attr("accept", accept).on("change", move |_| take(outgoing, &picked));
        let button = Tag::button(class, move || picker.click()).named(FileTexts::of(language).attach);
        let button = button.on_approach(move || outgoing.uploads.prefetch());
        Some(Tag::new("span", "adda-contents").child(button.icon(Glyph::Paperclip)).child(input))
    })
}

fn take(outgoing: Outgoing, input: &HtmlElement) {
    if let Some(files) = Reflect::get(input, &"files".into()).ok().and_then(|files| files.dyn_into::<FileList>().ok()) {
        outgoing.add(&files);
    }
    focus_field(input.closest("form").ok().flatten());
    // Allows the same file to be picked again.
    let _ = Reflect::set(input, &"value".into(), &"".into());
}
