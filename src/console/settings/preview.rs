//! The widget as customers will see it: the markup and style sheet of the widget, filled with the
//! input.

use leptos::{either::Either, html::Div, prelude::*};
use reactive_stores::Store;

use super::{
    draft::{SettingsDraft, SettingsDraftStoreFields},
    texts::PreviewTexts,
    use_texts,
};
use crate::{
    console::locale::use_locale,
    model::{color::Color, language::Language, settings::ChatSettingsStoreFields},
    ui::{
        brand,
        icons::{Glyph, Icon},
        window_words::WindowWords,
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

/// Shows a corner of a shop's page. It is a picture without controls; screen
/// readers find the same information in the form beside it.
#[component]
fn Page(draft: Store<SettingsDraft>, language: Signal<Language>, is_staffed: Signal<bool>) -> impl IntoView {
    // Input that is not a colour yet keeps the last colour.
    let color = Memo::new(move |before: Option<&Color>| {
        let typed = draft.settings().primary_color().with(|text| text.trim().parse().ok());
        typed.or_else(|| before.copied()).unwrap_or(Color::PRIMARY)
    });
    let place = NodeRef::<Div>::new();
    Effect::new(move || {
        if let Some(place) = place.get() {
            brand::paint(&place, color.get());
        }
    });
    let class = move || {
        let (position, scheme) = (draft.settings().widget_position().get(), draft.settings().color_scheme().get());
        ["adda adda-", position.code(), " adda-", scheme.code()].concat()
    };
    view! {
        <div
            class="preview-page"
            class:is-disabled=move || !draft.settings().is_enabled().get()
            aria-hidden="true"
            data-testid="widget-preview"
        >
            <Show when=move || draft.settings().is_enabled().get() fallback=NotShown>
                <div
                    class=class
                    lang=move || language.get().code()
                    node_ref=place
                >
                    <Window draft language is_staffed />
                    <span class="adda-button" class:adda-button-dark=move || !color.get().carries_white_icon()>
                        <svg class="adda-button-disc" viewBox="0 0 60 60">
                            <circle cx="30" cy="30" r="30" fill=move || color.get().to_string()></circle>
                        </svg>
                        <span class="adda-button-icon adda-button-icon-shown">
                            <Icon glyph=Glyph::ChevronDown />
                        </span>
                    </span>
                </div>
            </Show>
        </div>
    }
}

#[component]
fn NotShown() -> impl IntoView {
    let texts = use_texts();
    view! { <p class="preview-nothing">{move || texts().preview_disabled}</p> }
}

#[component]
fn Window(draft: Store<SettingsDraft>, language: Signal<Language>, is_staffed: Signal<bool>) -> impl IntoView {
    let words = move || WindowWords::of(language.get());
    let samples = move || PreviewTexts::of(language.get());
    let picked = move |en: String, bn: String| language.get().pick(en.trim(), bn.trim()).to_owned();
    let settings = draft.settings();
    let team = move || words().team(&picked(settings.shop_name().get(), settings.shop_name_bn().get())).to_owned();
    let face = move || match settings.shop_logo().get() {
        Some(address) => Either::Left(view! { <img src=address alt="" /> }),
        None => Either::Right(team().chars().next()),
    };
    let status = move || {
        let shown = is_staffed.get() && draft.settings().show_online_status().get();
        shown.then(|| view! { <p class="adda-status adda-status-online">{move || words().online}</p> })
    };
    let welcome = move || {
        let text = picked(settings.welcome_message().get(), settings.welcome_message_bn().get());
        (!text.is_empty()).then(|| view! { <span>{text}</span> })
    };
    let offline = move || {
        (!is_staffed.get()).then(|| {
            view! {
                <p class="adda-notice">
                    <Icon glyph=Glyph::Clock />
                    {move || picked(settings.offline_message().get(), settings.offline_message_bn().get())}
                </p>
            }
        })
    };
    view! {
        <div class="adda-window">
            <div class="adda-header">
                <span class="adda-face">{face}</span>
                <div class="adda-who">
                    <p class="adda-name">{team}</p>
                    {status}
                </div>
                <span class="adda-header-button"><Icon glyph=Glyph::More /></span>
                <span class="adda-header-button"><Icon glyph=Glyph::Close /></span>
            </div>
            {offline}
            <div class="adda-rows preview-rows">
                <p class="adda-system">{welcome}</p>
                <div class="adda-message adda-message-own adda-group-starts adda-group-ends">
                    <p class="adda-bubble">{move || samples().question}</p>
                </div>
                <div class="adda-message adda-message-received adda-group-starts adda-group-ends">
                    <p class="adda-bubble">{move || samples().answer}</p>
                </div>
            </div>
            <div class="adda-composer">
                <span class="adda-field preview-field">{move || words().placeholder}</span>
                <span class="adda-send"><Icon glyph=Glyph::Send /></span>
            </div>
        </div>
    }
}
