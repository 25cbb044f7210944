//! Keyboard shortcuts: from row to row, into the reply field and back.

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{
    Inbox,
    rows::{self, Row},
    search::SEARCH_ID,
    selection::Selection,
};
use crate::{
    console::{
        focus::focus,
        shell::use_shortcuts,
        shortcut::{is_dialog_open, is_single_character, is_text_field, pressed, works_at},
    },
    model::ids::ConversationId,
};

/// The command of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Next,
    Previous,
    First,
    Last,
    Search,
    Select,
    Leave,
    /// Presses the element that names this key in `aria-keyshortcuts`.
    Press,
}

/// The key that selects the focused row even while single characters are turned off.
const SPACE: &str = " ";

/// Returns the command of a key. Single characters count only if they are turned
/// on. While the agent types in a field, neither they nor arrows count.
fn command(key: &str, is_typing: bool, is_in_list: bool, characters_on: bool) -> Option<Command> {
    match key {
        "Escape" => Some(Command::Leave),
        _ if is_typing => None,
        "ArrowDown" if is_in_list => Some(Command::Next),
        "ArrowUp" if is_in_list => Some(Command::Previous),
        "Home" if is_in_list => Some(Command::First),
        "End" if is_in_list => Some(Command::Last),
        SPACE if is_in_list => Some(Command::Select),
        _ if is_single_character(key) && !characters_on => None,
        "j" => Some(Command::Next),
        "k" => Some(Command::Previous),
        "/" => Some(Command::Search),
        "x" => Some(Command::Select),
        _ if is_single_character(key) || key.starts_with("Alt+") => Some(Command::Press),
        _ => None,
    }
}

/// Returns the row after (`forward`) or before the current one, or the first
/// row if no row is current.
fn neighbour<'a>(
    ids: &'a [ConversationId],
    current: Option<&ConversationId>,
    forward: bool,
) -> Option<&'a ConversationId> {
    let place = current.and_then(|current| ids.iter().position(|id| id == current));
    match place {
        None => ids.first(),
        Some(place) if forward => ids.get(place + 1),
        Some(place) => place.checked_sub(1).and_then(|place| ids.get(place)),
    }
}

/// Listens while the inbox is shown.
pub fn listen(inbox: Inbox, selection: Selection) {
    let shortcuts = use_shortcuts();
    let navigate = use_navigate();
    let leave = move || {
        let path = inbox.address.get_untracked().path(None);
        navigate(&path, NavigateOptions { resolve: false, scroll: false, ..NavigateOptions::default() });
    };
    let handle = window_event_listener(ev::keydown, move |event| {
        let Some(key) = free_key(&event) else { return };
        let focused = document().active_element();
        let is_typing = focused.as_ref().is_some_and(is_text_field);
        let is_in_list =
            focused.as_ref().is_none_or(|element| element.closest(".rows, body:focus").ok().flatten().is_some());
        let is_on_row = is_in_list && focused.as_ref().is_some_and(|element| element.matches("a.row").unwrap_or(false));
        if key == SPACE && !is_on_row {
            return;
        }
        let command = command(&key, is_typing, is_in_list, shortcuts.are_on_untracked());
        let Some(command) = command.filter(|_| works_at(&key, focused.as_ref())) else { return };
        let is_done = match command {
            Command::Next => focus_neighbour(inbox, true),
            Command::Previous => focus_neighbour(inbox, false),
            Command::First => inbox.listed_ids().first().is_some_and(|id| focus(&rows::element_id(id))),
            Command::Last => inbox.listed_ids().last().is_some_and(|id| focus(&rows::element_id(id))),
            Command::Search => focus(SEARCH_ID),
            Command::Select => select_current(inbox, selection),
            Command::Press => press(&key, focused.as_ref()),
            Command::Leave if is_typing => leave_field(inbox, focused),
            Command::Leave if selection.is_on.get_untracked() => {
                selection.clear();
                true
            }
            Command::Leave if inbox.open.with_untracked(Option::is_some) => {
                leave();
                true
            }
            Command::Leave => false,
        };
        if is_done {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Returns a function that reads a shortcut. It returns none while the agent types in a
/// field, where the shortcut does not work, and for a single character when these are off.
pub fn shortcut() -> impl Fn(&KeyboardEvent) -> Option<String> {
    let shortcuts = use_shortcuts();
    move |event| {
        let focused = document().active_element();
        let is_free = !focused.as_ref().is_some_and(is_text_field);
        free_key(event).filter(|key| {
            is_free && works_at(key, focused.as_ref()) && (shortcuts.are_on_untracked() || !is_single_character(key))
        })
    }
}

/// Returns the pressed key, unless another handler has used it or a dialog is open.
fn free_key(event: &KeyboardEvent) -> Option<String> {
    pressed(event).filter(|_| !event.default_prevented() && !is_dialog_open())
}

/// Presses the element that names this key in `aria-keyshortcuts`, or focuses
/// it if it is a field. Prefers the focused row, else takes any visible
/// element.
fn press(key: &str, focused: Option<&Element>) -> bool {
    let selector = format!("[aria-keyshortcuts=\"{}\"]", key.replace(['"', '\\'], ""));
    let row = focused.and_then(|element| element.closest("li").ok().flatten());
    let in_row = row.and_then(|row| row.query_selector(&selector).ok().flatten());
    let element =
        in_row.or_else(|| first_in_sight(&selector)).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(element) = element else { return false };
    let is_checkbox = element.get_attribute("type").is_some_and(|kind| kind == "checkbox");
    if is_text_field(&element) && !is_checkbox {
        return element.focus().is_ok();
    }
    element.click();
    true
}

fn first_in_sight(selector: &str) -> Option<Element> {
    let elements = document().query_selector_all(selector).ok()?;
    (0..elements.length())
        .filter_map(|at| elements.get(at)?.dyn_into::<Element>().ok())
        .find(|element| element.get_bounding_client_rect().height() > 0.0)
}

fn focus_neighbour(inbox: Inbox, forward: bool) -> bool {
    let ids: Vec<ConversationId> = inbox.rows.with_untracked(|rows| rows.iter().map(|row| row.id.clone()).collect());
    let focused = inbox.rows.with_untracked(|rows| focused_row(rows));
    let current = focused.or_else(|| inbox.open.get_untracked());
    neighbour(&ids, current.as_ref(), forward).is_some_and(|id| focus(&rows::element_id(id)))
}

/// Selects or deselects the row with the focus, else the open one.
fn select_current(inbox: Inbox, selection: Selection) -> bool {
    let focused = inbox.rows.with_untracked(|rows| focused_row(rows));
    let current = focused.or_else(|| inbox.open.get_untracked());
    current.map(|id| selection.toggle(&id)).is_some()
}

/// Returns the conversation whose row has the focus.
fn focused_row(rows: &[Row]) -> Option<ConversationId> {
    let focused = document().active_element()?.id();
    rows.iter().find(|row| rows::element_id(&row.id) == focused).map(|row| row.id.clone())
}

/// Moves the focus from the reply field to the conversation's row. Does nothing
/// if the row is not on screen.
fn leave_field(inbox: Inbox, field: Option<Element>) -> bool {
    let field = field.and_then(|field| field.dyn_into::<HtmlElement>().ok());
    let is_left = field.is_some_and(|field| field.blur().is_ok());
    inbox.open.with_untracked(|open| open.as_ref().map(|id| focus(&rows::element_id(id))));
    is_left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::inbox::samples::id;

    #[test]
    fn letters_do_nothing_while_typing_or_when_turned_off() {
        assert_eq!(command("j", false, false, true), Some(Command::Next));
        assert_eq!(command("j", true, false, true), None);
        assert_eq!(command("j", false, false, false), None);
        assert_eq!(command("ArrowUp", false, true, false), Some(Command::Previous));
        assert_eq!(command("ArrowUp", false, false, true), None, "it scrolls the messages");
        assert_eq!(command("Escape", true, false, false), Some(Command::Leave));
        assert_eq!(command("a", false, false, true), Some(Command::Press));
        assert_eq!(command("?", false, false, true), Some(Command::Press));
        assert_eq!(command("a", true, false, true), None);
        assert_eq!(command("Alt+E", true, false, true), None);
        assert_eq!(command("Alt+E", false, false, false), Some(Command::Press), "it is not a single character");
        assert_eq!(command("?", false, false, false), None);
        assert_eq!(command(" ", false, true, false), Some(Command::Select), "it is not typed by speech");
        assert_eq!(command("Enter", false, true, true), None, "it opens the row by itself");
    }

    #[test]
    fn there_is_no_neighbour_beyond_the_ends() {
        let ids = [id(1), id(2), id(3)];
        assert_eq!(neighbour(&ids, None, true), Some(&ids[0]));
        assert_eq!(neighbour(&ids, Some(&ids[0]), true), Some(&ids[1]));
        assert_eq!(neighbour(&ids, Some(&ids[2]), true), None);
        assert_eq!(neighbour(&ids, Some(&ids[0]), false), None);
        assert_eq!(neighbour(&ids, Some(&id(9)), false), Some(&ids[0]));
        assert_eq!(neighbour(&[], None, true), None);
    }
}
