//! An ACME authority for one test: Pebble, with its own DNS.

use std::{
    fs::{self, File},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::json;
use tempfile::TempDir;

/// The name that the certificates are for. It resolves for the authority only.
pub const DOMAIN: &str = "support.example.com";

/// An authority on free ports of the loopback interface. It stops when it is dropped.
pub struct Pebble {
    folder: TempDir,
    directory: SocketAddr,
    management: SocketAddr,
    children: Vec<Child>,
}

impl Pebble {
    /// Prepares an authority that is not started yet. It has a certificate of its own, signed by
    /// a root in [`Self::root`].
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        openssl(
            folder.path(),
            "req -new -x509 -nodes -newkey rsa:2048 -keyout root.key -out root.pem -subj /CN=root -days 2",
        );
        openssl(folder.path(), "req -new -nodes -newkey rsa:2048 -keyout own.key -out own.csr -subj /CN=localhost");
        fs::write(folder.path().join("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n").expect("a file");
        openssl(
            folder.path(),
            "x509 -req -in own.csr -CA root.pem -CAkey root.key -CAcreateserial -extfile names -out own.pem -days 2",
        );
        Self { folder, directory: free(), management: free(), children: Vec::new() }
    }

    /// Returns the file of the root with which the authority's own certificate is checked.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("root.pem")
    }

    /// Returns the address of its directory.
    pub fn directory(&self) -> String {
        format!("https://localhost:{}/dir", self.directory.port())
    }

    /// Returns the address of the root of the certificates that it issues.
    pub fn issuer(&self) -> String {
        format!("https://localhost:{}/roots/0", self.management.port())
    }

    /// Starts the authority. It checks names at `checked`.
    pub fn start(&mut self, checked: SocketAddr) {
        let dns = free();
        let address = checked.ip().to_string();
        self.spawn(
            "pebble-challtestsrv",
            &[
                "-defaultIPv4",
                &address,
                "-defaultIPv6",
                "",
                "-dns01",
                &dns.to_string(),
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-management",
                &free().to_string(),
            ],
        );
        let config = json!({ "pebble": {
            "listenAddress": self.directory.to_string(),
            "managementListenAddress": self.management.to_string(),
            "certificate": self.folder.path().join("own.pem"),
            "privateKey": self.folder.path().join("own.key"),
            "httpPort": free().port(),
            "tlsPort": checked.port(),
        }});
        let file = self.folder.path().join("config.json");
        fs::write(&file, config.to_string()).expect("a file");
        self.spawn("pebble", &["-config", file.to_str().expect("a path"), "-dnsserver", &dns.to_string()]);
    }

    fn spawn(&mut self, program: &str, arguments: &[&str]) {
        let log = File::create(self.folder.path().join(format!("{program}.log"))).expect("a file");
        let mut command = Command::new(program);
        command.args(arguments).env("PEBBLE_VA_NOSLEEP", "1").env("PEBBLE_WFE_NONCEREJECT", "0");
        command.stdin(Stdio::null()).stdout(log.try_clone().expect("a file")).stderr(log);
        let child = command.spawn();
        self.children.push(child.unwrap_or_else(|error| panic!("{program}, of the package pebble: {error}")));
    }

    /// Stops the authority. It forgets its accounts and its root.
    pub fn stop(&mut self) {
        for mut child in self.children.drain(..) {
            drop(child.kill());
            drop(child.wait());
        }
    }

    /// Returns what it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("pebble.log")).unwrap_or_default()
    }
}

impl Drop for Pebble {
    fn drop(&mut self) {
        self.stop();
    }
}

fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}

fn openssl(folder: &Path, arguments: &str) {
    let made = Command::new("openssl").args(arguments.split(' ')).current_dir(folder).output().expect("openssl");
    assert!(made.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&made.stderr));
}
