//! The form for a time that the menu does not offer.

use leptos::{html::Dialog, prelude::*};
use web_sys::SubmitEvent;

use super::{texts::SnoozingTexts, times::MORNING};
use crate::{
    console::{
        conversation::{
            properties::{Property, PropertyMenus},
            state::use_conversation,
        },
        inbox::Change,
        locale::use_locale,
        menu::{open_modal, place},
    },
    model::inbox::Snooze,
    ui::time,
};

const FIELD_ID: &str = "snooze-time";
const PROBLEM_ID: &str = "snooze-time-problem";
/// The minutes of the year in which a snooze must end.
const YEAR: u32 = 365 * 24 * 60;

/// Shows the form in place of the menu.
#[component]
pub fn OwnTime(menus: PropertyMenus) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let texts = move || SnoozingTexts::of(locale.language());
    let tomorrow = time::local_now().0.plus(1);
    let value = RwSignal::new(time::local_text(tomorrow, MORNING));
    let is_refused = RwSignal::new(false);
    let close = move || menus.close(Property::SnoozeTime);
    let dialog = NodeRef::<Dialog>::new();
    let closed = open_modal(dialog, Callback::new(move |()| close()));
    dialog.on_load(|dialog| place(&dialog, Property::SnoozeTime.button_id()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let at = value.with_untracked(|value| time::of_local_text(value));
        match at.filter(|at| *at > time::now() && *at <= time::in_minutes(YEAR)) {
            Some(at) => {
                close();
                conversation.make(Change::Snooze(Snooze { until: Some(at) }));
            }
            None => is_refused.set(true),
        }
    };
    let input = move |event| {
        value.set(event_target_value(&event));
        is_refused.set(false);
    };
    view! {
        <dialog class="menu" node_ref=dialog aria-label=move || texts().title on:close=closed>
            <form class="snooze-form" novalidate on:submit=submit>
                <label for=FIELD_ID>{move || texts().until}</label>
                <input
                    type="datetime-local"
                    id=FIELD_ID
                    prop:value=value
                    aria-invalid=move || is_refused.get().then_some("true")
                    aria-describedby=PROBLEM_ID
                    on:input=input
                />
                <span class="field-error" id=PROBLEM_ID role="alert">
                    {move || is_refused.get().then(|| texts().out_of_range)}
                </span>
                <div class="snooze-buttons">
                    <button class="button button--primary">{move || texts().title}</button>
                    <button type="button" class="button" on:click=move |_| close()>
                        {move || texts().cancel}
                    </button>
                </div>
            </form>
        </dialog>
    }
}
