//! A PostgreSQL server for one test, which the test stops and starts.

use std::{
    ffi::OsStr,
    fs,
    net::{SocketAddr, TcpListener},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

/// A database server on a free port of the loopback interface. It stops when it is dropped.
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// Creates a server that is not started yet, or returns `None` if PostgreSQL is not installed.
    pub fn new() -> Option<Self> {
        let Some(programs) = programs() else {
            println!("skipped: PostgreSQL is not installed");
            return None;
        };
        let folder = tempfile::tempdir().expect("a folder");
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
        let cluster = Self { folder, programs, port: free.port() };
        if is_root() {
            // PostgreSQL refuses to run as root.
            let given = Command::new("chown").arg("postgres").arg(cluster.folder.path()).status();
            if !given.is_ok_and(|status| status.success()) {
                println!("skipped: the user postgres does not exist");
                return None;
            }
        }
        let data = cluster.data();
        let options =
            ["--username", "adda", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"];
        assert!(cluster.run("initdb", options.iter().map(OsStr::new).chain(["--pgdata".as_ref(), data.as_os_str()])));
        Some(cluster)
    }

    /// Makes the server accept encrypted connections only. Returns the file with the certificate,
    /// which is for 127.0.0.1 and self-signed.
    pub fn require_tls(&self) -> PathBuf {
        let data = self.data();
        let (certificate, key) = (data.join("server.crt"), data.join("server.key"));
        // A certificate that may sign others is not accepted as that of a server.
        let subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
        let kind = ["-newkey", "rsa:2048", "-addext", "basicConstraints=critical,CA:FALSE"];
        let made = Command::new("openssl")
            .args(["req", "-new", "-x509", "-nodes", "-out"])
            .arg(&certificate)
            .arg("-keyout")
            .arg(&key)
            .args(subject)
            .args(kind)
            .stderr(Stdio::null())
            .status();
        assert!(made.is_ok_and(|status| status.success()), "openssl makes no certificate");
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("the key");
        if is_root() {
            let given = Command::new("chown").arg("postgres").args([&certificate, &key]).status();
            assert!(given.is_ok_and(|status| status.success()), "the key cannot be given to postgres");
        }
        fs::write(data.join("pg_hba.conf"), "hostssl all all 127.0.0.1/32 trust\n").expect("the rules");
        let settings = data.join("postgresql.conf");
        let before = fs::read_to_string(&settings).expect("the settings");
        fs::write(&settings, format!("{before}\nssl = on\n")).expect("the settings");
        certificate
    }

    /// Makes the server ask for a password. The user has none, so that every password is wrong.
    pub fn require_password(&self) {
        fs::write(self.data().join("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n").expect("the rules");
    }

    /// Returns the address of the server's database `postgres`.
    pub fn url(&self) -> String {
        format!("postgres://adda@{}/postgres", SocketAddr::from(([127, 0, 0, 1], self.port)))
    }

    /// Starts the server, and waits until it accepts connections.
    #[track_caller]
    pub fn start(&self) {
        let sockets = self.folder.path().display();
        let options = format!("-c listen_addresses=127.0.0.1 -c unix_socket_directories={sockets} -p {}", self.port);
        assert!(self.control(&["--wait", "--options", &options, "start"]), "PostgreSQL does not start");
    }

    /// Stops the server, and aborts the statements of its clients.
    #[track_caller]
    pub fn stop(&self) {
        assert!(self.control(&["--wait", "--mode", "fast", "stop"]), "PostgreSQL does not stop");
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn control(&self, arguments: &[&str]) -> bool {
        let (data, log) = (self.data(), self.folder.path().join("log"));
        let fixed = ["--pgdata".as_ref(), data.as_os_str(), "--log".as_ref(), log.as_os_str(), "--silent".as_ref()];
        self.run("pg_ctl", fixed.into_iter().chain(arguments.iter().map(OsStr::new)))
    }

    fn run<'a>(&self, program: &str, arguments: impl Iterator<Item = &'a OsStr>) -> bool {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // PostgreSQL inherits these streams. A reader would wait until PostgreSQL closes them.
        command.args(arguments).current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.control(&["--mode", "immediate", "stop"]);
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

/// Returns the folder with the programs of the newest installed PostgreSQL.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let found = versions.filter_map(|version| Some(version.ok()?.path().join("bin")));
    found.filter(|folder| Path::new(folder).join("initdb").exists()).max()
}
