//! Why a file was not sent: a check here, or the server's answer.

use crate::{
    model::{
        attachment::{AttachmentProblem, AttachmentRules},
        error::ErrorCode,
        language::Language,
    },
    ui::files::{size::size, taken::kinds, texts::FileTexts},
};

/// Why a file was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It failed the check before sending.
    Checked(AttachmentProblem),
    /// The server refused it or failed.
    Answered(ErrorCode),
    /// The browser can no longer read it.
    Unreadable,
}

impl Refusal {
    /// Returns whether a retry of the same file may succeed.
    pub fn can_retry(self) -> bool {
        match self {
            Self::Checked(_) | Self::Unreadable => false,
            Self::Answered(code) => !code.is_of_file(),
        }
    }

    /// Returns the message for the user.
    pub fn sentence(self, rules: &AttachmentRules, language: Language) -> String {
        let texts = FileTexts::of(language);
        let around = |(before, after): (&str, &str), inside: &str| [before, inside, after].concat();
        match self {
            Self::Checked(AttachmentProblem::TooLarge) | Self::Answered(ErrorCode::TooLarge) => {
                around(texts.too_large, &size(rules.max_bytes, language))
            }
            Self::Checked(AttachmentProblem::Kind) | Self::Answered(ErrorCode::UnsupportedType) => {
                around(texts.wrong_kind, &kinds(rules))
            }
            Self::Checked(AttachmentProblem::Empty) | Self::Answered(ErrorCode::FileEmpty) => texts.empty.to_owned(),
            Self::Answered(ErrorCode::FileDamaged) => texts.damaged.to_owned(),
            Self::Answered(ErrorCode::ProxyTooLarge) => texts.proxy_too_large.to_owned(),
            Self::Answered(ErrorCode::ProxyRefused) => texts.proxy_refused.to_owned(),
            Self::Answered(ErrorCode::ConversationClosed) => texts.closed.to_owned(),
            Self::Answered(ErrorCode::NotSignedIn) => texts.signed_out.to_owned(),
            Self::Answered(ErrorCode::NotFound) => texts.gone.to_owned(),
            Self::Answered(ErrorCode::Blocked) => texts.blocked.to_owned(),
            Self::Unreadable => texts.unreadable.to_owned(),
            Self::Answered(_) => texts.not_sent.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_what_to_do() {
        let rules = AttachmentRules { max_bytes: 5 * 1_048_576, kinds: AttachmentRules::kinds("png,pdf") };
        let too_large = Refusal::Checked(AttachmentProblem::TooLarge);
        assert_eq!(too_large.sentence(&rules, Language::En), "This file is larger than 5 MB. Choose a smaller one.");
        assert_eq!(too_large.sentence(&rules, Language::Bn), "ফাইলটি ৫ এমবির চেয়ে বড়। একটি ছোট ফাইল বেছে নিন।");
        assert_eq!(
            Refusal::Answered(ErrorCode::UnsupportedType).sentence(&rules, Language::En),
            "This file type isn't allowed. Allowed: PNG, PDF."
        );
        // The limit in the settings is not the reason.
        let by_proxy = Refusal::Answered(ErrorCode::ProxyTooLarge);
        assert_eq!(
            by_proxy.sentence(&rules, Language::En),
            "The shop's server refused this file because of its size. Choose a smaller one."
        );
        assert_eq!(
            by_proxy.sentence(&rules, Language::Bn),
            "আকারের কারণে দোকানের সার্ভার ফাইলটি নেয়নি। একটি ছোট ফাইল বেছে নিন।"
        );
    }

    #[test]
    fn only_refusals_that_may_succeed_later_can_be_retried() {
        assert!(Refusal::Answered(ErrorCode::Unreachable).can_retry());
        assert!(Refusal::Answered(ErrorCode::ConversationClosed).can_retry());
        assert!(Refusal::Answered(ErrorCode::ProxyRefused).can_retry());
        assert!(!Refusal::Answered(ErrorCode::ProxyTooLarge).can_retry());
        assert!(!Refusal::Answered(ErrorCode::FileDamaged).can_retry());
        assert!(!Refusal::Checked(AttachmentProblem::Kind).can_retry());
        assert!(!Refusal::Unreadable.can_retry());
    }
}
