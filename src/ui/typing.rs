//! Telling the other side that somebody types, and showing that it does.

use super::{bell::wait, dom::Tag, signals::*, timeout};

/// The server is told at most this often.
const EVERY_MS: f64 = 3_000.0;
/// So long after the key it is told: what is typed and sent at once never was
/// typing, and a word of it must not arrive after the message.
const DELAY_MS: u32 = 400;

/// Tells of typing, but not of every key.
#[derive(Clone, Copy)]
pub struct Typist(StoredValue<f64>);

impl Typist {
    /// Nothing told yet.
    pub fn new() -> Self {
        Self(StoredValue::new(-EVERY_MS))
    }

    /// Returns a key was pressed: `tell`s, unless it was told just now or
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

    /// What was typed is sent: the next key is told of at once.
    pub fn sent(self) {
        self.0.set_value(-EVERY_MS);
    }
}

impl Default for Typist {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns three quiet dots. They stand in a log, which speaks what comes into
/// it: this is for whoever reads there, and is not spoken again and again.
/// `label` says who is typing; only a screen reader reads it, by the class
/// `spoken`.
pub fn typing_dots(label: &str, spoken: &str) -> Tag {
    let dots = Tag::new("div", "adda-typing").attr("aria-live", "off");
    let dots = dots.child(Tag::new("span", spoken).text(label));
    (0..3).fold(dots, |dots, _| dots.child(Tag::new("i", "").attr("aria-hidden", "true")))
}
