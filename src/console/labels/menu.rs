//! The menu that adds a label to a conversation, and creates it if there is none with that name.

use leptos::prelude::*;

use crate::{
    api::labels,
    console::{
        form::sentence,
        inbox::{InboxTexts, use_directory},
        locale::use_locale,
        menu::{Dot, MenuDialog, MenuItem},
        notice::use_notices,
        request::Request,
        session::use_session,
    },
    model::{
        color::Color,
        error::{ApiError, ErrorCode},
        inbox::ConversationSummary,
        label::{Label, LabelDraft},
    },
};

/// Shows the menu.
#[component]
pub fn LabelMenu(
    /// The id of the button beside which it is placed.
    button_id: &'static str,
    /// The conversation, whose labels are not offered again.
    #[prop(into)]
    summary: Signal<Option<ConversationSummary>>,
    /// Called with the label to add.
    #[prop(into)]
    on_add: Callback<Label>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let (session, notices, locale) = (use_session(), use_notices(), use_locale());
    let directory = use_directory();
    directory.refresh();
    let problem = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().map(|known| known.labels.clone()).unwrap_or_default())
    });
    let items = move || {
        shown.with(|shown| {
            let is_offered = |label: &&Label| shown.iter().all(|other| other.id != label.id);
            directory.labels.with(|all| all.iter().filter(is_offered).map(item).collect::<Vec<_>>())
        })
    };
    let add = move |id: String| {
        let label = directory.labels.with_untracked(|all| all.iter().find(|label| label.id.to_string() == id).cloned());
        label.into_iter().for_each(|label| on_add.run(label));
    };
    let finish = move |label: Label| {
        directory.refresh();
        on_close.run(());
        on_add.run(label);
    };
    let creation = Request::new(move |draft: LabelDraft| async move {
        match session.change(create(draft)).await {
            Ok(label) => finish(label),
            Err(error) => match error.fields.first() {
                Some(field) => problem.set(Some(sentence(field, locale.language()))),
                None => notices.tell(&error),
            },
        }
    });
    let on_create = Callback::new(move |name: String| {
        let color = directory.labels.with_untracked(|all| next_color(all.len()));
        match (LabelDraft { name, color }).check() {
            Ok(draft) => creation.send(draft),
            Err(fields) => problem.set(fields.first().map(|field| sentence(field, locale.language()))),
        }
    });
    view! {
        <MenuDialog
            button_id
            label=Signal::derive(move || InboxTexts::of(locale.language()).add_label)
            items=Signal::derive(items)
            on_pick=add
            on_close
            on_create
            taken=Signal::derive(move || shown.with(|shown| shown.iter().map(|label| label.name.clone()).collect::<Vec<_>>()))
            problem
        />
    }
}

/// Returns the choice of a label.
pub fn item(label: &Label) -> MenuItem {
    MenuItem::new(label.id, &label.name).with_dot(Dot::Color(label.color))
}

/// Creates a label. If a colleague has just created one with this name, returns theirs.
async fn create(draft: LabelDraft) -> Result<Label, ApiError> {
    let name = draft.name.clone();
    match labels::create_label(draft).await {
        Err(error) if error.code == ErrorCode::InvalidValue => {
            let known = labels::labels().await?;
            known.into_iter().find(|label| label.name == name).ok_or(error)
        }
        answer => answer,
    }
}

/// Returns the colour of the next label, so that neighbours differ.
fn next_color(count: usize) -> Color {
    let colors = LabelDraft::COLORS;
    colors[count % colors.len()].parse().unwrap_or(Color::PRIMARY)
}
