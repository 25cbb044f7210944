//! What the fault tests have in common.

mod agent;
mod clock;
mod cluster;
mod customer;
mod disk;
mod figures;
mod http;
mod network;
mod postgres;
mod proxy;
mod server;
mod waiting;

pub use self::{
    agent::Agent,
    clock::Clock,
    cluster::Cluster,
    customer::{Customer, Ledger},
    disk::Disk,
    figures::{Figures, rounds},
    http::{Answer, Request},
    network::Network,
    postgres::Postgres,
    proxy::{Line, Proxy},
    server::Server,
    waiting::{EndOnDrop, until},
};
