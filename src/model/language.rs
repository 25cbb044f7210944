//! The two languages of Adda.

use std::cmp::Reverse;

use serde::Serialize;
use strum::{EnumCount, IntoStaticStr, VariantArray};

use super::code::code_text;

/// A language of the interface and of a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, EnumCount, IntoStaticStr, VariantArray)]
#[cfg_attr(feature = "ssr", derive(serde::Deserialize))]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
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
    /// Returns the other one.
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Bn,
            Self::Bn => Self::En,
        }
    }

    /// Returns the locale for the browser's own formatting of dates and times.
    pub const fn locale(self) -> &'static str {
        match self {
            Self::En => "en-GB",
            Self::Bn => "bn-BD",
        }
    }

    /// Returns the weekdays, 0 for Monday, in the order of the locale's calendars: they begin on
    /// Monday in Great Britain and on Sunday in Bangladesh (CLDR, supplemental data, `weekData`).
    pub const fn week(self) -> [usize; 7] {
        match self {
            Self::En => [0, 1, 2, 3, 4, 5, 6],
            Self::Bn => [6, 0, 1, 2, 3, 4, 5],
        }
    }

    /// Returns the language's name in that language.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Bn => "বাংলা",
        }
    }

    /// Returns the language of a tag such as `bn-BD`, if it is one of the two. Pages
    /// and systems write tags in many ways: `bn_BD`, `BN`, `bn_BD.UTF-8`. The loader
    /// has the same rule (`loader/language.js`).
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// Returns the language that an `Accept-Language` header prefers (RFC 9110, section
    /// 12.5.4). It is the one with the greater weight, or the first of two with equal
    /// weights. `*` stands for a language that is not named. Weight 0 excludes one.
    /// None if the header names neither or does not tell them apart.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let ranges: Vec<(&str, f32)> = header.split(',').filter_map(weighted).collect();
        // A greater value is preferred: by weight, then by place.
        let wanted = |language: Self| {
            let named = ranges.iter().enumerate().filter(|(_, (tag, _))| Self::from_tag(tag) == Some(language));
            let named = named.map(|(place, (_, weight))| (*weight, Reverse(place)));
            let any = || ranges.iter().find(|(tag, _)| *tag == "*").map(|(_, weight)| (*weight, Reverse(usize::MAX)));
            let best = named.reduce(|best, next| if next > best { next } else { best });
            best.or_else(any).filter(|(weight, _)| *weight > 0.0)
        };
        match (wanted(Self::En), wanted(Self::Bn)) {
            (en, bn) if en == bn => None,
            (en, bn) => Some(if bn > en { Self::Bn } else { Self::En }),
        }
    }

    /// Returns the English or the Bangla text, by language. An empty Bangla text falls back to the
    /// English one.
    pub fn pick<'a>(self, en: &'a str, bn: &'a str) -> &'a str {
        if self == Self::Bn && !bn.is_empty() { bn } else { en }
    }

    /// Returns the text in this language of a pair, English first.
    pub fn pick_of<'a>(self, (en, bn): (&'a str, &'a str)) -> &'a str {
        self.pick(en, bn)
    }
}

code_text!(Language, unknown: En);

/// Returns a range of an `Accept-Language` header with its weight, 1 if none is given.
/// None if the weight cannot be read.
fn weighted(range: &str) -> Option<(&str, f32)> {
    let mut parts = range.split(';').map(str::trim);
    let tag = parts.next()?;
    let weight = match parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="))) {
        Some(weight) => weight.trim().parse().ok().filter(|weight| (0.0..=1.0).contains(weight))?,
        None => 1.0,
    };
    Some((tag, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table that the loader's parser is tested against as well.
    #[test]
    fn a_tag_names_a_language_however_it_is_written() {
        let table = include_str!("../../loader/language-tags.txt");
        let lines: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 20, "the table is read");
        for (tag, code) in lines.iter().filter_map(|line| line.split_once(' ')) {
            assert_eq!(Language::from_tag(tag).map_or("-", Language::code), code, "{tag}");
        }
        assert_eq!(Language::from_tag(" bn_BD "), Some(Language::Bn));
        assert_eq!(Language::from_tag(""), None);
    }

    #[test]
    fn the_language_with_the_greatest_weight_wins() {
        use Language::{Bn, En};
        for (header, language) in [
            ("fr-FR,bn-BD;q=0.9,en;q=0.8", Some(Bn)),
            ("en-US,en;q=0.5", Some(En)),
            ("en;q=0.5, bn", Some(Bn)),
            ("en;q=0.5,bn;q=0.9", Some(Bn)),
            ("bn;q=0.5, en;q=0.5", Some(Bn)),
            ("en;q=0.5, bn;q=0.5", Some(En)),
            ("en-GB;q=0.3, bn;q=0.5, en;q=0.9", Some(En)),
            ("EN ; Q=0.1 , BN_bd ; q=0.2", Some(Bn)),
            ("bn;q=0, en;q=0.1", Some(En)),
            ("en;q=0, *", Some(Bn)),
            ("bn;q=0, *;q=0.5", Some(En)),
            ("en;q=0.5, *", Some(Bn)),
            ("en, *;q=0.1", Some(En)),
            ("bn;q=0", None),
            ("fr, *;q=0.5", None),
            ("bn;q=x, en;q=0.1", Some(En)),
            ("bn;q=2", None),
            ("bn;level=1;q=0.2, en;q=0.1", Some(Bn)),
            (",, bn ,", Some(Bn)),
            ("*", None),
            ("*;q=0", None),
            ("", None),
        ] {
            assert_eq!(Language::from_accept_language(header), language, "{header:?}");
        }
    }

    #[test]
    fn an_empty_bangla_text_falls_back() {
        assert_eq!(Language::Bn.pick("Hello", ""), "Hello");
        assert_eq!(Language::Bn.pick("Hello", "নমস্কার"), "নমস্কার");
        assert_eq!(Language::En.pick("Hello", "নমস্কার"), "Hello");
    }
}
