//! An element and the functions that build it.

use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt, closure::Closure};
use web_sys::{Event, FocusEvent, HtmlElement, Node};

use crate::ui::{icons::Glyph, page::document};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element. A clone of it is the same element.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag(HtmlElement);

impl Tag {
    /// Returns a new element; `class` may be empty.
    pub fn new(name: &'static str, class: &str) -> Self {
        // The names are constants that browsers accept.
        let tag = Self(document().create_element(name).unwrap_throw().unchecked_into());
        tag.with_class(class)
    }

    /// Returns a new SVG element.
    pub fn drawn(name: &'static str, class: &str) -> Self {
        let element = document().create_element_ns(Some(SVG), name).unwrap_throw();
        // Only methods that every element has are called.
        Self(element.unchecked_into()).with_class(class)
    }

    fn with_class(self, class: &str) -> Self {
        if class.is_empty() { self } else { self.attr("class", class) }
    }

    /// Wraps an existing element.
    pub fn of(element: HtmlElement) -> Self {
        Self(element)
    }

    /// Returns a button that calls `act` when it is pressed.
    pub fn button(class: &str, act: impl FnMut() + 'static) -> Self {
        Self::pressed(class, Box::new(act))
    }

    fn pressed(class: &str, mut act: Box<dyn FnMut()>) -> Self {
        Self::new("button", class).attr("type", "button").on("click", move |_| act())
    }

    /// Adds a name that is both a tooltip and an accessible name.
    pub fn named(self, name: &str) -> Self {
        self.attr("aria-label", name).attr("title", name)
    }

    /// Adds an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Adds a text.
    pub fn text(self, words: &str) -> Self {
        // Appending to an element cannot throw.
        let _ = self.0.append_with_str_1(words);
        self
    }

    /// Adds a child.
    pub fn child(self, child: Self) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Adds a child, if there is one.
    pub fn maybe(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds an icon, which is hidden from screen readers.
    pub fn icon(self, glyph: Glyph) -> Self {
        let icon = Self::drawn("svg", "adda-icon")
            .attr("viewBox", "0 0 24 24")
            .attr("aria-hidden", "true")
            .attr("focusable", "false")
            .child(Self::drawn("path", "").attr("d", glyph.path()));
        self.child(icon)
    }

    /// Adds a listener, which lives as long as the element.
    pub fn on(self, event: &'static str, heard: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(heard));
        self
    }

    fn listen(&self, event: &str, heard: Box<dyn FnMut(Event)>) {
        let heard = Closure::wrap(heard).into_js_value();
        let _ = self.0.add_event_listener_with_callback(event, heard.unchecked_ref());
    }

    /// Adds a callback for when the element is about to be used: the pointer or
    /// the focus reaches it.
    pub fn on_approach(self, act: impl Fn() + Clone + 'static) -> Self {
        let also = act.clone();
        self.on("pointerenter", move |_| act()).on("focus", move |_| also())
    }

    /// Adds a callback for when the focus moves out of the element.
    pub fn on_leaving(self, left: impl Fn() + 'static) -> Self {
        let inside: Node = self.0.clone().into();
        self.on("focusout", move |event| {
            let goes_to = event.unchecked_ref::<FocusEvent>().related_target();
            if goes_to.is_some_and(|target| !inside.contains(target.dyn_ref::<Node>())) {
                left();
            }
        })
    }

    /// Sets an attribute.
    pub fn set(&self, name: &str, value: &str) {
        // The names are constants that browsers accept.
        let _ = self.0.set_attribute(name, value);
    }

    /// Sets an attribute, or removes it.
    pub fn set_or_remove(&self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.set(name, value),
            None => {
                let _ = self.0.remove_attribute(name);
            }
        }
    }

    /// Sets a property, such as a field's `value`.
    pub fn set_property(&self, name: &str, value: &JsValue) {
        let _ = js_sys::Reflect::set(&self.0, &name.into(), value);
    }

    /// Returns the value of a field.
    pub fn value(&self) -> String {
        js_sys::Reflect::get(&self.0, &"value".into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
    }

    /// Replaces the whole text.
    pub fn set_text(&self, words: &str) {
        self.0.set_text_content(Some(words));
    }

    /// Focuses the element.
    pub fn focus(&self) {
        let _ = self.0.focus();
    }

    /// Removes the element from the page.
    pub fn remove(&self) {
        self.0.remove();
    }

    /// Returns the browser's element.
    pub fn element(&self) -> &HtmlElement {
        &self.0
    }
}
