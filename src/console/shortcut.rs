//! Which shortcut a key press means, on any keyboard layout.

use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent};

use crate::ui::composing::is_composing;

/// Resolves the open conversation.
pub const RESOLVE: &str = "Alt+E";
/// Closes the open conversation.
pub const CLOSE: &str = "Alt+C";
/// The shortcuts that change a conversation: its assignee, language, labels, priority, status and snooze; mark
/// it as unread or read, reopen, resolve and close it.
const CHANGES: [&str; 10] = ["a", "g", "h", "l", "p", "s", "o", "u", RESOLVE, CLOSE];

/// Returns the name of the pressed key: a letter in lower case, a punctuation mark, or a
/// key such as `Escape`. A letter with Alt is `Alt+` and the capital. Returns none with
/// other modifiers, and while a character is being composed.
pub fn pressed(event: &KeyboardEvent) -> Option<String> {
    if is_composing(event) || event.ctrl_key() || event.meta_key() {
        return None;
    }
    name(&event.key(), &event.code(), event.shift_key(), event.alt_key())
}

/// A letter that the layout has counts as it is, whatever Caps Lock does. On a layout
/// without Latin letters, such as a Bangla one, the position of the key counts
/// (<https://www.w3.org/TR/uievents-code/>).
fn name(key: &str, code: &str, shift: bool, alt: bool) -> Option<String> {
    if key == " " {
        return (!shift && !alt).then(|| key.to_owned());
    }
    let is_named = key.is_ascii() && key.len() > 1 && key != "Dead";
    let letter = match key.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(letter.to_ascii_lowercase()),
        _ if is_named => None,
        [sign] if sign.is_ascii_punctuation() && !alt => None,
        _ => {
            code.strip_prefix("Key").and_then(|letter| letter.bytes().next()).map(|letter| letter.to_ascii_lowercase())
        }
    };
    match letter.map(char::from) {
        Some(_) if shift => None,
        Some(letter) if alt => Some(format!("Alt+{}", letter.to_ascii_uppercase())),
        Some(letter) => Some(letter.to_string()),
        None if alt => None,
        None if is_named => (!shift).then(|| key.to_owned()),
        // On some keyboards, `?` and `/` need Shift.
        None if key.len() == 1 && key.as_bytes()[0].is_ascii_punctuation() => Some(key.to_owned()),
        None if code == "Slash" && !key.is_ascii() => Some(if shift { "?" } else { "/" }.to_owned()),
        None => None,
    }
}

/// Returns whether the shortcut is a single character, which the agent can turn off.
pub fn is_single_character(name: &str) -> bool {
    name.len() == 1
}

/// Returns whether the shortcut works where the focus is. Those that change a conversation
/// work only in the list and in the log of messages, so that text typed elsewhere changes
/// nothing.
pub fn works_at(name: &str, focused: Option<&Element>) -> bool {
    !CHANGES.contains(&name) || focused.is_some_and(is_in_list_or_log)
}

fn is_in_list_or_log(element: &Element) -> bool {
    element.closest(".rows, .log-scroller").ok().flatten().is_some()
}

/// Returns whether characters that are typed go to the element.
pub fn is_text_field(element: &Element) -> bool {
    let is_box = element.get_attribute("type").is_some_and(|kind| kind == "checkbox");
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") && !is_box
}

/// Returns whether a modal dialog is open.
pub fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(expected: Option<&str>, (key, code): (&str, &str), shift: bool, alt: bool) {
        assert_eq!(name(key, code, shift, alt).as_deref(), expected, "{key} {code} {shift} {alt}");
    }

    #[test]
    fn a_letter_counts_with_caps_lock_and_not_with_shift() {
        is(Some("j"), ("j", "KeyJ"), false, false);
        is(Some("j"), ("J", "KeyJ"), false, false);
        is(None, ("J", "KeyJ"), true, false);
        // Dvorak has this letter at another place.
        is(Some("e"), ("e", "KeyD"), false, false);
    }

    #[test]
    fn a_layout_without_latin_letters_counts_by_position() {
        is(Some("j"), ("জ", "KeyJ"), false, false);
        is(None, ("ঝ", "KeyJ"), true, false);
        is(Some("/"), ("য়", "Slash"), false, false);
        is(Some("?"), ("?", "Slash"), true, false);
        is(Some("?"), ("য়", "Slash"), true, false);
    }

    #[test]
    fn alt_counts_with_a_letter_also_where_it_types_another_character() {
        is(Some("Alt+E"), ("e", "KeyE"), false, true);
        is(Some("Alt+E"), ("E", "KeyE"), false, true);
        is(Some("Alt+E"), ("Dead", "KeyE"), false, true);
        is(Some("Alt+C"), ("ç", "KeyC"), false, true);
        is(None, ("ArrowLeft", "ArrowLeft"), false, true);
        is(None, ("?", "Slash"), true, true);
    }

    #[test]
    fn keys_with_names_keep_them() {
        is(Some("Escape"), ("Escape", "Escape"), false, false);
        is(Some("ArrowDown"), ("ArrowDown", "ArrowDown"), false, false);
        is(None, ("ArrowDown", "ArrowDown"), true, false);
        is(Some(" "), (" ", "Space"), false, false);
        is(None, ("1", "Digit1"), false, false);
        is(None, ("১", "Digit1"), false, false);
    }
}
