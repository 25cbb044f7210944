//! Elements made and kept up to date by hand. `view!` makes code anew for each
//! shape of a tree, which the widget's page would have to download: what is
//! written with these instead is a few calls, and the code behind them is there
//! once.

mod list;
mod live;
mod tag;

pub use self::{
    live::{later, on_change, watch},
    tag::Tag,
};
