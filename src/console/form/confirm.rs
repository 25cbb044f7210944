//! The confirmation before something that cannot be undone.

use leptos::{html, prelude::*};

use super::texts::FormTexts;
use crate::console::locale::use_locale;

/// Shows a dialog that asks for confirmation. Closing it without an answer
/// counts as a refusal.
#[component]
pub fn ConfirmDialog(
    /// Whether the dialog is open.
    is_open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// The consequence of the action.
    #[prop(into)]
    text: Signal<String>,
    /// The label of the button that confirms; it names the action.
    #[prop(into)]
    confirm: Signal<String>,
    /// Called when the agent confirms.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if is_open.get() && !dialog.open() {
            // Fails only if the dialog is not in the document.
            let _ = dialog.show_modal();
        } else if !is_open.get() && dialog.open() {
            dialog.close();
        }
    });
    let agree = move |_| {
        is_open.set(false);
        on_confirm.run(());
    };
    view! {
        <dialog class="confirm" node_ref=dialog aria-label=title on:close=move |_| is_open.set(false)>
            <h2>{title}</h2>
            <p>{text}</p>
            <div class="confirm-choices">
                <button type="button" class="button" autofocus on:click=move |_| is_open.set(false)>
                    {move || FormTexts::of(locale.language()).cancel}
                </button>
                <button type="button" class="button button--danger" on:click=agree>{confirm}</button>
            </div>
        </dialog>
    }
}
