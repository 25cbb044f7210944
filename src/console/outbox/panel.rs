//! The list of all unsent messages, which can be opened on any page. It shows why the server
//! refused a message, and offers to send it again or discard it.

use leptos::{html::Dialog, prelude::*};

use super::{
    mark::MarkChip,
    queue::{Mark, Unsent},
    texts::OutboxTexts,
    use_outbox,
};
use crate::{
    console::{conversation::ToolTexts, dialog::open_dialog, link::Link, locale::use_locale, place},
    model::digits,
    ui::{
        icons::{Glyph, Icon},
        outbox::EntryState,
    },
};

const TITLE_ID: &str = "unsent-title";

/// Shows the button on the rail that opens the list, while there are unsent
/// messages.
#[component]
pub fn OutboxButton() -> impl IntoView {
    let outbox = use_outbox();
    let locale = use_locale();
    let overdue = Memo::new(move |_| outbox.overdue());
    let has_any = Memo::new(move |_| !overdue.with(Vec::is_empty));
    let is_refused = Memo::new(move |_| {
        overdue.with(|overdue| overdue.iter().any(|unsent| unsent.entry.state != EntryState::Sending))
    });
    let label = move || {
        let language = locale.language();
        OutboxTexts::of(language).title_with(overdue.with(Vec::len), language)
    };
    let dialog = NodeRef::<Dialog>::new();
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            open_dialog(&dialog);
        }
    };
    let close = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    view! {
        <span class="visually-hidden" role="status">{move || has_any.get().then(label)}</span>
        <Show when=move || has_any.get()>
            <button type="button" class="rail-item rail-item--unsent" aria-label=label title=label aria-haspopup="dialog" on:click=open>
                {move || {
                    let glyph = if is_refused.get() { Glyph::Warning } else { Glyph::Clock };
                    view! { <Icon glyph=glyph /> }
                }}
                <span class="rail-count" aria-hidden="true">
                    {move || digits::localize(&overdue.with(Vec::len).to_string(), locale.language())}
                </span>
            </button>
        </Show>
        <dialog class="unsent" node_ref=dialog aria-labelledby=TITLE_ID>
            <form method="dialog" class="shortcuts-head">
                <h2 id=TITLE_ID>{move || OutboxTexts::of(locale.language()).title}</h2>
                <button class="icon-button" aria-label=move || locale.texts().close>
                    <Icon glyph=Glyph::Close />
                </button>
            </form>
            <ul class="unsent-list">
                <For
                    each=move || overdue.get()
                    key=|unsent| (unsent.entry.client_id.clone(), unsent.entry.state == EntryState::Sending)
                    let:unsent
                >
                    <UnsentItem unsent close />
                </For>
            </ul>
        </dialog>
    }
}

#[component]
fn UnsentItem(unsent: Unsent, close: Callback<()>) -> impl IntoView {
    let locale = use_locale();
    let outbox = use_outbox();
    let Unsent { conversation, entry, .. } = unsent;
    let place = format!("{}/{conversation}", place::INBOX);
    let is_note = entry.is_note;
    let mark = if entry.state == EntryState::Sending { Mark::Unsent } else { Mark::NotSent };
    let failure = match entry.state {
        EntryState::Failed(error) => Some(error.code),
        EntryState::Sending => None,
    };
    let client_id = StoredValue::new(entry.client_id);
    view! {
        <li>
            <p class="unsent-head">
                <Link href=place on_click=close>{conversation.to_string()}</Link>
                <MarkChip mark />
                {move || is_note.then(|| view! { <span class="quiet">{ToolTexts::of(locale.language()).note}</span> })}
            </p>
            <p class="unsent-text" dir="auto">{entry.text}</p>
            {failure.map(|code| view! { <p class="unsent-reason">{move || locale.texts().error(code)}</p> })}
            <Show when=move || failure.is_some()>
                <div class="failure-actions">
                    <button type="button" class="button" on:click=move |_| outbox.retry(&client_id.get_value())>
                        {move || locale.texts().send_again}
                    </button>
                    <button type="button" class="button" on:click=move |_| outbox.discard(&client_id.get_value())>
                        {move || locale.texts().discard}
                    </button>
                </div>
            </Show>
        </li>
    }
}
