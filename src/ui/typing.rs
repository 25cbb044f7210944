//! Tells the other side that this side is typing, and shows that the other side
//! is.

use super::{bell::wait, dom::Tag, signals::*, timeout};

/// The minimum interval between typing marks, in milliseconds.
const EVERY_MS: f64 = 3_000.0;
/// The delay after a key press, in milliseconds. A text that is typed and sent
/// at once needs no mark, and a mark must not arrive after the message.
const DELAY_MS: u32 = 400;

/// Reports typing, but not every key press.
#[derive(Clone, Copy)]
pub struct TypingReporter(StoredValue<f64>);

impl TypingReporter {
    /// Returns a typist that has not reported yet.
    pub fn new() -> Self {
        Self(StoredValue::new(-EVERY_MS))
    }

    /// Handles a key press. Calls `tell`, unless it was called recently, or
    /// `is_typing` says a moment later that the field is empty.
    pub fn key<Told>(self, is_typing: impl Fn() -> bool + 'static, tell: impl FnOnce() -> Told + 'static)
    where
        Told: Future<Output = ()> + 'static,
    {
        if !is_typing() || self.0.try_get_value().is_none_or(|told| timeout::now() - told < EVERY_MS) {
            return;
        }
        self.0.set_value(timeout::now());
        spawn_local(async move {
            wait(DELAY_MS).await;
            if is_typing() {
                tell().await;
            }
        });
    }

    /// Handles that the text was sent: the next key press is reported at once.
    pub fn sent(self) {
        self.0.set_value(-EVERY_MS);
    }
}

impl Default for TypingReporter {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns three dots. They are inside a log, which announces new content. The
/// dots are for sighted users and are not announced repeatedly. `label` says
/// who is typing; the class `spoken` makes it available to screen readers only.
pub fn typing_dots(label: &str, spoken: &str) -> Tag {
    let dots = Tag::new("div", "adda-typing").attr("aria-live", "off");
    let dots = dots.child(Tag::new("span", spoken).text(label));
    (0..3).fold(dots, |dots, _| dots.child(Tag::new("i", "").attr("aria-hidden", "true")))
}
