//! The widget's own texts, in both languages. Style: short, no exclamation
//! marks, no blame.

use crate::model::{digits, error::ErrorCode, language::Language, message::MessageText};

/// The widget's texts in one language.
#[derive(Debug)]
pub struct Texts {
    language: Language,
    /// The window's name.
    pub title: &'static str,
    /// The button, with the window closed.
    pub open: &'static str,
    /// The button, with the window open.
    pub hide: &'static str,
    /// In the header.
    pub close: &'static str,
    /// In the header: the menu.
    pub more: &'static str,
    /// In the menu.
    pub mute: &'static str,
    /// In the menu.
    pub unmute: &'static str,
    /// In the menu.
    pub end: &'static str,
    /// The list of messages.
    pub messages: &'static str,
    /// While older messages are fetched.
    pub loading_older: &'static str,
    /// New messages below the visible part.
    pub newer_below: &'static str,
    /// The line before unread messages.
    pub new_line: &'static str,
    /// An agent is typing; for screen readers.
    pub is_typing: &'static str,
    /// The author of the customer's messages, for screen readers.
    pub you: &'static str,
    /// The field's name.
    pub field: &'static str,
    /// An agent has become available.
    pub is_back: &'static str,
    /// Where only signed-in customers may write.
    pub must_sign_in: &'static str,
    /// The link to the shop's sign-in page.
    pub sign_in: &'static str,
    /// The button beside the field.
    pub send: &'static str,
    /// A message on its way.
    pub sending: &'static str,
    /// A message that the server has.
    pub sent: &'static str,
    /// A message that has been read.
    pub read: &'static str,
    /// A message that was refused.
    pub not_sent: &'static str,
    /// The button that retries a refused message.
    pub retry: &'static str,
    pub undo: &'static str,
    /// The button that discards a refused message.
    pub discard: &'static str,
    /// The bar while the server cannot be reached.
    pub connection_lost: &'static str,
    /// The shop's identity token has expired or is invalid.
    pub not_recognised: &'static str,
    /// The shop has switched the chat off.
    pub switched_off: &'static str,
    /// The bar while the server limits the rate of messages.
    pub limited: &'static str,
    /// The shop has blocked the customer.
    pub blocked: &'static str,
    /// An action that failed.
    pub not_done: &'static str,
    /// The question before the conversation is ended.
    pub end_question: &'static str,
    /// The button that ends it.
    pub end_yes: &'static str,
    /// The button that keeps it open.
    pub end_no: &'static str,
    /// In place of the text field, after the end.
    pub ended: &'static str,
    /// The button that reopens it.
    pub reopen: &'static str,
    /// The button that starts another.
    pub start_new: &'static str,
    unread: (&'static str, &'static str),
    closed: &'static str,
    gone: &'static str,
    refused: &'static str,
    of_at_most: &'static str,
    too_long: &'static str,
}

const EN: Texts = Texts {
    language: Language::En,
    title: "Chat with support",
    open: "Open chat",
    hide: "Hide chat",
    close: "Close",
    more: "More options",
    mute: "Mute sounds",
    unmute: "Unmute sounds",
    end: "End conversation",
    messages: "Messages",
    loading_older: "Loading earlier messages…",
    newer_below: "New messages",
    new_line: "New",
    is_typing: "Support is typing",
    you: "You",
    field: "Message",
    is_back: "We're back and can answer now.",
    must_sign_in: "Sign in to the shop to chat with us.",
    sign_in: "Sign in",
    send: "Send",
    sending: "Sending",
    sent: "Sent",
    read: "Read",
    not_sent: "Not sent.",
    retry: "Try again",
    undo: "Undo",
    discard: "Discard",
    connection_lost: "No connection. Messages will be sent later.",
    not_recognised: "The shop couldn't confirm who you are. Reload the page, or sign in to the shop again.",
    switched_off: "The chat isn't available at the moment.",
    limited: "You've sent a lot of messages. The rest will be sent in a moment.",
    blocked: "The shop isn't taking messages from you at the moment.",
    not_done: "Something went wrong. Please try again.",
    end_question: "End this conversation?",
    end_yes: "End",
    end_no: "Cancel",
    ended: "This conversation has ended.",
    reopen: "Reopen",
    start_new: "Start a new conversation",
    unread: (" unread message", " unread messages"),
    closed: "The conversation has ended. Reopen it to send this.",
    gone: "This conversation no longer exists.",
    refused: "This message couldn't be sent.",
    of_at_most: " of 5,000 characters",
    too_long: "Messages can be up to 5,000 characters (yours: ",
};

const BN: Texts = Texts {
    language: Language::Bn,
    title: "সহায়তার সঙ্গে চ্যাট",
    open: "চ্যাট খুলুন",
    hide: "চ্যাট লুকান",
    close: "বন্ধ করুন",
    more: "আরও বিকল্প",
    mute: "শব্দ বন্ধ করুন",
    unmute: "শব্দ চালু করুন",
    end: "কথোপকথন শেষ করুন",
    messages: "বার্তাসমূহ",
    loading_older: "আগের বার্তা লোড হচ্ছে…",
    newer_below: "নতুন বার্তা",
    new_line: "নতুন",
    is_typing: "উত্তর লেখা হচ্ছে",
    you: "আপনি",
    field: "বার্তা",
    is_back: "আমরা ফিরেছি, এখন উত্তর দিতে পারব।",
    must_sign_in: "আমাদের সঙ্গে চ্যাট করতে দোকানে সাইন ইন করুন।",
    sign_in: "সাইন ইন করুন",
    send: "পাঠান",
    sending: "পাঠানো হচ্ছে",
    sent: "পাঠানো হয়েছে",
    read: "পড়া হয়েছে",
    not_sent: "পাঠানো যায়নি।",
    retry: "আবার চেষ্টা করুন",
    undo: "ফিরিয়ে নিন",
    discard: "বাদ দিন",
    connection_lost: "সংযোগ নেই। বার্তা পরে পাঠানো হবে।",
    not_recognised: "আপনি কে, দোকান তা নিশ্চিত করতে পারেনি। পাতাটি আবার লোড করুন, অথবা দোকানে আবার সাইন ইন করুন।",
    switched_off: "চ্যাট এই মুহূর্তে বন্ধ আছে।",
    limited: "আপনি অনেক বার্তা পাঠিয়েছেন। বাকিগুলো একটু পরে পাঠানো হবে।",
    blocked: "দোকান এই মুহূর্তে আপনার বার্তা নিচ্ছে না।",
    not_done: "কিছু একটা সমস্যা হয়েছে। আবার চেষ্টা করুন।",
    end_question: "কথোপকথনটি শেষ করবেন?",
    end_yes: "শেষ করুন",
    end_no: "বাতিল",
    ended: "কথোপকথনটি শেষ হয়েছে।",
    reopen: "আবার শুরু করুন",
    start_new: "নতুন কথোপকথন শুরু করুন",
    unread: ("টি অপঠিত বার্তা", "টি অপঠিত বার্তা"),
    closed: "কথোপকথনটি শেষ হয়েছে। এটি পাঠাতে আবার শুরু করুন।",
    gone: "কথোপকথনটি আর নেই।",
    refused: "বার্তাটি পাঠানো যায়নি।",
    of_at_most: " / ৫,০০০ অক্ষর",
    too_long: "বার্তা সর্বোচ্চ ৫,০০০ অক্ষরের হতে পারে (আপনার: ",
};

impl Texts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }

    /// Returns a text such as "2 unread messages"; empty for 0.
    pub fn unread(&self, count: u32) -> String {
        let noun = if count == 1 { self.unread.0 } else { self.unread.1 };
        match count {
            0 => String::new(),
            _ => [&digits::badge(count, self.language), noun].concat(),
        }
    }

    /// Returns why a message was refused.
    pub const fn refusal(&self, code: ErrorCode) -> &'static str {
        match code {
            ErrorCode::ConversationClosed => self.closed,
            ErrorCode::NotFound => self.gone,
            ErrorCode::Blocked => self.blocked,
            ErrorCode::InvalidIdentity => self.not_recognised,
            _ => self.refused,
        }
    }

    /// Returns the length of a message of `characters`, and whether it is too
    /// long.
    pub fn length(&self, characters: usize) -> String {
        let count = grouped(characters, self.language);
        if characters > MessageText::MAX_CHARS {
            [self.too_long, &count, self.language.pick(").", ")।")].concat()
        } else {
            [&count, self.of_at_most].concat()
        }
    }
}

/// Returns a number with a comma before its last three digits. No message is
/// long enough to need a second one.
fn grouped(number: usize, language: Language) -> String {
    let mut text = digits::decimal(number as u64);
    if text.len() > 3 {
        text.insert(text.len() - 3, ',');
    }
    digits::localize(&text, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unread_messages_are_counted_in_words() {
        assert_eq!(EN.unread(0), "");
        assert_eq!(EN.unread(1), "1 unread message");
        assert_eq!(EN.unread(100), "99+ unread messages");
        assert_eq!(BN.unread(2), "২টি অপঠিত বার্তা");
    }

    #[test]
    fn the_length_is_said_in_the_language() {
        assert_eq!(EN.length(4_500), "4,500 of 5,000 characters");
        assert_eq!(EN.length(5_001), "Messages can be up to 5,000 characters (yours: 5,001).");
        assert_eq!(BN.length(4_999), "৪,৯৯৯ / ৫,০০০ অক্ষর");
    }
}
