//! A server that listens on a unix socket: what its crash leaves behind, and whom it believes.

use std::{
    fs,
    os::unix::{fs::PermissionsExt, net::UnixListener},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use serde_json::json;

use crate::support::{Answer, Request, Server, until};

/// Returns a server on a socket in the folder, and the socket's path.
fn server(folder: &Path) -> (Server, PathBuf) {
    let path = folder.join("adda.sock");
    let server = Server::new(&folder.join("data"))
        .with("ADDA_ADDR", format!("unix:{}", path.display()))
        .with("ADDA_PUBLIC_URL", "http://support.example");
    (server, path)
}

/// Starts the server and waits until it is ready.
#[track_caller]
fn start(server: &mut Server, path: &Path) {
    server.spawn();
    let deadline = Instant::now() + Duration::from_secs(60);
    while !Request::get("/readyz").send_to_socket(path).is_ok_and(|answer| answer.is_ok()) {
        if let Some(status) = server.ended() {
            panic!("the server ended with {status}:\n{}", server.log());
        }
        assert!(Instant::now() < deadline, "the server does not answer:\n{}", server.log());
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn session(path: &Path, forwarded_for: &str) -> Answer {
    let request = Request::post("/support/api/session/", &json!({})).header("x-forwarded-for", forwarded_for);
    request.send_to_socket(path).expect("an answer")
}

#[test]
fn a_crash_leaves_a_socket_that_the_next_start_replaces_and_a_stop_leaves_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut server, path) = server(folder.path());
    start(&mut server, &path);
    assert_eq!(path.metadata().expect("the socket").permissions().mode() & 0o777, 0o660);
    until(|| server.log().contains(&format!("addr=unix:{}", path.display())));
    server.kill();
    assert!(path.exists(), "the crash has left no socket, so this test shows nothing");
    start(&mut server, &path);
    assert!(server.stop().success(), "{}", server.log());
    assert!(!path.exists());
}

#[test]
fn the_socket_of_a_living_server_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut first, path) = server(folder.path());
    start(&mut first, &path);
    let (second, _) = server(folder.path());
    let second = second.with("ADDA_DATA_DIR", folder.path().join("other").display().to_string());
    let ended = second.run(&["serve"], "");
    let printed = String::from_utf8_lossy(&ended.stderr);
    let expected =
        format!("adda: ADDA_ADDR (--addr): cannot listen on unix:{}: another server listens", path.display());
    assert!(!ended.status.success() && printed.contains(&expected), "{printed}");
    assert!(!folder.path().join("other").exists(), "the second server has made its data folder");
    assert!(Request::get("/readyz").send_to_socket(&path).expect("an answer").is_ok());
}

#[test]
fn the_proxy_on_the_socket_is_believed_only_if_it_is_trusted() {
    let folder = tempfile::tempdir().expect("a folder");
    for (proxies, client) in [("127.0.0.1,::1", "127.0.0.1"), ("unix", "203.0.113.9")] {
        let (server, path) = server(folder.path());
        let mut server = server.with("ADDA_TRUSTED_PROXIES", proxies);
        start(&mut server, &path);
        assert!(session(&path, "198.51.100.7, 203.0.113.9").is_ok());
        until(|| {
            server.log().lines().any(|line| line.contains("/session") && line.contains(&format!("client={client}")))
        });
        let warns = server.log().contains("add it to ADDA_TRUSTED_PROXIES peer=unix");
        assert_eq!(warns, proxies != "unix", "{}", server.log());
        server.stop();
    }
}

#[test]
fn the_metrics_may_have_a_socket_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let metrics = folder.path().join("metrics.sock");
    let (server, path) = server(folder.path());
    let mut server = server.with("ADDA_METRICS_ADDR", format!("unix:{}", metrics.display()));
    start(&mut server, &path);
    let read = |path: &Path| Request::get("/metrics").send_to_socket(path).expect("an answer").status;
    assert_eq!([read(&metrics), read(&path)], [200, 404]);
    server.stop();
    assert!(!metrics.exists());
}

#[test]
fn the_commands_tell_whether_the_server_is_healthy_and_how_it_is_configured() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut server, path) = server(folder.path());
    let health = |server: &Server| {
        let ended = server.run(&["health"], "");
        (ended.status.success(), String::from_utf8_lossy(&[ended.stdout, ended.stderr].concat()).into_owned())
    };
    let name = format!("unix:{}", path.display());
    let (is_healthy, printed) = health(&server);
    assert!(!is_healthy && printed.contains(&format!("adda: the server at {name} does not answer: ")), "{printed}");
    start(&mut server, &path);
    let (is_healthy, printed) = health(&server);
    assert!(is_healthy && printed.contains(&format!("The server at {name} is ready.")), "{printed}");
    let check = |server: &Server| String::from_utf8_lossy(&server.run(&["check"], "").stdout).into_owned();
    let printed = check(&server);
    assert!(printed.contains("does not have the word unix"), "{printed}");
    server.stop();
    let server = server.with("ADDA_TRUSTED_PROXIES", "unix").with("ADDA_ADDR", "unix:/nowhere/adda.sock");
    let printed = check(&server);
    assert!(
        printed.contains("The folder /nowhere of ADDA_ADDR does not exist") && !printed.contains("word unix"),
        "{printed}"
    );
}

/// A server that answers with 503 is reached, and is not healthy.
#[test]
fn a_server_that_is_not_ready_is_not_healthy() {
    let folder = tempfile::tempdir().expect("a folder");
    let (server, path) = server(folder.path());
    let listener = UnixListener::bind(&path).expect("a socket");
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        let (mut stream, _) = listener.accept().expect("a connection");
        let _ = stream.read(&mut [0; 1_000]);
        let body = "the database cannot be written";
        let head = format!("HTTP/1.1 503 Service Unavailable\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all((head + body).as_bytes()).expect("an answer");
    });
    let ended = server.run(&["health"], "");
    let printed = String::from_utf8_lossy(&ended.stderr);
    assert!(!ended.status.success() && printed.contains("is not ready: the database cannot be written"), "{printed}");
    drop(fs::remove_file(path));
}
