//! The window: header, messages, and the field to write in.

use leptos::{either::EitherOf3, ev, html, prelude::*};

use super::{
    chat::Chat, composer::Composer, ended::EndedPanel, focus, header::Header, log::MessageLog, notices::Notices,
    prechat::PrechatForm, rating::RatingPanel, viewport,
};
use crate::{
    model::conversation::Status,
    ui::files::{DropArea, Dropping, UploadTray},
};

/// The chat window. Once drawn it stays, hidden or not: nothing in it is lost.
#[component]
pub fn ChatWindow(chat: Chat) -> impl IntoView {
    let launch = chat.launch;
    let window = NodeRef::<html::Section>::new();
    let color = launch.config.with_value(|config| config.primary_color);
    viewport::follow(window);
    let has_ended = Memo::new(move |_| chat.status.get() == Some(Status::Closed));
    let dropping = Dropping::new(chat.uploads, Signal::derive(move || !has_ended.get()));
    window.on_load(move |window| dropping.listen(&window));
    let on_keydown = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() && !event.default_prevented() {
            launch.close();
        }
        if let Some(window) = window.get_untracked() {
            focus::keep_inside(&event, &window);
        }
    };
    view! {
        <section
            class="adda-window"
            role="dialog"
            aria-label=launch.texts.title
            hidden=move || !launch.is_open.get()
            style:--adda-primary=color.to_string()
            style:--adda-primary-text=color.with_white_text().to_string()
            node_ref=window
            on:keydown=on_keydown
        >
            <Header chat/>
            <Notices chat/>
            <MessageLog chat/>
            <RatingPanel chat/>
            <UploadTray uploads=chat.uploads language=launch.language/>
            {move || if has_ended.get() {
                EitherOf3::A(view! { <EndedPanel chat/> })
            } else if chat.asks_details.get() {
                EitherOf3::B(view! { <PrechatForm chat/> })
            } else {
                EitherOf3::C(view! { <Composer chat/> })
            }}
            <DropArea dropping language=launch.language/>
        </section>
    }
}
