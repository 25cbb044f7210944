//! The browser's permission for desktop notifications. It is requested when the
//! agent turns them on, never when a page is opened.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationPermission};

/// The browser's permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Notifications are allowed.
    Granted,
    /// The agent or the browser has refused.
    Denied,
    /// The agent has not been asked.
    NotAsked,
    /// The browser does not support notifications, at least not on this page.
    Missing,
}

/// Returns the current permission.
pub fn permission() -> Permission {
    if !js_sys::Reflect::has(&window(), &"Notification".into()).unwrap_or(false) {
        return Permission::Missing;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::NotAsked,
    }
}

/// Asks the agent for permission, if the browser has not done so before.
pub async fn ask() -> Permission {
    if permission() == Permission::NotAsked
        && let Ok(answer) = Notification::request_permission()
    {
        // The permission is read below. Closing the question does not answer
        // it.
        let _ = JsFuture::from(answer).await;
    }
    permission()
}
