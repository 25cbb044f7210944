//! The soft sound of a new message, made by the browser: no file to load.

use wasm_bindgen::JsValue;
use web_sys::AudioContext;

const SECONDS: f64 = 0.35;
/// Low enough not to startle.
const LOUDNESS: f32 = 0.06;

/// Plays it. Silent where the browser forbids sound, as it does until the
/// agent has clicked or typed once.
pub fn play() {
    let _ = try_play();
}

fn try_play() -> Result<(), JsValue> {
    let context = AudioContext::new()?;
    let start = context.current_time();
    let tone = context.create_oscillator()?;
    let volume = context.create_gain()?;
    tone.frequency().set_value_at_time(660.0, start)?;
    tone.frequency().set_value_at_time(880.0, start + SECONDS / 3.0)?;
    volume.gain().set_value_at_time(LOUDNESS, start)?;
    // An exponential fall cannot reach zero.
    volume.gain().exponential_ramp_to_value_at_time(0.001, start + SECONDS)?;
    tone.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&context.destination())?;
    tone.start()?;
    tone.stop_with_when(start + SECONDS)
}
