//! The properties of a conversation that are changed in menus: by the buttons in the details, and by
//! keys.

mod fields;
pub mod items;
mod menus;

use leptos::prelude::*;

pub use self::{fields::PropertyFields, menus::PropertyMenu};

/// A property that has a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    Status,
    Snooze,
    /// A time for the snooze that its menu does not offer.
    SnoozeTime,
    Priority,
    Assignee,
    Language,
    Labels,
}

impl Property {
    /// The properties that have a key.
    const ALL: [Self; 6] = [Self::Status, Self::Snooze, Self::Priority, Self::Assignee, Self::Language, Self::Labels];

    /// Returns the property of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|property| property.key() == key)
    }

    /// Returns the key that opens the menu.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Status => "s",
            Self::Snooze => "h",
            Self::SnoozeTime => "",
            Self::Priority => "p",
            Self::Assignee => "a",
            Self::Language => "g",
            Self::Labels => "l",
        }
    }

    /// Returns the id of the button that opens the menu.
    pub const fn button_id(self) -> &'static str {
        match self {
            Self::Status => "conversation-status",
            Self::Snooze | Self::SnoozeTime => "conversation-snooze",
            Self::Priority => "conversation-priority",
            Self::Assignee => "conversation-agent",
            Self::Language => "conversation-language",
            Self::Labels => "conversation-labels",
        }
    }
}

/// Which menu is open, provided in the context. The menus are outside the details, which narrow
/// screens hide.
#[derive(Clone, Copy)]
pub struct PropertyMenus(RwSignal<Option<Property>>);

impl PropertyMenus {
    /// Provides the state, with all menus closed.
    pub fn provide() -> Self {
        let menus = Self(RwSignal::new(None));
        provide_context(menus);
        menus
    }

    /// Opens a menu.
    pub fn open(self, property: Property) {
        self.0.set(Some(property));
    }

    /// Returns whether a menu is open; tracked.
    pub fn is_open(self, property: Property) -> bool {
        self.0.get() == Some(property)
    }

    /// Returns whether any menu is open; tracked.
    pub fn is_any_open(self) -> bool {
        self.0.with(Option::is_some)
    }

    /// Closes a menu. The browser reports late that it has closed one: another one that has been opened
    /// in the meantime stays.
    pub fn close(self, property: Property) {
        if self.0.get_untracked() == Some(property) {
            self.0.set(None);
        }
    }

    /// Closes the open menu.
    pub fn close_any(self) {
        self.0.set(None);
    }
}

/// Returns which menu is open.
pub fn use_property_menus() -> PropertyMenus {
    expect_context()
}
