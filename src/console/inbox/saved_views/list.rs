//! The content of the dialog: the form that saves the current view, and the list.

use leptos::prelude::*;

use super::{SavedViews, texts::SavedViewTexts};
use crate::{
    api::saved_views::{delete_view, save_view, saved_views},
    console::{
        dialog::focus_when_drawn,
        form::{ConfirmDialog, FieldErrors, TextInput},
        inbox::{InboxAddress, InboxTexts, use_inbox},
        loaded::{PageData, PageDataView},
        locale::use_locale,
        notice::use_notices,
        place,
        request::Request,
        session::use_session,
    },
    model::{
        digits,
        error::ApiError,
        saved_view::{SavedView, SavedViewDraft},
        text::isolated,
    },
    ui::icons::{Glyph, Icon},
};

/// Shows the form and the list.
#[component]
pub fn SavedViewList() -> impl IntoView {
    let locale = use_locale();
    let texts = move || SavedViewTexts::of(locale.language());
    let views = PageData::new(saved_views);
    let has_none = move || views.with(Vec::is_empty) == Some(true);
    let changed = Callback::new(move |()| views.reload());
    focus_when_drawn();
    view! {
        <SavedViewForm changed />
        <Mentions />
        <PageDataView loaded=views>
            <Show when=has_none>
                <p class="quiet">{move || texts().none}</p>
            </Show>
            <ul class="saved-view-list">
                <For each=move || views.with(Clone::clone).unwrap_or_default() key=|view: &SavedView| view.id let:view>
                    <SavedViewItem view changed />
                </For>
            </ul>
        </PageDataView>
    }
}

/// Shows the view of the conversations whose notes mention the agent, with the number of mentions
/// that the agent has not seen. Every agent has it.
#[component]
fn Mentions() -> impl IntoView {
    let (inbox, locale) = (use_inbox(), use_locale());
    let dialog = expect_context::<SavedViews>();
    let is_current = move || inbox.address.with(|current| *current == InboxAddress::mentions());
    let count = move || {
        let shown = digits::badge(inbox.counts.get().mentions, locale.language());
        (!shown.is_empty()).then(|| view! { <span class="badge">{shown}</span> })
    };
    view! {
        <p class="saved-view">
            <a
                class="saved-view-link"
                href=move || inbox.path_to(|_, ()| InboxAddress::mentions(), ())
                aria-current=move || is_current().then_some("page")
                data-noscroll
                on:click=move |_| dialog.close()
            >
                {move || InboxTexts::of(locale.language()).mentions}
            </a>
            {count}
        </p>
    }
}

#[component]
fn SavedViewForm(changed: Callback<()>) -> impl IntoView {
    let (inbox, session, notices, locale) = (use_inbox(), use_session(), use_notices(), use_locale());
    let errors = FieldErrors::provide();
    let texts = move || SavedViewTexts::of(locale.language());
    let (name, is_shared) = (RwSignal::new(String::new()), RwSignal::new(false));
    let saving = Request::new(move |draft: SavedViewDraft| async move {
        match session.change(save_view(draft)).await {
            Ok(_) => {
                name.set(String::new());
                is_shared.set(false);
                changed.run(());
            }
            Err(error) if !error.fields.is_empty() => errors.show(error.fields),
            Err(error) => notices.tell(&error),
        }
    });
    let send = move || {
        let address = inbox.address.with_untracked(|address| address.parameters_text());
        let draft =
            SavedViewDraft { name: name.get_untracked(), address, is_shared: is_shared.get_untracked() }.check();
        match draft {
            Ok(draft) => saving.send(draft),
            Err(fields) => errors.show(ApiError::fields(fields).fields),
        }
    };
    view! {
        <form
            class="saved-view-form"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <TextInput
                name=SavedViewDraft::NAME
                label=Signal::derive(move || texts().name.to_owned())
                value=name
            />
            <div class="filter-sheet-foot">
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=is_shared
                        on:change=move |event| is_shared.set(event_target_checked(&event))
                    />
                    <span>{move || texts().share}</span>
                </label>
                <button class="button button--primary">{move || texts().save}</button>
            </div>
        </form>
    }
}

#[component]
fn SavedViewItem(view: SavedView, changed: Callback<()>) -> impl IntoView {
    let (inbox, locale) = (use_inbox(), use_locale());
    let dialog = expect_context::<SavedViews>();
    let SavedView { id, name, address, is_shared, can_delete } = view;
    let texts = move || SavedViewTexts::of(locale.language());
    let is_asking = RwSignal::new(false);
    let deletion = Request::change(move |()| delete_view(id), move |()| changed.run(()));
    let named = StoredValue::new(isolated(&name));
    let title = Signal::derive(move || {
        let (before, after) = texts().delete_title;
        named.with_value(|name| [before, name, after].concat())
    });
    let hint = move || if is_shared { texts().delete_shared_hint } else { texts().delete_hint };
    let parameters = address.clone();
    let is_current = move || inbox.address.with(|current| current.parameters_text() == parameters);
    // The open conversation stays open.
    let path = move || {
        let page = inbox.open.with(|open| open.as_ref().map_or_else(|| place::INBOX.to_owned(), place::conversation));
        [&page, "?", &address].concat()
    };
    view! {
        <li class="saved-view">
            <a
                class="saved-view-link"
                href=path
                aria-current=move || is_current().then_some("page")
                data-noscroll
                on:click=move |_| dialog.close()
            >
                <bdi>{name}</bdi>
            </a>
            {is_shared.then(|| view! { <span class="quiet">{move || texts().shared}</span> })}
            {can_delete
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="icon-button"
                            aria-label=move || named.with_value(|name| [texts().delete, ": ", name].concat())
                            on:click=move |_| is_asking.set(true)
                        >
                            <Icon glyph=Glyph::Close />
                        </button>
                        <ConfirmDialog
                            is_open=is_asking
                            title
                            text=Signal::derive(move || hint().to_owned())
                            confirm=Signal::derive(move || texts().delete.to_owned())
                            on_confirm=move |()| deletion.send(())
                        />
                    }
                })}
        </li>
    }
}
