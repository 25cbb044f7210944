//! The outcome of a failed attempt to send a file. Plain data, independent of
//! the browser.

use crate::model::error::ErrorCode;

/// The longest wait that a server's `Retry-After` can request, in seconds.
const MAX_RETRY_AFTER_S: u32 = 300;

/// How an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// It made no progress for too long and was aborted.
    Stalled,
    /// It may succeed later; after this many milliseconds if the server has
    /// said so.
    Passing(Option<u32>),
    /// The server does not know the sender, or the conversation is not theirs.
    Lost(ErrorCode),
    /// The server refuses the file.
    Final(ErrorCode),
    /// The browser can no longer read the file.
    Unreadable,
}

impl Failure {
    /// Returns the failure for an answer without a message. `status` is 0 if
    /// none arrived. `code` is none if the answer is incomplete or not from
    /// this server, for example a proxy's.
    pub fn of(status: u16, code: Option<ErrorCode>, retry_after: Option<&str>) -> Self {
        // These pass with time: too many requests, too early, or too slow.
        let is_final = (400..500).contains(&status) && !matches!(status, 408 | 425 | 429);
        match code {
            Some(code @ (ErrorCode::NotSignedIn | ErrorCode::NotFound)) => Self::Lost(code),
            Some(code) if is_final => Self::Final(code),
            // A proxy or firewall has answered, and the server has not seen the file.
            None if is_final => {
                Self::Final(if status == 413 { ErrorCode::ProxyTooLarge } else { ErrorCode::ProxyRefused })
            }
            _ => Self::Passing(retry_after.and_then(milliseconds)),
        }
    }
}

/// Reads a `Retry-After` in seconds. A date is ignored.
fn milliseconds(retry_after: &str) -> Option<u32> {
    let seconds: u32 = retry_after.trim().parse().ok()?;
    Some(seconds.min(MAX_RETRY_AFTER_S) * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_errors_are_retried() {
        for status in [0, 200, 204, 302, 408, 425, 429, 500, 502, 503, 504, 520] {
            assert_eq!(Failure::of(status, None, None), Failure::Passing(None), "{status}");
        }
        for code in [ErrorCode::Internal, ErrorCode::RateLimited, ErrorCode::Unreachable, ErrorCode::Timeout] {
            assert_eq!(Failure::of(code.status(), Some(code), None), Failure::Passing(None), "{code:?}");
        }
    }

    #[test]
    fn the_server_says_when_to_come_back() {
        assert_eq!(Failure::of(503, None, Some("7")), Failure::Passing(Some(7_000)));
        assert_eq!(Failure::of(429, Some(ErrorCode::RateLimited), Some(" 2 ")), Failure::Passing(Some(2_000)));
        assert_eq!(Failure::of(503, None, Some("99999")), Failure::Passing(Some(300_000)));
        for other in ["", "soon", "-1", "Thu, 26 Nov 2026 09:00:00 GMT"] {
            assert_eq!(Failure::of(503, None, Some(other)), Failure::Passing(None), "{other}");
        }
    }

    #[test]
    fn a_refusal_is_final() {
        for code in
            [ErrorCode::TooLarge, ErrorCode::UnsupportedType, ErrorCode::ConversationClosed, ErrorCode::Forbidden]
        {
            assert_eq!(Failure::of(code.status(), Some(code), Some("1")), Failure::Final(code), "{code:?}");
        }
        assert_eq!(Failure::of(413, None, None), Failure::Final(ErrorCode::ProxyTooLarge));
        for status in [400, 403, 415, 451] {
            assert_eq!(Failure::of(status, None, None), Failure::Final(ErrorCode::ProxyRefused), "{status}");
        }
    }

    #[test]
    fn a_lost_session_and_a_lost_conversation_are_told_apart_from_it() {
        assert_eq!(Failure::of(401, Some(ErrorCode::NotSignedIn), None), Failure::Lost(ErrorCode::NotSignedIn));
        assert_eq!(Failure::of(404, Some(ErrorCode::NotFound), None), Failure::Lost(ErrorCode::NotFound));
        assert_eq!(Failure::of(404, None, None), Failure::Final(ErrorCode::ProxyRefused), "a proxy's");
    }
}
