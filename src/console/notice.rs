//! A line that reports why an action failed.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::locale::use_locale;
use crate::{
    model::error::{ApiError, ErrorCode},
    ui::icons::{Glyph, Icon},
};

const SHOWN_MS: u32 = 8_000;

/// Reports errors of components, provided in the context.
#[derive(Clone, Copy)]
pub struct Notices(RwSignal<Option<Notice>>);

#[derive(Clone, Copy, PartialEq)]
struct Notice {
    code: ErrorCode,
    /// Distinguishes this notice from a later one with the same words.
    number: u32,
}

impl Notices {
    /// Returns a state without a notice.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Shows an error for a while. An ended session and required two-factor authentication are
    /// not reported here: the page that follows explains them.
    pub fn tell(self, error: &ApiError) {
        if matches!(error.code, ErrorCode::NotSignedIn | ErrorCode::TwoFactorRequired) {
            return;
        }
        let number = self.0.get_untracked().map_or(0, |notice| notice.number.wrapping_add(1));
        let notice = Notice { code: error.code, number };
        self.0.set(Some(notice));
        spawn_local(async move {
            TimeoutFuture::new(SHOWN_MS).await;
            if self.0.get_untracked() == Some(notice) {
                self.0.set(None);
            }
        });
    }
}

impl Default for Notices {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the notices of the console.
pub fn use_notices() -> Notices {
    expect_context()
}

/// Shows the line. The live region is in the page from the start, so that
/// screen readers announce its text.
#[component]
pub fn NoticeLine() -> impl IntoView {
    let Notices(notice) = use_notices();
    let locale = use_locale();
    view! {
        <div class="notice-region" role="alert">
            {move || {
                notice
                    .get()
                    .map(|shown| {
                        view! {
                            <div class="notice">
                                <p>{move || locale.texts().error(shown.code)}</p>
                                <button
                                    type="button"
                                    class="icon-button"
                                    aria-label=move || locale.texts().close
                                    on:click=move |_| notice.set(None)
                                >
                                    <Icon glyph=Glyph::Close />
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
