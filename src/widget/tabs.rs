//! One tab asks the server, for all tabs of the shop that show the same
//! conversation: whoever asks tells the others what was answered, and leads
//! from then on. The others ask only if they hear nothing for a while, or if
//! the leader's tab is closed.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

use crate::{
    model::{
        ids::{ConversationId, MessageId},
        thread::Thread,
    },
    ui::{
        lead::Lead,
        page::{Listener, window},
        signals::*,
        wire::{Body, Write, field},
    },
};

/// What a tab hears.
pub enum Word {
    /// The server has answered another tab.
    Answer(Box<Answer>),
    /// The server has not answered another tab.
    Failure,
    /// The tab that led is gone: this one leads now.
    Lead,
    /// Another tab is being left. What it has not sent stays in the storage.
    Left,
}

/// What the server has answered another tab.
pub struct Answer {
    /// Which conversation it is about.
    pub conversation: ConversationId,
    /// It was asked for what came after this message.
    pub after: Option<MessageId>,
    /// The answer.
    pub thread: Thread,
    /// Whether that tab has told the customer of what is new, or could have.
    pub is_told: bool,
    /// Whether that tab polls less often because hints come.
    pub is_hinted: bool,
}

type Hear = Rc<dyn Fn(Word)>;

/// The tabs of the shop.
#[derive(Clone, Copy)]
pub struct Tabs {
    joined: StoredValue<Option<Joined>, LocalStorage>,
    hear: StoredValue<Option<Hear>, LocalStorage>,
    follows: StoredValue<bool>,
    /// Whether hints come, to this tab or to the one that asks for it.
    pub is_hinted: StoredValue<bool>,
}

impl Tabs {
    /// Alone so far; until the current owner is disposed of.
    pub fn new() -> Self {
        let tabs = Self {
            joined: StoredValue::new_local(None),
            hear: StoredValue::new_local(None),
            follows: StoredValue::new(false),
            is_hinted: StoredValue::new(false),
        };
        let leaving = Listener::new(window().into(), "pagehide", move |_| tabs.leave());
        StoredValue::new_local(leaving);
        tabs
    }

    /// Calls `hear` with what the other tabs say.
    pub fn listen(self, hear: impl Fn(Word) + 'static) {
        self.hear.set_value(Some(Rc::new(hear)));
    }

    /// Returns whether another tab asks for this one.
    pub fn follows(self) -> bool {
        self.follows.get_value()
    }

    /// Tells the others what the server has answered, and leads them.
    pub fn tell_answer(self, conversation: &ConversationId, after: Option<MessageId>, thread: &JsValue, is_told: bool) {
        let word = Body::new().with("after", &after).with("thread", thread).with("is_told", &is_told);
        self.tell(conversation, Some(word.with("is_hinted", &self.is_hinted.get_value())));
    }

    /// Tells the others that the server does not answer, and leads them.
    pub fn tell_failure(self, conversation: &ConversationId) {
        self.tell(conversation, Some(Body::new()));
    }

    /// Leads the others, to whom what was answered is no use.
    pub fn lead(self, conversation: &ConversationId) {
        self.tell(conversation, None);
    }

    /// Leaves the others. A page that holds a lock would not be kept for the way
    /// back.
    fn leave(self) {
        self.joined.update_value(|joined| {
            if let Some(joined) = joined.take() {
                joined.say(Body::new().with("left", &true));
            }
        });
    }

    fn tell(self, conversation: &ConversationId, word: Option<Body>) {
        self.follows.set_value(false);
        self.joined.update_value(|joined| {
            if joined.as_ref().is_none_or(|joined| joined.conversation != *conversation) {
                // First left, then joined: a lock of the same name may be another's.
                *joined = None;
                *joined = Joined::new(conversation.clone(), self);
            }
            if let Some(joined) = joined {
                joined.lead.take();
                if let Some(word) = word {
                    joined.say(word);
                }
            }
        });
    }

    fn hear(self, word: Word) {
        // Called outside of the store: it may tell something in turn.
        if let Some(hear) = self.hear.try_get_value().flatten() {
            hear(word);
        }
    }

    fn heard(self, conversation: &ConversationId, word: &JsValue) {
        if field(word, "left") == Some(true) {
            return self.hear(Word::Left);
        }
        self.follows.set_value(true);
        self.hear(match field::<Option<Thread>>(word, "thread") {
            Some(None) => Word::Failure,
            Some(Some(thread)) => Word::Answer(Box::new(Answer {
                conversation: conversation.clone(),
                after: field(word, "after").flatten(),
                thread,
                is_told: field(word, "is_told").unwrap_or_default(),
                is_hinted: field(word, "is_hinted").unwrap_or_default(),
            })),
            // Of another version of this program.
            None => return,
        });
    }
}

/// The tabs that show one conversation, and this one among them.
struct Joined {
    conversation: ConversationId,
    channel: BroadcastChannel,
    lead: Lead,
    /// Dropped with the rest, before which nothing more is heard.
    _listener: Listener,
}

impl Joined {
    /// None where tabs cannot speak with each other.
    fn new(conversation: ConversationId, tabs: Tabs) -> Option<Self> {
        let name = ["adda.", conversation.as_str()].concat();
        let channel = BroadcastChannel::new(&name).ok()?;
        let heard = conversation.clone();
        let listener = Listener::new(channel.clone().into(), "message", move |event| {
            if let Some(word) = field(&event, "data") {
                tabs.heard(&heard, &word);
            }
        });
        let lead = Lead::new(name, move || tabs.hear(Word::Lead));
        Some(Self { conversation, channel, lead, _listener: listener })
    }

    fn say(&self, word: Body) {
        // What came as JSON can be cloned.
        let _ = self.channel.post_message(&word.write());
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        self.channel.close();
    }
}
