//! Controls for typed text. All keep the input as text, so that input that is
//! not a valid number, colour or time is not lost.

use leptos::prelude::*;

use super::{
    control::{Control, Labelled},
    value::Value,
};
use crate::model::color::Color;

/// Shows a field for one line of text.
#[component]
pub fn TextInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The input.
    #[prop(into)]
    value: Value<String>,
    /// A hint on what to enter.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// The input's type: `email`, `password`, `search`, `date`, `url`; else
    /// plain text.
    #[prop(default = "text")]
    kind: &'static str,
    /// The language of the input, if it is not the page's.
    #[prop(optional)]
    lang: Option<&'static str>,
    /// The id of the `datalist` with suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Whether the label is only for screen readers.
    #[prop(optional)]
    label_hidden: bool,
    /// Whether it is a one-time code from an app or a message.
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
                prop:value=value.shown()
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

/// Shows a field for several lines of text.
#[component]
pub fn TextArea(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The input.
    #[prop(into)]
    value: Value<String>,
    /// A hint on what to enter.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// The number of lines that are shown at first.
    #[prop(default = 3)]
    rows: u32,
    /// The language of the input, if it is not the page's.
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
                prop:value=value.shown()
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

/// Shows a field for a number. It does not have the type `number`, which
/// discards input that is not a number.
#[component]
pub fn NumberInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The input.
    #[prop(into)]
    value: Value<String>,
    /// A hint on what to enter.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// The unit shown behind it, such as MB.
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
                    prop:value=value.shown()
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

/// Shows a field for a colour, which is picked or typed as `#RRGGBB`.
#[component]
pub fn ColorInput(
    /// The field's name in the API.
    #[prop(into)]
    name: String,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The colour picker's label for screen readers.
    #[prop(into)]
    picker_label: Signal<String>,
    /// The input.
    #[prop(into)]
    value: Value<String>,
    /// A hint on what to enter.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let control = Control::new(name, hint.is_some());
    let take = move |event| {
        value.set(event_target_value(&event));
        control.corrected();
    };
    // The colour picker accepts only lower-case letters.
    let picked = Memo::new(move |before: Option<&String>| {
        let color = value.get().parse::<Color>().ok();
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
                    prop:value=value.shown()
                    aria-invalid=move || control.is_invalid()
                    aria-describedby=move || control.described_by()
                    on:input=take
                />
            </span>
        </Labelled>
    }
}
