//! One tab polls for all tabs of the shop that show the same conversation: the
//! tab that polls shares the answer and becomes the leader. The other tabs poll
//! only if they receive nothing for a while, or if the leader's tab is closed.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

use crate::{
    model::{
        ids::{ConversationId, MessageId},
        thread::{MessageRange, Thread},
    },
    ui::{
        lead::Lead,
        page::{Listener, keep, window},
        signals::*,
    },
    wire::{Body, Write, field},
};

/// A message from another tab.
pub enum Word {
    /// The server has answered another tab.
    Answer(Box<Answer>),
    /// The server has not answered another tab.
    Failure,
    /// The leader's tab is gone; this tab leads now.
    Lead,
    /// Another tab is being closed. Its unsent messages stay in storage.
    Left,
}

/// The server's answer to another tab.
pub struct Answer {
    /// The conversation.
    pub conversation: ConversationId,
    /// The message after which messages were requested.
    pub after: Option<MessageId>,
    /// The cursor after which deletions were requested.
    pub deletions: i64,
    /// The answer.
    pub thread: Thread,
    /// Whether that tab has alerted the customer, or could have.
    pub is_told: bool,
    /// Whether that tab polls less often because it receives hints.
    pub is_hinted: bool,
}

type Hear = Rc<dyn Fn(Word)>;

/// The tabs of the shop.
#[derive(Clone, Copy)]
pub struct Tabs {
    joined: StoredValue<Option<Joined>, LocalStorage>,
    hear: StoredValue<Option<Hear>, LocalStorage>,
    follows: StoredValue<bool>,
    /// Whether this tab or its leader receives hints.
    pub is_hinted: StoredValue<bool>,
}

impl Tabs {
    /// Returns the state without other tabs, until the current owner is
    /// disposed of.
    pub fn new() -> Self {
        let tabs = Self {
            joined: StoredValue::new_local(None),
            hear: StoredValue::new_local(None),
            follows: StoredValue::new(false),
            is_hinted: StoredValue::new(false),
        };
        keep(vec![Listener::new(window().into(), "pagehide", move |_| tabs.leave())]);
        tabs
    }

    /// Calls `hear` with messages of the other tabs.
    pub fn listen(self, hear: impl Fn(Word) + 'static) {
        self.hear.set_value(Some(Rc::new(hear)));
    }

    /// Returns whether another tab polls for this one.
    pub fn follows(self) -> bool {
        self.follows.get_value()
    }

    /// Shares the server's answer, and becomes the leader.
    pub fn tell_answer(self, conversation: &ConversationId, asked: MessageRange, thread: &JsValue, is_told: bool) {
        let word = Body::new().with("after", &asked.after).with("deletions", &asked.deletions);
        let word = word.with("thread", thread).with("is_told", &is_told);
        self.tell(conversation, Some(word.with("is_hinted", &self.is_hinted.get_value())));
    }

    /// Tells the others that the server does not answer, and becomes the
    /// leader.
    pub fn tell_failure(self, conversation: &ConversationId) {
        self.tell(conversation, Some(Body::new()));
    }

    /// Becomes the leader without sharing an answer, which the others cannot
    /// use.
    pub fn lead(self, conversation: &ConversationId) {
        self.tell(conversation, None);
    }

    /// Leaves the group. Browsers do not keep a page that holds a lock in the back/forward cache.
    fn leave(self) {
        self.joined.update_value(|joined| {
            if let Some(joined) = joined.take() {
                joined.say(Body::new().with("left", &true).with("led", &!self.follows.get_value()));
            }
        });
    }

    fn tell(self, conversation: &ConversationId, word: Option<Body>) {
        self.follows.set_value(false);
        self.joined.update_value(|joined| {
            if joined.as_ref().is_none_or(|joined| joined.conversation != *conversation) {
                // Leaves the old group before joining: a lock of the same name may belong to
                // another tab.
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

    /// Returns whether the browser has no locks. Where it has some, a tab that follows has lost
    /// its own.
    fn has_no_locks(self) -> bool {
        self.follows() && self.joined.with_value(|joined| joined.as_ref().is_some_and(|joined| joined.lead.is_held()))
    }

    fn hear(self, word: Word) {
        // Called outside the store, because it may send messages itself.
        if let Some(hear) = self.hear.try_get_value().flatten() {
            hear(word);
        }
    }

    fn heard(self, conversation: &ConversationId, word: &JsValue) {
        if field(word, "left") == Some(true) {
            // Only locks tell a tab that it leads now. Without them, each tab polls, and the
            // first one that is answered leads.
            if field(word, "led") == Some(true) && self.has_no_locks() {
                self.follows.set_value(false);
            }
            return self.hear(Word::Left);
        }
        self.follows.set_value(true);
        self.hear(match field::<Option<Thread>>(word, "thread") {
            Some(None) => Word::Failure,
            Some(Some(thread)) => Word::Answer(Box::new(Answer {
                conversation: conversation.clone(),
                after: field(word, "after").flatten(),
                deletions: field(word, "deletions").unwrap_or_default(),
                thread,
                is_told: field(word, "is_told").unwrap_or_default(),
                is_hinted: field(word, "is_hinted").unwrap_or_default(),
            })),
            // A message of another version of this program.
            None => return,
        });
    }
}

/// The group of tabs that show one conversation, with this tab.
struct Joined {
    conversation: ConversationId,
    channel: BroadcastChannel,
    lead: Lead,
    /// Dropped with the other fields; no message arrives afterwards.
    _listener: Listener,
}

impl Joined {
    /// Joins the group. Returns none in browsers without messages between tabs.
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
        // A value from JSON can always be cloned.
        let _ = self.channel.post_message(&word.write());
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        self.channel.close();
    }
}
