//! Controls that text is typed into. All keep what was typed as text, so that
//! nothing is lost that cannot be read as a number, a colour or a time.

use leptos::prelude::*;

use super::control::{Control, Labelled};
use crate::model::color::Color;

/// Shows a line of text.
#[component]
pub fn TextInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// A word on what to write.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// The kind: `email`, `password`, `search`, `date`; else plain text.
    #[prop(default = "text")]
    kind: &'static str,
    /// The language of what is typed, if it is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
    /// The id of a list that helps to type.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Whether the label is only spoken.
    #[prop(optional)]
    label_hidden: bool,
    /// Whether it is a code that an app or a message shows.
    #[prop(optional)]
    one_time_code: bool,
) -> impl IntoView {
    let control = Control::new(name, hint.is_some());
    view! {
        <Labelled control label hint label_hidden>
            <input
                id=control.id()
                name=control.name()
                type=kind
                lang=lang
                dir="auto"
                list=list
                inputmode=one_time_code.then_some("numeric")
                autocomplete=if one_time_code { "one-time-code" } else { "off" }
                prop:value=value
                aria-invalid=move || control.is_invalid()
                aria-describedby=move || control.described_by()
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    control.corrected();
                }
            />
        </Labelled>
    }
}

/// Shows text of several lines.
#[component]
pub fn TextArea(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// A word on what to write.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// How many lines are seen at first.
    #[prop(default = 3)]
    rows: u32,
    /// The language of what is typed, if it is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
) -> impl IntoView {
    let control = Control::new(name, hint.is_some());
    view! {
        <Labelled control label hint>
            <textarea
                id=control.id()
                name=control.name()
                rows=rows
                lang=lang
                dir="auto"
                prop:value=value
                aria-invalid=move || control.is_invalid()
                aria-describedby=move || control.described_by()
                on:input=move |event| {
                    value.set(event_target_value(&event));
                    control.corrected();
                }
            ></textarea>
        </Labelled>
    }
}

/// Shows a number. Not of the type `number`, which keeps nothing of what is
/// none.
#[component]
pub fn NumberInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// A word on what to write.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// What stands behind it, such as MB.
    #[prop(into, optional)]
    unit: Option<Signal<String>>,
) -> impl IntoView {
    let control = Control::new(name, hint.is_some());
    view! {
        <Labelled control label hint>
            <span class="form-number">
                <input
                    id=control.id()
                    name=control.name()
                    inputmode="numeric"
                    autocomplete="off"
                    prop:value=value
                    aria-invalid=move || control.is_invalid()
                    aria-describedby=move || control.described_by()
                    on:input=move |event| {
                        value.set(event_target_value(&event));
                        control.corrected();
                    }
                />
                {unit.map(|unit| view! { <span class="quiet">{unit}</span> })}
            </span>
        </Labelled>
    }
}

/// Shows a colour: picked, or typed as `#RRGGBB`.
#[component]
pub fn ColorInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// What the picker is called, for those who cannot see it.
    #[prop(into)]
    picker_label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// A word on what to write.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let control = Control::new(name, hint.is_some());
    let take = move |event| {
        value.set(event_target_value(&event));
        control.corrected();
    };
    // The picker knows no other way to write a colour than small letters.
    let picked = Memo::new(move |before: Option<&String>| {
        let color = value.with(|text| text.parse::<Color>().ok());
        color.map(|color| color.to_string().to_ascii_lowercase()).or_else(|| before.cloned()).unwrap_or_default()
    });
    view! {
        <Labelled control label hint>
            <span class="form-color">
                <input type="color" aria-label=picker_label prop:value=picked on:input=take />
                <input
                    id=control.id()
                    name=control.name()
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=value
                    aria-invalid=move || control.is_invalid()
                    aria-describedby=move || control.described_by()
                    on:input=take
                />
            </span>
        </Labelled>
    }
}
