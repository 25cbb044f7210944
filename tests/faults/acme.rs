//! Automatic certificates: the authority is absent, refuses, or comes back, and certificates are
//! renewed. The authority is Pebble.

use std::{
    fs,
    io::Read,
    net::{SocketAddr, TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, Instant},
};

use reqwest::{Certificate, Client, Response, tls::TlsInfo};

use crate::support::{DOMAIN, Pebble, Request, Server};

/// The time in which an order that succeeds is complete, with the pauses between attempts.
const SOON: Duration = Duration::from_secs(90);

/// A server that has a certificate, and where it redirects.
struct Place {
    server: Server,
    redirect: SocketAddr,
}

impl Place {
    fn new(folder: &Path, pebble: &Pebble) -> Self {
        let redirect = free();
        let server = Server::new(folder);
        let public_url = format!("https://{DOMAIN}:{}", server.addr.port());
        let server = server
            .with("ADDA_ACME", "on")
            .with("ADDA_ACME_DIRECTORY", pebble.directory())
            .with("ADDA_ACME_EMAIL", "admin@example.com")
            .with("ADDA_REDIRECT_ADDR", redirect.to_string())
            .with("ADDA_PUBLIC_URL", public_url)
            .with("SSL_CERT_FILE", pebble.root().display().to_string());
        Self { server, redirect }
    }

    /// Starts the server and waits until it listens.
    fn start(&mut self) {
        self.server.spawn();
        let redirect = self.redirect;
        until_soon(self, || TcpStream::connect(redirect).is_ok(), "the server listens");
    }

    /// Requests an address over https, and checks the certificate if there are roots.
    async fn get(&self, path: &str, roots: Option<&Certificate>) -> reqwest::Result<Response> {
        let builder = Client::builder().no_proxy().tls_info(true).resolve(DOMAIN, self.server.addr);
        let builder = match roots {
            Some(root) => builder.tls_certs_only([root.clone()]),
            None => builder.tls_danger_accept_invalid_certs(true),
        };
        let url = format!("https://{DOMAIN}:{}{path}", self.server.addr.port());
        builder.timeout(Duration::from_secs(15)).build()?.get(url).send().await
    }

    /// Returns the server's certificate, if it has one.
    async fn certificate(&self) -> Option<Vec<u8>> {
        let response = self.get("/healthz", None).await.ok()?;
        Some(response.extensions().get::<TlsInfo>()?.peer_certificate()?.to_vec())
    }

    /// Waits until the server has a certificate that differs from `before`.
    #[track_caller]
    fn until_certificate(&self, before: Option<&[u8]>) -> Vec<u8> {
        let deadline = Instant::now() + SOON;
        loop {
            match run(self.certificate()) {
                Some(found) if before != Some(&found) => return found,
                _ => {}
            }
            assert!(Instant::now() < deadline, "there is no new certificate:\n{}", self.server.log());
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}

#[track_caller]
fn until_soon(place: &Place, condition: impl Fn() -> bool, what: &str) {
    let deadline = Instant::now() + SOON;
    while !condition() {
        assert!(Instant::now() < deadline, "{what}: not within {SOON:?}\n{}", place.server.log());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Returns the root of the authority's certificates.
fn root(pebble: &Pebble) -> Certificate {
    run(async {
        let client = Client::builder().no_proxy().tls_danger_accept_invalid_certs(true).build().expect("a client");
        let root = client.get(pebble.issuer()).send().await.expect("the root").bytes().await.expect("the root");
        Certificate::from_pem(&root).expect("a certificate")
    })
}

#[test]
fn a_server_starts_without_the_authority_and_gets_its_certificate_once_that_is_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut pebble = Pebble::new();
    let mut place = Place::new(folder.path(), &pebble);
    place.start();
    let lines = |place: &Place, text: &str| place.server.log().lines().filter(|line| line.contains(text)).count();
    // The second attempt comes after 5 seconds.
    until_soon(&place, || lines(&place, "the authority cannot be reached") == 1, "the failure is logged");
    assert!(run(place.certificate()).is_none());
    std::thread::sleep(Duration::from_secs(6));
    assert_eq!(lines(&place, "the authority cannot be reached"), 1, "{}", place.server.log());

    let redirected = Request::get("/console/?a=b").host("evil.example").send(place.redirect).expect("an answer");
    let own = format!("https://{DOMAIN}:{}/console/?a=b", place.server.addr.port());
    assert_eq!((redirected.status, redirected.header("location")), (308, Some(own.as_str())));

    pebble.start(place.server.addr);
    let certificate = place.until_certificate(None);
    let root = root(&pebble);
    let answer = run(place.get("/readyz", Some(&root))).expect("the certificate is valid");
    assert_eq!((answer.status().as_u16(), answer.version()), (200, reqwest::Version::HTTP_11));
    assert!(answer.headers().contains_key("strict-transport-security"));
    let healthy = place.server.run(&["health"], "");
    assert!(healthy.status.success(), "{}", String::from_utf8_lossy(&healthy.stderr));

    let kept = fs::read_dir(folder.path().join("acme")).expect("the folder of the keys");
    let modes: Vec<_> = kept.map(|file| file.and_then(|file| file.metadata()).expect("a file")).collect();
    assert_eq!(modes.iter().map(|file| file.permissions().mode() & 0o777).collect::<Vec<_>>(), [0o600, 0o600]);
    assert!(!place.server.log().contains("admin@example.com"), "{}", place.server.log());

    assert!(place.server.stop().success());
    pebble.stop();
    place.start();
    assert_eq!(place.until_certificate(None), certificate, "the stored certificate is not used");
    assert!(place.server.stop().success());
}

#[test]
fn a_certificate_is_renewed_before_it_ends_and_used_until_then() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut pebble = Pebble::new();
    let mut place = Place::new(folder.path(), &pebble);
    pebble.start(place.server.addr);
    place.start();
    place.until_certificate(None);
    assert!(place.server.stop().success());

    let files = fs::read_dir(folder.path().join("acme")).expect("the folder of the keys");
    let mut files = files.map(|file| file.expect("a file").path());
    let stored = files.find(|file| file.extension().is_some_and(|kind| kind == "pem")).expect("the certificate");
    let (old, pem) = nearly_over();
    fs::write(&stored, pem).expect("the certificate");
    pebble.stop();
    place.start();
    assert_eq!(place.until_certificate(None), old, "the old certificate is not used");
    pebble.start(place.server.addr);
    place.until_certificate(Some(&old));
    let root = root(&pebble);
    run(place.get("/healthz", Some(&root))).expect("the certificate is valid");
    assert!(place.server.stop().success());
    pebble.stop();
    place.start();
    assert_ne!(place.until_certificate(None), old, "the new certificate is not stored");
    assert!(place.server.stop().success());
}

/// Returns a certificate of which more than two thirds are over, and its file.
fn nearly_over() -> (Vec<u8>, String) {
    let key = rcgen::KeyPair::generate().expect("a key");
    let mut parameters = rcgen::CertificateParams::new([DOMAIN.to_owned()]).expect("a name");
    (parameters.not_before, parameters.not_after) =
        (rcgen::date_time_ymd(2000, 1, 1), rcgen::date_time_ymd(2035, 1, 1));
    let certificate = parameters.self_signed(&key).expect("a certificate");
    (certificate.der().to_vec(), key.serialize_pem() + &certificate.pem())
}

#[test]
fn a_name_that_leads_elsewhere_is_named_in_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut pebble = Pebble::new();
    let mut place = Place::new(folder.path(), &pebble);
    let elsewhere = SocketAddr::from(([127, 0, 0, 9], free().port()));
    pebble.start(elsewhere);
    place.start();
    until_soon(&place, || place.server.log().contains("could not check that the name leads to this server"), "the log");
    // Pebble says either that the connection was refused or that it failed.
    let log = place.server.log();
    assert!(log.contains(&format!("{elsewhere}")) && !log.contains("token"), "{log}\n{}", pebble.log());
    assert!(place.server.stop().success());
}

/// Connections that never finish their handshake are closed like those that never send a request:
/// the oldest makes room.
#[test]
fn clients_that_do_not_finish_their_handshake_keep_no_others_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut pebble = Pebble::new();
    let place = Place::new(folder.path(), &pebble);
    // Room for 128 connections.
    let server = place.server.with_limit_of_descriptors(256);
    let mut place = Place { server, redirect: place.redirect };
    pebble.start(place.server.addr);
    place.start();
    place.until_certificate(None);
    let mut silent: Vec<_> = (0..300).map(|_| TcpStream::connect(place.server.addr).expect("a connection")).collect();
    let answer = run(place.get("/readyz", None)).expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    let oldest = &mut silent[0];
    oldest.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    assert!(!matches!(oldest.read(&mut [0]), Ok(1..)), "the server has sent something");
    let begun = Instant::now();
    assert!(place.server.stop().success());
    assert!(begun.elapsed() < Duration::from_secs(5), "open handshakes delay the stop: {:?}", begun.elapsed());
}
