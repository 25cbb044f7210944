//! Floods, and the limits and fair queues that protect other clients from them.

use std::{
    io::Cursor,
    net::SocketAddr,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use rstest::rstest;
use serde_json::json;

use crate::support::{Customer, EndOnDrop, Engine, MEMORY_LIMIT, Place, Request, Server, peak_memory};

/// How long the floods last.
const FLOOD: Duration = Duration::from_secs(3);
/// The longest time that another client may wait during the flood.
const MAX_WAIT: Duration = Duration::from_secs(2);
/// How many clients flood the server.
const FLOODERS: usize = 12;

/// Returns a server with limits that trusts the loopback interface as a proxy, or `None`
/// if this database is not available.
fn server(engine: Engine, limits: &str) -> Option<(Place, Server)> {
    let place = Place::on(engine)?;
    let server = place.server().with("ADDA_LIMITS", limits);
    let mut server = server.with("ADDA_TRUSTED_PROXIES", "127.0.0.0/8, ::1");
    server.start();
    Some((place, server))
}

/// Sends a request as another client of the same proxy.
fn ask_from(addr: SocketAddr, address: &str, request: Request) -> (u16, Duration) {
    let answer = request.header("x-forwarded-for", address).send(addr).expect("an answer");
    if answer.status == 429 {
        answer.has_retry_after();
        assert_eq!(answer.json()["code"], "rate_limited");
    }
    (answer.status, answer.took)
}

/// Sends requests until the flood is over, and collects their statuses.
fn flood(addr: SocketAddr, ends: Instant, statuses: &Mutex<Vec<u16>>, request: impl Fn() -> Request) {
    while Instant::now() < ends {
        let (status, _) = ask_from(addr, "203.0.113.66", request());
        statuses.lock().expect("the statuses").push(status);
    }
}

/// Attack 27: one address creates sessions, signs in, and sends messages and files as fast as it
/// can. Most of its requests are refused, and customers at other addresses are not affected.
#[rstest]
fn a_flood_of_sessions_messages_and_files_is_refused_and_others_are_served(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((_place, server)) = server(engine, "on") else { return };
    let addr = server.addr;
    let flooder = Customer::arrive(addr).expect("an answer");
    let other = Customer::arrive(addr).expect("an answer");
    let ends = Instant::now() + FLOOD;
    let statuses = Mutex::new(Vec::new());
    let is_over = AtomicBool::new(false);
    let longest = thread::scope(|scope| {
        let _ends = EndOnDrop(&is_over);
        let others = scope.spawn(|| {
            let (mut longest, mut number) = (Duration::ZERO, 0);
            while !is_over.load(Ordering::Relaxed) {
                let body = json!({ "content": "Hello", "client_id": format!("other-{number}") });
                let send = Request::post(other.path("send/"), &body).bearer(&other.token);
                let (status, took) = ask_from(addr, "198.51.100.1", send);
                assert_eq!(status, 200, "another customer was refused");
                longest = longest.max(took);
                number += 1;
                thread::sleep(Duration::from_millis(200));
            }
            longest
        });
        let flooders: Vec<_> = (0..FLOODERS)
            .map(|number| {
                let (flooder, statuses) = (&flooder, &statuses);
                scope.spawn(move || {
                    flood(addr, ends, statuses, || match number % 4 {
                        0 => Request::post("/support/api/session/", &json!({})),
                        1 => {
                            let wrong = json!({ "username": "admin", "password": "wrong" });
                            Request::post("/support/api/login/", &wrong)
                        }
                        2 => {
                            let body = json!({ "content": "Buy my watches" });
                            Request::post(flooder.path("send/"), &body).bearer(&flooder.token)
                        }
                        _ => Request::upload(flooder.path("upload/"), "a.txt", b"Buy my watches", "a")
                            .bearer(&flooder.token),
                    });
                })
            })
            .collect();
        flooders.into_iter().for_each(|flooder| flooder.join().expect("a flooder"));
        is_over.store(true, Ordering::Relaxed);
        others.join().expect("another customer")
    });
    let statuses = statuses.into_inner().expect("the statuses");
    let of = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
    let most = peak_memory(&server);
    println!(
        "{engine:?}: {} requests, {} refused, {} accepted; {most} bytes at most; another customer waited {longest:?}",
        statuses.len(),
        of(429),
        of(200)
    );
    assert!(most < MEMORY_LIMIT, "{most} bytes");
    assert!(of(429) > of(200), "{} of {} were refused", of(429), statuses.len());
    assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
    assert!(longest < MAX_WAIT, "another customer waited {longest:?}");
    // The log has one line a minute for each kind of limit and address, not one for each request.
    let lines = server.log().lines().filter(|line| line.contains("a limit was reached")).count();
    assert!((1..=12).contains(&lines), "{lines} lines of the log");
}

/// Returns a small file with a picture that takes long to decode.
fn heavy_picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = RgbImage::from_pixel(2_600, 2_600, Rgb([0, 139, 139]));
    DynamicImage::from(image).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

/// Attack 35.
#[rstest]
fn forty_heavy_pictures_of_one_customer_delay_another_customers_picture_by_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((_place, server)) = server(engine, "off") else { return };
    let addr = server.addr;
    let picture = heavy_picture();
    let send = |customer: &Customer, address: &str, number: usize| {
        let upload = Request::upload(customer.path("upload/"), "a.png", &picture, &format!("{address}-{number}"));
        ask_from(addr, address, upload.bearer(&customer.token))
    };
    let [flooder, other] = [(); 2].map(|()| Customer::arrive(addr).expect("an answer"));
    let (_, alone) = send(&other, "198.51.100.1", 0);
    let delayed = thread::scope(|scope| {
        for number in 0..40 {
            let (picture, flooder) = (&picture, &flooder);
            scope.spawn(move || {
                let upload = Request::upload(flooder.path("upload/"), "a.png", picture, &format!("{number}"));
                // The upload is cut off at the end of the test.
                drop(upload.bearer(&flooder.token).header("x-forwarded-for", "203.0.113.66").send(addr));
            });
        }
        // By then, the pictures are queued.
        thread::sleep(alone * 2);
        let (status, took) = send(&other, "198.51.100.1", 1);
        assert_eq!(status, 200);
        // The remaining pictures need not be decoded.
        server.signal("KILL");
        took
    });
    println!("{engine:?}: alone: {alone:?}, behind 40 pictures: {delayed:?}");
    assert!(delayed < alone * 10 + Duration::from_secs(1), "alone: {alone:?}, behind 40 pictures: {delayed:?}");
}
