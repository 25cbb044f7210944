//! A power cut, which loses everything that the file system has not written yet.

use crate::support::{Agent, Customer, Disk, Figures, Ledger, Request, Server, rounds};

const DISK_BYTES: u64 = 64 * 1024 * 1024;
/// How many writes of each kind come before the cut.
const WRITES: usize = 5;

#[test]
fn writes_acknowledged_before_a_power_cut_are_stored_after_it() {
    let mut figures = Figures::default();
    for _ in 0..rounds(2) {
        let Some(mut disk) = Disk::in_a_file(DISK_BYTES) else {
            println!("skipped: only a mounted file system can lose unsynced writes, and mounting is not permitted");
            return;
        };
        // The server creates this folder too.
        let mut server = Server::new(&disk.path().join("shop/data"));
        server.start();
        let customer = Customer::arrive(server.addr).expect("an answer");
        let agent = Agent::sign_in(server.addr);
        let mut ledger = Ledger::default();
        let mut pictures = Vec::new();
        for number in 0..WRITES {
            assert!(ledger.send(server.addr, &customer).expect("an answer").is_ok());
            assert!(ledger.upload(server.addr, &customer).expect("an answer").is_ok());
            let id = format!("00000000-0000-4000-a000-{number:012}");
            let path = customer.path("upload/");
            let upload = Request::upload(path, "cover.png", &picture(), &id).bearer(&customer.token);
            let sent = upload.send(server.addr).expect("an answer").ok();
            pictures.push(sent["message"]["picture"]["thumbnail"].as_str().expect("a thumbnail").to_owned());
        }
        if !disk.cut_off() {
            println!("skipped: cutting off the file system is not permitted");
            return;
        }
        server.kill();
        disk.mount_again();
        server.start();
        ledger.settle(server.addr, &customer, &mut figures);
        for thumbnail in pictures {
            let path = thumbnail.find("/support/").map_or(&*thumbnail, |at| &thumbnail[at..]);
            let found = Request::get(path).bearer(&customer.token).send(server.addr).expect("an answer");
            assert!(found.is_ok() && !found.body.is_empty(), "a thumbnail is lost: {} {}", found.status, found.text());
        }
        assert_eq!(agent.inbox(server.addr).status, 200, "a session is lost");
        server.kill();
        figures.rounds += 1;
    }
    figures.check("power-cut");
}

/// Returns a small PNG.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(400, 300, |x, y| image::Rgb([x as u8, y as u8, 128]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}
