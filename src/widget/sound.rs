//! A soft sound of two tones, made by the browser: nothing to download.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

use crate::ui::storage;

const MUTED_KEY: &str = "adda.muted";
/// Pitch in hertz and start in seconds of each tone.
const TONES: [(f32, f64); 2] = [(660.0, 0.0), (880.0, 0.12)];
const TONE_SECONDS: f64 = 0.18;
const VOLUME: f32 = 0.06;

/// The sound of a new message.
#[derive(Clone, Copy)]
pub struct Sound {
    /// Whether the customer wants none; remembered.
    pub is_muted: RwSignal<bool>,
    context: StoredValue<Option<AudioContext>, LocalStorage>,
}

impl Sound {
    /// Muted if it was when the last page was left.
    pub fn new() -> Self {
        let is_muted = RwSignal::new(storage::get(MUTED_KEY).is_some());
        Self { is_muted, context: StoredValue::new_local(None) }
    }

    /// Mutes, or not any more.
    pub fn toggle(self) {
        self.is_muted.update(|is_muted| *is_muted = !*is_muted);
        if self.is_muted.get_untracked() {
            storage::set(MUTED_KEY, "1");
        } else {
            storage::remove(MUTED_KEY);
        }
    }

    /// Plays it, unless it is muted. A browser without sound stays silent.
    pub fn play(self) {
        if self.is_muted.get_untracked() {
            return;
        }
        self.context.update_value(|context| {
            if context.is_none() {
                *context = AudioContext::new().ok();
            }
            if let Some(context) = context {
                let _ = play_tones(context);
            }
        });
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
