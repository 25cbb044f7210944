//! Files that are dragged over a conversation, or pasted into it.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event, EventTarget, Node};

use super::{focus::focus_field, outgoing::Outgoing, texts::FileTexts};
use crate::{
    model::{language::Language, text::is_blank},
    ui::{
        dom::Tag,
        icons::Glyph,
        page::{self, Listener},
        signals::*,
    },
};

/// Whether files are being dragged over a conversation.
#[derive(Clone, Copy)]
pub struct Dropping {
    is_over: RwSignal<bool>,
    outgoing: Outgoing,
    can_write: Memo<bool>,
}

impl Dropping {
    /// Returns the state without dragged files. While `can_write` is false,
    /// files are left to the browser.
    pub fn new(outgoing: Outgoing, can_write: Memo<bool>) -> Self {
        Self { is_over: RwSignal::new(false), outgoing, can_write }
    }

    /// Accepts files that are dropped on an element or pasted into it, until
    /// the current owner is disposed of.
    pub fn listen(self, element: &Element) {
        let listen = |event, heard: fn(Self, &Element, &Event)| {
            let place = element.clone();
            let target: EventTarget = element.clone().into();
            Listener::new(target, event, move |event| heard(self, &place, &event))
        };
        page::keep(vec![
            listen("dragover", |this, _, event| this.over(event)),
            listen("dragleave", |this, place, event| this.left(place, event)),
            listen("drop", |this, place, event| this.dropped(place, event)),
            listen("paste", |this, _, event| this.pasted(event)),
        ]);
    }

    /// Returns whether files are over the conversation; tracked.
    pub fn is_over(self) -> bool {
        self.is_over.get()
    }

    fn over(self, event: &Event) {
        if self.has_files(event) {
            // Otherwise the browser would open the dropped file.
            event.prevent_default();
            if !self.is_over.get_untracked() {
                self.outgoing.uploads.prefetch();
                self.is_over.set(true);
            }
        }
    }

    fn left(self, place: &Element, event: &Event) {
        // Moving between two parts of the conversation does not leave it.
        let to = event.dyn_ref::<DragEvent>().and_then(|event| event.related_target());
        let is_inside = to.is_some_and(|to| place.contains(to.dyn_ref::<Node>()));
        if !is_inside {
            self.is_over.set(false);
        }
    }

    fn dropped(self, place: &Element, event: &Event) {
        self.is_over.set(false);
        if self.has_files(event) {
            event.prevent_default();
            self.add(dragged(event));
            focus_field(Some(place.clone()));
        }
    }

    fn pasted(self, event: &Event) {
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let has_files = data.as_ref().is_some_and(|data| has_files(data) && !is_text(data));
        if has_files && self.can_write.get_untracked() {
            // Otherwise the name of a picture would be inserted as well.
            event.prevent_default();
            self.add(data);
        }
    }

    fn add(self, data: Option<DataTransfer>) {
        if let Some(files) = data.and_then(|data| data.files()) {
            self.outgoing.add(&files);
        }
    }

    fn has_files(self, event: &Event) -> bool {
        let files = "Files".into();
        self.can_write.get_untracked() && dragged(event).is_some_and(|data| data.types().includes(&files, 0))
    }
}

fn has_files(data: &DataTransfer) -> bool {
    data.files().is_some_and(|files| files.length() > 0)
}

/// Returns whether the clipboard's content is meant as text. Office programs add a picture of a
/// text; file managers add the names of files.
fn is_text(data: &DataTransfer) -> bool {
    let text = data.get_data("text/plain").unwrap_or_default();
    let Some(files) = data.files() else { return true };
    let is_name =
        |line: &str| (0..files.length()).filter_map(|at| files.get(at)).any(|file| line.trim().ends_with(&file.name()));
    let has_addresses = data.types().includes(&"text/uri-list".into(), 0);
    !has_addresses && !is_blank(&text) && !text.lines().all(is_name)
}

fn dragged(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

/// Returns the overlay shown while files are dragged.
pub fn drop_area(language: Language) -> Tag {
    let words = Tag::new("p", "").icon(Glyph::Paperclip).text(FileTexts::of(language).drop_here);
    Tag::new("div", "adda-drop").child(words)
}
