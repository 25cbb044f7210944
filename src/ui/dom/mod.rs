//! Elements that are built and updated by hand. `view!` generates code for each
//! shape of a tree, which the widget's page would have to download. With these
//! functions each element takes only a few calls to shared code.

mod list;
mod live;
mod tag;

pub use self::{
    live::{later, on_change, watch},
    tag::Tag,
};
