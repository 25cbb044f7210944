//! Days without business.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use reactive_stores::Store;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    console::{
        form::{TextInput, Value, use_field_errors},
        settings::{
            draft::{SettingsDraft, SettingsDraftStoreFields},
            use_texts,
        },
    },
    model::settings::{ChatSettingsStoreFields, Holiday},
    ui::icons::{Glyph, Icon},
};

/// Shows the list of holidays, each with its date and names.
#[component]
pub fn Holidays(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    let errors = use_field_errors();
    let holidays = Value::from(draft.settings().holidays());
    let count = Memo::new(move |_| holidays.get().len());
    let add = move |_| {
        errors.clear();
        holidays.update(|days| days.push(Holiday::default()));
        focus_date(holidays.get_untracked().len() - 1);
    };
    let rows = move || {
        let rows = (0..count.get()).map(|place| {
            let remove = move |_| {
                errors.clear();
                holidays.update(|days| {
                    days.remove(place);
                });
            };
            let field = |part: &str| format!("holidays.{place}.{part}");
            view! {
                <li class="holiday">
                    <TextInput
                        name=field("date")
                        kind="date"
                        label=move || texts().holiday_date.to_owned()
                        value=Value::of_item(holidays, place, |day| &mut day.date)
                    />
                    <TextInput
                        name=field("name")
                        label=move || texts().holiday_name.to_owned()
                        value=Value::of_item(holidays, place, |day| &mut day.name)
                        lang="en"
                    />
                    <TextInput
                        name=field("name_bn")
                        label=move || texts().holiday_name_bn.to_owned()
                        value=Value::of_item(holidays, place, |day| &mut day.name_bn)
                        lang="bn"
                    />
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=move || texts().remove_holiday
                        title=move || texts().remove_holiday
                        on:click=remove
                    >
                        <Icon glyph=Glyph::Close />
                    </button>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <div class="holidays">
            <h3>{move || texts().holidays}</h3>
            <p class="form-hint">{move || texts().holidays_hint}</p>
            <ul>{rows}</ul>
            <button type="button" class="button" on:click=add>{move || texts().add_holiday}</button>
        </div>
    }
}

/// Focuses a new row's date, once it is drawn.
fn focus_date(place: usize) {
    spawn_local(async move {
        TimeoutFuture::new(0).await;
        let field = document().get_element_by_id(&format!("field-holidays.{place}.date"));
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}
