//! The appearance of the widget.

use leptos::prelude::*;
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    use_texts,
};
use crate::{
    console::form::{Choice, ColorInput, FormSection, SelectInput, Switch, Value},
    model::{
        config::WidgetPosition,
        settings::{ChatSettingsStoreFields, ColorScheme},
    },
};

/// Shows the fields for visibility, corner, colours and online status.
#[component]
pub fn AppearanceSection(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    let positions =
        move || WidgetPosition::ALL.map(|position| Choice::new(position.code(), texts().position(position))).to_vec();
    let schemes = move || ColorScheme::ALL.map(|scheme| Choice::new(scheme.code(), texts().scheme(scheme))).to_vec();
    view! {
        <FormSection id="appearance" title=move || texts().appearance.to_owned()>
            <Switch
                name="is_enabled"
                label=move || texts().is_enabled.to_owned()
                hint=Signal::derive(move || texts().is_enabled_hint.to_owned())
                value=draft.settings().is_enabled()
            />
            <div class="form-pair">
                <SelectInput
                    name="widget_position"
                    label=move || texts().widget_position.to_owned()
                    choices=positions
                    value=Value::code(draft.settings().widget_position())
                />
                <ColorInput
                    name="primary_color"
                    label=move || texts().primary_color.to_owned()
                    picker_label=move || texts().pick_color.to_owned()
                    hint=Signal::derive(move || texts().primary_color_hint.to_owned())
                    value=draft.settings().primary_color()
                />
            </div>
            <SelectInput
                name="color_scheme"
                label=move || texts().color_scheme.to_owned()
                hint=Signal::derive(move || texts().color_scheme_hint.to_owned())
                choices=schemes
                value=Value::code(draft.settings().color_scheme())
            />
            <Switch
                name="show_online_status"
                label=move || texts().show_online_status.to_owned()
                hint=Signal::derive(move || texts().show_online_status_hint.to_owned())
                value=draft.settings().show_online_status()
            />
        </FormSection>
    }
}
