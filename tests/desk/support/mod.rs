//! The fixtures of the tests: each test has its own desk, on either database, with a
//! clock that the test moves.

mod answer;
mod app;
mod bucket;
mod caller;
mod clock;
mod crowd;
pub mod documents;
mod engine;
mod faults;
mod following;
pub mod issuer;
mod nasty;
pub mod pictures;
pub mod postgres;
pub mod team;
pub mod two_factor;
mod upload;

pub use answer::Answer;
pub use app::{IDENTITY_SECRET, PASSWORD, SHOP, TestApp};
pub use bucket::FakeBucket;
pub use caller::{Caller, Chat};
pub use clock::TestClock;
pub use crowd::crowd_id;
pub use engine::{Engine, TestDatabase};
pub use following::{Following, TestNode, follows};
pub use nasty::{NASTY_TEXTS, nasty_bodies};
pub use upload::Upload;
