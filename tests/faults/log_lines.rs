//! The lines of the log at the start, about the settings, and about refused requests.

use adda_migration::{Migrator, MigratorTrait};
use serde_json::json;

use crate::support::{Customer, Request, Server, until};

/// Returns the lines of the log with a text.
fn lines(server: &Server, text: &str) -> Vec<String> {
    server.log().lines().filter(|line| line.contains(text)).map(str::to_owned).collect()
}

#[test]
fn one_line_at_the_start_names_what_is_served_and_no_secret() {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = "0123456789abcdef0123456789abcdef";
    let mut server = Server::new(folder.path())
        .with("ADDA_METRICS_ADDR", "127.0.0.1:0")
        .with("ADDA_METRICS_TOKEN", secret)
        .with("ADDA_IDENTITY_SECRET", secret)
        .with("ADDA_PUBLIC_URL", "http://desk.example");
    server.start();
    until(|| lines(&server, " started ").len() == 1);
    let line = lines(&server, " started ").remove(0);
    let data = folder.path().display();
    for part in [
        format!("version=\"{}\"", env!("CARGO_PKG_VERSION")),
        format!("addr={}", server.addr),
        "metrics_addr=127.0.0.1:".to_owned(),
        format!("database=\"sqlite file {data}/adda.sqlite3\""),
        format!("data_dir={data}"),
        format!("storage=\"{data}/attachments\""),
        "public_url=http://desk.example".to_owned(),
    ] {
        assert!(line.contains(&part), "{part}: {line}");
    }
    assert!(line.contains("INFO"), "{line}");
    server.stop();
    assert!(!server.log().contains(secret), "{}", server.log());
}

#[test]
fn one_line_reports_all_migrations_of_a_first_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    server.stop();
    let about = lines(&server, "adda_migration");
    assert_eq!(about.len(), 1, "{}", server.log());
    let count = Migrator::migrations().len();
    assert!(about[0].contains("INFO") && about[0].contains(&format!("{count} migrations applied in ")), "{about:?}");
    server.start();
    server.stop();
    assert_eq!(lines(&server, "adda_migration").len(), 1, "{}", server.log());
    let all = server.log().lines().count();
    assert!(all < 30, "{all} lines:\n{}", server.log());
}

#[test]
fn settings_that_do_not_fit_the_requests_are_reported_once() {
    const PROXY: &str = "add it to ADDA_TRUSTED_PROXIES";
    const HOST: &str = "Set ADDA_PUBLIC_URL";
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path());
    server.start();
    let ask = |headers: &[(&'static str, &str)]| {
        let request = headers.iter().fold(Request::get("/"), |request, (name, value)| request.header(name, *value));
        assert!(request.send(server.addr).expect("a response").is_ok());
    };
    ask(&[]);
    assert_eq!((lines(&server, PROXY).len(), lines(&server, HOST).len()), (0, 0), "{}", server.log());
    for _ in 0..3 {
        ask(&[("x-forwarded-for", "203.0.113.7")]);
        assert!(Request::get("/").host("support.example.com").send(server.addr).expect("a response").is_ok());
    }
    until(|| !lines(&server, PROXY).is_empty() && !lines(&server, HOST).is_empty());
    assert!(server.stop().success());
    for (text, part) in [(PROXY, "peer=127.0.0.1"), (HOST, "support.example.com")] {
        let found = lines(&server, text);
        assert!(found.len() == 1 && found[0].contains("WARN") && found[0].contains(part), "{found:?}");
    }

    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path())
        .with("ADDA_TRUSTED_PROXIES", "127.0.0.0/8")
        .with("ADDA_PUBLIC_URL", "http://desk.example");
    server.start();
    let forwarded = Request::get("/").host("support.example.com").header("x-forwarded-for", "203.0.113.7");
    assert!(forwarded.send(server.addr).expect("a response").is_ok());
    server.stop();
    assert_eq!((lines(&server, PROXY).len(), lines(&server, HOST).len()), (0, 0), "{}", server.log());
}

#[test]
fn a_flood_of_refused_requests_writes_one_line_for_each_kind_and_address() {
    const TOKEN: &str = "a-token-that-belongs-to-no-session";
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::new(folder.path())
        .with("ADDA_TRUSTED_PROXIES", "127.0.0.0/8")
        .with("ADDA_LIMITS", "messages_account=1/h/1");
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("a response");
    let from =
        |client: &str, request: Request| request.header("x-forwarded-for", client).send(addr).expect("a response");
    let poll = || Request::get(customer.path("messages/?after=0")).bearer(TOKEN);
    let identify = || Request::post("/support/api/session/", &json!({ "identity_token": TOKEN }));
    let send = |number: usize| {
        let body = json!({ "content": "Hello", "client_id": format!("flood-{number}") });
        Request::post(customer.path("send/"), &body).bearer(&customer.token)
    };
    assert_eq!(from("198.51.100.1", send(0)).status, 200);
    for client in ["203.0.113.7", "203.0.113.8"] {
        let mut ids = Vec::new();
        for number in 1..20 {
            let answers = [from(client, poll()), from(client, identify()), from(client, send(number))];
            assert_eq!(answers.each_ref().map(|answer| answer.status), [401, 401, 429]);
            ids.push(answers.map(|answer| answer.header("x-request-id").expect("an id").to_owned()));
        }
        let of_client = format!("client={client} ");
        let messages = ["the token of a session was rejected", "an identity token was rejected", "a limit was reached"];
        for (kind, message) in messages.into_iter().enumerate() {
            let found =
                || -> Vec<_> { lines(&server, message).into_iter().filter(|l| l.contains(&of_client)).collect() };
            until(|| !found().is_empty());
            let found = found();
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].contains("WARN") && found[0].contains(&ids[0][kind]), "{}: {}", ids[0][kind], found[0]);
        }
    }
    server.stop();
    assert!(!server.log().contains(TOKEN), "{}", server.log());
}
