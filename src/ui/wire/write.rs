//! From the program's values to JSON.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::JsValue;

/// What can be written.
pub trait Write {
    /// The value for the browser.
    fn write(&self) -> JsValue;
}

/// A value as a JSON text.
pub fn stringify(value: &(impl Write + ?Sized)) -> String {
    // What was made of text, numbers and objects of them can be said in JSON.
    JSON::stringify(&value.write()).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// An object, made field by field.
#[derive(Clone, Debug, Default)]
pub struct Body(Object);

impl Body {
    /// Without a field.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a field.
    pub fn with(self, name: &str, value: &(impl Write + ?Sized)) -> Self {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&self.0, &name.into(), &value.write());
        self
    }
}

impl Write for Body {
    fn write(&self) -> JsValue {
        self.0.clone().into()
    }
}

impl Write for JsValue {
    fn write(&self) -> JsValue {
        self.clone()
    }
}

impl Write for str {
    fn write(&self) -> JsValue {
        self.into()
    }
}

impl Write for String {
    fn write(&self) -> JsValue {
        self.as_str().into()
    }
}

impl Write for bool {
    fn write(&self) -> JsValue {
        (*self).into()
    }
}

impl Write for i64 {
    fn write(&self) -> JsValue {
        // Ids and counts are far below 2^53, to which a number is exact.
        (*self as f64).into()
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self) -> JsValue {
        self.as_ref().map_or(JsValue::NULL, T::write)
    }
}

impl<T: Write> Write for [T] {
    fn write(&self) -> JsValue {
        self.iter().map(T::write).collect::<Array>().into()
    }
}
