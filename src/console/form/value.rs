//! The value that a control shows and changes.

use std::{fmt::Display, str::FromStr};

use leptos::prelude::*;
use reactive_stores::{StoreField, Subfield};

/// A value of a form: a signal, a field of a store, or a part of another value.
pub struct Value<T: Clone + Send + Sync + 'static> {
    read: Signal<T>,
    write: Callback<T>,
}

impl<T: Clone + Send + Sync + 'static> Clone for Value<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Send + Sync + 'static> Copy for Value<T> {}

impl<T: Clone + Send + Sync + 'static> Value<T> {
    /// Returns a value that is read and set by functions.
    pub fn new(read: impl Fn() -> T + Send + Sync + 'static, write: impl Fn(T) + Send + Sync + 'static) -> Self {
        Self { read: Signal::derive(read), write: Callback::new(write) }
    }

    /// Returns the value as a signal that a control can show.
    pub fn shown(self) -> Signal<T> {
        self.read
    }

    /// Returns the value; tracked.
    pub fn get(self) -> T {
        self.read.get()
    }

    /// Returns the value; not tracked.
    pub fn get_untracked(self) -> T {
        self.read.get_untracked()
    }

    /// Replaces the value.
    pub fn set(self, value: T) {
        self.write.run(value);
    }

    /// Changes the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Value<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self { read: signal.into(), write: Callback::new(move |value| signal.set(value)) }
    }
}

impl<Inner, Prev, T> From<Subfield<Inner, Prev, T>> for Value<T>
where
    T: Clone + Send + Sync + 'static,
    Prev: 'static,
    Inner: StoreField<Value = Prev> + Track + Clone + Copy + Send + Sync + 'static,
    Subfield<Inner, Prev, T>: Get<Value = T> + Set<Value = T> + Copy + Send + Sync,
{
    fn from(field: Subfield<Inner, Prev, T>) -> Self {
        Self::new(move || field.get(), move |value| field.set(value))
    }
}

impl Value<String> {
    /// Returns the code of a value that is chosen from a list.
    pub fn code<T: Clone + Display + FromStr + Send + Sync + 'static>(value: impl Into<Value<T>>) -> Self {
        let value = value.into();
        // A list offers only codes that can be read.
        let write = move |code: String| code.parse().into_iter().for_each(|chosen| value.set(chosen));
        Self::new(move || value.get().to_string(), write)
    }

    /// Returns a list of texts as one text with a line for each.
    pub fn lines(list: impl Into<Value<Vec<String>>>) -> Self {
        let list = list.into();
        let write = move |text: String| {
            // Keeps empty lines, so that the text stays as it was typed.
            list.set(if text.is_empty() { Vec::new() } else { text.split('\n').map(str::to_owned).collect() });
        };
        Self::new(move || list.get().join("\n"), write)
    }

    /// Returns a text of an item of a list; an empty text once the item is removed.
    pub fn of_item<I: Clone + Send + Sync + 'static>(
        list: Value<Vec<I>>,
        place: usize,
        part: fn(&mut I) -> &mut String,
    ) -> Self {
        let read = move || list.get().get_mut(place).map(|item| std::mem::take(part(item))).unwrap_or_default();
        let write = move |text| {
            list.update(|items| {
                if let Some(item) = items.get_mut(place) {
                    *part(item) = text;
                }
            });
        };
        Self::new(read, write)
    }
}
