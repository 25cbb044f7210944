//! A soft sound of two tones, made by the browser: nothing to download.

use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

use super::signals::*;

/// Pitch in hertz and start in seconds of each tone.
const TONES: [(f32, f64); 2] = [(660.0, 0.0), (880.0, 0.12)];
const TONE_SECONDS: f64 = 0.18;
const VOLUME: f32 = 0.06;

/// The sound of a new message.
#[derive(Clone, Copy)]
pub struct Chime(StoredValue<Option<AudioContext>, LocalStorage>);

impl Chime {
    /// Silent so far.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// Plays it. A browser without sound stays silent.
    pub fn play(self) {
        self.0.update_value(|context| {
            if context.is_none() {
                *context = AudioContext::new().ok();
            }
            if let Some(context) = context {
                let _ = play_tones(context);
            }
        });
    }
}

impl Default for Chime {
    fn default() -> Self {
        Self::new()
    }
}

fn play_tones(context: &AudioContext) -> Result<(), JsValue> {
    for (pitch, start) in TONES {
        let (oscillator, volume) = (context.create_oscillator()?, context.create_gain()?);
        oscillator.set_type(OscillatorType::Sine);
        oscillator.frequency().set_value(pitch);
        let from = context.current_time() + start;
        volume.gain().set_value_at_time(VOLUME, from)?;
        // To nearly nothing: an exponential curve cannot reach zero.
        volume.gain().exponential_ramp_to_value_at_time(0.0001, from + TONE_SECONDS)?;
        oscillator.connect_with_audio_node(&volume)?;
        volume.connect_with_audio_node(&context.destination())?;
        oscillator.start_with_when(from)?;
        oscillator.stop_with_when(from + TONE_SECONDS)?;
    }
    Ok(())
}
