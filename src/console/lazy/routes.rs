//! The routes of pages that are lazy-loaded.

use std::future::ready;

use leptos::prelude::*;
use leptos_router::LazyRoute;

use super::{page::PartPage, part::Part, parts};
use crate::console::place;

fn page_of(part: Part) -> AnyView {
    view! { <PartPage part /> }.into_any()
}

/// Defines the route of a lazy-loaded page.
macro_rules! lazy_route {
    ($(#[$doc:meta])* $route:ident, $part:expr) => {
        $(#[$doc])*
        pub struct $route;

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            fn view(_: Self) -> impl Future<Output = AnyView> {
                ready(page_of($part))
            }

            fn preload() -> impl Future<Output = ()> {
                $part.fetch_with_retries()
            }
        }
    };
}

lazy_route!(
    /// The blocked customers.
    BlockedRoute,
    parts::BLOCKED
);
lazy_route!(
    /// An invitation.
    JoinRoute,
    parts::JOIN
);
lazy_route!(
    /// The log of changes.
    LogRoute,
    parts::LOG
);
lazy_route!(
    /// The agent's own page.
    ProfileRoute,
    parts::PROFILE
);
lazy_route!(
    /// The quick replies.
    QuickRepliesRoute,
    parts::QUICK_REPLIES
);
lazy_route!(
    /// The shop's settings.
    SettingsRoute,
    parts::SETTINGS
);
lazy_route!(
    /// The statistics.
    StatisticsRoute,
    parts::STATISTICS
);
lazy_route!(
    /// The team.
    TeamRoute,
    parts::TEAM
);

/// The targets of links, and the part that each needs.
const LINKED: [(&str, Part); 7] = [
    (place::STATISTICS, parts::STATISTICS),
    (place::SETTINGS, parts::SETTINGS),
    (place::QUICK_REPLIES, parts::QUICK_REPLIES),
    (place::AGENTS, parts::TEAM),
    (place::LOG, parts::LOG),
    (place::PROFILE, parts::PROFILE),
    (place::BLOCKED, parts::BLOCKED),
];

/// Returns the part that the page at an address needs.
pub(super) fn part_at(path: &str) -> Option<Part> {
    LINKED.into_iter().find(|(address, _)| place::is_within(path, address)).map(|(_, part)| part)
}
