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

/// Reads a field that may be missing.
pub(crate) fn field_or_default<T: Read + Default>(of: &JsValue, name: &str) -> Option<T> {
    let value = property(of, name);
    if value.is_undefined() { Some(T::default()) } else { T::read(&value) }
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
        value.as_bool()
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
        let items = value.dyn_ref::<Array>()?;
        let mut read = Self::new();
        for at in 0..items.length() {
            read.push(T::read(&items.get(at))?);
        }
        Some(read)
    }
}

/// Reads whole numbers, exactly up to 2^53. A number out of bounds becomes the
/// nearest one.
macro_rules! reads_numbers {
    ($($type:ty),+ $(,)?) => { $(
        impl $crate::wire::Read for $type {
            fn read(value: &wasm_bindgen::JsValue) -> Option<Self> {
                value.as_f64().map(|number| number as Self)
            }
        }
    )+ };
}
reads_numbers!(u8, u32, u64, i64);
