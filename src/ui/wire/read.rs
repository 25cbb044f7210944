//! From the browser's values to the program's.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What can be read.
pub trait Read: Sized {
    /// Returns the value, if it is one. A field that is missing is undefined.
    fn read(value: &JsValue) -> Option<Self>;
}

/// Reads a JSON text.
pub fn parse<T: Read>(text: &str) -> Option<T> {
    T::read(&JSON::parse(text).ok()?)
}

/// What was read, and what it was read from.
#[derive(Debug)]
pub struct WithOriginal<T> {
    /// The program's value.
    pub value: T,
    /// The browser's.
    pub original: JsValue,
}

impl<T: Read> Read for WithOriginal<T> {
    fn read(original: &JsValue) -> Option<Self> {
        Some(Self { value: T::read(original)?, original: original.clone() })
    }
}

/// Returns a field of an object.
pub(crate) fn field<T: Read>(of: &JsValue, name: &str) -> Option<T> {
    T::read(&property(of, name))
}

/// Returns a field of an object; undefined if it is none or has none of this
/// name.
fn property(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

impl Read for JsValue {
    fn read(value: &JsValue) -> Option<Self> {
        Some(value.clone())
    }
}

impl Read for () {
    fn read(value: &JsValue) -> Option<Self> {
        // Anything else was not written by the server.
        value.is_null().then_some(())
    }
}

impl Read for bool {
    fn read(value: &JsValue) -> Option<Self> {
        // What is not said is not so.
        Some(value.is_truthy())
    }
}

impl Read for f64 {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_f64()
    }
}

impl Read for String {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_string()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_undefined() || value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &JsValue) -> Option<Self> {
        // What is not said is nothing.
        if value.is_undefined() {
            return Some(Self::new());
        }
        let items = value.dyn_ref::<Array>()?;
        let mut read = Self::new();
        for at in 0..items.length() {
            read.push(T::read(&items.get(at))?);
        }
        Some(read)
    }
}

/// Reads a struct by the names of its fields; all of them, or it does not compile.
macro_rules! reads_fields {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::ui::wire::Read for $type {
            fn read(value: &wasm_bindgen::JsValue) -> Option<Self> {
                // All of them before any is looked at: what is dropped if one
                // is missing is then there once, not once for each field.
                match ($($crate::ui::wire::field(value, stringify!($field)),)+) {
                    ($(Some($field),)+) => Some(Self { $($field),+ }),
                    _ => None,
                }
            }
        }
    };
}

/// Reads what has a [`FromStr`](std::str::FromStr).
macro_rules! reads_words {
    ($($type:ident),+ $(,)?) => { $(
        impl $crate::ui::wire::Read for $type {
            fn read(value: &wasm_bindgen::JsValue) -> Option<Self> {
                value.as_string()?.parse().ok()
            }
        }
    )+ };
}

/// Reads whole numbers, up to 2^53 exactly. One out of bounds is the nearest.
macro_rules! reads_numbers {
    ($($type:ty),+ $(,)?) => { $(
        impl $crate::ui::wire::Read for $type {
            fn read(value: &wasm_bindgen::JsValue) -> Option<Self> {
                value.as_f64().map(|number| number as Self)
            }
        }
    )+ };
}
reads_numbers!(u8, u64, i64);

/// Reads a count. What is not said is none: the server leaves out counts of 0.
impl Read for u32 {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_undefined() { Some(0) } else { value.as_f64().map(|number| number as Self) }
    }
}

pub(crate) use reads_fields;
pub(super) use reads_words;
