//! The bar: a field, the number of matches, and buttons that step through them.

use gloo_timers::future::TimeoutFuture;
use leptos::{html::Input, prelude::*};
use web_sys::KeyboardEvent;

use super::{FIELD_ID, texts::FindingTexts, use_finding};
use crate::{
    api::agent::find_messages,
    console::{
        conversation::{
            log::LOG_ID,
            reading,
            state::{Phase, use_conversation},
        },
        focus::focus,
        frame,
        locale::use_locale,
        notice::use_notices,
        scope::Scope,
    },
    model::{found::FoundMessages, ids::MessageId},
    ui::{
        composing::is_composing,
        icons::{Glyph, Icon},
    },
};

/// The debounce, in milliseconds.
const DEBOUNCE_MS: u32 = 250;

/// Shows the bar while it is open.
#[component]
pub fn FindBar() -> impl IntoView {
    let finding = use_finding();
    view! {
        <Show when=move || finding.is_open()>
            <OpenBar />
        </Show>
    }
}

#[component]
fn OpenBar() -> impl IntoView {
    let (finding, conversation) = (use_finding(), use_conversation());
    let (notices, locale, scope) = (use_notices(), use_locale(), Scope::here());
    let texts = move || FindingTexts::of(locale.language());
    let found = RwSignal::new(None::<FoundMessages>);
    let at = RwSignal::new(0_usize);
    // Only the answer to the newest search counts, and only the newest step.
    let (searches, steps) = (StoredValue::new(0_u32), StoredValue::new(0_u32));
    let words = RwSignal::new(finding.inbox_words.get_value());

    let search = move |delay_ms: u32| {
        let number = next(searches);
        let text = words.get_untracked().trim().to_owned();
        let opened_by_inbox = finding.inbox_words.with_value(|words| *words == text);
        scope.spawn(async move {
            TimeoutFuture::new(delay_ms).await;
            if searches.get_value() != number {
                return;
            }
            if text.is_empty() {
                found.set(None);
                return;
            }
            let answer = conversation.session().ask(find_messages(conversation.id(), text)).await;
            if searches.get_value() != number {
                return;
            }
            match answer {
                // The inbox has found the words in the customer's name, for example.
                Ok(result) if result.messages.is_empty() && opened_by_inbox => finding.close(),
                Ok(result) => {
                    at.set(0);
                    found.set(Some(result));
                }
                Err(error) => notices.tell(&error),
            }
        });
    };
    let step = move |is_older: bool| {
        let count = found.with_untracked(|found| found.as_ref().map_or(0, |found| found.messages.len()));
        let place = at.get_untracked() + if is_older { 1 } else { count.saturating_sub(1) };
        if let Some(place) = place.checked_rem(count) {
            at.set(place);
        }
    };
    let current = Memo::new(move |_| found.with(|found| found.as_ref()?.messages.get(at.get()).copied()));
    Effect::new(move || {
        finding.marked.set(None);
        let number = next(steps);
        let Some(id) = current.get().filter(|_| conversation.phase.get() == Phase::Ready) else { return };
        scope.spawn(async move {
            if let Err(error) = conversation.load_back_to(id).await {
                return notices.tell(&error);
            }
            frame::next().await;
            if steps.get_value() == number {
                finding.show(id);
            }
        });
    });
    if !words.get_untracked().is_empty() {
        search(0);
    }

    let field = NodeRef::<Input>::new();
    field.on_load(move |field| {
        // The agent who opens a conversation from the list is about to write a reply.
        if words.with_untracked(String::is_empty) {
            let _ = field.focus();
        }
    });
    let close = move || {
        finding.close();
        focus(LOG_ID);
    };
    let steer = move |event: KeyboardEvent| {
        match event.key().as_str() {
            _ if is_composing(&event) => return,
            "Enter" => step(!event.shift_key()),
            "Escape" => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let typed = move |event| {
        words.set(event_target_value(&event));
        search(DEBOUNCE_MS);
    };
    let position = move || found.with(|found| found.as_ref().map(|found| texts().position(at.get(), found)));
    let is_single = move || found.with(|found| found.as_ref().is_none_or(|found| found.messages.len() < 2));
    view! {
        <div class="find-bar" role="search" aria-label=move || texts().find>
            <Icon glyph=Glyph::Search />
            <input
                id=FIELD_ID
                node_ref=field
                type="search"
                dir="auto"
                autocomplete="off"
                enterkeyhint="search"
                aria-label=move || texts().find
                placeholder=move || texts().hint
                prop:value=words
                on:input=typed
                on:keydown=steer
            />
            <span class="find-position" role="status">{position}</span>
            <button
                type="button"
                class="icon-button is-up"
                aria-label=move || texts().older
                title=move || texts().older
                disabled=is_single
                on:click=move |_| step(true)
            >
                <Icon glyph=Glyph::ChevronDown />
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label=move || texts().newer
                title=move || texts().newer
                disabled=is_single
                on:click=move |_| step(false)
            >
                <Icon glyph=Glyph::ChevronDown />
            </button>
            <button type="button" class="icon-button" aria-label=move || texts().close on:click=move |_| close()>
                <Icon glyph=Glyph::Close />
            </button>
        </div>
    }
}

/// Returns the next number of a sequence.
fn next(sequence: StoredValue<u32>) -> u32 {
    sequence.update_value(|number| *number = number.wrapping_add(1));
    sequence.get_value()
}

/// Scrolls the log so that a message is in the middle, or begins at the top if it is long.
pub(super) fn scroll_to(id: MessageId) {
    let element = |id: &str| document().get_element_by_id(id);
    let Some((log, message)) = element(LOG_ID).zip(element(&reading::element_id(id))) else { return };
    let (frame, place) = (log.get_bounding_client_rect(), message.get_bounding_client_rect());
    let margin = ((frame.height() - place.height()) / 2.0).max(0.0);
    // Whole pixels: a log is far shorter than 2^31 of them.
    log.set_scroll_top(log.scroll_top() + (place.top() - frame.top() - margin).round() as i32);
}
