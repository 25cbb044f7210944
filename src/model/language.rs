//! The two languages that Adda speaks.

use serde::{Deserialize, Serialize};

use super::code::code_text;

/// A language of the interface and of a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Bangla.
    Bn,
}

impl Language {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::Bn];

    /// The one that this is not.
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Bn,
            Self::Bn => Self::En,
        }
    }

    /// The code of ISO 639-1, as in `lang` attributes and in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Bn => "bn",
        }
    }

    /// The locale for the browser's own formatting of dates and times.
    pub const fn locale(self) -> &'static str {
        match self {
            Self::En => "en-GB",
            Self::Bn => "bn-BD",
        }
    }

    /// The name of the language in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Bn => "বাংলা",
        }
    }

    /// The language of a tag such as `bn-BD`, if it is one of the two.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_', ';']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// The first of the two that an `Accept-Language` header names (RFC 9110,
    /// section 12.5.4; browsers send it in order of preference).
    pub fn from_accept_language(header: &str) -> Option<Self> {
        header.split(',').find_map(Self::from_tag)
    }

    /// Of an English and a Bangla text, the one in this language; an empty
    /// Bangla text falls back to the English one.
    pub fn pick<'a>(self, en: &'a str, bn: &'a str) -> &'a str {
        if self == Self::Bn && !bn.is_empty() { bn } else { en }
    }

    /// The same for a pair: English first.
    pub fn pick_of<'a>(self, (en, bn): (&'a str, &'a str)) -> &'a str {
        self.pick(en, bn)
    }
}

code_text!(Language);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_of_a_header_wins() {
        assert_eq!(Language::from_accept_language("fr-FR,bn-BD;q=0.9,en;q=0.8"), Some(Language::Bn));
        assert_eq!(Language::from_accept_language("en-US,en;q=0.5"), Some(Language::En));
        assert_eq!(Language::from_accept_language("*"), None);
        assert_eq!(Language::from_accept_language(""), None);
    }

    #[test]
    fn an_empty_bangla_text_falls_back() {
        assert_eq!(Language::Bn.pick("Hello", ""), "Hello");
        assert_eq!(Language::Bn.pick("Hello", "নমস্কার"), "নমস্কার");
        assert_eq!(Language::En.pick("Hello", "নমস্কার"), "Hello");
    }
}
