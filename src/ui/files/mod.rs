//! Attachments in the widget and the console: sent files, uploads, and how
//! files are picked.

mod attachment;
mod button;
mod drop;
mod failure;
mod hold;
mod keeping;
mod line;
mod outgoing;
mod refusal;
mod sending;
mod size;
mod store;
mod taken;
mod texts;
mod tray;
mod upload;
mod uploads;
mod xhr;

#[cfg(feature = "leptos")]
pub use self::attachment::AttachmentView;
pub use self::{
    attachment::attachment,
    button::attach_button,
    drop::{Dropping, drop_area},
    outgoing::Outgoing,
    refusal::Refusal,
    store::FileStore,
    taken::taken,
    texts::FileTexts,
    tray::upload_tray,
    uploads::{Door, Leaving, Uploads},
};
