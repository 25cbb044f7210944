//! One label of the list, and the form that creates or changes one.

use std::pin::Pin;

use leptos::prelude::*;

use crate::{
    api::labels,
    console::{
        form::{ConfirmDialog, FieldErrors, TextInput},
        inbox::{InboxTexts, use_directory},
        locale::use_locale,
        notice::use_notices,
        request::Request,
        session::use_session,
    },
    model::{
        color::Color,
        error::ApiError,
        label::{Label, LabelDraft},
        role::Role,
        text::isolated,
    },
    ui::icons::{Glyph, Icon},
};

/// The request that saves a label.
pub type Saving = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// Shows a label that can be changed and, by admins, deleted.
#[component]
pub fn LabelItem(label: Label, changed: Callback<()>) -> impl IntoView {
    let (session, locale) = (use_session(), use_locale());
    let is_asking = RwSignal::new(false);
    let id = label.id;
    // A colleague may rename it in the meantime.
    let directory = use_directory();
    let known = Memo::new(move |_| {
        directory.labels.with(|all| all.iter().find(|known| known.id == id).cloned()).unwrap_or_else(|| label.clone())
    });
    let texts = move || InboxTexts::of(locale.language());
    let is_admin = move || session.agent().is_some_and(|me| me.role >= Role::Admin);
    let deletion = Request::change(move |()| labels::delete_label(id), move |()| changed.run(()));
    let delete = Callback::new(move |()| deletion.send(()));
    let save = Callback::new(move |draft: LabelDraft| {
        Box::pin(async move { labels::change_label(id, draft).await.map(drop) }) as Saving
    });
    let title = Signal::derive(move || {
        let (before, after) = texts().delete_label_title;
        known.with(|label| [before, &isolated(&label.name), after].concat())
    });
    view! {
        <li class="label-item">
            <LabelForm
                name=format!("label-{}", id.0)
                label=Some(known)
                submit=Signal::derive(move || texts().save_label)
                save=save
                changed=changed
            />
            <Show when=is_admin>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=move || known.with(|label| format!("{}: {}", texts().delete_label, isolated(&label.name)))
                    on:click=move |_| is_asking.set(true)
                >
                    <Icon glyph=Glyph::Close />
                </button>
            </Show>
            <ConfirmDialog
                is_open=is_asking
                title=title
                text=Signal::derive(move || texts().delete_label_hint.to_owned())
                confirm=Signal::derive(move || texts().delete_label.to_owned())
                on_confirm=delete
            />
        </li>
    }
}

/// Shows the fields for name and colour. The input stays until the server has
/// accepted it.
#[component]
pub fn LabelForm(
    /// The name of the field, which is on the page several times.
    name: String,
    /// The label to change; none to create one.
    label: Option<Memo<Label>>,
    /// The label of the submit button.
    submit: Signal<&'static str>,
    save: Callback<LabelDraft, Saving>,
    changed: Callback<()>,
) -> impl IntoView {
    let (session, notices, locale) = (use_session(), use_notices(), use_locale());
    let errors = FieldErrors::provide();
    let is_new = label.is_none();
    let (name_now, color_now) = label.map_or((String::new(), Color::PRIMARY), |label| {
        label.with_untracked(|label| (label.name.clone(), label.color))
    });
    let (text, color) = (RwSignal::new(name_now), RwSignal::new(color_now));
    if let Some(label) = label {
        follow(label, text, color);
    }
    let texts = move || InboxTexts::of(locale.language());
    let field = StoredValue::new(name.clone());
    let show = move |error: &ApiError| {
        let renamed = error.fields.iter().map(|problem| {
            let mut problem = problem.clone();
            problem.field = field.get_value();
            problem
        });
        errors.show(renamed.collect());
    };
    let saving = Request::new(move |draft: LabelDraft| async move {
        match session.change(save.run(draft)).await {
            Ok(()) => {
                if is_new {
                    text.set(String::new());
                }
                changed.run(());
            }
            Err(error) if !error.fields.is_empty() => show(&error),
            Err(error) => notices.tell(&error),
        }
    });
    let send = move || {
        let draft = match (LabelDraft { name: text.get_untracked(), color: color.get_untracked() }).check() {
            Ok(draft) => draft,
            Err(fields) => return show(&ApiError::fields(fields)),
        };
        saving.send(draft);
    };
    view! {
        <form
            class="label-form"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <input
                type="color"
                aria-label=move || texts().label_color
                prop:value=move || color.get().to_string().to_ascii_lowercase()
                on:input=move |event| {
                    if let Ok(picked) = event_target_value(&event).parse() {
                        color.set(picked);
                    }
                }
            />
            <TextInput name=name label=Signal::derive(move || texts().label_name.to_owned()) value=text label_hidden=true />
            {if is_new {
                view! { <button class="button button--primary">{submit}</button> }.into_any()
            } else {
                view! {
                    <button class="icon-button" aria-label=submit>
                        <Icon glyph=Glyph::Check />
                    </button>
                }
                    .into_any()
            }}
        </form>
    }
}

/// Applies a colleague's changes to a label. The input in the field stays.
fn follow(label: Memo<Label>, text: RwSignal<String>, color: RwSignal<Color>) {
    Effect::new(move |before: Option<Label>| {
        let now = label.get();
        if let Some(before) = before {
            if text.with_untracked(|text| *text == before.name) {
                text.set(now.name.clone());
            }
            if color.get_untracked() == before.color {
                color.set(now.color);
            }
        }
        now
    });
}
