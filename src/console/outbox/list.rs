//! The list of all unsent messages. It shows why the server refused a message, and offers to send
//! it again or discard it.

use leptos::prelude::*;

use super::{
    mark::MarkChip,
    panel::UnsentDialog,
    queue::{Mark, Unsent},
    use_outbox,
};
use crate::{
    console::{conversation::ToolTexts, link::Link, locale::use_locale, place},
    ui::outbox::EntryState,
};

/// Shows the list.
#[component]
pub fn UnsentList() -> impl IntoView {
    let outbox = use_outbox();
    let UnsentDialog(dialog) = expect_context();
    let close = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    view! {
        <ul class="unsent-list">
            <For
                each=move || outbox.overdue()
                key=|unsent| (unsent.entry.client_id.clone(), unsent.entry.state == EntryState::Sending)
                let:unsent
            >
                <UnsentItem unsent close />
            </For>
        </ul>
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
