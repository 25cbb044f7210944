//! Menus of choices that change something. Arrow keys only move through the choices, and typing
//! finds one. Enter or a click picks it.

mod button;
mod dialog;
mod find;
mod modal;
mod place;
mod texts;
mod typed_ahead;

pub use self::{
    button::MenuButton,
    dialog::MenuDialog,
    modal::open_modal,
    place::place,
    typed_ahead::{MenuPlaceholder, TypedAhead},
};
use crate::model::color::Color;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// The value, which is passed on when it is picked.
    pub value: String,
    /// The name that is shown.
    pub name: String,
    /// Other words that find it; may be empty.
    pub also: String,
    /// The dot before the name.
    pub dot: Dot,
    /// Whether it is the present value.
    pub is_current: bool,
}

impl MenuItem {
    /// Returns a choice without a dot.
    pub fn new(value: impl ToString, name: impl Into<String>) -> Self {
        Self { value: value.to_string(), name: name.into(), also: String::new(), dot: Dot::None, is_current: false }
    }

    /// Adds words that find it, beside its name.
    pub fn also(self, words: impl Into<String>) -> Self {
        Self { also: words.into(), ..self }
    }

    /// Adds a dot before the name.
    pub fn with_dot(self, dot: Dot) -> Self {
        Self { dot, ..self }
    }

    /// Marks it as the present value if `is_current`.
    pub fn current(self, is_current: bool) -> Self {
        Self { is_current, ..self }
    }
}

/// The dot before a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dot {
    /// No dot.
    #[default]
    None,
    /// In the colour of a status or a priority.
    Chip(&'static str),
    /// In the colour of a label.
    Color(Color),
}
