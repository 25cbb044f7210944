//! What only admins see: the frame around their pages, and the refusal that
//! others find there.

mod forbidden;
mod navigation;
mod page;
mod texts;

use leptos::prelude::*;
use leptos_router::components::Outlet;

pub use self::page::AdminPage;
use self::{forbidden::Forbidden, navigation::AdminNavigation};
use super::session::use_session;

/// The admins' pages beside their list. An agent who comes by the address is
/// told that it is not for them; the server refuses them in any case.
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
