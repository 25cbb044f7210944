//! The paperclip.

use leptos::{html, prelude::*};

use super::{texts::FileTexts, uploads::Uploads};
use crate::{
    model::{attachment::AttachmentRules, language::Language},
    ui::icons::{Glyph, Icon},
};

/// A button that picks files; none where no file is taken.
#[component]
pub fn AttachButton(
    /// Where they go.
    uploads: Uploads,
    /// The language of the words.
    #[prop(into)]
    language: Signal<Language>,
    /// How the button looks.
    class: &'static str,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let accept = Memo::new(move |_| uploads.rules.with(|rules| rules.as_ref().map(AttachmentRules::accept)));
    let takes_any = Memo::new(move |_| accept.with(|accept| accept.as_ref().is_some_and(|accept| !accept.is_empty())));
    let label = move || FileTexts::of(language.get()).attach;
    let pick = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let add = move |_| {
        if let Some(input) = input.get_untracked() {
            if let Some(files) = input.files() {
                uploads.add(&files);
            }
            // So that the same file can be picked again.
            input.set_value("");
        }
    };
    move || {
        takes_any.get().then(|| {
            view! {
                <button type="button" class=class aria-label=label title=label on:click=pick>
                    <Icon glyph=Glyph::Paperclip />
                </button>
                <input type="file" multiple hidden accept=accept.get() node_ref=input on:change=add />
            }
        })
    }
}
