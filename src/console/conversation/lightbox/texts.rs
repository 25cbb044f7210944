//! The texts of the enlarged picture.

use crate::model::language::Language;

/// The texts in one language.
pub struct LightboxTexts {
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,
    pub original: &'static str,
    pub close: &'static str,
}

const EN: LightboxTexts =
    LightboxTexts { zoom_in: "Zoom in", zoom_out: "Zoom out", original: "Open original", close: "Close" };

const BN: LightboxTexts =
    LightboxTexts {
        zoom_in: "বড় করুন", zoom_out: "ছোট করুন", original: "মূল ছবি খুলুন", close: "বন্ধ করুন"
    };

impl LightboxTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
