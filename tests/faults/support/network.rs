//! A bad network between clients and the server, which loses, delays, repeats and reorders
//! requests and answers.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

/// The longest delay of a request or an answer.
const DELAY: Duration = Duration::from_millis(60);
/// How long a connection may be silent before it is closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15);

/// How often each fault occurred.
#[derive(Debug, Default)]
pub struct Counts {
    pub lost_requests: AtomicUsize,
    pub lost_answers: AtomicUsize,
    pub repeated: AtomicUsize,
    pub delayed: AtomicUsize,
}

/// A network on the loopback interface, for as long as the test runs. Each connection
/// carries one request.
pub struct Network {
    pub addr: SocketAddr,
    pub counts: Arc<Counts>,
}

impl Network {
    /// Starts a network to a server. `seed` determines its faults.
    pub fn to(server: SocketAddr, seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let addr = listener.local_addr().expect("its address");
        let counts = Arc::new(Counts::default());
        let network = Self { addr, counts: Arc::clone(&counts) };
        thread::spawn(move || {
            let mut random = Random(seed | 1);
            for near in listener.incoming().map_while(Result::ok) {
                let (mut random, counts) = (Random(random.next() | 1), Arc::clone(&counts));
                thread::spawn(move || carry(near, server, &mut random, &counts));
            }
        });
        network
    }
}

/// Carries one request, or loses it.
fn carry(mut near: TcpStream, server: SocketAddr, random: &mut Random, counts: &Counts) {
    drop(near.set_read_timeout(Some(IDLE_TIMEOUT)));
    let Some(request) = read_request(&mut near) else { return };
    let count = |counter: &AtomicUsize| counter.fetch_add(1, Ordering::Relaxed);
    let fate = random.next() % 100;
    if fate < 15 {
        // The connection closes without an answer, as if the request had been lost.
        count(&counts.lost_requests);
        return;
    }
    if random.next().is_multiple_of(2) {
        // Later requests can overtake this one.
        count(&counts.delayed);
        thread::sleep(DELAY * u32::try_from(random.next() % 100).unwrap_or(0) / 100);
    }
    let Some(answer) = ask(server, &request) else { return };
    if (15..30).contains(&fate) {
        count(&counts.lost_answers);
        return;
    }
    if (30..45).contains(&fate) {
        count(&counts.repeated);
        let later = Duration::from_millis(random.next() % 60);
        let request = request.clone();
        thread::spawn(move || {
            thread::sleep(later);
            ask(server, &request);
        });
    }
    // An answer that is cut off halfway is lost too.
    let end = if (45..50).contains(&fate) { answer.len() / 2 } else { answer.len() };
    drop(near.write_all(&answer[..end]));
    drop(near.shutdown(Shutdown::Both));
}

/// Sends a request, and returns the complete answer.
fn ask(server: SocketAddr, request: &[u8]) -> Option<Vec<u8>> {
    let mut far = TcpStream::connect(server).ok()?;
    far.set_read_timeout(Some(IDLE_TIMEOUT)).ok()?;
    far.write_all(request).ok()?;
    let mut answer = Vec::new();
    far.read_to_end(&mut answer).ok()?;
    Some(answer)
}

/// Reads a request up to the length that its headers give.
fn read_request(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let (mut request, mut bytes) = (Vec::new(), [0; 16 * 1024]);
    loop {
        let length = stream.read(&mut bytes).ok().filter(|&length| length > 0)?;
        request.extend_from_slice(&bytes[..length]);
        let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
        let body = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
        if request.len() >= end + 4 + body.unwrap_or(0) {
            return Some(request);
        }
    }
}

/// A random number generator (xorshift) that returns the same numbers for the same seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 8
    }
}
