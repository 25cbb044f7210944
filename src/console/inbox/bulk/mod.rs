//! Bulk actions on the selected conversations, and their outcome for each.

mod outcome;

use leptos::prelude::*;

use self::outcome::OutcomeLine;
use super::{directory::use_directory, selection::use_selection, state::use_inbox, texts::InboxTexts};
use crate::{
    api::bulk,
    console::{locale::use_locale, notice::use_notices, scope::Scope, session::use_session},
    model::{
        bulk::{BulkAction, BulkReport, BulkRequest, MAX_CONVERSATIONS},
        conversation::Priority,
        digits,
        ids::{AgentId, LabelId},
    },
    ui::icons::{Glyph, Icon},
};

/// Shows the bar at the end of the list, while conversations are selected or a
/// bulk action has just ended.
#[component]
pub fn BulkBar() -> impl IntoView {
    let selection = use_selection();
    let locale = use_locale();
    let report = RwSignal::new(None::<BulkReport>);
    let act = use_act(report);
    let is_shown = Memo::new(move |_| selection.is_used());
    // The outcome is shown until the next selection begins.
    Effect::new(move |_| {
        if selection.count() > 0 {
            report.set(None);
        }
    });
    view! {
        <OutcomeLine report=report />
        <Show when=move || is_shown.get()>
            <section class="bulk-bar" aria-label=move || InboxTexts::of(locale.language()).act_on_selected>
                <BulkHead />
                <BulkActions act=act />
            </section>
        </Show>
    }
}

/// Returns the callback that applies an action to all selected conversations.
fn use_act(report: RwSignal<Option<BulkReport>>) -> Callback<BulkAction> {
    let (inbox, selection) = (use_inbox(), use_selection());
    let (session, notices) = (use_session(), use_notices());
    let scope = Scope::here();
    let is_acting = StoredValue::new(false);
    Callback::new(move |action: BulkAction| {
        let ids: Vec<String> = selection.ids.with_untracked(|ids| ids.iter().map(ToString::to_string).collect());
        if ids.is_empty() || ids.len() > MAX_CONVERSATIONS || is_acting.get_value() {
            return;
        }
        is_acting.set_value(true);
        scope.spawn(async move {
            match session.change(bulk::act_on_many(BulkRequest { ids, action })).await {
                Ok(done) => {
                    selection.clear();
                    report.set(Some(done));
                    inbox.wake();
                }
                Err(error) => notices.tell(&error),
            }
            is_acting.set_value(false);
        });
    })
}

#[component]
fn BulkHead() -> impl IntoView {
    let (inbox, selection) = (use_inbox(), use_selection());
    let locale = use_locale();
    let texts = move || InboxTexts::of(locale.language());
    let count = move || {
        let (before, after) = texts().selected;
        [before, &digits::localize(&selection.count().to_string(), locale.language()), after].concat()
    };
    view! {
        <div class="bulk-head">
            <p role="status">
                {count}
                {move || (selection.count() > MAX_CONVERSATIONS).then(|| [". ", texts().at_most].concat())}
            </p>
            <button type="button" class="link-button" on:click=move |_| selection.select_all(inbox)>
                {move || texts().select_all}
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label=move || texts().end_selection
                on:click=move |_| selection.clear()
            >
                <Icon glyph=Glyph::Close />
            </button>
        </div>
    }
}

#[component]
fn BulkActions(act: Callback<BulkAction>) -> impl IntoView {
    let locale = use_locale();
    let inbox = use_inbox();
    let directory = use_directory();
    directory.refresh();
    let texts = move || InboxTexts::of(locale.language());
    let agents = move || {
        let me = inbox.me();
        let option = |agent: &crate::model::agent::Colleague| (agent.id.0, agent.name_in(locale.language()).to_owned());
        let others: Vec<_> = directory
            .colleagues
            .with(|colleagues| colleagues.iter().filter(|agent| agent.id != me).map(option).collect());
        let first = [(me.0, texts().to_me.to_owned()), (UNASSIGNED, locale.texts().unassigned.to_owned())];
        first.into_iter().chain(others).collect::<Vec<_>>()
    };
    let priorities =
        move || Priority::ALL.map(|priority| (priority.code(), locale.texts().priority(priority).to_owned())).to_vec();
    let labels = move || {
        directory.labels.with(|labels| labels.iter().map(|label| (label.id.0, label.name.clone())).collect::<Vec<_>>())
    };
    let button = move |action: BulkAction, text: Signal<&'static str>| {
        view! { <button type="button" class="button" on:click=move |_| act.run(action)>{text}</button> }
    };
    view! {
        <div class="bulk-actions">
            {button(BulkAction::Resolve, Signal::derive(move || locale.texts().resolve))}
            {button(BulkAction::Close, Signal::derive(move || texts().close_all))}
            {button(BulkAction::Reopen, Signal::derive(move || locale.texts().reopen))}
            <ActionMenu
                label=Signal::derive(move || texts().assign)
                choices=Signal::derive(agents)
                on_choose=move |id: String| {
                    if let Ok(id) = id.parse() {
                        act.run(BulkAction::Assign((id != UNASSIGNED).then_some(AgentId(id))));
                    }
                }
            />
            <ActionMenu
                label=Signal::derive(move || texts().set_priority)
                choices=Signal::derive(priorities)
                on_choose=move |code: String| {
                    if let Ok(priority) = code.parse() {
                        act.run(BulkAction::Priority(priority));
                    }
                }
            />
            <Show when=move || directory.labels.with(|labels| !labels.is_empty())>
                <ActionMenu
                    label=Signal::derive(move || texts().add_label)
                    choices=Signal::derive(labels)
                    on_choose=move |id: String| {
                        if let Ok(id) = id.parse() {
                            act.run(BulkAction::Label(LabelId(id)));
                        }
                    }
                />
            </Show>
        </div>
    }
}

/// The value for "unassigned" in the list; no agent has this id.
const UNASSIGNED: i64 = 0;

/// Shows a drop-down list that runs an action for each choice.
#[component]
fn ActionMenu<V>(
    label: Signal<&'static str>,
    choices: Signal<Vec<(V, String)>>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView
where
    V: ToString + Clone + Send + Sync + 'static,
{
    let options = move || {
        let option = |(value, name): (V, String)| view! { <option value=value.to_string()>{name}</option> };
        choices.get().into_iter().map(option).collect_view()
    };
    let choose = move |event| {
        on_choose.run(event_target_value(&event));
        // Shows the list's label again.
        event_target::<web_sys::HtmlSelectElement>(&event).set_selected_index(0);
    };
    view! {
        <span class="select select--plain">
            <select aria-label=label on:change=choose>
                <option value="" selected disabled>{label}</option>
                {options}
            </select>
        </span>
    }
}
