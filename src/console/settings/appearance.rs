//! The appearance of the widget.

use leptos::prelude::*;

use super::{draft::Draft, use_texts};
use crate::{
    console::form::{Choice, ColorInput, FormSection, SelectInput, Switch},
    model::config::WidgetPosition,
};

/// Shows the fields for visibility, corner, colour and online status.
#[component]
pub fn AppearanceSection(draft: Draft) -> impl IntoView {
    let texts = use_texts();
    let positions =
        move || WidgetPosition::ALL.map(|position| Choice::new(position.code(), texts().position(position))).to_vec();
    view! {
        <FormSection title=move || texts().appearance.to_owned()>
            <Switch
                name="is_enabled"
                label=move || texts().is_enabled.to_owned()
                hint=Signal::derive(move || texts().is_enabled_hint.to_owned())
                value=draft.is_enabled
            />
            <div class="form-pair">
                <SelectInput
                    name="widget_position"
                    label=move || texts().widget_position.to_owned()
                    choices=positions
                    value=draft.widget_position
                />
                <ColorInput
                    name="primary_color"
                    label=move || texts().primary_color.to_owned()
                    picker_label=move || texts().pick_color.to_owned()
                    hint=Signal::derive(move || texts().primary_color_hint.to_owned())
                    value=draft.primary_color
                />
            </div>
            <Switch
                name="show_online_status"
                label=move || texts().show_online_status.to_owned()
                hint=Signal::derive(move || texts().show_online_status_hint.to_owned())
                value=draft.show_online_status
            />
        </FormSection>
    }
}
