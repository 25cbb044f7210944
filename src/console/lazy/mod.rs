//! Lazy loading of pages: a page's program is fetched when it is needed, so
//! that the first screen loads only what it shows.
//!
//! Release builds are split at the functions that `parts.rs` marks
//! (`wasm_split`, by `cargo leptos build --split`); `loader/parts.js` fetches the
//! parts. Debug builds are one file that contains every part.

mod ahead;
mod page;
mod part;
mod parts;
mod routes;

pub use self::{
    ahead::fetch_linked_parts,
    page::{PartInPage, PartPage},
    parts::{
        BLOCK_TOOLS, BULK_BAR, CODE_FORM, DELETING_DIALOG, DRAFT_SYNC, FILTER_FIELDS, FIND_BAR, LABEL_LIST, LIGHTBOX,
        MENTION_MENU, MESSAGE_ACTIONS, MESSAGE_EDITOR, PALETTE, PERSONAL_DATA_DIALOGS, PREFERENCES, PROPERTY_MENU,
        QUICK_REPLY_PANEL, QUOTE_TOOLS, RECALL_TASK, SAVED_VIEW_LIST, SEEING_TASK, SHORTCUT_LIST, SLASH_MENU,
        TWO_FACTOR_REQUIRED, UNDO_CONTENT, UNSENT_LIST,
    },
    routes::{
        BlockedRoute, JoinRoute, LogRoute, ProfileRoute, QuickRepliesRoute, SettingsRoute, StatisticsRoute, TeamRoute,
    },
};
