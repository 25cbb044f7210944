//! What a page asks the server for once: still on its way, there, or refused.

use leptos::{either::EitherOf3, prelude::*};

use super::{locale::use_locale, scope::Scope, session::use_session};
use crate::model::error::{ApiError, ErrorCode};

/// What was asked for.
pub struct Loaded<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    error: RwSignal<Option<ErrorCode>>,
    load: Callback<()>,
}

impl<T: Send + Sync + 'static> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loaded<T> {}

impl<T: Clone + Send + Sync + 'static> Loaded<T> {
    /// Asks for it now.
    pub fn new<F>(fetch: impl Fn() -> F + Copy + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let (value, error) = (RwSignal::new(None), RwSignal::new(None));
        let session = use_session();
        let scope = Scope::here();
        let load = Callback::new(move |()| {
            error.set(None);
            scope.spawn(async move {
                match session.ask(fetch()).await {
                    Ok(answer) => value.set(Some(answer)),
                    Err(refusal) => error.set(Some(refusal.code)),
                }
            });
        });
        load.run(());
        Self { value, error, load }
    }

    /// Asks for it anew; what is there stays until the answer comes.
    pub fn reload(self) {
        self.load.run(());
    }

    /// Returns whether it is there; tracked.
    pub fn is_there(self) -> bool {
        self.value.with(Option::is_some)
    }

    /// Returns a part of what is there; tracked.
    pub fn with<U>(self, part: impl FnOnce(&T) -> U) -> Option<U> {
        self.value.with(|value| value.as_ref().map(part))
    }

    /// Returns a part of what is there; not tracked.
    pub fn with_untracked<U>(self, part: impl FnOnce(&T) -> U) -> Option<U> {
        untrack(|| self.with(part))
    }

    /// Changes what is there.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.value.update(|value| {
            if let Some(value) = value {
                change(value);
            }
        });
    }
}

/// Shows the outline of what is on its way, why it does not come, or the page.
#[component]
pub fn LoadedView<T: Clone + Send + Sync + 'static>(
    /// What the page needs.
    loaded: Loaded<T>,
    /// The page, once it is there.
    children: ChildrenFn,
) -> impl IntoView {
    let locale = use_locale();
    // Asking anew must not draw anew what is there.
    let state = Memo::new(move |_| if loaded.is_there() { Ok(()) } else { Err(loaded.error.get()) });
    move || match state.get() {
        Ok(()) => EitherOf3::A(children()),
        Err(Some(code)) => EitherOf3::B(view! { <NotLoaded code on_retry=move |()| loaded.reload() /> }),
        Err(None) => EitherOf3::C(view! {
            <p class="visually-hidden" role="status">{move || locale.texts().loading}</p>
            <div class="page-skeleton" aria-hidden="true"><b></b><b></b><b></b><b></b></div>
        }),
    }
}

/// Shows why something did not come, and the way to ask for it again.
#[component]
pub fn NotLoaded(
    /// What went wrong.
    code: ErrorCode,
    /// Asks again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="empty" role="alert">
            <p>{move || locale.texts().error(code)}</p>
            <button type="button" class="button" on:click=move |_| on_retry.run(())>
                {move || locale.texts().try_again}
            </button>
        </div>
    }
}
