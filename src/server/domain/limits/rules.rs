//! All rate limits of clients, with their rates, bursts and the reasons for both.
//!
//! A limit lets `burst` units pass at once, and `count` more in each `period`.
//! Limits of an address are far above those of one person: a school, an office or
//! a mobile network has one address for hundreds of customers.

use std::time::Duration;

/// A limit of something that clients do, counted by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Attempts to sign in from one address.
    SignInAddress,
    /// Attempts to sign in to one account, whether or not it exists.
    SignInAccount,
    /// Codes of the second factor for one account, after the right password or from the
    /// signed-in agent.
    CodesAccount,
    /// New sessions of one address.
    SessionsAddress,
    /// New sessions of one customer, who already has one or a shop's signature.
    SessionsAccount,
    /// Requests of one session, to the API and to pages.
    RequestsSession,
    /// New and reopened conversations of one address.
    ConversationsAddress,
    /// New and reopened conversations of one customer.
    ConversationsAccount,
    /// Customers' messages from one address.
    MessagesAddress,
    /// Messages of one customer or agent.
    MessagesAccount,
    /// Messages in one conversation, of both sides.
    MessagesConversation,
    /// Customers' files from one address.
    UploadsAddress,
    /// Files of one customer or agent.
    UploadsAccount,
    /// Kilobytes of customers' files from one address.
    UploadKilobytesAddress,
    /// Kilobytes of files of one customer or agent.
    UploadKilobytesAccount,
    /// Reports of panics from one address.
    PanicsAddress,
}

/// A rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many units pass in each period. At least 1.
    pub count: u32,
    /// The period.
    pub period: Duration,
    /// How many units pass at once after a pause. At least 1.
    pub burst: u32,
}

/// The properties of a limit.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The name in `ADDA_LIMITS` and in the log.
    pub name: &'static str,
    /// The rate, unless `ADDA_LIMITS` sets another one.
    pub rate: Rate,
    /// Why the limit has this value.
    pub reason: &'static str,
}

const fn rate(count: u32, period: Duration, burst: u32) -> Rate {
    Rate { count, period, burst }
}

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
/// A megabyte in kilobytes, the unit of the limits of uploads.
const MEGABYTE: u32 = 1024;

impl Limit {
    /// All limits.
    pub const ALL: [Self; 16] = [
        Self::SignInAddress,
        Self::SignInAccount,
        Self::CodesAccount,
        Self::SessionsAddress,
        Self::SessionsAccount,
        Self::RequestsSession,
        Self::ConversationsAddress,
        Self::ConversationsAccount,
        Self::MessagesAddress,
        Self::MessagesAccount,
        Self::MessagesConversation,
        Self::UploadsAddress,
        Self::UploadsAccount,
        Self::UploadKilobytesAddress,
        Self::UploadKilobytesAccount,
        Self::PanicsAddress,
    ];

    /// Returns the limit's name, rate and reason.
    pub const fn rule(self) -> Rule {
        let (name, rate, reason) = match self {
            Self::SignInAddress => (
                "sign_in_address",
                rate(30, MINUTE, 40),
                "an office whose team signs in at nine o'clock passes; guessing passwords gets slow",
            ),
            Self::SignInAccount => (
                "sign_in_account",
                rate(10, MINUTE, 10),
                "a person who tries several passwords passes; an attack from many addresses gets 14,400 tries a day",
            ),
            Self::CodesAccount => (
                "codes_account",
                rate(20, HOUR, 10),
                "a person mistypes now and then; three of a million codes pass at a time, so an attacker who knows the password \
                 guesses for a year to succeed with one chance in two",
            ),
            Self::SessionsAddress => (
                "sessions_address",
                rate(120, MINUTE, 300),
                "a class or a train opens the chat at the same time; one program cannot fill the table of accounts",
            ),
            Self::SessionsAccount => {
                ("sessions_account", rate(30, MINUTE, 60), "a shop's pages identify the customer again on every page")
            }
            Self::RequestsSession => (
                "requests_session",
                rate(50, SECOND, 500),
                "a few tabs poll every three seconds, and a conversation of 100 pictures is opened at once",
            ),
            Self::ConversationsAddress => {
                ("conversations_address", rate(120, MINUTE, 300), "as many as there are new sessions")
            }
            Self::ConversationsAccount => (
                "conversations_account",
                rate(6, MINUTE, 20),
                "one conversation is open at a time, so a person needs few",
            ),
            Self::MessagesAddress => (
                "messages_address",
                rate(30, SECOND, 600),
                "450 customers with one address, each of whom writes every 15 seconds",
            ),
            Self::MessagesAccount => (
                "messages_account",
                rate(120, MINUTE, 120),
                "no one types two messages a second for long; what an outbox has collected offline passes at once",
            ),
            Self::MessagesConversation => (
                "messages_conversation",
                rate(240, MINUTE, 240),
                "a customer and an agent who both write as fast as they may",
            ),
            Self::UploadsAddress => (
                "uploads_address",
                rate(120, MINUTE, 240),
                "several customers with one address send pictures at the same time",
            ),
            Self::UploadsAccount => {
                ("uploads_account", rate(20, MINUTE, 40), "an outbox keeps 30 files, which pass at once")
            }
            Self::UploadKilobytesAddress => (
                "upload_kilobytes_address",
                rate(300 * MEGABYTE, MINUTE, 1_000 * MEGABYTE),
                "5 MB/s: the disk is not filled faster than an admin can notice",
            ),
            Self::UploadKilobytesAccount => (
                "upload_kilobytes_account",
                rate(60 * MEGABYTE, MINUTE, 200 * MEGABYTE),
                "40 files of the default size limit of 5 MB at once",
            ),
            Self::PanicsAddress => {
                ("panics_address", rate(6, MINUTE, 20), "a page reports one panic, and a program cannot fill the log")
            }
        };
        Rule { name, rate, reason }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_limit_has_a_name_of_its_own_a_reason_and_lets_something_pass() {
        let names: HashSet<_> = Limit::ALL.map(|limit| limit.rule().name).into();
        assert_eq!(names.len(), Limit::ALL.len());
        for limit in Limit::ALL {
            let Rule { name, rate, reason } = limit.rule();
            assert!(!reason.is_empty() && rate.count > 0 && rate.burst > 0 && !rate.period.is_zero(), "{name}");
        }
    }

    #[test]
    fn an_address_may_do_several_times_what_one_customer_may() {
        for (address, one) in [
            (Limit::ConversationsAddress, Limit::ConversationsAccount),
            (Limit::MessagesAddress, Limit::MessagesAccount),
            (Limit::UploadsAddress, Limit::UploadsAccount),
            (Limit::UploadKilobytesAddress, Limit::UploadKilobytesAccount),
        ] {
            let (address, one) = (address.rule().rate, one.rule().rate);
            let in_a_minute = |rate: Rate| u64::from(rate.count) * 60 / rate.period.as_secs();
            assert!(in_a_minute(address) >= 5 * in_a_minute(one), "{address:?} {one:?}");
            assert!(address.burst >= 5 * one.burst, "{address:?} {one:?}");
        }
    }
}
