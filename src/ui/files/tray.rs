//! The files on their way, above the field.

use leptos::{either::Either, prelude::*};

use super::{
    refusal::Refusal,
    size::size,
    texts::FileTexts,
    uploads::{Progress, Upload, Uploads},
};
use crate::{
    model::language::Language,
    ui::icons::{Glyph, Icon},
};

/// The list; nothing while no file is on its way.
#[component]
pub fn UploadTray(
    /// The files.
    uploads: Uploads,
    /// The language of the words.
    #[prop(into)]
    language: Signal<Language>,
) -> impl IntoView {
    let is_empty = Memo::new(move |_| uploads.list().is_empty());
    move || {
        (!is_empty.get()).then(|| {
            view! {
                <ul class="adda-uploads" aria-label=move || FileTexts::of(language.get()).on_their_way>
                    <For each=move || uploads.list() key=|upload| upload.client_id.clone() let:upload>
                        <UploadItem uploads upload language />
                    </For>
                </ul>
            }
        })
    }
}

#[component]
fn UploadItem(uploads: Uploads, upload: Upload, language: Signal<Language>) -> impl IntoView {
    let texts = move || FileTexts::of(language.get());
    let progress = upload.progress;
    let refusal = Memo::new(move |_| match progress.get() {
        Progress::Refused(refusal) => Some(refusal),
        _ => None,
    });
    let (name, bytes) = (upload.name.clone(), upload.size);
    let upload = StoredValue::new_local(upload);
    let give_up = move |_| upload.with_value(|upload| uploads.cancel(&upload.client_id));
    view! {
        <li class="adda-upload" class:adda-upload-refused=move || refusal.get().is_some()>
            <span class="adda-file-name" title=name.clone()>{name.clone()}</span>
            <span class="adda-file-size">{move || size(bytes, language.get())}</span>
            {move || match refusal.get() {
                Some(refusal) => {
                    let retry = move |_| upload.with_value(|upload| uploads.retry(upload));
                    Either::Left(view! { <Refused uploads refusal language retry give_up /> })
                }
                None => Either::Right(
                    view! {
                        <ProgressBar progress language name=name.clone() />
                        <button
                            type="button"
                            class="adda-upload-cancel"
                            aria-label=move || texts().cancel
                            title=move || texts().cancel
                            on:click=give_up
                        >
                            <Icon glyph=Glyph::Close />
                        </button>
                    },
                ),
            }}
        </li>
    }
}

#[component]
fn ProgressBar(progress: RwSignal<Progress>, language: Signal<Language>, name: String) -> impl IntoView {
    let hundredths = move || match progress.get() {
        Progress::Sending(hundredths) => hundredths,
        _ => 0,
    };
    let waiting = move || (progress.get() == Progress::Waiting).then(|| FileTexts::of(language.get()).waiting);
    view! {
        <progress max="100" value=move || hundredths().to_string() aria-label=name aria-valuetext=waiting></progress>
    }
}

#[component]
fn Refused(
    uploads: Uploads,
    refusal: Refusal,
    language: Signal<Language>,
    retry: impl Fn(leptos::ev::MouseEvent) + 'static,
    give_up: impl Fn(leptos::ev::MouseEvent) + 'static,
) -> impl IntoView {
    let texts = move || FileTexts::of(language.get());
    let sentence =
        move || uploads.rules.with(|rules| rules.as_ref().map(|rules| refusal.sentence(rules, language.get())));
    view! {
        <p class="adda-upload-reason" role="alert">{sentence}</p>
        <span class="adda-upload-actions">
            {refusal
                .can_retry()
                .then(|| view! { <button type="button" on:click=retry>{move || texts().retry}</button> })}
            <button type="button" on:click=give_up>{move || texts().remove}</button>
        </span>
    }
}
