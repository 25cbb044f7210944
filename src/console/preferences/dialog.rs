//! The dialog for the preferences. Each change applies at once.

use leptos::{html::Dialog, prelude::*};

use super::{
    AgentPreferences,
    desktop::{self, Permission},
    opens_next::{keep_opens_next, opens_next},
    texts::PreferenceTexts,
    use_preferences,
};
use crate::{
    console::{
        dialog::{focus_when_drawn, open_dialog},
        form::{Choice, FieldErrors, SelectInput, Switch},
        icons::BellIcon,
        inbox::use_inbox,
        lazy::{PREFERENCES, PartPage},
        locale::use_locale,
        notice::use_notices,
        scope::Scope,
    },
    model::{
        language::Language,
        preferences::{Concern, Preferences},
    },
    ui::icons::{Glyph, Icon},
};

const TITLE_ID: &str = "preferences-title";

/// Shows the button that opens the dialog, and the dialog.
#[component]
pub fn PreferencesButton() -> impl IntoView {
    let locale = use_locale();
    let title = move || PreferenceTexts::of(locale.language()).title;
    let dialog = NodeRef::<Dialog>::new();
    let is_open = RwSignal::new(false);
    let open = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            is_open.set(true);
            open_dialog(&dialog);
        }
    };
    view! {
        <button type="button" class="rail-item" aria-label=title title=title on:click=open>
            <BellIcon />
        </button>
        <dialog
            class="shortcuts preferences"
            node_ref=dialog
            aria-labelledby=TITLE_ID
            on:close=move |_| is_open.set(false)
        >
            <form method="dialog" class="shortcuts-head">
                <h2 id=TITLE_ID>{title}</h2>
                <button class="icon-button" aria-label=move || locale.texts().close>
                    <Icon glyph=Glyph::Close />
                </button>
            </form>
            <Show when=move || is_open.get()>
                <PartPage part=PREFERENCES is_inside=true />
            </Show>
        </dialog>
    }
}

/// The fields' values.
#[derive(Clone, Copy)]
struct Values {
    sound: RwSignal<bool>,
    desktop: RwSignal<bool>,
    about: RwSignal<String>,
    language: RwSignal<String>,
}

impl Values {
    fn of(preferences: Preferences) -> Self {
        Self {
            sound: RwSignal::new(preferences.sound),
            desktop: RwSignal::new(preferences.desktop && desktop::permission() == Permission::Granted),
            about: RwSignal::new(preferences.about.code().to_owned()),
            language: RwSignal::new(preferences.language.map(Language::code).unwrap_or_default().to_owned()),
        }
    }

    fn preferences(self) -> Preferences {
        let about = self.about.get();
        Preferences {
            sound: self.sound.get(),
            desktop: self.desktop.get(),
            about: Concern::ALL.into_iter().find(|concern| concern.code() == about).unwrap_or_default(),
            language: self.language.get().parse().ok(),
        }
    }
}

/// Shows the fields with the values from when the dialog was opened.
#[component]
pub fn PreferencesForm() -> impl IntoView {
    let preferences = use_preferences();
    let locale = use_locale();
    let texts = move || PreferenceTexts::of(locale.language());
    FieldErrors::provide();
    let permission = RwSignal::new(desktop::permission());
    let values = Values::of(preferences.get_untracked());
    keep_changes(preferences, values, permission);
    let me = use_inbox().me();
    let opens = RwSignal::new(opens_next(me));
    Effect::watch(move || opens.get(), move |opens, _, _| keep_opens_next(me, *opens), false);
    let concerns = Signal::derive(move || {
        Concern::ALL.map(|concern| Choice::new(concern.code(), texts().concern(concern))).to_vec()
    });
    let languages = Signal::derive(move || {
        let all = Language::ALL.map(|language| Choice::new(language.code(), language.own_name()));
        std::iter::once(Choice::new("", texts().as_browser)).chain(all).collect::<Vec<_>>()
    });
    focus_when_drawn();
    view! {
        <div class="preferences-fields">
            <SelectInput
                name="about"
                label=Signal::derive(move || texts().about.to_owned())
                value=values.about
                choices=concerns
            />
            <Switch name="sound" label=Signal::derive(move || texts().sound.to_owned()) value=values.sound />
            <Switch
                name="desktop"
                label=Signal::derive(move || texts().desktop.to_owned())
                value=values.desktop
                hint=Signal::derive(move || texts().desktop_hint(permission.get()).to_owned())
            />
            <Switch
                name="opens-next"
                label=Signal::derive(move || texts().opens_next.to_owned())
                value=opens
                hint=Signal::derive(move || texts().on_this_device.to_owned())
            />
            <SelectInput
                name="language"
                label=Signal::derive(move || texts().language.to_owned())
                value=values.language
                choices=languages
                hint=Signal::derive(move || texts().kept.to_owned())
            />
        </div>
    }
}

/// Saves each change. When notifications are turned on, asks the browser for
/// permission, and turns them off again if it refuses.
fn keep_changes(preferences: AgentPreferences, values: Values, permission: RwSignal<Permission>) {
    let (scope, notices) = (Scope::here(), use_notices());
    Effect::watch(
        move || values.preferences(),
        move |wanted, before, _| {
            let wanted = *wanted;
            let asks = wanted.desktop && before.is_none_or(|before| !before.desktop);
            scope.spawn(async move {
                if asks {
                    permission.set(desktop::ask().await);
                    if permission.get_untracked() != Permission::Granted {
                        values.desktop.set(false);
                        return;
                    }
                }
                if let Err(error) = preferences.keep(wanted).await {
                    notices.tell(&error);
                }
            });
        },
        false,
    );
}
