//! Attachments in the widget and the console: sent files, uploads, and how files are picked. The
//! code that only an upload needs is in `worker`, which is fetched later than the rest.

mod attachment;
mod button;
mod drop;
mod focus;
mod outgoing;
mod size;
mod taken;
mod texts;
mod tray;
mod uploads;
mod worker;

#[cfg(feature = "leptos")]
pub use self::attachment::AttachmentView;
use self::focus::focus_field;
pub use self::{
    attachment::attachment,
    button::attach_button,
    drop::{Dropping, drop_area},
    outgoing::Outgoing,
    taken::taken,
    texts::FileTexts,
    tray::upload_tray,
    uploads::{Leaving, UploadTarget, Uploads},
    worker::{FileStore, Refusal},
};
