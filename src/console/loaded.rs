//! Data that a page fetches: loading, loaded, or failed.

use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};

use super::{locale::use_locale, request::Request, session::use_session};
use crate::model::error::{ApiError, ErrorCode};

/// The fetched data.
pub struct PageData<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    error: RwSignal<Option<ErrorCode>>,
    request: Request<()>,
}

impl<T: Send + Sync + 'static> Clone for PageData<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for PageData<T> {}

impl<T: Clone + Send + Sync + 'static> PageData<T> {
    /// Starts to fetch the data.
    pub fn new<F>(fetch: impl Fn() -> F + Copy + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let (value, error) = (RwSignal::new(None), RwSignal::new(None));
        let session = use_session();
        let request = Request::new(move |()| async move {
            error.set(None);
            match session.ask(fetch()).await {
                Ok(answer) => value.set(Some(answer)),
                Err(refusal) => error.set(Some(refusal.code)),
            }
        });
        request.send(());
        Self { value, error, request }
    }

    /// Starts to fetch the data that belongs to a source, and fetches it again when the source
    /// changes. An answer for an earlier source is dropped.
    pub fn of<S, F>(source: Memo<S>, fetch: impl Fn(S) -> F + Copy + Send + Sync + 'static) -> Self
    where
        S: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let data = Self::new(move || fetch(source.get_untracked()));
        Effect::watch(move || source.track(), move |(), _, _| data.reload(), false);
        data
    }

    /// Fetches the data again. The current data stays until the answer arrives.
    pub fn reload(self) {
        self.request.replace(());
    }

    /// Returns whether the data is being fetched; tracked.
    pub fn is_loading(self) -> bool {
        self.request.is_pending()
    }

    /// Returns the error of the last attempt, if it failed; tracked.
    pub fn error(self) -> Option<ErrorCode> {
        self.error.get()
    }

    /// Returns whether the data is loaded; tracked.
    pub fn is_loaded(self) -> bool {
        self.value.with(Option::is_some)
    }

    /// Returns a part of the data; tracked.
    pub fn with<U>(self, part: impl FnOnce(&T) -> U) -> Option<U> {
        self.value.with(|value| value.as_ref().map(part))
    }

    /// Returns a part of the data; not tracked.
    pub fn with_untracked<U>(self, part: impl FnOnce(&T) -> U) -> Option<U> {
        untrack(|| self.with(part))
    }

    /// Changes the loaded data.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.value.update(|value| {
            if let Some(value) = value {
                change(value);
            }
        });
    }
}

/// Shows the skeleton while loading, the error after a failure, or the page.
#[component]
pub fn PageDataView<T: Clone + Send + Sync + 'static>(
    /// The data that the page needs.
    loaded: PageData<T>,
    /// The skeleton of the page, shown in the meantime; by default a few lines.
    #[prop(optional, into)]
    skeleton: Option<ViewFn>,
    /// The page, shown once the data is loaded.
    children: ChildrenFn,
) -> impl IntoView {
    let locale = use_locale();
    // Fetching again must not draw the page again.
    let state = Memo::new(move |_| if loaded.is_loaded() { Ok(()) } else { Err(loaded.error.get()) });
    move || match state.get() {
        Ok(()) => EitherOf3::A(children()),
        Err(Some(code)) => EitherOf3::B(view! { <NotLoaded code on_retry=move |()| loaded.reload() /> }),
        Err(None) => EitherOf3::C(view! {
            <p class="visually-hidden" role="status">{move || locale.texts().loading}</p>
            {match &skeleton {
                Some(skeleton) => Either::Left(skeleton.run()),
                None => Either::Right(view! {
                    <div class="page-skeleton" aria-hidden="true"><b></b><b></b><b></b><b></b></div>
                }),
            }}
        }),
    }
}

/// Shows why loading failed, and a button to retry.
#[component]
pub fn NotLoaded(
    /// The error.
    code: ErrorCode,
    /// Called to retry.
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
