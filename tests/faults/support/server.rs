//! The real binary, in its own process.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use super::http::Request;

/// The longest time that a stop may take.
const STOP_TIMEOUT: Duration = Duration::from_secs(60);
/// The longest time that a start may take. An upgrade of a million messages takes minutes.
const START_TIMEOUT: Duration = Duration::from_secs(600);

/// The password of the first admin, who is called `admin`.
pub const PASSWORD: &str = "correct horse battery";

/// A server on a free port of the loopback interface. A test can stop it and start it again. It is
/// killed when it is dropped.
pub struct Server {
    pub addr: SocketAddr,
    pub data: PathBuf,
    settings: Vec<(String, String)>,
    /// The limit on its descriptors. `None` keeps the limit of this process.
    descriptors: Option<u32>,
    /// The umask of its process. `None` keeps the umask of this process.
    umask: Option<&'static str>,
    /// The user of its other commands, and the program that this user runs. `None` keeps the user
    /// of this process.
    user: Option<(u32, PathBuf)>,
    arguments: Vec<String>,
    /// A library that is loaded before all others.
    preloaded: Option<PathBuf>,
    child: Option<Child>,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Returns a server with its data in a folder. It is not started yet.
    pub fn new(data: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
        Self {
            addr: free,
            data: data.to_owned(),
            settings: Vec::new(),
            descriptors: None,
            umask: None,
            user: None,
            arguments: Vec::new(),
            preloaded: None,
            child: None,
            log: Arc::default(),
        }
    }

    /// Adds a setting by its environment variable.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.settings.push((name.to_owned(), value.into()));
        self
    }

    /// Limits the number of its descriptors.
    pub fn with_limit_of_descriptors(mut self, most: u32) -> Self {
        self.descriptors = Some(most);
        self
    }

    /// Sets the umask of its process, in octal digits.
    pub fn with_umask(mut self, umask: &'static str) -> Self {
        self.umask = Some(umask);
        self
    }

    /// Runs commands with [`Self::run`] as another user, from a program that this user can reach.
    pub fn with_user(mut self, user: u32, program: PathBuf) -> Self {
        self.user = Some((user, program));
        self
    }

    /// Adds arguments to the command `serve`.
    pub fn with_arguments(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|&argument| argument.to_owned()));
        self
    }

    /// Loads a library before all others, so that it can replace functions of the C library.
    pub fn with_library(mut self, library: &Path) -> Self {
        self.preloaded = Some(library.to_owned());
        self
    }

    /// Starts the process, and waits until it answers requests.
    #[track_caller]
    pub fn start(&mut self) {
        self.spawn();
        let deadline = Instant::now() + START_TIMEOUT;
        loop {
            if let Some(status) = self.ended() {
                panic!("the server ended with {status}:\n{}", self.log());
            }
            // Not `/readyz`, because the server is never ready on a full disk.
            if Request::get("/healthz").send(self.addr).is_ok_and(|answer| answer.is_ok()) {
                return;
            }
            assert!(Instant::now() < deadline, "the server does not answer:\n{}", self.log());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Starts the process without waiting for it. The process ignores SIGXFSZ, so that a limit on
    /// file sizes makes writes fail instead of ending the process.
    pub fn spawn(&mut self) {
        let mut command = Command::new("sh");
        let limit = self.descriptors.map_or_else(String::new, |most| format!("ulimit -n {most}; "));
        let umask = self.umask.map_or_else(String::new, |umask| format!("umask {umask}; "));
        let library = self.preloaded.as_deref().map(Path::display);
        let library = library.map_or_else(String::new, |library| format!("export LD_PRELOAD='{library}'; "));
        let script = format!("trap '' XFSZ; {limit}{umask}{library}exec \"$0\" serve \"$@\"");
        command.args(["-c", &script, &binary()]).args(&self.arguments);
        self.configure(&mut command);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("sh");
        keep(child.stdout.take().expect("its output"), Arc::clone(&self.log));
        keep(child.stderr.take().expect("its log"), Arc::clone(&self.log));
        self.child = Some(child);
    }

    /// Runs another command of the binary on the same data.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self.begin(arguments);
        drop(child.stdin.take().expect("its input").write_all(input.as_bytes()));
        child.wait_with_output().expect("the command ends")
    }

    /// Starts another command of the binary on the same data.
    pub fn begin(&self, arguments: &[&str]) -> Child {
        let mut command = match &self.user {
            Some((user, program)) => {
                let mut command = Command::new(program);
                command.uid(*user).gid(*user);
                command
            }
            None => Command::new(binary()),
        };
        self.configure(command.args(arguments));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary")
    }

    fn configure(&self, command: &mut Command) {
        command.env_clear();
        // `PATH` is needed to find `sh` and the tools of the tests.
        command.envs(std::env::vars().filter(|(name, _)| name == "PATH" || name == "LLVM_PROFILE_FILE"));
        command.env("ADDA_ADDR", self.addr.to_string()).env("ADDA_DATA_DIR", &self.data);
        command.env("ADDA_ADMIN_PASSWORD", PASSWORD).env("ADDA_DEMO_SHOP", "on");
        // Most tests send many requests from one address.
        command.env("ADDA_LIMITS", "off");
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
    }

    /// Returns the path of the binary under test.
    pub fn program() -> String {
        binary()
    }

    /// Returns the process's id.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().expect("it runs").id()
    }

    /// Returns the exit status if the process has ended.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.as_mut().and_then(|child| child.try_wait().expect("its status"))
    }

    /// Sends a signal by its name, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.pid())]).status().expect("sh");
        assert!(sent.success(), "SIG{name} could not be sent");
    }

    /// Stops the process cleanly, and returns its exit status.
    #[track_caller]
    pub fn stop(&mut self) -> ExitStatus {
        self.signal("TERM");
        self.wait()
    }

    /// Waits until the process has ended, and returns its exit status.
    #[track_caller]
    pub fn wait(&mut self) -> ExitStatus {
        let deadline = Instant::now() + STOP_TIMEOUT;
        loop {
            if let Some(status) = self.ended() {
                self.child = None;
                return status;
            }
            assert!(Instant::now() < deadline, "the server does not end:\n{}", self.log());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Kills the process, as a crash would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            drop(child.kill());
            drop(child.wait());
        }
    }

    /// Returns the log so far.
    pub fn log(&self) -> String {
        self.log.lock().expect("the log").clone()
    }

    /// Stops reading the log until the returned value is dropped, like a log collector that hangs.
    pub fn hold_log(&self) -> impl Sized {
        self.log.lock().expect("the log")
    }

    /// Limits the size of its files, in bytes. Writes beyond the limit then fail. `None` removes
    /// the limit.
    pub fn limit_files(&self, bytes: Option<u64>) {
        let limit = bytes.map_or("unlimited".to_owned(), |bytes| bytes.to_string());
        let pid = self.pid().to_string();
        let set = Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={limit}:unlimited")]).status();
        assert!(set.expect("prlimit, of util-linux").success(), "the limit could not be set");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Returns the binary under test: the one that `ADDA_BINARY` names, or the one of this build.
fn binary() -> String {
    std::env::var("ADDA_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_adda").to_owned())
}

/// Collects the output of a process, line by line, until it ends.
fn keep(pipe: impl std::io::Read + Send + 'static, log: Arc<Mutex<String>>) {
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut log = log.lock().expect("the log");
            log.push_str(&line);
            log.push('\n');
        }
    });
}
