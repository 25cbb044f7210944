//! Shows a page whose program may still be loading.

use leptos::{either::EitherOf5, prelude::*};
use leptos_router::hooks::use_location;

use super::part::{Part, is_outdated};
use crate::{
    console::{loaded::NotLoaded, locale::use_locale, scope::Scope},
    model::error::ErrorCode,
    ui::retry,
};

/// The loading state of a part.
#[derive(Clone, Copy, PartialEq)]
enum Progress {
    Fetching,
    Here,
    Failed,
}

/// Shows a part of a page, which is drawn when it is first needed.
#[component]
pub fn PartInPage(
    /// The program part.
    part: Part,
    /// Whether the part is needed.
    #[prop(into)]
    is_wanted: Signal<bool>,
    /// What is shown while the program is fetched, instead of words for screen readers.
    #[prop(optional, into)]
    meanwhile: Option<ViewFn>,
    /// Whether nothing is shown until the part is here, and it is not worth loading the page again.
    #[prop(optional)]
    is_quiet: bool,
) -> impl IntoView {
    let was_wanted = Memo::new(move |before: Option<&bool>| before == Some(&true) || is_wanted.get());
    view! {
        <Show when=move || was_wanted.get()>
            <PartPage part is_inside=true is_quiet meanwhile=meanwhile.clone() />
        </Show>
    }
}

/// Shows the page, its skeleton while the program is fetched, or the error
/// while fetching fails. Fetching is retried automatically, and at once by the
/// button. If the server has been updated in the meantime, the whole page is
/// loaded again.
#[component]
pub fn PartPage(
    /// The page's program.
    part: Part,
    /// Whether it is only a part of a page.
    #[prop(optional)]
    is_inside: bool,
    /// Whether nothing is shown until the part is here, and it is not worth loading the page again.
    #[prop(optional)]
    is_quiet: bool,
    /// What is shown while the program is fetched, instead of words for screen readers.
    #[prop(default = None)]
    meanwhile: Option<ViewFn>,
) -> impl IntoView {
    let scope = Scope::here();
    let location = use_location();
    let progress = RwSignal::new(if part.is_here() { Progress::Here } else { Progress::Fetching });
    // The button starts another round, which ends the one before.
    let round = StoredValue::new(0_u32);
    let fetch = move || {
        round.update_value(|round| *round += 1);
        let this_round = round.get_value();
        scope.spawn(async move {
            let mut failures = 0;
            while round.get_value() == this_round {
                match (part.fetch)().await {
                    Ok(()) => return progress.set(Progress::Here),
                    Err(_) if is_outdated() && !is_quiet => return load_page(location.pathname, location.search),
                    Err(_) => {
                        failures += 1;
                        progress.set(Progress::Failed);
                    }
                }
                retry::pause(failures).await;
            }
        });
    };
    if progress.get_untracked() == Progress::Fetching {
        fetch();
    }
    let again = move |()| {
        progress.set(Progress::Fetching);
        fetch();
    };
    let shown = Memo::new(move |_| progress.get());
    move || match shown.get() {
        Progress::Here => EitherOf5::A(untrack(|| (part.draw)())),
        Progress::Failed | Progress::Fetching if is_quiet => EitherOf5::D(().into_any()),
        Progress::Failed if is_inside => {
            EitherOf5::B(view! { <NotLoaded code=ErrorCode::Unreachable on_retry=again /> })
        }
        Progress::Failed => EitherOf5::C(view! {
            <main class=part.frame>
                <NotLoaded code=ErrorCode::Unreachable on_retry=again />
            </main>
        }),
        Progress::Fetching if is_inside => EitherOf5::D(match &meanwhile {
            Some(meanwhile) => meanwhile.run(),
            None => view! { <Loading /> }.into_any(),
        }),
        Progress::Fetching => EitherOf5::E(view! {
            <main class=part.frame aria-busy="true">
                <Loading />
                <div class="page-skeleton" aria-hidden="true"><b></b><b></b><b></b><b></b></div>
            </main>
        }),
    }
}

/// Shows that something is loading.
#[component]
fn Loading() -> impl IntoView {
    let locale = use_locale();
    view! { <p class="visually-hidden" role="status">{move || locale.texts().loading}</p> }
}

/// Loads the page at the current address again from the server.
fn load_page(path: Memo<String>, search: Memo<String>) {
    let (path, search) = (path.get_untracked(), search.get_untracked());
    let address = if search.is_empty() { path } else { [path, search].join("?") };
    // Fails only if the text is not an address.
    let _ = window().location().assign(&address);
}
