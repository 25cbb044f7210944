//! A picture, and the controls that change it.

use leptos::{html::Input, prelude::*};
use web_sys::File;

use super::upload::send_picture;
use crate::{
    console::{locale::use_locale, notice::use_notices, request::Request, session::use_session},
    model::{error::ErrorCode, language::Language, team::MAX_PICTURE_BYTES},
};

struct PictureTexts {
    hint: &'static str,
    choose: &'static str,
    remove: &'static str,
    too_large: &'static str,
    unreadable: &'static str,
}

const EN: PictureTexts = PictureTexts {
    hint: "PNG, JPEG, GIF or WebP. Cropped to a centred square.",
    choose: "Choose a picture",
    remove: "Remove",
    too_large: "This file is larger than 10 MB. Choose a smaller one.",
    unreadable: "This image can't be used. Choose a PNG, JPEG, GIF or WebP.",
};

const BN: PictureTexts = PictureTexts {
    hint: "PNG, JPEG, GIF বা WebP। মাঝখান থেকে চৌকো করে কাটা হয়।",
    choose: "ছবি বেছে নিন",
    remove: "সরান",
    too_large: "ফাইলটি ১০ এমবির চেয়ে বড়। ছোট একটি বেছে নিন।",
    unreadable: "এই ছবিটি ব্যবহার করা যায় না। PNG, JPEG, GIF বা WebP বেছে নিন।",
};

impl PictureTexts {
    const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}

/// The reason why a picture was refused.
#[derive(Clone, Copy, PartialEq)]
enum Refusal {
    TooLarge,
    Unreadable,
}

/// Shows a picture, and buttons to upload and to remove it.
#[component]
pub fn PictureInput(
    /// The id of the file's field.
    id: &'static str,
    /// The address of the REST API that takes the picture.
    #[prop(into)]
    address: String,
    /// Whether there is a picture.
    #[prop(into)]
    is_set: Signal<bool>,
    /// Called once a picture has been stored.
    #[prop(into)]
    on_stored: Callback<()>,
    /// Called to remove the picture.
    #[prop(into)]
    on_remove: Callback<()>,
    /// The picture.
    children: Children,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || PictureTexts::of(locale.language());
    let (session, notices) = (use_session(), use_notices());
    let input = NodeRef::<Input>::new();
    let refusal = RwSignal::new(None);
    let address = StoredValue::new(address);
    let upload = Request::new(move |file: File| async move {
        let address = address.get_value();
        match session.send(send_picture(&address, &file)).await {
            Ok(()) => on_stored.run(()),
            Err(error) => match error.code {
                ErrorCode::TooLarge => refusal.set(Some(Refusal::TooLarge)),
                ErrorCode::FileDamaged => refusal.set(Some(Refusal::Unreadable)),
                _ => notices.tell(&error),
            },
        }
    });
    let send = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // Allows the same file to be chosen again.
        input.set_value("");
        refusal.set(None);
        if file.size() > MAX_PICTURE_BYTES as f64 {
            return refusal.set(Some(Refusal::TooLarge));
        }
        upload.replace(file);
    };
    let problem = move || {
        refusal.get().map(|refusal| match refusal {
            Refusal::TooLarge => texts().too_large,
            Refusal::Unreadable => texts().unreadable,
        })
    };
    view! {
        <div class="picture-field">
            {children()}
            <input
                node_ref=input
                type="file"
                id=id
                accept="image/png,image/jpeg,image/gif,image/webp"
                on:change=send
            />
            <label class="button" for=id>{move || texts().choose}</label>
            <Show when=move || is_set.get()>
                <button type="button" class="button" on:click=move |_| on_remove.run(())>
                    {move || texts().remove}
                </button>
            </Show>
        </div>
        <p class="form-hint">{move || texts().hint}</p>
        <p class="field-error" role="alert">{problem}</p>
    }
}
