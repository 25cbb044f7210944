//! The menu above the field with the quick replies that match a word that begins with `/`.

use leptos::prelude::*;

use super::QuickReplies;
use crate::{
    console::{
        conversation::{
            composer::REPLY_ID,
            field_menu::{FieldMenu, Offered},
            state::use_conversation,
            texts::ToolTexts,
        },
        locale::use_locale,
    },
    model::{
        language::Language,
        quick_reply::{self, QuickReply},
    },
};

const LIST_ID: &str = "slash-replies";
/// The character that opens the menu.
pub const SLASH: char = '/';

impl Offered for QuickReply {
    fn number(&self) -> i64 {
        self.id.0
    }

    fn lines(&self, shown: Language, answered: Language) -> [String; 2] {
        [self.title_in(shown).to_owned(), self.content_in(answered).to_owned()]
    }
}

/// Shows the menu of the [`QuickReplies`] in the context.
#[component]
pub fn SlashMenu() -> impl IntoView {
    let replies = expect_context::<QuickReplies>();
    let (conversation, locale) = (use_conversation(), use_locale());
    let label = Signal::derive(move || ToolTexts::of(locale.language()).quick_replies);
    let find = move |query: String| {
        let offered = replies.offered.read();
        quick_reply::find(offered.as_deref().unwrap_or_default(), &query).into_iter().cloned().collect()
    };
    let text_of = move |reply: QuickReply| conversation.fill(&reply);
    view! {
        <FieldMenu
            field_id=REPLY_ID
            mark=SLASH
            list_id=LIST_ID
            label
            find=Callback::new(find)
            text_of=Callback::new(text_of)
            on_mark=Callback::new(move |()| replies.ask())
        />
    }
}
