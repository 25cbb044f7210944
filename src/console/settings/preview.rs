//! The widget as customers will see it: the widget itself, with the input as its configuration.

use leptos::{ev, html::Iframe, prelude::*};
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    sample_chat::SampleChat,
    use_texts,
};
use crate::{
    console::locale::use_locale,
    model::{
        color::Color,
        config::PREVIEW,
        language::Language,
        settings::{ChatSettings, ChatSettingsStoreFields},
    },
};

/// Shows the preview, and the controls for its language and state.
#[component]
pub fn Preview(draft: Store<SettingsDraft>) -> impl IntoView {
    let texts = use_texts();
    let language = RwSignal::new(use_locale().language());
    let is_staffed = RwSignal::new(true);
    view! {
        <aside class="preview" aria-label=move || texts().preview>
            <div class="preview-head">
                <h2>{move || texts().preview}</h2>
                <div class="preview-choices" role="group" aria-label=move || texts().preview_language>
                    {Language::ALL
                        .map(|offered| {
                            let is_chosen = Signal::derive(move || language.get() == offered);
                            view! {
                                <Pick is_chosen label=Signal::stored(offered.own_name()) on_pick=move |()| language.set(offered) />
                            }
                        })
                        .collect_view()}
                </div>
                <div class="preview-choices" role="group" aria-label=move || texts().preview_state>
                    <Pick is_chosen=is_staffed label=Signal::derive(move || texts().preview_online) on_pick=move |()| is_staffed.set(true) />
                    <Pick
                        is_chosen=Signal::derive(move || !is_staffed.get())
                        label=Signal::derive(move || texts().preview_offline)
                        on_pick=move |()| is_staffed.set(false)
                    />
                </div>
            </div>
            <Page draft language=language.into() is_staffed=is_staffed.into() />
        </aside>
    }
}

#[component]
fn Pick(
    #[prop(into)] is_chosen: Signal<bool>,
    label: Signal<&'static str>,
    #[prop(into)] on_pick: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="pick" aria-pressed=move || is_chosen.get().to_string() on:click=move |_| on_pick.run(())>
            {label}
        </button>
    }
}

/// Shows a corner of a shop's page. It is a picture: the widget in it cannot be operated, and screen
/// readers find the same information in the form beside it.
#[component]
fn Page(draft: Store<SettingsDraft>, language: Signal<Language>, is_staffed: Signal<bool>) -> impl IntoView {
    let is_enabled = move || draft.settings().is_enabled().get();
    view! {
        <div class="preview-page" class:is-disabled=move || !is_enabled() aria-hidden="true" inert data-testid="widget-preview">
            <Show when=is_enabled fallback=NotShown>
                <Frame draft language is_staffed />
            </Show>
        </div>
    }
}

/// Shows the widget in a page of its own (`loader/preview.js`), and sends each change to it.
#[component]
fn Frame(draft: Store<SettingsDraft>, language: Signal<Language>, is_staffed: Signal<bool>) -> impl IntoView {
    // Input that is not a colour yet keeps the last colour.
    let color = Memo::new(move |before: Option<&Color>| {
        let typed = draft.settings().primary_color().with(|text| text.trim().parse().ok());
        typed.or_else(|| before.copied()).unwrap_or(Color::PRIMARY)
    });
    let texts = use_texts();
    let frame = NodeRef::<Iframe>::new();
    let is_loaded = RwSignal::new(false);
    let version = StoredValue::new(0);
    Effect::new(move || {
        let settings = ChatSettings { primary_color: color.get().to_string(), ..draft.settings().get() };
        let (language, is_staffed) = (language.get(), is_staffed.get());
        if !is_loaded.get() {
            return;
        }
        version.update_value(|version| *version += 1);
        let chat = SampleChat::new(&settings, language, is_staffed, version.get_value());
        if let Some(page) = frame.get_untracked().and_then(|frame| frame.content_window()) {
            // The sandbox gives the page an origin that cannot be named. It gets nothing secret.
            let _ = page.post_message(&chat.to_json().into(), "*");
        }
    });
    view! {
        <iframe
            class="preview-frame"
            src=PREVIEW
            sandbox="allow-scripts"
            title=move || texts().preview
            tabindex="-1"
            node_ref=frame
            on:load=move |_: ev::Event| is_loaded.set(true)
        ></iframe>
    }
}

#[component]
fn NotShown() -> impl IntoView {
    let texts = use_texts();
    view! { <p class="preview-nothing">{move || texts().preview_disabled}</p> }
}
