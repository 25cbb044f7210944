//! The window: header, messages, and the field to write in.

use leptos::{either::EitherOf4, ev, html, prelude::*};

use super::{
    chat::{Chat, Foot},
    composer::Composer,
    ended::EndedPanel,
    focus,
    header::Header,
    log::MessageLog,
    notices::Notices,
    prechat::PrechatForm,
    rating::RatingPanel,
    sign_in::SignInPanel,
    viewport,
};
use crate::ui::files::{DropArea, Dropping, UploadTray};

/// The chat window. Once drawn it stays, hidden or not: nothing in it is lost.
#[component]
pub fn ChatWindow(chat: Chat) -> impl IntoView {
    let launch = chat.launch;
    let window = NodeRef::<html::Section>::new();
    let color = launch.config.with_untracked(|config| config.primary_color);
    viewport::follow(window);
    let takes_files = Signal::derive(move || matches!(chat.foot.get(), Foot::Details | Foot::Composer));
    let dropping = Dropping::new(chat.uploads, takes_files);
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
            {move || match chat.foot.get() {
                Foot::Ended => EitherOf4::A(view! { <EndedPanel chat/> }),
                Foot::SignIn => EitherOf4::B(view! { <SignInPanel chat/> }),
                Foot::Details => EitherOf4::C(view! { <PrechatForm chat/> }),
                Foot::Composer => EitherOf4::D(view! { <Composer chat/> }),
            }}
            <DropArea dropping language=launch.language/>
        </section>
    }
}
