//! Collects all metrics. `docs/monitoring.md` lists them for operators.

use super::{
    process,
    requests::{CLASSES, METHODS, Requests},
    text::Text,
};
use crate::server::{
    domain::{desk::Desk, tally::Tally},
    log,
};

/// Returns all metrics as text. Leaves those out that come from the database if it does not
/// answer, and those of the process where they are not known.
///
/// # Errors
/// If a metric cannot be written.
pub(super) async fn scrape(desk: &Desk, requests: &Requests) -> prometheus::Result<String> {
    let mut text = Text::default();
    let version = [("version", env!("CARGO_PKG_VERSION"))];
    drop(text.gauge("adda_build_info", "The version of the server.").with(&version, 1));
    count_requests(&mut text, requests);
    count_work(&mut text, desk.tally());
    measure_desk(&mut text, desk).await;
    measure_database(&mut text, desk);
    measure_process(&mut text);
    text.write()
}

fn count_requests(text: &mut Text, requests: &Requests) {
    let routes = requests.routes();
    let mut total = text.counter("adda_http_requests_total", "Requests that have been answered.");
    for (template, route) in &routes {
        for (method, classes) in METHODS.iter().zip(&route.counts) {
            for (class, count) in CLASSES.iter().zip(classes).filter(|(_, count)| count.get() > 0) {
                total = total.with(&[("route", template), ("method", method), ("status", class)], count.get());
            }
        }
    }
    drop(total);
    let mut times =
        text.histogram("adda_http_request_duration_seconds", "Time from a request to the beginning of its response.");
    for (template, route) in &routes {
        if route.buckets.iter().any(|count| count.get() > 0) {
            times = times.times(&[("route", template)], route);
        }
    }
}

fn count_work(text: &mut Text, tally: &Tally) {
    drop(
        text.counter("adda_polls_total", "Polls that have been answered, by where their answer came from.")
            .with(&[("source", "memory")], tally.polls_from_memory.get())
            .with(&[("source", "database")], tally.polls_from_database.get()),
    );
    drop(
        text.counter("adda_messages_sent_total", "Messages that have been stored, by the side that wrote them.")
            .with(&[("side", "customer")], tally.customer_messages.get())
            .with(&[("side", "agent")], tally.agent_messages.get()),
    );
    let mut limits = text.counter("adda_limits_hit_total", "Requests that were refused because of a limit.");
    for (limit, count) in tally.limits() {
        limits = limits.with(&[("limit", limit.rule().name)], count);
    }
    drop(limits);
    drop(
        text.counter("adda_tokens_rejected_total", "Requests with a token that is not valid.")
            .with(&[("kind", "session")], tally.rejected_sessions.get())
            .with(&[("kind", "identity")], tally.rejected_identities.get()),
    );
    let dropped = u64::try_from(log::dropped_lines()).unwrap_or(u64::MAX);
    text.counter(
        "adda_log_lines_dropped_total",
        "Lines of the log that were dropped because it was written too slowly.",
    )
    .value(dropped);
    if let Some(is_up) = tally.storage_is_up() {
        text.gauge("adda_storage_up", "Whether the store of files could be used, as of the last check.")
            .value(is_up.into());
    }
    if let Some(bytes) = tally.attachment_bytes() {
        text.gauge("adda_storage_size_bytes", "Size of the stored files, as of the last hourly check.").value(bytes);
    }
}

async fn measure_desk(text: &mut Text, desk: &Desk) {
    let gauges = desk.gauges().await;
    text.gauge("adda_database_up", "Whether the metrics that come from the database could be read.")
        .value(gauges.is_some().into());
    let Some(gauges) = gauges else { return };
    text.gauge("adda_queue_conversations", "Open and pending conversations that are not assigned to an agent.")
        .value(gauges.queue);
    text.gauge(
        "adda_queue_longest_wait_seconds",
        "Longest time that a customer in the queue has waited for an answer.",
    )
    .value(gauges.longest_wait);
    text.gauge("adda_agents_present", "Agents who are online.").value(gauges.agents_present);
    let mut conversations = text.gauge("adda_conversations", "Conversations with a message, by status.");
    for (status, count) in gauges.conversations {
        conversations = conversations.with(&[("status", status.into())], count);
    }
    drop(conversations);
    text.gauge("adda_database_size_bytes", "Size of the database on the disk.").value(gauges.database_bytes);
}

fn measure_database(text: &mut Text, desk: &Desk) {
    let pools = desk.database().pools();
    let mut connections =
        text.gauge("adda_database_connections", "Open connections to the database, by pool and state.");
    for pool in &pools {
        let count = |state| [("pool", pool.name), ("state", state)];
        connections = connections.with(&count("in_use"), pool.in_use.into()).with(&count("idle"), pool.idle.into());
    }
    drop(connections);
    let mut most = text.gauge("adda_database_connections_max", "The most connections that a pool opens.");
    for pool in &pools {
        most = most.with(&[("pool", pool.name)], pool.most.into());
    }
}

fn measure_process(text: &mut Text) {
    if let Some(bytes) = process::resident_bytes() {
        text.gauge("process_resident_memory_bytes", "Resident memory size in bytes.").value(bytes);
    }
    text.gauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.")
        .value(process::started_at());
}
