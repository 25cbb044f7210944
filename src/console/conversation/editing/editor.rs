//! The field in which a message is edited.

use leptos::{ev::SubmitEvent, html::Textarea, prelude::*};
use web_sys::KeyboardEvent;

use super::{Editing, texts::EditorTexts};
use crate::{
    api::editing::edit_message,
    console::{
        conversation::{
            composer::{REPLY_ID, fit},
            log::LOG_ID,
            mentions::MentionList,
            state::use_conversation,
        },
        focus::focus,
        frame::before_next_frame,
        locale::use_locale,
        request::Request,
    },
    model::{
        error::ApiError,
        ids::MessageId,
        message::{Message, MessageText, MessageTextError},
    },
    ui::composing::is_composing,
};

/// The `id` of the field.
const FIELD_ID: &str = "edited-text";

/// Shows the editor while a message is edited.
#[component]
pub fn MessageEditor() -> impl IntoView {
    let Editing(edited) = expect_context();
    let conversation = use_conversation();
    // Here and not in the editor, which is gone by then.
    Effect::watch(
        move || edited.get(),
        move |edited, _, _| {
            if edited.is_none() {
                before_next_frame(|| {
                    // A closed conversation has no field for replies.
                    focus(LOG_ID);
                    focus(REPLY_ID);
                });
            }
        },
        false,
    );
    move || {
        let id = edited.get()?;
        let message = conversation.timeline.with_untracked(|timeline| {
            let found = timeline.messages().find(|message| message.id == id);
            found.map(|message| (message.content.clone(), message.is_note, message.attachment.is_some()))
        });
        message.map(|(content, is_note, has_file)| view! { <Editor id content is_note has_file /> })
    }
}

#[component]
fn Editor(id: MessageId, content: String, is_note: bool, has_file: bool) -> impl IntoView {
    let Editing(edited) = expect_context();
    let (conversation, locale) = (use_conversation(), use_locale());
    let texts = move || EditorTexts::of(locale.language());
    let label = move || if is_note { texts().note } else { texts().message };
    let field = NodeRef::<Textarea>::new();
    // Beside a file, the text may be empty.
    let checked = move |text: &str| match MessageText::new(text) {
        Err(MessageTextError::Empty) if has_file => Ok(String::new()),
        checked => checked.map(MessageText::into_string),
    };
    let error = RwSignal::new(None::<MessageTextError>);
    let close = move || edited.set(None);
    let request = Request::change(
        move |text| edit_message(conversation.id(), id, text),
        move |message: Message| {
            conversation.timeline.update(|timeline| timeline.sent(message));
            close();
        },
    );
    let before = content.clone();
    let save = StoredValue::new(move || {
        let Some(field) = field.get_untracked() else { return };
        match checked(&field.value()) {
            Ok(text) if text == before => close(),
            Ok(text) => request.send(text),
            Err(_) => {
                let _ = field.focus();
            }
        }
    });
    let look = move || {
        if let Some(field) = field.get_untracked() {
            error.set(checked(&field.value()).err());
            fit(&field);
        }
    };
    field.on_load(move |field| {
        field.set_value(&content);
        fit(&field);
        let _ = field.focus();
    });
    let key = move |event: KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" if !event.shift_key() => {
                event.prevent_default();
                save.with_value(|save| save());
            }
            "Escape" => {
                event.prevent_default();
                close();
            }
            _ => {}
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save.with_value(|save| save());
    };
    view! {
        <div class="composer-place">
            {is_note.then(|| view! { <MentionList field_id=FIELD_ID /> })}
            <form class="composer" class:composer--note=is_note aria-label=label on:submit=submit>
                <textarea
                    id=FIELD_ID
                    node_ref=field
                    rows="1"
                    dir="auto"
                    aria-label=label
                    aria-invalid=move || error.get().is_some().then_some("true")
                    aria-describedby="edit-hint"
                    on:input=move |_| look()
                    on:keydown=key
                ></textarea>
                <div class="composer-foot">
                    <p class="composer-hint" class:is-error=move || error.get().is_some() id="edit-hint">
                        {move || match error.get() {
                            Some(error) => locale.texts().error(ApiError::from(error).code),
                            None => texts().keys,
                        }}
                    </p>
                    <button type="button" class="button" on:click=move |_| close()>
                        {move || texts().cancel}
                    </button>
                    <button
                        type="submit"
                        class="button button--primary"
                        disabled=move || error.get().is_some() || request.is_pending()
                    >
                        {move || texts().save}
                    </button>
                </div>
            </form>
        </div>
    }
}
