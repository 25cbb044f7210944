//! Icons, drawn on a grid of 24 with a line of 2 in the text's colour. They are
//! hidden from screen readers: the button around them has a name.

#[cfg(feature = "leptos")]
mod view;

#[cfg(feature = "leptos")]
pub use self::view::Icon;

/// The icon's drawing. The widget has only those that it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// A speech bubble.
    Chat,
    /// An arrow down.
    ChevronDown,
    /// An arrow back.
    #[cfg(feature = "leptos")]
    ChevronLeft,
    /// A cross.
    Close,
    /// A paper plane.
    Send,
    /// One tick: sent.
    Check,
    /// Two ticks: read.
    DoubleCheck,
    /// A clock: sending.
    Clock,
    /// A triangle: something went wrong.
    Warning,
    /// Three dots: a menu.
    More,
    /// A loudspeaker: sound is on.
    Sound,
    /// A struck-out loudspeaker: sound is off.
    Muted,
    /// A magnifying glass.
    #[cfg(feature = "leptos")]
    Search,
    /// A tray: the inbox.
    #[cfg(feature = "leptos")]
    Inbox,
    /// One person.
    #[cfg(feature = "leptos")]
    Person,
    /// A door and an arrow: sign out.
    #[cfg(feature = "leptos")]
    SignOut,
    /// A globe: languages.
    Globe,
    /// A smiling face: emoji.
    Smile,
    /// A circle with an arrow: retry.
    #[cfg(feature = "leptos")]
    Retry,
    /// A paperclip: attach.
    Paperclip,
    /// A sheet of paper: a document.
    File,
    /// A frame with hills in it: a picture.
    #[cfg(feature = "leptos")]
    Picture,
    /// An arrow down to a line: save.
    Download,
}

impl Glyph {
    /// Returns the lines, as the `d` of a path.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Chat => "M4 5.5h16v11h-9l-4.5 4v-4H4zM8 9.5h8M8 12.5h5",
            Self::ChevronDown => "M5 9l7 7 7-7",
            #[cfg(feature = "leptos")]
            Self::ChevronLeft => "M15 5l-7 7 7 7",
            Self::Close => "M5.5 5.5l13 13M18.5 5.5l-13 13",
            Self::Send => "M20.5 3.5l-17 6.8 7 3.2 3.2 7zM10.5 13.5l4-4",
            Self::Check => "M5 12.5l4.5 4.5L19 7.5",
            Self::DoubleCheck => "M1.5 12.5L6 17l9-9.5M11 15.5l1.5 1.5 9-9.5",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
            Self::Warning => "M12 4L2.5 20h19zM12 10v4.5M12 17v.2",
            Self::More => {
                "M4.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M11.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0\
                 M18.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0"
            }
            Self::Sound => "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11",
            Self::Muted => "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
            #[cfg(feature = "leptos")]
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20.5 20.5",
            #[cfg(feature = "leptos")]
            Self::Inbox => "M3.5 13.5L6.5 5h11l3 8.5V19h-17zM3.5 13.5H9a3 3 0 0 0 6 0h5.5",
            #[cfg(feature = "leptos")]
            Self::Person => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
            #[cfg(feature = "leptos")]
            Self::SignOut => "M14 4H5v16h9M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5",
            Self::Globe => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.8 12h16.4M12 3.5c-5 5.5-5 11.5 0 17M12 3.5c5 5.5 5 11.5 0 17"
            }
            Self::Smile => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.2 14.2a4.6 4.6 0 0 0 7.6 0M9 9.5v.2M15 9.5v.2"
            }
            #[cfg(feature = "leptos")]
            Self::Retry => "M19.5 12a7.5 7.5 0 1 1-2.2-5.3L20 9.4M20 4v5.4h-5.4",
            Self::Paperclip => {
                "M19.5 11.5l-7.8 7.8a5 5 0 0 1-7-7l8.5-8.6a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.3l7.9-7.8"
            }
            Self::File => "M6 3h8l4.5 4.5V21H6zM13.5 3.5V8h4.5M9 12.5h6M9 16.5h6",
            #[cfg(feature = "leptos")]
            Self::Picture => "M3.5 5h17v14h-17zM3.5 16l5-5 4.5 4.5 2.5-2.5 5 4.5M15.5 9.2h.2",
            Self::Download => "M12 4v11M7 10.5l5 5 5-5M5 20h14",
        }
    }
}
