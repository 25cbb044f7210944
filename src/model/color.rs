//! The shop's colour, and what text can be read on it.

use std::{fmt, str::FromStr};

use crate::wire::Read;
use serde::{Deserialize, Serialize};

/// An sRGB colour, written `#RRGGBB`. Nothing else is accepted, so that a
/// colour can never close a style or an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Read)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "ssr", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

#[cfg(feature = "ssr")]
impl utoipa::PartialSchema for Color {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        let text = utoipa::openapi::schema::ObjectBuilder::new().schema_type(utoipa::openapi::Type::String);
        text.pattern(Some("^#[0-9A-Fa-f]{6}$")).description(Some("An sRGB colour, `#RRGGBB`.")).build().into()
    }
}

#[cfg(feature = "ssr")]
impl utoipa::ToSchema for Color {}

/// The error of a text that is not a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A colour is written as # and six hexadecimal digits.")]
pub struct InvalidColor;

impl Color {
    /// Adda's colour, `#008B8B`.
    pub const PRIMARY: Self = Self { red: 0x00, green: 0x8B, blue: 0x8B };

    /// White text.
    const WHITE: Self = Self { red: 0xFF, green: 0xFF, blue: 0xFF };
    /// Dark text, the same as `--adda-text-strong`.
    const DARK: Self = Self { red: 0x16, green: 0x20, blue: 0x2A };
    /// The ground of the dark scheme, the same as its `--adda-surface`.
    const DARK_GROUND: Self = Self { red: 0x17, green: 0x1C, blue: 0x20 };
    /// The contrast that WCAG 2.2 requires for icons and the edges of controls (success criterion 1.4.11).
    const SHAPE_CONTRAST: f64 = 3.0;
    /// The contrast that WCAG 2.2 requires for text (success criterion 1.4.3).
    const TEXT_CONTRAST: f64 = 4.5;

    /// Returns the colour as it is written.
    pub fn text(self) -> String {
        let mut text = String::from("#");
        for channel in [self.red, self.green, self.blue] {
            for digit in [channel >> 4, channel & 15] {
                text.push(char::from(if digit < 10 { b'0' + digit } else { b'A' + digit - 10 }));
            }
        }
        text
    }

    /// Returns a background and the colour of the text on it. The background is this colour if white
    /// or dark text can be read on it, and a darker one with white text otherwise.
    pub fn with_text(self) -> (Self, Self) {
        if !self.carries_white_text() && self.contrast_with(Self::DARK) >= Self::TEXT_CONTRAST {
            (self, Self::DARK)
        } else {
            (self.with_white_text(), Self::WHITE)
        }
    }

    /// Returns the same hue, darkened until white text on it can be read, and it on white.
    pub fn with_white_text(self) -> Self {
        self.readable_on(Self::WHITE, Self { red: 0, green: 0, blue: 0 })
    }

    /// Returns the shop's colour in the widget, as custom properties of its style sheet: what text is
    /// on, that text, and for each scheme the colour of lines and the edge of what is filled.
    pub fn properties(self) -> [(&'static str, Self); 6] {
        let (fill, text) = self.with_text();
        let (on_light, on_dark) = (self.with_white_text(), self.readable_on(Self::DARK_GROUND, Self::WHITE));
        [
            ("--adda-fill", fill),
            ("--adda-on-fill", text),
            ("--adda-line-light", on_light),
            ("--adda-line-dark", on_dark),
            ("--adda-edge-light", fill.or_if_lost_on(Self::WHITE, on_light)),
            ("--adda-edge-dark", fill.or_if_lost_on(Self::DARK_GROUND, on_dark)),
        ]
    }

    /// Returns whether a white icon on it can be seen.
    pub fn carries_white_icon(self) -> bool {
        self.contrast_with(Self::WHITE) >= Self::SHAPE_CONTRAST
    }

    /// Returns this colour if its shape can be seen on `ground`, and `other` if not.
    fn or_if_lost_on(self, ground: Self, other: Self) -> Self {
        if self.contrast_with(ground) >= Self::SHAPE_CONTRAST { self } else { other }
    }

    /// Returns the first colour on the way to `end` that can be read on `ground`.
    fn readable_on(self, ground: Self, end: Self) -> Self {
        let shades = (0..=100).map(|percent| self.mixed(end, percent));
        shades.clone().find(|shade| shade.contrast_with(ground) >= Self::TEXT_CONTRAST).unwrap_or(end)
    }

    fn carries_white_text(self) -> bool {
        self.contrast_with(Self::WHITE) >= Self::TEXT_CONTRAST
    }

    fn contrast_with(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        one.max(other) / one.min(other)
    }

    /// Returns a mix of this colour with so many percent of another.
    fn mixed(self, other: Self, percent: u32) -> Self {
        // At most 255 * 100 / 100: fits a byte.
        let mix = |from: u8, to: u8| ((u32::from(from) * (100 - percent) + u32::from(to) * percent) / 100) as u8;
        Self { red: mix(self.red, other.red), green: mix(self.green, other.green), blue: mix(self.blue, other.blue) }
    }

    /// Returns the relative luminance, 0 to 1, as WCAG 2.2 defines it.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { power((value + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// Computes the power in the browser, which has the function already.
#[cfg(target_arch = "wasm32")]
fn power(base: f64, exponent: f64) -> f64 {
    js_sys::Math::pow(base, exponent)
}

#[cfg(not(target_arch = "wasm32"))]
fn power(base: f64, exponent: f64) -> f64 {
    base.powf(exponent)
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl FromStr for Color {
    type Err = InvalidColor;

    fn from_str(text: &str) -> Result<Self, InvalidColor> {
        let digits = text.strip_prefix('#').ok_or(InvalidColor)?;
        if digits.len() != 6 {
            return Err(InvalidColor);
        }
        let number = digits.bytes().try_fold(0, |number, digit| Some(number * 16 + char::from(digit).to_digit(16)?));
        let [_, red, green, blue] = number.ok_or(InvalidColor)?.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl TryFrom<String> for Color {
    type Error = InvalidColor;

    fn try_from(text: String) -> Result<Self, InvalidColor> {
        text.parse()
    }
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        color.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!("#008b8B".parse(), Ok(Color::PRIMARY));
        for wrong in ["", "008B8B", "#08B", "#008B8B;", "red", "#00\"B8B", "#বব"] {
            assert_eq!(wrong.parse::<Color>(), Err(InvalidColor), "{wrong:?}");
        }
    }

    #[test]
    fn white_text_reaches_four_and_a_half_to_one() {
        for color in ["#008B8B", "#FFFFFF", "#FFC107", "#000000", "#28A745", "#FF00FF"] {
            let shade = color.parse::<Color>().unwrap_or(Color::PRIMARY).with_white_text();
            assert!(shade.carries_white_text(), "{color} gave {shade}");
        }
        assert_eq!("#003333".parse::<Color>().map(Color::with_white_text), "#003333".parse());
    }

    #[test]
    fn lines_can_be_read_and_controls_be_seen_on_both_grounds() {
        for color in ["#008B8B", "#FFFFFF", "#FFD54F", "#000000", "#003333", "#1A237E", "#FF00FF", "#171C20"] {
            let [(_, fill), (_, text), (_, on_light), (_, on_dark), (_, edge_light), (_, edge_dark)] =
                color.parse::<Color>().unwrap_or(Color::PRIMARY).properties();
            assert!(fill.contrast_with(text) >= Color::TEXT_CONTRAST, "{color}: {text} on {fill}");
            for (ground, line, edge) in [(Color::WHITE, on_light, edge_light), (Color::DARK_GROUND, on_dark, edge_dark)]
            {
                assert!(line.contrast_with(ground) >= Color::TEXT_CONTRAST, "{color}: {line} on {ground}");
                assert!(edge.contrast_with(ground) >= Color::SHAPE_CONTRAST, "{color}: {edge} on {ground}");
            }
        }
    }

    #[test]
    fn what_is_filled_has_an_edge_only_if_it_could_not_be_seen() {
        let edges = |color: &str| {
            let [(_, fill), .., (_, light), (_, dark)] = color.parse::<Color>().unwrap_or(Color::PRIMARY).properties();
            (light == fill, dark == fill)
        };
        assert_eq!(edges("#008B8B"), (true, true));
        assert_eq!(edges("#FFD54F"), (false, true));
        assert_eq!(edges("#003333"), (true, false));
    }

    #[test]
    fn text_can_be_read_on_every_colour_and_light_ones_stay() {
        let of = |text: &str| text.parse::<Color>().unwrap_or(Color::PRIMARY);
        for kept in ["#FFD54F", "#FFFFFF", "#FFC107", "#90CAF9"] {
            assert_eq!(of(kept).with_text(), (of(kept), Color::DARK));
        }
        for kept in ["#000000", "#003333", "#C2185B"] {
            assert_eq!(of(kept).with_text(), (of(kept), Color::WHITE));
        }
        // Neither white nor dark text reaches the contrast.
        assert_eq!(Color::PRIMARY.with_text(), (of("#008484"), Color::WHITE));
        for red in (0..=255u8).step_by(15) {
            for green in (0..=255u8).step_by(15) {
                for blue in (0..=255u8).step_by(15) {
                    let (background, text) = Color { red, green, blue }.with_text();
                    assert!(background.contrast_with(text) >= Color::TEXT_CONTRAST, "{background} with {text}");
                }
            }
        }
    }
}
