//! What the fault tests have in common.

mod agent;
mod customer;
mod disk;
mod figures;
mod http;
mod proxy;
mod server;

pub use self::{
    agent::Agent,
    customer::{Customer, Ledger},
    disk::Disk,
    figures::{Figures, rounds},
    http::{Answer, Request},
    proxy::{Line, Proxy},
    server::Server,
};
