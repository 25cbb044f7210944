//! Clients that request large answers and read little or nothing of them.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::support::{Customer, EndOnDrop, Engine, MEMORY_LIMIT, Place, Request, descriptors, peak_memory};

/// The time within which the server drops clients that do not read, with some time added for a
/// busy machine.
const DISCONNECTED_WITHIN: Duration = Duration::from_secs(45);
/// How long the slow reader reads slowly, before it reads the rest.
const SLOW: Duration = Duration::from_secs(40);
/// The size of the requested file, in bytes.
const FILE: usize = 4 * 1024 * 1024;
/// The longest time that another client may wait in the meantime.
const MAX_WAIT: Duration = Duration::from_secs(2);

/// Sends a request on its own connection, and reads only the first byte of the answer.
fn ask(server: SocketAddr, path: &str, customer: &Customer) -> TcpStream {
    let mut stream = TcpStream::connect(server).expect("a connection");
    let head = format!("GET {path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\n\r\n", customer.token);
    stream.write_all(head.as_bytes()).expect("sent");
    stream.read_exact(&mut [0]).expect("an answer");
    stream
}

/// Reads a few bytes each second until the test is over.
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

/// The server drops clients that read almost nothing of a file or of a long answer, and frees
/// their resources. A client that reads slowly gets everything, and other clients are not delayed.
#[test]
fn clients_that_do_not_read_their_answers_are_disconnected() {
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
            // Another thread closes the file, a moment after the connection.
            if most.0 > 40 && open.0 <= sockets + 1 && open.1 <= 1 {
                println!("disconnected after {:?}; at most {most:?} connections and files", begun.elapsed());
                break;
            }
            assert!(begun.elapsed() < DISCONNECTED_WITHIN, "{open:?} connections and files are still open");
            let answer = Request::get("/support/api/config/").send(addr).expect("an answer");
            assert!(answer.is_ok(), "{}", answer.text());
            longest = longest.max(answer.took);
            thread::sleep(Duration::from_millis(100));
        }
        assert!(longest < MAX_WAIT, "another client waited {longest:?}");
        assert!(slow.join().expect("the slow reader") > FILE);
    });
    let most = peak_memory(&server);
    println!("memory: {most} at most");
    assert!(most < MEMORY_LIMIT, "{most} bytes");
    assert!(server.stop().success());
}
