//! A proxy to a database server, which a test can cut and stall.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU8, Ordering},
    },
    thread,
    time::Duration,
};

/// The state of the connections through a proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Line {
    /// Bytes are forwarded.
    Open,
    /// Open and new connections are closed.
    Cut,
    /// Bytes wait until the line is open again, and neither side gets an error.
    Stalled,
}

/// A proxy on the loopback interface, for as long as the test runs.
pub struct Proxy {
    pub addr: SocketAddr,
    line: Arc<AtomicU8>,
    streams: Arc<Mutex<Vec<TcpStream>>>,
}

impl Proxy {
    /// Starts a proxy to a server, with an open line.
    pub fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let addr = listener.local_addr().expect("its address");
        let (line, streams) = (Arc::new(AtomicU8::new(Line::Open as u8)), Arc::new(Mutex::new(Vec::new())));
        let proxy = Self { addr, line: Arc::clone(&line), streams: Arc::clone(&streams) };
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if line.load(Ordering::SeqCst) == Line::Cut as u8 {
                    continue;
                }
                let far = TcpStream::connect(server).expect("the server behind the proxy");
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (from, to) = (from.try_clone().expect("a stream"), to.try_clone().expect("a stream"));
                    let line = Arc::clone(&line);
                    thread::spawn(move || forward(from, to, &line));
                }
                streams.lock().expect("the streams").extend([near, far]);
            }
        });
        proxy
    }

    /// Changes the state of the line.
    pub fn set(&self, line: Line) {
        self.line.store(line as u8, Ordering::SeqCst);
        if line == Line::Cut {
            for stream in self.streams.lock().expect("the streams").drain(..) {
                drop(stream.shutdown(Shutdown::Both));
            }
        }
    }
}

fn forward(mut from: TcpStream, mut to: TcpStream, line: &AtomicU8) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        while line.load(Ordering::SeqCst) == Line::Stalled as u8 {
            thread::sleep(Duration::from_millis(5));
        }
        if to.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    drop(to.shutdown(Shutdown::Both));
}
