//! The choice of the period: presets, or a custom range.

use leptos::prelude::*;

use super::{address, custom_period::CustomPeriod, state::use_report, texts::StatisticsTexts};
use crate::{
    console::locale::use_locale,
    model::statistics::{Period, Preset},
};

/// Shows the chooser.
#[component]
pub fn PeriodChooser() -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="period">
            <nav class="period-presets" aria-label=move || StatisticsTexts::of(locale.language()).period>
                {Preset::ALL.map(|preset| view! { <PresetLink preset=preset /> }).collect_view()}
            </nav>
            <CustomPeriod />
        </div>
    }
}

/// Shows a link, so that each period has its address.
#[component]
fn PresetLink(preset: Preset) -> impl IntoView {
    let locale = use_locale();
    let report = use_report();
    let is_current = move || report.period.with(|period| *period == Period::Preset(preset));
    view! {
        <a
            class="period-preset"
            href=address::of_preset(preset)
            aria-current=move || is_current().then_some("true")
            data-noscroll
        >
            {move || StatisticsTexts::of(locale.language()).preset(preset)}
        </a>
    }
}
