//! The small picture of a file in the composer. It is drawn on a canvas, because the content
//! security policy of a shop's page may forbid pictures from other sources.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlElement};

use crate::{
    model::digits::decimal,
    ui::{dom::Tag, icons::Glyph, signals::*},
};

/// The width and height in pixels: twice those on screen.
const SIDE: u32 = 80;

#[wasm_bindgen]
extern "C" {
    /// `ImageBitmap`
    type Bitmap;
    #[wasm_bindgen(method, getter)]
    fn width(this: &Bitmap) -> f64;
    #[wasm_bindgen(method, getter)]
    fn height(this: &Bitmap) -> f64;
    #[wasm_bindgen(method)]
    fn close(this: &Bitmap);

    /// Throws in browsers without it.
    #[wasm_bindgen(catch, js_name = createImageBitmap)]
    fn decode(file: &Blob) -> Result<Promise, JsValue>;

    /// `HTMLCanvasElement`
    #[wasm_bindgen(extends = HtmlElement)]
    type Canvas;
    #[wasm_bindgen(method, catch, js_name = getContext)]
    fn context(this: &Canvas, kind: &str) -> Result<Context, JsValue>;

    /// `CanvasRenderingContext2D`
    type Context;
    #[wasm_bindgen(method, catch, js_name = drawImage)]
    fn draw(this: &Context, bitmap: &Bitmap, x: f64, y: f64, width: f64, height: f64) -> Result<(), JsValue>;
}

/// Returns the picture; an icon if the file is another one or cannot be shown.
pub(super) fn thumbnail(file: Option<Blob>) -> Tag {
    let place = Tag::new("span", "adda-file-icon").icon(Glyph::Paperclip);
    if let Some(file) = file.filter(|file| file.type_().starts_with("image/")) {
        let shown = place.clone();
        spawn_local(async move {
            if let Some(picture) = drawn(&file).await {
                shown.set_text("");
                let _ = shown.child(picture);
            }
        });
    }
    place
}

/// Draws the middle of a picture. Returns none if the browser cannot decode it.
async fn drawn(file: &Blob) -> Option<Tag> {
    let bitmap: Bitmap = JsFuture::from(decode(file).ok()?).await.ok()?.unchecked_into();
    let side = decimal(SIDE.into());
    let picture = Tag::new("canvas", "").attr("width", &side).attr("height", &side);
    let canvas: &Canvas = picture.element().unchecked_ref();
    let side = f64::from(SIDE);
    let scale = (side / bitmap.width()).max(side / bitmap.height());
    let (width, height) = (bitmap.width() * scale, bitmap.height() * scale);
    let context = canvas.context("2d").ok()?;
    context.draw(&bitmap, (side - width) / 2.0, (side - height) / 2.0, width, height).ok()?;
    bitmap.close();
    Some(picture)
}
