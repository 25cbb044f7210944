//! The texts of the shell, the inbox, conversations and errors, in both languages.

mod bn;
mod en;

use crate::model::{
    conversation::{Priority, Status},
    error::ErrorCode,
    language::Language,
};

/// The texts in one language.
pub struct Texts {
    pub language: &'static str,
    pub loading: &'static str,
    pub connection_lost: &'static str,
    pub try_now: &'static str,
    pub try_again: &'static str,
    pub no_such_page: &'static str,
    pub to_the_inbox: &'static str,

    pub sign_in: &'static str,
    pub sign_in_hint: &'static str,
    pub name: &'static str,
    pub password: &'static str,
    pub signing_in: &'static str,
    pub name_and_password_needed: &'static str,
    pub sign_out: &'static str,

    pub skip_to_content: &'static str,
    pub skip_to_conversation: &'static str,
    pub navigation: &'static str,
    pub inbox: &'static str,
    pub settings: &'static str,
    pub statistics: &'static str,
    pub online: &'static str,
    pub online_outside_hours: &'static str,
    pub offline: &'static str,
    pub take_conversations: &'static str,
    pub shortcuts: &'static str,
    pub shortcuts_on: &'static str,
    pub close: &'static str,

    pub tabs: &'static str,
    pub mine: &'static str,
    pub unassigned: &'static str,
    pub all: &'static str,
    pub filter_by_status: &'static str,
    pub conversations: &'static str,
    pub visitor: &'static str,
    pub you: &'static str,
    pub no_message_yet: &'static str,
    pub unread: &'static str,
    /// The words around the count of unread messages.
    pub inbox_unread: (&'static str, &'static str),
    /// Between the name of the colleague and the conversation's id.
    pub mentioned_you: &'static str,
    pub empty_inbox: &'static str,
    pub empty_inbox_hint: &'static str,
    pub empty_inbox_widget: &'static str,
    pub empty_view: &'static str,
    pub empty_view_hint: &'static str,
    pub show_all: &'static str,
    pub nothing_open: &'static str,
    pub nothing_open_hint: &'static str,

    pub open: &'static str,
    pub pending: &'static str,
    pub snoozed: &'static str,
    pub resolved: &'static str,
    pub closed: &'static str,
    pub low: &'static str,
    pub normal: &'static str,
    pub high: &'static str,
    pub urgent: &'static str,

    pub back: &'static str,
    pub no_such_conversation: &'static str,
    pub no_such_conversation_hint: &'static str,
    pub details: &'static str,
    pub customer: &'static str,
    pub conversation: &'static str,
    pub status: &'static str,
    pub priority: &'static str,
    pub agent: &'static str,
    pub identity: &'static str,
    pub vouched_for: &'static str,
    pub anonymous: &'static str,
    pub verified: &'static str,
    pub not_verified: &'static str,
    pub began: &'static str,
    pub last_message: &'static str,
    pub assign_to_me: &'static str,
    pub resolve: &'static str,
    pub reopen: &'static str,
    pub is_closed: &'static str,
    pub messages: &'static str,
    pub new: &'static str,
    pub sending: &'static str,
    pub sent: &'static str,
    pub read: &'static str,
    pub not_sent: &'static str,
    pub send_again: &'static str,
    pub discard: &'static str,
    pub newest: &'static str,
    pub reply: &'static str,
    pub write_a_reply: &'static str,
    pub send: &'static str,
    pub keys_hint: &'static str,

    pub wrong_credentials: &'static str,
    pub wrong_code: &'static str,
    pub two_factor_required: &'static str,
    pub message_empty: &'static str,
    pub message_too_long: &'static str,
    pub conversation_closed: &'static str,
    pub rate_limited: &'static str,
    pub unreachable: &'static str,
    pub cookie_refused: &'static str,
    pub proxy_too_large: &'static str,
    pub proxy_refused: &'static str,
    pub forbidden: &'static str,
    pub foreign: &'static str,
    pub conflict: &'static str,
    pub failed: &'static str,
}

impl Texts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::TEXTS,
            Language::Bn => &bn::TEXTS,
        }
    }

    /// Returns the word for a status.
    pub const fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Open => self.open,
            Status::Pending => self.pending,
            Status::Resolved => self.resolved,
            Status::Closed => self.closed,
        }
    }

    /// Returns the word for a priority.
    pub const fn priority(&self, priority: Priority) -> &'static str {
        match priority {
            Priority::Low => self.low,
            Priority::Normal => self.normal,
            Priority::High => self.high,
            Priority::Urgent => self.urgent,
        }
    }

    /// Returns the sentence for an error.
    pub const fn error(&self, code: ErrorCode) -> &'static str {
        match code {
            ErrorCode::WrongCredentials => self.wrong_credentials,
            ErrorCode::WrongCode => self.wrong_code,
            ErrorCode::TwoFactorRequired => self.two_factor_required,
            ErrorCode::NotFound => self.no_such_conversation,
            ErrorCode::MessageEmpty => self.message_empty,
            ErrorCode::MessageTooLong => self.message_too_long,
            ErrorCode::ConversationClosed => self.conversation_closed,
            ErrorCode::RateLimited => self.rate_limited,
            ErrorCode::Unreachable => self.unreachable,
            ErrorCode::CookieRefused => self.cookie_refused,
            ErrorCode::ProxyTooLarge => self.proxy_too_large,
            ErrorCode::ProxyRefused => self.proxy_refused,
            ErrorCode::Forbidden => self.forbidden,
            ErrorCode::ForeignOrigin => self.foreign,
            ErrorCode::Conflict => self.conflict,
            _ => self.failed,
        }
    }
}
