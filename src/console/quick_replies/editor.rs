//! The editor of one quick reply.

use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{form::Fields, preview::Preview, state::use_replies, texts::QuickReplyTexts};
use crate::{
    api::admin::quick_replies as api,
    console::{
        admin::AdminPage,
        form::{
            ConfirmDialog, FieldErrors, FormSection, SaveBar, SaveState, SuggestInput, Switch, TextArea, TextInput,
        },
        link::Link,
        locale::use_locale,
        notice::use_notices,
        place,
        scope::Scope,
        session::use_session,
    },
    model::{
        error::ErrorCode, ids::QuickReplyId, language::Language, quick_reply::QuickReply,
        quick_reply_draft::QuickReplyDraft,
    },
};

/// A change by another admin while the editor was open.
#[derive(Clone, Copy, PartialEq)]
enum Meanwhile {
    Changed,
    Deleted,
}

/// Shows the form. The input stays when the server refuses it.
#[component]
pub fn Editor(
    /// The quick reply as it was loaded; none for a new one.
    reply: Option<QuickReply>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || QuickReplyTexts::of(locale.language());
    let (replies, session, scope) = (use_replies(), use_session(), Scope::here());
    let navigate = StoredValue::new_local(use_navigate());
    let leave = move || {
        let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(place::QUICK_REPLIES, options));
    };
    let errors = FieldErrors::provide();
    let id = RwSignal::new(reply.as_ref().map(|reply| reply.id));
    let saved = RwSignal::new(reply.map_or_else(QuickReplyDraft::new, Into::into));
    let fields = Fields::new(saved.get_untracked());
    let state = RwSignal::new(SaveState::Idle);
    let meanwhile = RwSignal::new(None);
    let is_dirty = Signal::derive(move || fields.draft() != saved.get());

    let store = move |draft: QuickReplyDraft| async move {
        let is_new = id.get_untracked().is_none();
        let answer = match id.get_untracked() {
            Some(id) => session.change(api::edit_quick_reply(id, draft, saved.get_untracked())).await,
            None => session.change(api::add_quick_reply(draft)).await,
        };
        match answer {
            Ok(reply) => {
                replies.put(reply.clone());
                saved.set(reply.into());
                fields.set(saved.get_untracked());
                meanwhile.set(None);
                state.set(SaveState::Saved);
                if is_new {
                    leave();
                }
            }
            Err(error) if error.code == ErrorCode::Conflict => {
                state.set(SaveState::Idle);
                // The next attempt saves over their version.
                if let Ok(list) = session.ask(api::all_quick_replies()).await
                    && let Some(theirs) = list.into_iter().find(|reply| Some(reply.id) == id.get_untracked())
                {
                    replies.put(theirs.clone());
                    saved.set(theirs.into());
                }
                meanwhile.set(Some(Meanwhile::Changed));
            }
            Err(error) if error.code == ErrorCode::NotFound => {
                if let Some(id) = id.get_untracked() {
                    replies.forget(id);
                }
                id.set(None);
                saved.set(QuickReplyDraft::new());
                state.set(SaveState::Idle);
                meanwhile.set(Some(Meanwhile::Deleted));
            }
            Err(error) => {
                errors.show_refused(&error);
                state.set(SaveState::after(&error));
            }
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if state.with_untracked(SaveState::is_saving) {
            return;
        }
        match untrack(|| fields.draft()).check() {
            Ok(draft) => {
                errors.clear();
                state.set(SaveState::Saving);
                scope.spawn(store(draft));
            }
            Err(problems) => {
                state.set(SaveState::Refused);
                errors.show(problems);
            }
        }
    };
    let discard = move |()| {
        fields.set(saved.get_untracked());
        errors.clear();
        meanwhile.set(None);
        state.set(SaveState::Idle);
    };
    let said = move || {
        meanwhile.get().map(|meanwhile| match meanwhile {
            Meanwhile::Changed => texts().changed_meanwhile,
            Meanwhile::Deleted => texts().deleted_meanwhile,
        })
    };
    let title = move || if id.get().is_some() { texts().edit_title } else { texts().new_title }.to_owned();

    view! {
        <AdminPage title=title hint=move || texts().edit_hint.to_owned()>
            <p class="page-actions">
                <Link href=place::QUICK_REPLIES class="back-link">{move || texts().back}</Link>
            </p>
            <p class="page-problem" role="alert">{said}</p>
            <form class="page-form" novalidate on:submit=submit>
                <TextFields fields />
                <UseFields fields />
                <Preview fields />
                <Show when=move || id.get().is_some()>
                    <DeleteButton id=id on_deleted=move |()| { saved.set(untrack(|| fields.draft())); leave() } />
                </Show>
                <SaveBar is_dirty=is_dirty state=state on_discard=discard />
            </form>
        </AdminPage>
    }
}

/// Shows title and answer, with both languages side by side.
#[component]
fn TextFields(fields: Fields) -> impl IntoView {
    let locale = use_locale();
    let texts = move || QuickReplyTexts::of(locale.language());
    let (en, bn) = (Language::En.code(), Language::Bn.code());
    view! {
        <FormSection title=move || texts().texts.to_owned()>
            <div class="form-pair">
                <TextInput name="title" label=move || texts().reply_title.to_owned() value=fields.title lang=en />
                <TextInput name="title_bn" label=move || texts().reply_title_bn.to_owned() value=fields.title_bn lang=bn />
            </div>
            <div class="form-pair">
                <TextArea name="content" label=move || texts().content.to_owned() value=fields.content rows=6 lang=en />
                <TextArea
                    name="content_bn"
                    label=move || texts().content_bn.to_owned()
                    hint=move || texts().bangla_hint.to_owned()
                    value=fields.content_bn
                    rows=6
                    lang=bn
                />
            </div>
            <p class="form-hint">{move || texts().placeholders}</p>
        </FormSection>
    }
}

/// Shows the fields for where agents find it, and whether they do.
#[component]
fn UseFields(fields: Fields) -> impl IntoView {
    let locale = use_locale();
    let replies = use_replies();
    let texts = move || QuickReplyTexts::of(locale.language());
    let categories = Signal::derive(move || {
        let mut categories = replies.categories();
        categories.retain(|category| !category.is_empty());
        categories
    });
    view! {
        <FormSection title=move || texts().use_of_it.to_owned()>
            <SuggestInput
                name="category"
                label=move || texts().category.to_owned()
                hint=move || texts().category_hint.to_owned()
                value=fields.category
                suggestions=categories
            />
            <Switch
                name="is_active"
                label=move || texts().is_active.to_owned()
                hint=move || texts().is_active_hint.to_owned()
                value=fields.is_active
            />
        </FormSection>
    }
}

/// Shows the button that deletes after a confirmation. A quick reply that is
/// gone already counts as deleted.
#[component]
fn DeleteButton(id: RwSignal<Option<QuickReplyId>>, #[prop(into)] on_deleted: Callback<()>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || QuickReplyTexts::of(locale.language());
    let (replies, session, notices, scope) = (use_replies(), use_session(), use_notices(), Scope::here());
    let is_asking = RwSignal::new(false);
    let delete = move |()| {
        let Some(id) = id.get_untracked() else { return };
        scope.spawn(async move {
            match session.change(api::delete_quick_reply(id)).await {
                Err(error) if error.code != ErrorCode::NotFound => notices.tell(&error),
                _ => {
                    on_deleted.run(());
                    replies.forget(id);
                }
            }
        });
    };
    view! {
        <p>
            <button type="button" class="button button--quiet-danger" on:click=move |_| is_asking.set(true)>
                {move || texts().delete}
            </button>
        </p>
        <ConfirmDialog
            is_open=is_asking
            title=move || texts().delete_question.to_owned()
            text=move || texts().delete_hint.to_owned()
            confirm=move || texts().delete.to_owned()
            on_confirm=delete
        />
    }
}
