//! A preview of the customer's view.

use leptos::{either::Either, prelude::*};
use reactive_stores::Store;

use super::texts::QuickReplyTexts;
use crate::{
    console::{form::FormSection, locale::use_locale, session::use_session},
    model::{
        language::Language,
        quick_reply::Blanks,
        quick_reply_draft::{QuickReplyDraft, QuickReplyDraftStoreFields},
        text::is_blank,
    },
    ui::words::Words,
};

/// A sample id that belongs to no conversation.
const SAMPLE_ID: &str = "CONV-000000000000";

/// Shows the answer in both languages, with placeholders filled as for a
/// visitor without a name.
#[component]
pub fn Preview(
    /// The input.
    fields: Store<QuickReplyDraft>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || QuickReplyTexts::of(locale.language());
    let is_empty = move || fields.content().with(|content| is_blank(content));
    view! {
        <FormSection title=move || texts().preview.to_owned()>
            {move || {
                if is_empty() {
                    Either::Left(view! { <p class="quiet">{move || texts().nothing_to_preview}</p> })
                } else {
                    Either::Right(Language::ALL.map(|language| view! { <Bubble fields language /> }).collect_view())
                }
            }}
        </FormSection>
    }
}

#[component]
fn Bubble(fields: Store<QuickReplyDraft>, language: Language) -> impl IntoView {
    let session = use_session();
    let text = move || {
        let (content, content_bn) = (fields.content().get(), fields.content_bn().get());
        let chosen = language.pick(content.trim(), content_bn.trim()).to_owned();
        let agent = session.agent().map(|me| me.agent.name_in(language).to_owned()).unwrap_or_default();
        SAMPLE_ID.parse().map_or_else(
            |_| chosen.clone(),
            |id| Blanks { customer_name: "", agent_name: &agent, conversation_id: &id, language }.fill(&chosen),
        )
    };
    view! {
        <div class="reply-preview">
            <span class="quiet">{language.own_name()}</span>
            <p class="reply-preview-bubble" lang=language.code()>
                {move || view! { <Words text=text() /> }}
            </p>
        </div>
    }
}
