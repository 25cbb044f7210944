//! The fields of the filters.

use leptos::prelude::*;

use super::{
    address::Filters,
    choice::ChoiceField,
    directory::use_directory,
    filter_sheet::{use_change, use_continued_change},
    result_count::ResultCount,
    state::use_inbox,
    tab::Tab,
    texts::InboxTexts,
};
use crate::{
    console::{dialog::focus_when_drawn, form::Choice, locale::use_locale},
    model::{
        conversation::Priority,
        day::Day,
        ids::{AgentId, LabelId},
        language::Language,
    },
};

/// Shows the fields of all filters.
#[component]
pub fn FilterFields() -> impl IntoView {
    let locale = use_locale();
    let texts = move || InboxTexts::of(locale.language());
    focus_when_drawn();
    view! {
        <Priorities />
        <Choices />
        <Check label=|texts| texts.unread_only flag=|filters| &mut filters.unread />
        <Check label=|texts| texts.mentions flag=|filters| &mut filters.mentioned />
        <DayField name="from" label=Signal::derive(move || texts().from) day=|filters| &mut filters.from />
        <DayField name="to" label=Signal::derive(move || texts().to) day=|filters| &mut filters.to />
        <ResultCount />
    }
}

#[component]
fn Priorities() -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let change = use_change();
    let boxes = Priority::ALL.map(|priority| {
        let is_picked =
            Memo::new(move |_| inbox.address.with(|address| address.filters.priorities.contains(&priority)));
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=is_picked
                    on:change=move |_| change.run(Box::new(move |filters| *filters = filters.toggled(priority)))
                />
                <span>{move || locale.texts().priority(priority)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="filter-group">
            <legend>{move || locale.texts().priority}</legend>
            <div class="filter-boxes">{boxes.collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let inbox = use_inbox();
    let directory = use_directory();
    let locale = use_locale();
    let change = use_change();
    let texts = move || InboxTexts::of(locale.language());
    let agents = Signal::derive(move || {
        let name = move |agent: &crate::model::agent::Colleague| {
            Choice::new(agent.id.0.to_string(), agent.name_in(locale.language()))
        };
        directory.colleagues.with(|colleagues| colleagues.iter().map(name).collect::<Vec<_>>())
    });
    let labels = Signal::derive(move || {
        let name = |label: &crate::model::label::Label| Choice::new(label.id.0.to_string(), &label.name);
        directory.labels.with(|labels| labels.iter().map(name).collect::<Vec<_>>())
    });
    let languages =
        Signal::derive(|| Language::ALL.map(|language| Choice::new(language.code(), language.own_name())).to_vec());
    let is_all = Memo::new(move |_| inbox.address.with(|address| address.tab == Tab::All));
    let filter = move |text: fn(&Filters) -> Option<String>| {
        Signal::derive(move || inbox.address.with(|address| text(&address.filters)).unwrap_or_default())
    };
    let agent = filter(|filters| filters.agent.map(|agent| agent.0.to_string()));
    let language = filter(|filters| filters.language.map(|language| language.to_string()));
    let label = filter(|filters| filters.label.map(|label| label.0.to_string()));
    view! {
        <Show when=move || is_all.get()>
            <ChoiceField
                id="filter-agent"
                label=Signal::derive(move || texts().agent)
                empty=Signal::derive(move || texts().any)
                value=agent
                choices=agents
                on_change=move |id: String| {
                    change.run(Box::new(move |filters| filters.agent = id.parse().ok().map(AgentId)));
                }
            />
        </Show>
        <ChoiceField
            id="filter-language"
            label=Signal::derive(move || texts().language)
            empty=Signal::derive(move || texts().any)
            value=language
            choices=languages
            on_change=move |code: String| change.run(Box::new(move |filters| filters.language = code.parse().ok()))
        />
        <ChoiceField
            id="filter-label"
            label=Signal::derive(move || texts().label)
            empty=Signal::derive(move || texts().any)
            value=label
            choices=labels
            on_change=move |id: String| {
                change.run(Box::new(move |filters| filters.label = id.parse().ok().map(LabelId)));
            }
        />
    }
}

#[component]
fn Check(label: fn(&InboxTexts) -> &'static str, flag: fn(&mut Filters) -> &mut bool) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let change = use_change();
    let is_on = Memo::new(move |_| *flag(&mut inbox.address.with(|address| address.filters.clone())));
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=is_on
                on:change=move |event| {
                    let is_on = event_target_checked(&event);
                    change.run(Box::new(move |filters| *flag(filters) = is_on));
                }
            />
            <span>{move || label(InboxTexts::of(locale.language()))}</span>
        </label>
    }
}

/// Shows the browser's native field for a date.
#[component]
fn DayField(
    name: &'static str,
    label: Signal<&'static str>,
    day: fn(&mut Filters) -> &mut Option<Day>,
) -> impl IntoView {
    let inbox = use_inbox();
    let change = use_continued_change();
    // The browser reports a date after each digit of a typed year. All of them are one change.
    let has_changed = StoredValue::new(false);
    let id = ["filter-", name].concat();
    let value = Memo::new(move |_| {
        let mut filters = inbox.address.with(|address| address.filters.clone());
        day(&mut filters).map(|day| day.to_string()).unwrap_or_default()
    });
    view! {
        <div class="select-field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                class="date-input"
                type="date"
                prop:value=value
                on:focus=move |_| has_changed.set_value(false)
                on:change=move |event| {
                    let picked = event_target_value(&event).parse().ok();
                    // A year of which only some digits are typed leaves the filter unset.
                    if *day(&mut inbox.address.get_untracked().filters) == picked {
                        return;
                    }
                    change.run((Box::new(move |filters| *day(filters) = picked), has_changed.get_value()));
                    has_changed.set_value(true);
                }
            />
        </div>
    }
}
