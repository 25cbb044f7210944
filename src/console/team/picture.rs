//! The picture of an agent.

use leptos::{html::Input, prelude::*};
use web_sys::File;

use super::{state::use_team, texts::TeamTexts, upload::send_picture};
use crate::{
    api::admin::agents as api,
    console::{
        face::Face, form::FormSection, locale::use_locale, notice::use_notices, request::Request, session::use_session,
    },
    model::{error::ErrorCode, ids::AgentId, team::MAX_PICTURE_BYTES},
};

const PICTURE_ID: &str = "picture";

/// The reason why a picture was refused.
#[derive(Clone, Copy, PartialEq)]
enum Refusal {
    TooLarge,
    Unreadable,
}

/// Shows the current picture, and the controls that change it.
#[component]
pub fn PictureSection(
    /// The agent.
    id: AgentId,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TeamTexts::of(locale.language());
    let (team, session, notices) = (use_team(), use_session(), use_notices());
    let member = Memo::new(move |_| team.member(id));
    let name = Signal::derive(move || {
        member.with(|member| member.as_ref().map(|member| member.profile.display_name.clone()).unwrap_or_default())
    });
    let picture =
        Signal::derive(move || member.with(|member| member.as_ref().and_then(|member| member.avatar.clone())));
    let input = NodeRef::<Input>::new();
    let refusal = RwSignal::new(None);
    let upload = Request::new(move |file: File| async move {
        match session.send(send_picture(id, &file)).await {
            Ok(()) => team.list.reload(),
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
    let said = move || {
        refusal.get().map(|refusal| match refusal {
            Refusal::TooLarge => texts().picture_too_large,
            Refusal::Unreadable => texts().picture_unreadable,
        })
    };
    view! {
        <FormSection title=move || texts().picture.to_owned()>
            <div class="picture-field">
                <Face name=name color_of=Signal::stored(Some(id.0)) picture=picture large=true />
                <input
                    node_ref=input
                    type="file"
                    id=PICTURE_ID
                    accept="image/png,image/jpeg,image/gif,image/webp"
                    on:change=send
                />
                <label class="button" for=PICTURE_ID>{move || texts().choose_picture}</label>
                <Show when=move || picture.with(Option::is_some)>
                    <button type="button" class="button" on:click=move |_| team.change(api::remove_picture(id))>
                        {move || texts().remove_picture}
                    </button>
                </Show>
            </div>
            <p class="form-hint">{move || texts().picture_hint}</p>
            <p class="field-error" role="alert">{said}</p>
        </FormSection>
    }
}
