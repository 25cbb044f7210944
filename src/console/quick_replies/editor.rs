//! The editor of one quick reply.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use reactive_stores::Store;

use super::{preview::Preview, state::use_replies, texts::QuickReplyTexts};
use crate::{
    api::admin::quick_replies as api,
    console::{
        admin::AdminPage,
        form::{
            ConfirmDialog, Draft, EditBar, EditForm, FormSection, Refusal, SuggestInput, Switch, TextArea, TextInput,
        },
        link::Link,
        locale::use_locale,
        notice::use_notices,
        place,
        request::Request,
        session::use_session,
    },
    model::{
        error::ErrorCode,
        field::FieldError,
        ids::QuickReplyId,
        language::Language,
        quick_reply::QuickReply,
        quick_reply_draft::{QuickReplyDraft, QuickReplyDraftStoreFields},
    },
};

impl Draft for QuickReplyDraft {
    type Value = Self;

    fn of(value: &Self) -> Self {
        value.clone()
    }

    fn read(&self) -> Result<Self, Vec<FieldError>> {
        self.check()
    }
}

/// A change by another admin while the editor was open.
#[derive(Clone, Copy, PartialEq)]
enum ConcurrentChange {
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
    let (replies, session) = (use_replies(), use_session());
    let navigate = StoredValue::new_local(use_navigate());
    let leave = move || {
        let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(place::QUICK_REPLIES, options));
    };
    let id = RwSignal::new(reply.as_ref().map(|reply| reply.id));
    let form = EditForm::new(reply.map_or_else(QuickReplyDraft::new, QuickReplyDraft::from));
    let fields = form.input;
    let concurrent_change = RwSignal::new(None);

    let save = move |draft: QuickReplyDraft| async move {
        let answer = match id.get_untracked() {
            Some(id) => session.change(api::edit_quick_reply(id, draft, form.saved())).await,
            None => session.change(api::add_quick_reply(draft)).await,
        };
        match answer {
            Ok(reply) => {
                let stored = QuickReplyDraft::from(reply.clone());
                replies.put(reply);
                concurrent_change.set(None);
                if id.get_untracked().is_none() {
                    form.show(stored.clone());
                    leave();
                }
                Ok(stored)
            }
            Err(error) if error.code == ErrorCode::Conflict => {
                if let Ok(list) = session.ask(api::all_quick_replies()).await
                    && let Some(theirs) = list.into_iter().find(|reply| Some(reply.id) == id.get_untracked())
                {
                    replies.put(theirs.clone());
                    form.rebase(theirs.into());
                }
                concurrent_change.set(Some(ConcurrentChange::Changed));
                Err(Refusal::Shown)
            }
            Err(error) if error.code == ErrorCode::NotFound => {
                if let Some(id) = id.get_untracked() {
                    replies.forget(id);
                }
                id.set(None);
                form.rebase(QuickReplyDraft::new());
                concurrent_change.set(Some(ConcurrentChange::Deleted));
                Err(Refusal::Shown)
            }
            Err(error) => Err(error.into()),
        }
    };
    let discard = move |()| {
        concurrent_change.set(None);
        form.discard();
    };
    let alert = move || {
        concurrent_change.get().map(|concurrent_change| match concurrent_change {
            ConcurrentChange::Changed => texts().changed_meanwhile,
            ConcurrentChange::Deleted => texts().deleted_meanwhile,
        })
    };
    let title = move || if id.get().is_some() { texts().edit_title } else { texts().new_title }.to_owned();

    view! {
        <AdminPage title=title hint=move || texts().edit_hint.to_owned()>
            <p class="page-actions">
                <Link href=place::QUICK_REPLIES class="back-link">{move || texts().back}</Link>
            </p>
            <p class="page-problem" role="alert">{alert}</p>
            <form class="page-form" novalidate on:submit=form.on_submit(save)>
                <TextFields fields />
                <UseFields fields />
                <Preview fields />
                <Show when=move || id.get().is_some()>
                    <DeleteButton id=id on_deleted=move |()| { form.discard(); leave() } />
                </Show>
                <EditBar form on_discard=discard />
            </form>
        </AdminPage>
    }
}

/// Shows title and answer, with both languages side by side.
#[component]
fn TextFields(fields: Store<QuickReplyDraft>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || QuickReplyTexts::of(locale.language());
    let (en, bn) = (Language::En.code(), Language::Bn.code());
    view! {
        <FormSection title=move || texts().texts.to_owned()>
            <div class="form-pair">
                <TextInput name="title" label=move || texts().reply_title.to_owned() value=fields.title() lang=en />
                <TextInput name="title_bn" label=move || texts().reply_title_bn.to_owned() value=fields.title_bn() lang=bn />
            </div>
            <div class="form-pair">
                <TextArea name="content" label=move || texts().content.to_owned() value=fields.content() rows=6 lang=en />
                <TextArea
                    name="content_bn"
                    label=move || texts().content_bn.to_owned()
                    hint=move || texts().bangla_hint.to_owned()
                    value=fields.content_bn()
                    rows=6
                    lang=bn
                />
            </div>
            <p class="form-hint">{move || texts().placeholders}</p>
        </FormSection>
    }
}

/// Shows the fields for the category, and for whether agents are offered the quick reply.
#[component]
fn UseFields(fields: Store<QuickReplyDraft>) -> impl IntoView {
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
                value=fields.category()
                suggestions=categories
            />
            <Switch
                name="is_active"
                label=move || texts().is_active.to_owned()
                hint=move || texts().is_active_hint.to_owned()
                value=fields.is_active()
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
    let (replies, session, notices) = (use_replies(), use_session(), use_notices());
    let is_asking = RwSignal::new(false);
    let deletion = Request::new(move |id| async move {
        match session.change(api::delete_quick_reply(id)).await {
            Err(error) if error.code != ErrorCode::NotFound => notices.tell(&error),
            _ => {
                on_deleted.run(());
                replies.forget(id);
            }
        }
    });
    let delete = move |()| id.get_untracked().into_iter().for_each(|id| deletion.send(id));
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
