//! Reads the browser's values into Rust types.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A type that can be read.
pub trait Read: Sized {
    /// Reads the value; none if it has another type. A missing field is
    /// undefined.
    fn read(value: &JsValue) -> Option<Self>;
}

/// Reads a JSON text.
pub fn parse<T: Read>(text: &str) -> Option<T> {
    T::read(&JSON::parse(text).ok()?)
}

/// A value with the browser's original.
#[derive(Debug)]
pub struct WithOriginal<T> {
    /// The value read.
    pub value: T,
    /// The browser's value.
    pub original: JsValue,
}

impl<T: Read> Read for WithOriginal<T> {
    fn read(original: &JsValue) -> Option<Self> {
        Some(Self { value: T::read(original)?, original: original.clone() })
    }
}

/// Reads a field of an object.
pub(crate) fn field<T: Read>(of: &JsValue, name: &str) -> Option<T> {
    T::read(&property(of, name))
}

/// Returns a field of an object; undefined if the value is not an object or
/// lacks the field.
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
        // Other values were not written by the server.
        value.is_null().then_some(())
    }
}

impl Read for bool {
    fn read(value: &JsValue) -> Option<Self> {
        // A missing field means `false`.
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
        // A missing field means `false`.
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

/// Reads a struct by the names of its fields. It compiles only if all fields are listed.
macro_rules! reads_fields {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::ui::wire::Read for $type {
            fn read(value: &wasm_bindgen::JsValue) -> Option<Self> {
                // All are read before any is checked, so that the cleanup code
                // for a missing field is generated once, not once for each
                // field.
                match ($($crate::ui::wire::field(value, stringify!($field)),)+) {
                    ($(Some($field),)+) => Some(Self { $($field),+ }),
                    _ => None,
                }
            }
        }
    };
}

/// Reads types with [`FromStr`](std::str::FromStr).
macro_rules! reads_words {
    ($($type:ident),+ $(,)?) => { $(
        impl $crate::ui::wire::Read for $type {
            fn read(value: &wasm_bindgen::JsValue) -> Option<Self> {
                value.as_string()?.parse().ok()
            }
        }
    )+ };
}

/// Reads enums of words, also words of a newer server (see `model::code`).
macro_rules! reads_codes {
    ($($type:ident),+ $(,)?) => { $(
        impl $crate::ui::wire::Read for $type {
            fn read(value: &wasm_bindgen::JsValue) -> Option<Self> {
                value.as_string().map(|word| Self::of_word(&word))
            }
        }
    )+ };
}

/// Reads whole numbers, exactly up to 2^53. A number out of bounds becomes the
/// nearest one.
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

/// Reads a count. A missing field means 0, because the server omits counts of
/// 0.
impl Read for u32 {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_undefined() { Some(0) } else { value.as_f64().map(|number| number as Self) }
    }
}

pub(super) use reads_codes;
pub(crate) use reads_fields;
pub(super) use reads_words;
