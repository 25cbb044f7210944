//! Fixtures that the fault tests share.

mod agent;
mod bucket;
mod clock;
mod cluster;
mod customer;
mod disk;
mod figures;
mod http;
mod network;
mod output;
mod pebble;
mod place;
mod postgres;
mod proxy;
mod resources;
mod server;
mod waiting;

pub use self::{
    agent::Agent,
    bucket::Bucket,
    clock::Clock,
    cluster::Cluster,
    customer::{Customer, Ledger},
    disk::Disk,
    figures::{Figures, rounds},
    http::{Answer, Request},
    network::Network,
    output::{succeed, text},
    pebble::{DOMAIN, Pebble},
    place::{Engine, Place},
    postgres::Postgres,
    proxy::{Line, Proxy},
    resources::{MEMORY_LIMIT, descriptors, peak_memory, peak_memory_of},
    server::Server,
    waiting::{EndOnDrop, until},
};
