//! Whether the browser lets the console speak up on the desktop. It is asked
//! when the agent switches that on, never when a page is opened.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationPermission};

/// What the browser allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Notifications are shown.
    Granted,
    /// The agent, or the browser by itself, has said no.
    Denied,
    /// It has not been asked.
    NotAsked,
    /// It knows no notifications, at least not on this page.
    Missing,
}

/// Returns what the browser allows at the moment.
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

/// Asks the agent, if the browser has not done so before.
pub async fn ask() -> Permission {
    if permission() == Permission::NotAsked
        && let Ok(answer) = Notification::request_permission()
    {
        // What was answered is read below; a question closed is no answer.
        let _ = JsFuture::from(answer).await;
    }
    permission()
}
