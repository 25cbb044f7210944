//! Faults that are injected into the real binary. Every acknowledged write is stored exactly once
//! afterwards. `docs/reliability.md` lists what each test shows.
//!
//! `ADDA_FAULT_ROUNDS` (1 if unset) multiplies the rounds of each test. `make soak` sets it.

mod acme;
mod backup;
mod backup_bucket;
mod backup_encrypted;
mod bad_network;
mod checkup;
mod clean_stop;
mod clocks;
mod data_folder;
mod database_file;
mod erasing;
mod failing_writes;
mod file_store;
mod flood;
mod full_pool;
mod kill;
mod limits;
mod locked;
mod log_lines;
mod metrics;
mod operator;
mod postgres;
mod postgres_tls;
mod power_cut;
mod request_log;
mod slow_readers;
mod starts;
mod support;
mod unix_socket;
mod upgrade;
