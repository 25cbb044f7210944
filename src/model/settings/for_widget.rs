//! How the widget receives a setting that has another type there.

use crate::model::color::Color;

/// A setting that the widget receives as a `T`.
pub(super) trait ForWidget<T> {
    /// Returns the value for the widget.
    fn for_widget(&self) -> T;
}

impl<T: Clone> ForWidget<T> for T {
    fn for_widget(&self) -> T {
        self.clone()
    }
}

/// A colour that cannot be read is not stored.
impl ForWidget<Color> for String {
    fn for_widget(&self) -> Color {
        self.parse().unwrap_or(Color::PRIMARY)
    }
}

/// A negative size is not stored.
impl ForWidget<u64> for i64 {
    fn for_widget(&self) -> u64 {
        (*self).try_into().unwrap_or(0)
    }
}
