//! Runs code before the browser draws its next frame.

use futures::channel::oneshot;
use leptos::{leptos_dom::helpers::request_animation_frame_with_handle, prelude::on_cleanup};

use crate::ui::page;

/// Calls `act` before the browser draws its next frame. Does not call it if the current
/// owner has been disposed of by then, because reading a disposed signal panics.
pub fn before_next_frame(act: impl FnOnce() + 'static) {
    if let Ok(frame) = request_animation_frame_with_handle(act) {
        on_cleanup(move || frame.cancel());
    }
}

/// Waits until the browser is about to draw its next frame. In a hidden tab the wait may never end.
pub async fn next() {
    let (teller, drawn) = oneshot::channel();
    page::request_animation_frame(move || {
        // The receiver is gone if the task that waited has ended.
        let _ = teller.send(());
    });
    // The browser calls the function once or never.
    let _ = drawn.await;
}
