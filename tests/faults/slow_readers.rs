//! Clients that request much and read little or nothing of it.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::support::{Customer, EndOnDrop, Engine, MOST_MEMORY, Place, Request, descriptors, most_memory};

/// How long a client may take for a part of its answer, with some time added for a busy
/// machine.
const GIVEN_UP_WITHIN: Duration = Duration::from_secs(45);
/// How long a client that reads slowly must be served.
const SLOW: Duration = Duration::from_secs(40);
/// The size of the requested file, in bytes.
const FILE: usize = 4 * 1024 * 1024;
/// How long another client may wait meanwhile.
const PATIENCE: Duration = Duration::from_secs(2);

/// Sends a request on its own connection, and reads only the first byte of the answer.
fn ask(server: SocketAddr, path: &str, customer: &Customer) -> TcpStream {
    let mut stream = TcpStream::connect(server).expect("a connection");
    let head = format!("GET {path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\n\r\n", customer.token);
    stream.write_all(head.as_bytes()).expect("sent");
    stream.read_exact(&mut [0]).expect("an answer");
    stream
}

/// Reads a few bytes each second until the server hangs up or the test is over.
fn dribble(mut stream: TcpStream, is_over: &AtomicBool) {
    stream.set_read_timeout(Some(Duration::from_secs(1))).expect("a limit");
    while !is_over.load(Ordering::Relaxed) {
        let _ = stream.read(&mut [0; 20]);
        thread::sleep(Duration::from_secs(1));
    }
}

/// Reads 16 kB each second for a while, then the rest. Returns the number of bytes.
fn read_slowly(mut stream: TcpStream) -> usize {
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
    let (begun, mut all, mut bytes) = (Instant::now(), 0, vec![0; 16 * 1024]);
    // The headers come before the file.
    while all < FILE {
        let read = stream.read(&mut bytes).expect("the server still sends");
        assert!(read > 0, "the server hung up after {all} bytes and {:?}", begun.elapsed());
        all += read;
        if begun.elapsed() < SLOW {
            thread::sleep(Duration::from_secs(1));
        }
    }
    all
}

/// The server drops clients that read nothing or next to nothing of a file or of a long
/// answer, and frees all that they hold. A client that reads slowly gets everything, and
/// other clients are served as usual.
#[test]
fn clients_that_do_not_take_their_answers_are_given_up() {
    let place = Place::on(Engine::Sqlite).expect("a folder");
    let mut server = place.server();
    server.start();
    let addr = server.addr;
    let customer = Customer::arrive(addr).expect("an answer");
    let sent = customer.upload(addr, &vec![b'a'; FILE], "00000000-0000-4000-8000-000000000001").expect("an answer");
    assert!(sent.is_ok(), "{}", sent.text());
    let file = customer.messages(addr).iter().find_map(|message| message["attachment"].as_str().map(str::to_owned));
    let file = file.expect("an address");
    let file = file.find("/support/").map_or(file.as_str(), |at| &file[at..]).to_owned();
    for number in 2..102 {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        assert!(customer.send(addr, &"\u{995}".repeat(2_000), &id).expect("an answer").is_ok());
    }
    let thread = customer.path("messages/?limit=100");
    let sockets = descriptors(&server, "socket:");
    let is_over = AtomicBool::new(false);

    thread::scope(|scope| {
        let _ends = EndOnDrop(&is_over);
        let slow = ask(addr, &file, &customer);
        let slow = scope.spawn(move || read_slowly(slow));
        let _silent: Vec<TcpStream> =
            (0..60).map(|number| ask(addr, [&file, &thread][number % 2], &customer)).collect();
        for number in 0..20 {
            let stream = ask(addr, [&file, &thread][number % 2], &customer);
            let is_over = &is_over;
            scope.spawn(move || dribble(stream, is_over));
        }
        let begun = Instant::now();
        let (mut most, mut longest) = ((0, 0), Duration::ZERO);
        // The connection that reads slowly stays open.
        loop {
            let open = (descriptors(&server, "socket:"), descriptors(&server, "attachments"));
            most = (most.0.max(open.0), most.1.max(open.1));
            // A file closes in a thread of its own, a moment after its connection.
            if most.0 > 40 && open.0 <= sockets + 1 && open.1 <= 1 {
                println!("given up after {:?}; at most {most:?} connections and files", begun.elapsed());
                break;
            }
            assert!(begun.elapsed() < GIVEN_UP_WITHIN, "{open:?} connections and files are held");
            let answer = Request::get("/support/api/config/").send(addr).expect("an answer");
            assert!(answer.is_ok(), "{}", answer.text());
            longest = longest.max(answer.took);
            thread::sleep(Duration::from_millis(100));
        }
        assert!(longest < PATIENCE, "another client waited {longest:?}");
        assert!(slow.join().expect("one who reads slowly") > FILE);
    });
    let most = most_memory(&server);
    println!("memory: {most} at most");
    assert!(most < MOST_MEMORY, "{most} bytes");
    assert!(server.stop().success());
}
