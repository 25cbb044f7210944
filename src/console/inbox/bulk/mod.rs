//! Bulk actions on the selected conversations, and their outcome for each.

mod outcome;
mod undoing;

use leptos::prelude::*;

use self::{
    outcome::OutcomeLine,
    undoing::{change_of, known, reverses},
};
use super::{directory::use_directory, selection::use_selection, state::use_inbox, texts::InboxTexts};
use crate::{
    api::bulk,
    console::{
        conversation::items,
        labels::label_item,
        locale::use_locale,
        menu::{MenuButton, MenuDialog, MenuItem},
        notice::use_notices,
        scope::Scope,
        session::use_session,
    },
    model::{
        bulk::{BulkAction, BulkReport, BulkRequest, MAX_CONVERSATIONS, Outcome},
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
    let (inbox, selection, directory) = (use_inbox(), use_selection(), use_directory());
    let (session, notices) = (use_session(), use_notices());
    let scope = Scope::here();
    let is_acting = StoredValue::new(false);
    Callback::new(move |action: BulkAction| {
        let ids: Vec<String> = selection.ids.with_untracked(|ids| ids.iter().map(ToString::to_string).collect());
        if ids.is_empty() || ids.len() > MAX_CONVERSATIONS || is_acting.get_value() {
            return;
        }
        is_acting.set_value(true);
        let known = known(&ids, inbox);
        let change = change_of(action, &directory.labels.read_untracked(), &directory.colleagues.read_untracked());
        scope.spawn(async move {
            match session.change(bulk::act_on_many(BulkRequest { ids, action })).await {
                Ok(done) => {
                    selection.clear();
                    inbox.wake();
                    if let Some(change) = change {
                        let reverses = reverses(&change, &done, &known);
                        inbox.undo.offer(change, reverses);
                    }
                    // The notice that offers to undo it tells the count of those that were changed.
                    if done.count(Outcome::Done) < done.results.len() {
                        report.set(Some(done));
                    }
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
        directory.colleagues.with(|team| items::agents(locale.texts(), locale.language(), inbox.me(), team, None))
    };
    let labels = move || directory.labels.with(|labels| labels.iter().map(label_item).collect::<Vec<_>>());
    let button = move |action: BulkAction, text: Signal<&'static str>| {
        view! { <button type="button" class="button" on:click=move |_| act.run(action)>{text}</button> }
    };
    view! {
        <div class="bulk-actions">
            {button(BulkAction::Resolve, Signal::derive(move || locale.texts().resolve))}
            {button(BulkAction::Close, Signal::derive(move || texts().close_all))}
            {button(BulkAction::Reopen, Signal::derive(move || locale.texts().reopen))}
            <ActionMenu
                id="bulk-assign"
                key="a"
                label=Signal::derive(move || texts().assign)
                items=Signal::derive(agents)
                on_pick=move |id: String| {
                    if let Ok(id) = id.parse().map(AgentId) {
                        act.run(BulkAction::Assign((id != items::UNASSIGNED).then_some(id)));
                    }
                }
            />
            <ActionMenu
                id="bulk-priority"
                key="p"
                label=Signal::derive(move || texts().set_priority)
                items=Signal::derive(move || items::priorities(locale.texts(), None))
                on_pick=move |code: String| {
                    if let Ok(priority) = code.parse() {
                        act.run(BulkAction::Priority(priority));
                    }
                }
            />
            <Show when=move || directory.labels.with(|labels| !labels.is_empty())>
                <ActionMenu
                    id="bulk-label"
                    key="l"
                    label=Signal::derive(move || texts().add_label)
                    items=Signal::derive(labels)
                    on_pick=move |id: String| {
                        if let Ok(id) = id.parse() {
                            act.run(BulkAction::Label(LabelId(id)));
                        }
                    }
                />
            </Show>
        </div>
    }
}

/// Shows a button that opens a menu of actions.
#[component]
fn ActionMenu(
    id: &'static str,
    key: &'static str,
    label: Signal<&'static str>,
    items: Signal<Vec<MenuItem>>,
    #[prop(into)] on_pick: Callback<String>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <MenuButton
            id
            text=Signal::derive(move || label.get().to_owned())
            key
            is_open
            on_press=move |()| is_open.set(true)
        />
        <Show when=move || is_open.get()>
            <MenuDialog button_id=id label items on_pick on_close=move |()| is_open.set(false) />
        </Show>
    }
}
