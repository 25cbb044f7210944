//! The forms of a conversation: to write in it, to close it, and to reopen it.

use leptos::{either::Either, prelude::*};

use super::{action, conversation::Shown, rating::RatingForm, texts::Texts};
use uuid::Uuid;

use crate::{
    model::{
        attachment::AttachmentRules,
        conversation::Status,
        error::ApiError,
        ids::{ClientId, ConversationId},
    },
    ui::files::{Refusal, taken},
};

/// The values of a form that could not be accepted, and the reason.
#[derive(Clone, Debug, Default)]
pub(super) struct FormValues {
    /// The message.
    pub content: String,
    /// The id of the form that held it.
    pub form_id: Option<ClientId>,
    /// The rating, as it was sent.
    pub rating: Option<i64>,
    /// The rating's comment.
    pub comment: String,
    /// Why the form could not be accepted.
    pub problem: Option<ApiError>,
    /// Whether the problem concerns the rating.
    pub is_rating: bool,
}

impl FormValues {
    /// Returns the problem of the message, in words.
    fn message_problem(&self, texts: &'static Texts) -> Option<&'static str> {
        let is_of_message = |problem: &&ApiError| !self.is_rating && !problem.code.is_of_file();
        self.problem.as_ref().filter(is_of_message).map(|problem| texts.problem(problem))
    }

    /// Returns the problem of the file.
    fn file_problem(&self) -> Option<Refusal> {
        let code = self.problem.as_ref()?.code;
        code.is_of_file().then_some(Refusal::Answered(code))
    }
}

/// The part of the page below the messages.
#[component]
pub(super) fn Foot(shown: Shown, kept: FormValues) -> impl IntoView {
    let texts = shown.texts;
    let id = shown.past.conversation_id.clone();
    let is_over = !shown.thread.status.is_active();
    let rating = (is_over && shown.config.settings.rating_enabled)
        .then(|| view! { <RatingForm id=id.clone() given=shown.thread.rating.clone() kept=kept.clone() texts/> });
    let writing = if shown.thread.status == Status::Closed {
        Either::Left(view! { <ReopenForm id kept texts/> })
    } else {
        let rules = shown.config.attachment_rules();
        Either::Right(view! { <ReplyForm id kept rules texts/> })
    };
    view! { {writing} {rating} }
}

#[component]
fn ReplyForm(id: ConversationId, kept: FormValues, rules: AttachmentRules, texts: &'static Texts) -> impl IntoView {
    let refusal = kept.file_problem();
    view! {
        <form class="form" method="post" enctype="multipart/form-data" action=action(&id, "send")>
            <MessageField kept texts/>
            {(!rules.kinds.is_empty()).then(|| view! { <FileField refusal rules texts/> })}
            <button class="button button--main">{texts.send}</button>
        </form>
    }
}

/// The form of a closed conversation, which takes no message. A message that was typed
/// meanwhile is kept, and sent with the reopening.
#[component]
fn ReopenForm(id: ConversationId, kept: FormValues, texts: &'static Texts) -> impl IntoView {
    let field = (!kept.content.is_empty()).then(|| view! { <MessageField kept texts/> });
    view! {
        <form class="form" method="post" action=action(&id, "reopen")>
            <p>{texts.ended}</p>
            {field}
            <button class="button button--main">{texts.reopen}</button>
        </form>
    }
}

/// The field of the message. Because of its id, two presses of the button send one
/// message. A browser must not fill it in from an earlier page.
#[component]
fn MessageField(kept: FormValues, texts: &'static Texts) -> impl IntoView {
    let problem = kept.message_problem(texts);
    let id = kept.form_id.unwrap_or_else(|| ClientId::from_bytes(Uuid::new_v4().into_bytes()));
    view! {
        <label for="message">{texts.your_message}</label>
        {problem.map(|problem| view! { <p class="problem" id="message-problem">{problem}</p> })}
        <textarea
            id="message"
            name="content"
            rows="4"
            dir="auto"
            aria-invalid=problem.map(|_| "true")
            aria-describedby=problem.map(|_| "message-problem")
            autofocus=problem.is_some()
        >
            {field_content(&kept.content)}
        </textarea>
        <input type="hidden" name="client_id" value=id.to_string() autocomplete="off"/>
    }
}

/// The field of a file that goes with the message.
#[component]
fn FileField(refusal: Option<Refusal>, rules: AttachmentRules, texts: &'static Texts) -> impl IntoView {
    let problem = refusal.map(|refusal| refusal.sentence(&rules, texts.language));
    view! {
        <label for="file">{texts.add_file}</label>
        {problem.clone().map(|problem| view! { <p class="problem" id="file-problem">{problem}</p> })}
        <input
            id="file"
            type="file"
            name="file"
            accept=rules.accept()
            aria-invalid=problem.as_ref().map(|_| "true")
            aria-describedby=if problem.is_some() { "file-problem file-hint" } else { "file-hint" }
            autofocus=problem.is_some()
        />
        <p class="hint" id="file-hint">{taken(&rules, texts.language)}</p>
    }
}

/// Returns a text as the content of a `<textarea>`, in which the framework escapes
/// nothing. Browsers ignore the line break at the beginning.
pub(super) fn field_content(text: &str) -> String {
    ["\n", &text.replace('&', "&amp;").replace('<', "&lt;")].concat()
}

/// The form that closes the conversation.
#[component]
pub(super) fn EndForm(id: ConversationId, texts: &'static Texts) -> impl IntoView {
    view! {
        <form method="post" action=action(&id, "close")>
            <button class="button">{texts.end}</button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::field_content;

    #[test]
    fn typed_text_cannot_break_out_of_its_field() {
        assert_eq!(field_content("</textarea><script>"), "\n&lt;/textarea>&lt;script>");
        assert_eq!(field_content("&lt;\nx"), "\n&amp;lt;\nx");
    }
}
