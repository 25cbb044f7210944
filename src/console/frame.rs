//! Runs code before the browser draws its next frame.

use leptos::{leptos_dom::helpers::request_animation_frame_with_handle, prelude::on_cleanup};

/// Calls `act` before the browser draws its next frame. Does not call it if the current
/// owner has been disposed of by then, because reading a disposed signal panics.
pub fn before_next_frame(act: impl FnOnce() + 'static) {
    if let Ok(frame) = request_animation_frame_with_handle(act) {
        on_cleanup(move || frame.cancel());
    }
}
