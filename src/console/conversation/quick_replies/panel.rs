//! All quick replies, with search and by category.

use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

use super::{PANEL_ID, QuickReplies};
use crate::{
    console::{
        conversation::{
            field_menu::{OptionList, Options},
            texts::ToolTexts,
        },
        loaded::NotLoaded,
        locale::use_locale,
    },
    model::quick_reply::{self, QuickReply},
};

const LIST_ID: &str = "panel-replies";

/// Shows the panel of the [`QuickReplies`] in the context above the field.
#[component]
pub fn QuickReplyPanel() -> impl IntoView {
    let replies = expect_context::<QuickReplies>();
    view! {
        <Show when=move || replies.is_panel_open.get()>
            <Panel replies />
        </Show>
    }
}

#[component]
fn Panel(replies: QuickReplies) -> impl IntoView {
    replies.ask();
    let locale = use_locale();
    let texts = move || ToolTexts::of(locale.language());
    let query = RwSignal::new(String::new());
    let category = RwSignal::new(None::<String>);
    let found = Memo::new(move |_| {
        let offered = replies.offered.get().unwrap_or_default();
        let fits =
            |reply: &&QuickReply| category.with(|category| category.as_ref().is_none_or(|c| *c == reply.category));
        quick_reply::find(&offered, &query.read()).into_iter().filter(fits).cloned().collect()
    });
    let options = Options::new(LIST_ID, found);
    let steer = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            replies.close();
        }
    };
    let pick = Callback::new(move |reply: QuickReply| replies.insert(&reply));
    let search = NodeRef::<html::Input>::new();
    let retry = move |()| {
        replies.ask();
        // The button is removed and would take the focus with it.
        if let Some(search) = search.get_untracked() {
            let _ = search.focus();
        }
    };
    view! {
        <div
            class="quick-reply-panel"
            id=PANEL_ID
            role="dialog"
            aria-label=move || texts().quick_replies
            on:keydown=steer
        >
            <Search field=search query options on_pick=pick />
            <Categories replies category />
            <OptionList options label=Signal::derive(move || texts().quick_replies) on_pick=pick />
            {move || replies.problem.get().map(|code| view! { <NotLoaded code on_retry=retry /> })}
            <p class="quick-reply-none" role="status">
                {move || {
                    let offered = replies.offered.with(|offered| offered.as_ref().map(Vec::len));
                    match (offered, found.with(Vec::is_empty)) {
                        (Some(0), _) => Some(texts().no_quick_reply_at_all),
                        (Some(_), true) => Some(texts().no_quick_reply),
                        _ => None,
                    }
                }}
            </p>
        </div>
    }
}

/// Shows the search field, which also controls the list.
#[component]
fn Search(
    field: NodeRef<html::Input>,
    query: RwSignal<String>,
    options: Options<QuickReply>,
    on_pick: Callback<QuickReply>,
) -> impl IntoView {
    let locale = use_locale();
    field.on_load(|field| {
        let _ = field.focus();
    });
    let label = move || ToolTexts::of(locale.language()).search_quick_replies;
    view! {
        <input
            type="text"
            class="quick-reply-search"
            node_ref=field
            role="combobox"
            autocomplete="off"
            aria-label=label
            placeholder=label
            aria-expanded="true"
            aria-autocomplete="list"
            aria-controls=options.list_id
            aria-activedescendant=move || options.active_id()
            on:input=move |event| query.set(event_target_value(&event))
            on:keydown=move |event| {
                // Tab leads to the categories.
                if event.key() != "Tab" {
                    options.steer(&event, |reply| on_pick.run(reply));
                }
            }
        />
    }
}

#[component]
fn Categories(replies: QuickReplies, category: RwSignal<Option<String>>) -> impl IntoView {
    let locale = use_locale();
    let categories = Memo::new(move |_| {
        let mut names: Vec<String> = Vec::new();
        for reply in replies.offered.get().unwrap_or_default() {
            if !reply.category.is_empty() && !names.contains(&reply.category) {
                names.push(reply.category);
            }
        }
        names
    });
    let button = move |own: Option<String>| {
        let (compared, chosen) = (own.clone(), own.clone());
        view! {
            <button
                type="button"
                class="filter"
                aria-pressed=move || if category.read() == compared { "true" } else { "false" }
                on:click=move |_| category.set(chosen.clone())
            >
                {move || own.clone().unwrap_or_else(|| ToolTexts::of(locale.language()).all_categories.to_owned())}
            </button>
        }
    };
    view! {
        <div class="quick-reply-categories">
            {move || {
                let names = categories.get();
                (names.len() > 1)
                    .then(|| std::iter::once(None).chain(names.into_iter().map(Some)).map(button).collect_view())
            }}
        </div>
    }
}
