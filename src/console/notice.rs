//! One quiet line that says why something could not be done.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::locale::use_locale;
use crate::{
    model::error::{ApiError, ErrorCode},
    ui::icons::{Glyph, Icon},
};

const SHOWN_MS: u32 = 8_000;

/// Where components say what went wrong, from the context.
#[derive(Clone, Copy)]
pub struct Notices(RwSignal<Option<Notice>>);

#[derive(Clone, Copy, PartialEq)]
struct Notice {
    code: ErrorCode,
    /// Tells this notice from a later one with the same words.
    number: u32,
}

impl Notices {
    /// Nothing to say yet.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Says what went wrong, for a while. Neither an ended session is said nor that
    /// two-factor authentication is required: the page that follows says it.
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

/// Where components say what went wrong.
pub fn use_notices() -> Notices {
    expect_context()
}

/// Shows the line itself. The live region stands there from the start, so that
/// screen readers speak what appears in it.
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
