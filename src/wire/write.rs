//! Writes Rust values as JSON.

use js_sys::{Array, Number, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A type that can be written.
pub trait Write {
    /// Converts the value for the browser.
    fn write(&self) -> JsValue;
}

/// Returns a value as a JSON text. Does not use the browser's `JSON.stringify`: on pages with
/// Prototype.js, arrays and strings have a `toJSON` method, with which it would write them as
/// strings within strings.
pub fn stringify(value: &(impl Write + ?Sized)) -> String {
    let mut json = String::new();
    append(&mut json, &value.write());
    json
}

fn append(json: &mut String, value: &JsValue) {
    if let Some(text) = value.as_string() {
        quote(json, &text);
    } else if value.is_null() || value.is_undefined() {
        json.push_str("null");
    } else if let Some(truth) = value.as_bool() {
        json.push_str(if truth { "true" } else { "false" });
    } else if let Some(items) = value.dyn_ref::<Array>() {
        json.push('[');
        for at in 0..items.length() {
            next(json, at);
            append(json, &items.get(at));
        }
        json.push(']');
    } else if let Some(object) = value.dyn_ref::<Object>() {
        json.push('{');
        let names = Object::keys(object);
        for at in 0..names.length() {
            next(json, at);
            let name = names.get(at);
            append(json, &name);
            json.push(':');
            append(json, &Reflect::get(object, &name).unwrap_or_default());
        }
        json.push('}');
    } else if let Some(number) = value.dyn_ref::<Number>().and_then(|number| number.to_string_with_radix(10).ok()) {
        json.push_str(&String::from(number));
    }
}

fn next(json: &mut String, at: u32) {
    if at > 0 {
        json.push(',');
    }
}

fn quote(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\n' => json.push_str("\\n"),
            '\0'..=' ' if character != ' ' => {
                let code = character as u8;
                json.push_str("\\u00");
                for digit in [code >> 4, code & 15] {
                    json.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
                }
            }
            other => json.push(other),
        }
    }
    json.push('"');
}

/// An object, built field by field.
#[derive(Clone, Debug, Default)]
pub struct Body(Object);

impl Body {
    /// Returns an object without fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field.
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

impl Write for u32 {
    fn write(&self) -> JsValue {
        (*self).into()
    }
}

impl Write for f64 {
    fn write(&self) -> JsValue {
        (*self).into()
    }
}

impl Write for i64 {
    fn write(&self) -> JsValue {
        // Ids and counts are far below 2^53, up to which a number is exact.
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
