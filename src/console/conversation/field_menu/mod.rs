//! The menu above a text field, which opens when a mark such as `/` or `@` is typed. It is controlled
//! by keys in the field, which keeps the focus.

mod list;
mod mark;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, HtmlTextAreaElement, KeyboardEvent};

pub use self::{
    list::{Offered, OptionList, Options},
    mark::Marked,
};
use super::state::use_conversation;
use crate::{
    console::frame::before_next_frame,
    ui::{composing::is_composing, insert::insert},
};

/// The attributes of the field that name the list and the active option.
const ATTRIBUTES: [&str; 2] = ["aria-controls", "aria-activedescendant"];

/// Shows the menu of the field with an `id`.
#[component]
pub fn FieldMenu<T: Offered>(
    field_id: &'static str,
    /// The character that opens it.
    mark: char,
    /// The `id` of the list.
    list_id: &'static str,
    /// The accessible name of the list.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Returns the options for the text after the mark; tracked.
    #[prop(into)]
    find: Callback<String, Vec<T>>,
    /// Returns the text that takes the place of the mark and the text after it.
    #[prop(into)]
    text_of: Callback<T, String>,
    /// Called when a mark has been typed.
    #[prop(optional, into)]
    on_mark: Option<Callback<()>>,
) -> impl IntoView {
    let conversation = use_conversation();
    let typed = RwSignal::new(None::<Marked>);
    let found = Memo::new(move |_| {
        let query = typed.with(|typed| typed.as_ref().map(|marked| marked.query.clone()));
        query.map(|query| find.run(query)).unwrap_or_default()
    });
    let options = Options::new(list_id, found);
    let field = move || {
        let field = document().get_element_by_id(field_id)?;
        field.dyn_into::<HtmlTextAreaElement>().ok()
    };
    let look = move || {
        let caret = field().and_then(|field| Some((field.value(), field.selection_end().ok().flatten()?)));
        let marked = caret.and_then(|(text, caret)| Marked::before(mark, &text, caret));
        let Some(before) = typed.try_get_untracked() else { return };
        if let Some(on_mark) = on_mark.filter(|_| before.is_none() && marked.is_some()) {
            on_mark.run(());
        }
        if before != marked {
            typed.set(marked);
        }
    };
    let pick = move |option: T| {
        let (Some(field), Some(Marked { start, end, .. })) = (field(), typed.get_untracked()) else { return };
        let text = text_of.run(option);
        typed.set(None);
        // Both positions are within the text: the browser has just returned them.
        let _ = field.set_selection_range(start, end);
        insert(&field, &text);
    };
    let steer = move |event: &KeyboardEvent| {
        let is_open = !is_composing(event) && found.with_untracked(|found| !found.is_empty());
        let is_used = if is_open && event.key() == "Escape" {
            typed.set(None);
            event.prevent_default();
            true
        } else {
            is_open && options.steer(event, pick)
        };
        // The field would send the text.
        if is_used {
            event.stop_immediate_propagation();
        }
    };
    let listeners = StoredValue::new_local(Vec::new());
    // The field is in the document by then.
    Effect::new(move || {
        if let Some(field) = field() {
            listeners.set_value(vec![
                Listener::new(&field, "keydown", move |event| event.dyn_ref().into_iter().for_each(steer)),
                Listener::new(&field, "input", move |_| look()),
                Listener::new(&field, "click", move |_| look()),
                Listener::new(&field, "blur", move |_| drop(typed.try_set(None))),
            ]);
        }
    });
    // The draft of the other mode takes the place of the text.
    Effect::new(move || {
        conversation.mode.track();
        before_next_frame(look);
    });
    Effect::new(move || {
        let Some(field) = field() else { return };
        let list = found.with(|found| (!found.is_empty()).then(|| list_id.to_owned()));
        for (name, value) in ATTRIBUTES.into_iter().zip([list, options.active_id()]) {
            // Both names are valid. The field may have another menu.
            let _ = match value {
                Some(value) => field.set_attribute(name, &value),
                None if names(&field, name, list_id) => field.remove_attribute(name),
                None => Ok(()),
            };
        }
    });
    on_cleanup(move || {
        if let Some(field) = field() {
            let own = ATTRIBUTES.into_iter().filter(|name| names(&field, name, list_id));
            own.for_each(|name| drop(field.remove_attribute(name)));
        }
    });
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <div class="slash-menu">
                <OptionList options label on_pick=Callback::new(pick) />
            </div>
        </Show>
    }
}

/// Returns whether an attribute of the field names the list or an option in it.
fn names(field: &HtmlTextAreaElement, attribute: &str, list_id: &str) -> bool {
    field.get_attribute(attribute).is_some_and(|named| named.starts_with(list_id))
}

/// A listener that gets events of an element before the element's other listeners. It is removed
/// when it is dropped.
struct Listener {
    field: HtmlTextAreaElement,
    event: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    fn new(field: &HtmlTextAreaElement, event: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        let callback = Closure::<dyn FnMut(Event)>::new(callback);
        // Adding a function as a listener cannot throw.
        let _ = field.add_event_listener_with_callback_and_bool(event, callback.as_ref().unchecked_ref(), true);
        Self { field: field.clone(), event, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let _ = self.field.remove_event_listener_with_callback_and_bool(self.event, callback, true);
    }
}
