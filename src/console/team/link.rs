//! An invitation link that is shown once, to be copied.

use leptos::{html::Input, prelude::*};

use super::texts::TeamTexts;
use crate::{
    console::{copy::copy_text, form::FormSection, locale::use_locale, scope::Scope},
    model::invitation::InvitationLink,
    ui::time,
};

/// Shows the link, its expiry, and the button that copies it.
#[component]
pub fn LinkPanel(
    /// The link.
    link: InvitationLink,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || TeamTexts::of(locale.language());
    let scope = Scope::here();
    let field = NodeRef::<Input>::new();
    let result = RwSignal::new(None::<fn(&TeamTexts) -> &'static str>);
    let copy = move |_| {
        let Some(field) = field.get_untracked() else { return };
        field.select();
        scope.spawn(async move {
            let is_copied = copy_text(&field.value()).await;
            result.set(Some(if is_copied { |texts| texts.copied } else { |texts| texts.select_to_copy }));
        });
    };
    let InvitationLink { username, url, expires_at, .. } = link;
    let title = move || [texts().link, " ", &username].concat();
    let until = move || {
        let language = locale.language();
        let moment = [time::day_label(&expires_at, language), time::clock(&expires_at, language)].join(", ");
        [texts().valid_until, " ", &moment].concat()
    };
    let label = title.clone();
    view! {
        <FormSection title=title>
            <p>{move || texts().link_hint}</p>
            <div class="link-field">
                <input node_ref=field readonly value=url aria-label=label on:focus=move |_| select(field) />
                <button type="button" class="button button--primary" on:click=copy>
                    {move || texts().copy}
                </button>
            </div>
            <p class="form-hint">{until}</p>
            <p class="form-hint" role="status">{move || result.get().map(|words| words(texts()))}</p>
        </FormSection>
    }
}

fn select(field: NodeRef<Input>) {
    if let Some(field) = field.get_untracked() {
        field.select();
    }
}
