//! The text that is being written: its draft, its state and sending it.

use gloo_timers::future::TimeoutFuture;
use leptos::{html::Textarea, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use crate::{
    console::{
        conversation::{
            draft::draft_key,
            finishing::{Finishing, use_finishing},
            mode::Mode,
            quick_replies::{QuickReplies, SLASH},
            state::{Conversation, use_conversation},
        },
        inbox::use_inbox,
        preferences::opens_next,
    },
    model::{
        ids::{AgentId, ClientId},
        mention::MARK,
        message::{MessageText, MessageTextError},
        text::is_blank,
    },
    ui::{
        composing::is_composing,
        draft::{self, Draft},
        typing::TypingReporter,
    },
};

/// How long a text is in the field before it counts as a draft, in milliseconds.
const DRAFT_AFTER_MS: u32 = 1_000;

/// The state of one field.
#[derive(Clone, Copy)]
pub struct Writing {
    conversation: Conversation,
    pub field: NodeRef<Textarea>,
    /// The draft in the field.
    draft: StoredValue<Draft>,
    is_too_long: RwSignal<bool>,
    is_blank: RwSignal<bool>,
    /// Whether the text has the mark of a mention.
    has_mention_mark: RwSignal<bool>,
    /// Whether the text has the mark of a quick reply.
    pub has_slash: RwSignal<bool>,
    typing_reporter: TypingReporter,
    pub replies: QuickReplies,
    finishing: Finishing,
    /// Opens the next conversation, if the agent wants that.
    go_on: Callback<()>,
}

impl Writing {
    /// Returns the state with the draft of the open conversation.
    pub fn new() -> Self {
        let (conversation, field) = (use_conversation(), NodeRef::new());
        let replies = QuickReplies::new(field);
        let writing = Self {
            conversation,
            field,
            draft: StoredValue::new(Draft::new(String::new())),
            is_too_long: RwSignal::new(false),
            is_blank: RwSignal::new(true),
            has_mention_mark: RwSignal::new(false),
            has_slash: RwSignal::new(false),
            typing_reporter: TypingReporter::new(),
            replies,
            finishing: use_finishing(),
            go_on: use_go_on(conversation.me()),
        };
        field.on_load(move |field| writing.load(&field));
        Effect::watch(
            move || conversation.mode.get(),
            move |_, _, _| {
                replies.close();
                field.get_untracked().iter().for_each(|field| writing.load(field));
            },
            false,
        );
        Effect::watch(
            move || conversation.recalls.restored.track(),
            move |(), _, _| {
                if writing.is_blank.get_untracked() {
                    field.get_untracked().iter().for_each(|field| writing.load(field));
                }
            },
            false,
        );
        Effect::watch(
            move || conversation.drafts.taken.track(),
            move |(), _, _| field.get_untracked().iter().for_each(|field| writing.load_if_other(field)),
            false,
        );
        let tabs = draft::listen(move |key, before, after| writing.follow_other_tab(key, before.as_ref(), after));
        StoredValue::<_, LocalStorage>::new_local(tabs);
        writing
    }

    /// Returns whether the text exceeds the maximum length of a message;
    /// tracked.
    pub fn is_too_long(self) -> bool {
        self.is_too_long.get()
    }

    /// Returns whether the text is a note that may mention a colleague; tracked.
    pub fn may_mention(self) -> bool {
        self.has_mention_mark.get() && self.conversation.is_noting()
    }

    /// Returns whether the text can be sent; tracked.
    pub fn is_ready(self) -> bool {
        let has_files = self.conversation.files.of(self.conversation.mode.get()).has_staged();
        (!self.is_blank.get() || has_files) && !self.is_too_long.get()
    }

    /// Sends the text as a reply or a note, depending on the mode, with the files in the composer.
    /// Returns the sender's id for the last message.
    pub fn send(self) -> Option<ClientId> {
        let field = self.field.get_untracked()?;
        self.follow(&field);
        let draft = self.draft.get_value();
        let mode = self.conversation.mode.get_untracked();
        let files = self.conversation.files.of(mode);
        let text = MessageText::new(&field.value());
        let files_sent = match &text {
            // A file quotes nothing, so the text with the quote is a message of its own.
            Ok(_) if self.conversation.quoting.in_mode(mode).is_some() => {
                files.send("");
                None
            }
            Ok(text) => files.send(text.as_str()),
            Err(_) if self.is_blank.get_untracked() => files.send(""),
            Err(_) => None,
        };
        let sent = files_sent.or_else(|| {
            let text = text.ok()?;
            self.conversation.write(draft.client_id.clone(), text, mode).then(|| draft.client_id.clone())
        });
        if sent.is_some() {
            self.typing_reporter.sent();
            draft.forget(&self.draft_key());
            self.show(&field, Draft::new(String::new()));
            self.conversation.drafts.edited.notify();
        }
        let _ = field.focus();
        sent
    }

    /// Sends the text as a reply, resolves the conversation once the reply has arrived, and opens the
    /// next conversation if the agent wants that.
    pub fn send_and_resolve(self) {
        if self.conversation.mode.get_untracked() == Mode::Note {
            self.send();
        } else if let Some(client_id) = self.send() {
            self.finishing.after(client_id);
            self.go_on.run(());
        }
    }

    /// Handles input in the field.
    pub fn typed(self) {
        let Some(field) = self.field.get_untracked() else { return };
        self.follow(&field);
        let Self { conversation, is_blank, .. } = self;
        let is_replying = move || {
            let is_reply = conversation.mode.try_get_untracked() == Some(Mode::Reply);
            is_reply && is_blank.try_get_untracked() == Some(false)
        };
        self.typing_reporter.key(is_replying, move || conversation.tell_typing());
    }

    /// Handles a key press in the field.
    pub fn key(self, event: &KeyboardEvent) {
        if is_composing(event) {
            return;
        }
        if event.key() == "Escape" && self.is_blank.get_untracked() && self.conversation.quoting.stop() {
            event.prevent_default();
        }
        if event.key() == "Enter" && !event.shift_key() {
            event.prevent_default();
            if event.ctrl_key() || event.meta_key() {
                self.send_and_resolve();
            } else {
                self.send();
            }
        }
    }

    /// Returns the storage key of the draft.
    fn draft_key(self) -> String {
        let conversation = self.conversation;
        draft_key(conversation.me(), &conversation.id(), conversation.mode.get_untracked())
    }

    fn load(self, field: &HtmlTextAreaElement) {
        self.show(field, Draft::kept(&self.draft_key()));
    }

    /// Takes the stored draft. Leaves a field with the same text alone, which would lose the place of
    /// the caret.
    fn load_if_other(self, field: &HtmlTextAreaElement) {
        let kept = Draft::kept(&self.draft_key());
        if self.draft.with_value(|shown| shown.text == kept.text) {
            self.draft.set_value(kept);
        } else {
            self.show(field, kept);
        }
    }

    /// Applies a change that another tab has made to the draft in this field.
    fn follow_other_tab(self, key: &str, before: Option<&Draft>, after: Option<Draft>) {
        let Some(field) = self.field.try_get_untracked().flatten().filter(|_| key == self.draft_key()) else { return };
        let is_same = self.draft.with_value(|draft| before.map_or(draft.text.is_empty(), |before| draft == before));
        if is_same {
            self.show(&field, after.unwrap_or_else(|| Draft::new(String::new())));
        }
    }

    /// Puts a draft into the field.
    fn show(self, field: &HtmlTextAreaElement, draft: Draft) {
        field.set_value(&draft.text);
        self.draft.set_value(draft);
        self.look(field);
    }

    /// Stores the field's current text as the draft.
    fn follow(self, field: &HtmlTextAreaElement) {
        let text = field.value();
        if self.draft.with_value(|draft| draft.text != text) {
            let draft = Draft::new(text);
            draft.keep(&self.draft_key());
            self.draft.set_value(draft);
            self.note_edit();
        }
        self.look(field);
    }

    /// Lets the draft be stored on the server, unless it is sent within a second.
    fn note_edit(self) {
        let drafts = self.conversation.drafts;
        drafts.edited.notify();
        if !drafts.are_any.get_untracked() {
            self.conversation.spawn(async move {
                TimeoutFuture::new(DRAFT_AFTER_MS).await;
                if self.is_blank.try_get_untracked() == Some(false) {
                    drafts.are_any.set(true);
                }
            });
        }
    }

    fn look(self, field: &HtmlTextAreaElement) {
        let text = field.value();
        self.is_blank.set(is_blank(&text));
        self.has_mention_mark.set(text.contains(MARK));
        self.has_slash.set(text.contains(SLASH));
        self.is_too_long.set(matches!(MessageText::new(&text), Err(MessageTextError::TooLong)));
        fit(field);
    }
}

/// Returns a callback that opens the conversation to answer next, if the agent wants that.
fn use_go_on(me: AgentId) -> Callback<()> {
    let (inbox, navigate) = (use_inbox(), use_navigate());
    Callback::new(move |()| {
        if let Some(next) = inbox.next_to_answer().filter(|_| opens_next(me)) {
            let path = inbox.address.with_untracked(|address| address.path(Some(&next)));
            navigate(&path, NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() });
        }
    })
}

/// Lets the field grow with its text. The style sheet limits the height.
pub fn fit(field: &HtmlTextAreaElement) {
    let style = web_sys::HtmlElement::style(field);
    // Both are valid values: setting them cannot fail.
    let _ = style.set_property("height", "auto");
    let _ = style.set_property("height", &format!("{}px", field.scroll_height()));
}
