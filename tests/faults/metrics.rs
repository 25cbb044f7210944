//! The metrics as a monitor reads them, and who may read them.

use std::{
    collections::BTreeSet,
    fs,
    net::{SocketAddr, TcpListener},
    path::Path,
    time::Duration,
};

use serde_json::json;

use crate::support::{Agent, Answer, Customer, Line, Postgres, Proxy, Request, Server, until};

const TOKEN: &str = "9f2c6a0e5d8b47131c7e4fa2d06b5983";

fn scrape(addr: SocketAddr) -> Answer {
    Request::get("/metrics").send(addr).expect("a response")
}

/// Returns the value of a metric with the labels that are written in braces.
fn value(scrape: &str, metric: &str) -> Option<f64> {
    scrape.lines().find_map(|line| line.strip_prefix(metric)?.strip_prefix(' ')?.parse().ok())
}

fn value_at(addr: SocketAddr, metric: &str) -> Option<f64> {
    value(&scrape(addr).text(), metric)
}

/// Checks that a response is the one of an unknown address, apart from the address itself.
#[track_caller]
fn assert_unknown(addr: SocketAddr, answer: &Answer) {
    let unknown = Request::get("/metricz").send(addr).expect("a response");
    let is_of_request = |name: &str| ["date", "x-request-id"].contains(&name);
    let headers = |answer: &Answer| -> BTreeSet<(String, String)> {
        answer.headers.iter().filter(|(name, _)| !is_of_request(name)).cloned().collect()
    };
    assert_eq!(answer.status, 404, "{}", answer.text());
    assert_eq!(answer.text().replace("/metrics", "/metricz"), unknown.text());
    assert_eq!(headers(answer), headers(&unknown));
}

#[test]
fn this_machine_may_read_the_metrics_and_a_proxy_may_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    let answer = scrape(server.addr);
    assert!(answer.is_ok(), "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/plain; version=0.0.4"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.text().contains("# TYPE adda_build_info gauge"), "{}", answer.text());
    assert!(Request::get("/metrics/").send(server.addr).expect("a response").is_ok());
    for (name, value) in [
        ("x-forwarded-for", "203.0.113.7"),
        ("x-forwarded-for", "127.0.0.1"),
        ("forwarded", "for=127.0.0.1"),
        ("x-real-ip", "127.0.0.1"),
        ("via", "1.1 proxy"),
    ] {
        let forwarded = Request::get("/metrics").header(name, value).send(server.addr).expect("a response");
        assert_unknown(server.addr, &forwarded);
    }
    server.stop();
}

#[test]
fn a_client_behind_a_trusted_proxy_may_not_read_the_metrics() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_TRUSTED_PROXIES", "127.0.0.0/8");
    server.start();
    let from = |client: &str| {
        Request::get("/metrics").header("x-forwarded-for", client).send(server.addr).expect("a response")
    };
    assert_unknown(server.addr, &from("203.0.113.7"));
    assert_unknown(server.addr, &from("127.0.0.1, 203.0.113.7"));
    assert!(from("127.0.0.1").is_ok());
    server.stop();
}

#[test]
fn with_a_token_only_its_holder_may_read_the_metrics() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("token");
    fs::write(&file, format!("{TOKEN}\n")).expect("a file");
    let mut server = Server::new(folder.path())
        .with("ADDA_METRICS_TOKEN_FILE", file.to_str().expect("text"))
        .with("ADDA_LOG", "debug");
    server.start();
    assert_unknown(server.addr, &scrape(server.addr));
    let with = |token: &str| {
        let request = Request::get("/metrics").bearer(token).header("x-forwarded-for", "203.0.113.7");
        request.send(server.addr).expect("a response")
    };
    assert!(with(TOKEN).is_ok());
    assert_unknown(server.addr, &with(&TOKEN[1..]));
    server.stop();
    assert!(!server.log().contains(TOKEN), "{}", server.log());
}

#[test]
fn with_an_address_of_their_own_the_metrics_are_served_only_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let mut server = Server::new(folder.path()).with("ADDA_METRICS_ADDR", free.to_string());
    server.start();
    assert_unknown(server.addr, &scrape(server.addr));
    assert!(scrape(free).is_ok());
    assert!(Request::get("/metrics").header("x-forwarded-for", "203.0.113.7").send(free).expect("a response").is_ok());
    for path in ["/", "/healthz", "/console/", "/support/api/config/"] {
        assert_eq!(Request::get(path).send(free).expect("a response").status, 404, "{path}");
    }
    assert!(server.stop().success());

    let mut server = server.with("ADDA_METRICS_TOKEN", TOKEN);
    server.start();
    assert_eq!(scrape(free).status, 404);
    assert!(Request::get("/metrics").bearer(TOKEN).send(free).expect("a response").is_ok());
    server.stop();
}

#[test]
fn an_address_that_is_in_use_is_refused_by_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let server = Server::new(folder.path()).with("ADDA_METRICS_ADDR", taken.local_addr().expect("it").to_string());
    let ended = server.run(&["serve"], "");
    let printed = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(
        !ended.status.success() && printed.contains("ADDA_METRICS_ADDR (--metrics-addr): cannot listen on"),
        "{printed}"
    );
}

#[test]
fn requests_messages_and_refusals_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_LIMITS", "messages_account=1/h/2");
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("a response");
    for id in ["metrics-1", "metrics-2", "metrics-3"] {
        drop(customer.send(addr, "Where is my parcel?", id).expect("a response"));
    }
    // Finds nothing new: messages themselves are read from the database.
    let poll = Request::get(customer.path("messages/?after=1000000")).bearer(&customer.token);
    let polls = 5;
    (0..polls).for_each(|_| drop(poll.send(addr).expect("a response").ok()));
    let stranger = Request::get(customer.path("messages/?after=0")).bearer("not-a-session");
    assert_eq!(stranger.send(addr).expect("a response").status, 401);
    let identity = Request::post("/support/api/session/", &json!({ "identity_token": "not.a.token" }));
    assert_eq!(identity.send(addr).expect("a response").status, 401);
    drop(Request::get("/nowhere").send(addr).expect("a response"));
    let agent = Agent::sign_in(addr);
    assert!(agent.inbox(addr).is_ok());

    let text = scrape(addr).text();
    let route = "route=\"/support/api/conversation/{id}/messages\"";
    for (metric, expected) in [
        (format!("adda_http_requests_total{{{route},method=\"GET\",status=\"2xx\"}}"), f64::from(polls)),
        (format!("adda_http_requests_total{{{route},method=\"GET\",status=\"4xx\"}}"), 1.0),
        (format!("adda_http_request_duration_seconds_count{{{route}}}"), f64::from(polls) + 1.0),
        ("adda_http_requests_total{route=\"none\",method=\"GET\",status=\"4xx\"}".to_owned(), 1.0),
        ("adda_messages_sent_total{side=\"customer\"}".to_owned(), 2.0),
        ("adda_messages_sent_total{side=\"agent\"}".to_owned(), 0.0),
        ("adda_limits_hit_total{limit=\"messages_account\"}".to_owned(), 1.0),
        ("adda_limits_hit_total{limit=\"sign_in_address\"}".to_owned(), 0.0),
        ("adda_tokens_rejected_total{kind=\"session\"}".to_owned(), 1.0),
        ("adda_tokens_rejected_total{kind=\"identity\"}".to_owned(), 1.0),
        ("adda_queue_conversations".to_owned(), 1.0),
        ("adda_conversations{status=\"open\"}".to_owned(), 1.0),
        ("adda_conversations{status=\"closed\"}".to_owned(), 0.0),
        ("adda_agents_present".to_owned(), 0.0),
        ("adda_database_up".to_owned(), 1.0),
        ("adda_database_connections_max{pool=\"write\"}".to_owned(), 1.0),
    ] {
        assert_eq!(value(&text, &metric), Some(expected), "{metric}:\n{text}");
    }
    let from = |source: &str| value(&text, &format!("adda_polls_total{{source=\"{source}\"}}")).expect("a count");
    assert!(from("memory") >= 3.0, "{text}");
    assert!((from("memory") + from("database") - f64::from(polls)).abs() < 0.5, "{text}");
    assert!(value(&text, "adda_database_size_bytes") > Some(10_000.0), "{text}");
    assert!(value(&text, "process_resident_memory_bytes") > Some(1_000_000.0), "{text}");
    server.stop();
}

/// Returns the names of metrics in a text.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let is_metric = |word: &&str| word.starts_with("adda_") || word.starts_with("process_");
    words.filter(is_metric).map(str::to_owned).collect()
}

/// Returns the names of the values in a scrape.
fn scraped(scrape: &str) -> BTreeSet<String> {
    let values = scrape.lines().filter(|line| !line.starts_with('#'));
    values.filter_map(|line| Some(line.split(['{', ' ']).next()?.to_owned())).collect()
}

#[test]
fn alerts_dashboard_and_manual_name_metrics_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| fs::read_to_string(root.join(file)).expect("the file");
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_LIMITS", "on");
    server.start();
    drop(Request::get("/").send(server.addr).expect("a response"));
    // The sizes of the files are added up by a task of the server.
    until(|| value_at(server.addr, "adda_storage_size_bytes").is_some());
    let text = scrape(server.addr).text();
    let exist = scraped(&text);
    for file in ["deploy/prometheus/rules.yml", "deploy/grafana/adda.json"] {
        let named = names(&read(file));
        assert!(named.len() > 8, "{file}: {named:?}");
        let missing: Vec<_> = named.difference(&exist).collect();
        assert!(missing.is_empty(), "{file} names metrics that do not exist: {missing:?}\n{text}");
    }
    // The manual names a histogram without the endings of its values.
    let described = names(&read("docs/monitoring.md"));
    let families: BTreeSet<String> =
        text.lines().filter_map(|line| Some(line.strip_prefix("# TYPE ")?.split(' ').next()?.to_owned())).collect();
    let with_help = text.lines().filter(|line| line.starts_with("# HELP ")).count();
    assert_eq!(with_help, families.len());
    let missing: Vec<_> = families.difference(&described).collect();
    assert!(missing.is_empty(), "docs/monitoring.md does not describe {missing:?}");
    let unknown: Vec<_> = described.difference(&families).collect();
    assert!(unknown.is_empty(), "docs/monitoring.md describes metrics that do not exist: {unknown:?}");
    server.stop();
}

#[test]
fn a_scrape_is_answered_within_a_second_while_postgres_is_silent() {
    let Some(database) = Postgres::new() else { return };
    let proxy = Proxy::to(database.addr);
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path()).with("ADDA_DATABASE_URL", database.url(proxy.addr));
    server.start();
    let addr = server.addr;
    assert_eq!(value_at(addr, "adda_database_up"), Some(1.0));
    proxy.set(Line::Stalled);
    // The values of the last ten seconds are used again first.
    until(|| {
        let answer = scrape(addr);
        assert!(answer.is_ok() && answer.took < Duration::from_secs(1), "{:?}: {}", answer.took, answer.text());
        let text = answer.text();
        let is_down = value(&text, "adda_database_up") == Some(0.0);
        assert_eq!(value(&text, "adda_queue_conversations").is_none(), is_down, "{text}");
        assert!(value(&text, "adda_database_connections_max{pool=\"read\"}").is_some(), "{text}");
        is_down
    });
    proxy.set(Line::Open);
    until(|| value_at(addr, "adda_database_up") == Some(1.0));
    server.stop();
}
