//! The admin pages: their frame, and the refusal that other agents see there.

mod forbidden;
mod navigation;
mod page;
mod texts;

use leptos::prelude::*;
use leptos_router::components::Outlet;

use self::{forbidden::Forbidden, navigation::AdminNavigation};
pub use self::{navigation::PAGES as ADMIN_PAGES, page::AdminPage, texts::AdminTexts};
use super::session::use_session;

/// Shows the admin pages beside their navigation. An agent who opens one by its
/// address is told that it is for admins only. The server refuses such requests
/// in any case.
#[component]
pub fn AdminFrame() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="admin">
            <Show when=move || session.is_admin() fallback=Forbidden>
                <AdminNavigation />
                <Outlet />
            </Show>
        </div>
    }
}
