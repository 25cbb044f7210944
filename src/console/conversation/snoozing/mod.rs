//! Snoozes the open conversation: the menu of times, and the form for another time.

mod own_time;
mod texts;
mod times;

use leptos::prelude::*;

pub use self::own_time::OwnTime;
use self::{
    texts::SnoozingTexts,
    times::{When, choices},
};
use super::{
    properties::{Property, PropertyMenus},
    state::use_conversation,
};
use crate::{
    console::{
        inbox::Change,
        locale::use_locale,
        menu::{MenuDialog, MenuItem},
    },
    model::{conversation::Status, inbox::Snooze},
    ui::time,
};

/// The values of the choices that are not times.
const CUSTOMER: &str = "customer";
const OWN_TIME: &str = "own-time";
const END: &str = "end";

/// Shows the menu.
#[component]
pub fn SnoozeMenu(menus: PropertyMenus) -> impl IntoView {
    let conversation = use_conversation();
    let locale = use_locale();
    let texts = move || SnoozingTexts::of(locale.language());
    let (today, minute) = time::local_now();
    let moment = |when| match when {
        When::In(minutes) => time::in_minutes(minutes),
        When::At(day, minute) => time::local(day, minute),
    };
    let offered = choices(today, minute).into_iter().map(|(choice, when)| (choice, moment(when)));
    let offered = StoredValue::new(offered.collect::<Vec<_>>());
    let snooze = Memo::new(move |_| conversation.summary.with(|summary| summary.as_ref()?.snooze()));
    let items = move || {
        let (texts, language) = (texts(), locale.language());
        let snooze = snooze.get();
        let end = snooze.is_some().then(|| MenuItem::new(END, texts.end));
        let times = offered.with_value(|offered| {
            let item = |(choice, at): &(times::Choice, _)| {
                let day = texts.choice(*choice).map_or_else(|| time::weekday(at, language), str::to_owned);
                MenuItem::new(choice.code(), [&day, ", ", &time::clock(at, language)].concat())
            };
            offered.iter().map(item).collect::<Vec<_>>()
        });
        let is_until_the_customer_writes = snooze.is_some_and(|snooze| snooze.until.is_none());
        let customer = MenuItem::new(CUSTOMER, texts.customer).current(is_until_the_customer_writes);
        let own_time = MenuItem::new(OWN_TIME, texts.own_time);
        end.into_iter().chain(times).chain([customer, own_time]).collect::<Vec<_>>()
    };
    let pick = move |value: String| match value.as_str() {
        END => conversation.set_status(Status::Open),
        CUSTOMER => conversation.make(Change::Snooze(Snooze { until: None })),
        OWN_TIME => menus.open(Property::SnoozeTime),
        code => {
            let at = offered.with_value(|offered| {
                offered.iter().find(|(choice, _)| choice.code() == code).map(|(_, at)| at.clone())
            });
            at.into_iter().for_each(|at| conversation.make(Change::Snooze(Snooze { until: Some(at) })));
        }
    };
    view! {
        <MenuDialog
            button_id=Property::Snooze.button_id()
            label=Signal::derive(move || texts().title)
            items=Signal::derive(items)
            is_short=true
            on_pick=pick
            on_close=move |()| menus.close(Property::Snooze)
        />
    }
}
