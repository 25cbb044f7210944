//! When the list keeps its order, and the button that applies the new one.

use leptos::{html::Div, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, Node};

use super::{
    state::{Inbox, use_inbox},
    texts::InboxTexts,
};
use crate::{
    console::{focus::focus, icons::ArrowIcon, inbox::rows::element_id, locale::use_locale},
    model::digits,
};

/// Keeps the order while the pointer is over the list, or the keyboard's focus in it.
#[derive(Clone, Copy)]
pub struct Holding {
    inbox: Inbox,
    is_pointed_at: StoredValue<bool>,
    is_focused: StoredValue<bool>,
}

impl Holding {
    /// Returns the state for a list that is not used yet.
    pub fn new(inbox: Inbox) -> Self {
        Self { inbox, is_pointed_at: StoredValue::new(false), is_focused: StoredValue::new(false) }
    }

    /// Handles that the pointer has come to the list or left it.
    pub fn point(self, is_pointed_at: bool) {
        self.is_pointed_at.set_value(is_pointed_at);
        self.follow();
    }

    /// Handles that the focus has come to an element of the list. After a click it does not
    /// count: the pointer does.
    pub fn focus(self, event: &FocusEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        self.is_focused.set_value(target.is_some_and(|target| target.matches(":focus-visible").unwrap_or(false)));
        self.follow();
    }

    /// Handles that an element of the list has lost the focus.
    pub fn blur(self, event: &FocusEvent) {
        let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let list = event.current_target().and_then(|target| target.dyn_into::<Node>().ok());
        if !list.is_some_and(|list| list.contains(to.as_ref())) || to.is_none() {
            self.is_focused.set_value(false);
            self.follow();
        }
    }

    fn follow(self) {
        self.inbox.hold_order(self.is_pointed_at.get_value() || self.is_focused.get_value());
    }
}

/// Shows "2 new ↑" over the first row while conversations wait for their places. It takes no
/// room, so that no row moves.
#[component]
pub fn News(scroller: NodeRef<Div>) -> impl IntoView {
    let inbox = use_inbox();
    let locale = use_locale();
    let count = inbox.hold.count;
    let is_shown = Memo::new(move |_| count.get() > 0);
    let text = move || {
        let (before, after) = InboxTexts::of(locale.language()).news;
        [before, &digits::localize(&count.get().to_string(), locale.language()), after].concat()
    };
    let apply = move |_| {
        inbox.apply_held();
        if let Some(list) = scroller.get_untracked() {
            list.set_scroll_top(0);
        }
        // The button is removed and would take the focus with it.
        inbox.listed_ids().first().map(|id| focus(&element_id(id)));
    };
    view! {
        <div class="list-news" role="status">
            <Show when=move || is_shown.get()>
                <button type="button" on:click=apply>
                    {text}
                    <ArrowIcon up=true />
                </button>
            </Show>
        </div>
    }
}
