//! The button that opens the list of all unsent messages on any page.

use leptos::{html::Dialog, prelude::*};

use super::{texts::OutboxTexts, use_outbox};
use crate::{
    console::{
        dialog::open_dialog,
        lazy::{PartInPage, UNSENT_LIST},
        locale::use_locale,
    },
    model::digits,
    ui::{
        icons::{Glyph, Icon},
        outbox::EntryState,
    },
};

const TITLE_ID: &str = "unsent-title";

/// The dialog around the list, provided to the list in the context.
#[derive(Clone, Copy)]
pub(super) struct UnsentDialog(pub(super) NodeRef<Dialog>);

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
    provide_context(UnsentDialog(dialog));
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
            <PartInPage part=UNSENT_LIST is_wanted=has_any />
        </dialog>
    }
}
