//! Agents' pictures: square, public, and deleted when they are replaced.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use adda::server::{
    domain::error::DomainError,
    pictures::{PictureError, Pictures, Sender},
};
use axum::body::Bytes;
use rstest::rstest;

use crate::support::{Engine, TestApp, pictures};

/// The tests here do not depend on who sends the picture.
const SENDER: Sender = Sender { network: None, account: 0 };

#[rstest]
#[tokio::test]
async fn a_picture_is_cropped_to_a_square_and_public(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let address = app.desk.attachments().store_avatar(given(pictures::png(800, 300))).await.unwrap();
    let response = app.server.get(&address).await;
    response.assert_status_ok();
    assert_eq!(response.header("content-type"), "image/jpeg");
    assert_eq!(response.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(response.header("x-content-type-options"), "nosniff");
    assert_eq!(pictures::size_of(response.as_bytes()), (256, 256));

    let another = app.desk.attachments().store_avatar(given(pictures::png(800, 300))).await.unwrap();
    assert_ne!(another, address, "the address of a picture can be guessed");
    app.desk.attachments().delete_avatar(&address).await;
    app.signed_out().get(&address).await.fails(404, "not_found");
    app.server.get(&another).await.assert_status_ok();
}

#[rstest]
#[tokio::test]
async fn a_file_that_is_not_a_picture_is_refused_and_not_stored(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    for bytes in [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"%PDF-1.7", b"", b"\x89PNG\r\n\x1a\n"] {
        let refused = app.desk.attachments().store_avatar(given(bytes)).await;
        assert!(matches!(refused, Err(DomainError::Picture(PictureError::Unreadable))), "{bytes:?}");
    }
    assert!(app.database.stored_files().is_empty());
    for name in ["nothing.jpg", "nothing", "..%2Fadda.sqlite3", "..%2F..%2Fx.jpg", "%00.jpg"] {
        app.signed_out().get(&format!("/support/avatars/{name}")).await.fails(404, "not_found");
    }
}

/// Returns bytes that are already read.
async fn given(bytes: impl Into<Bytes>) -> Result<Bytes, DomainError> {
    Ok(bytes.into())
}

#[tokio::test]
async fn uploads_are_read_one_at_a_time() {
    let pictures = Pictures::default();
    let reading = Arc::new(AtomicUsize::new(0));
    let uploads = (0..40).map(|_| {
        let (pictures, reading) = (pictures.clone(), Arc::clone(&reading));
        tokio::spawn(async move {
            let read = async {
                reading.fetch_add(1, Ordering::SeqCst);
                std::future::pending::<Result<Bytes, PictureError>>().await
            };
            pictures.preview(SENDER, read).await.map(drop)
        })
    });
    let uploads: Vec<_> = uploads.collect();
    until(|| reading.load(Ordering::SeqCst) == 1).await;
    // The server reads the next upload only once the one before has ended.
    for (ended, upload) in uploads.iter().enumerate().take(5) {
        assert_eq!(reading.load(Ordering::SeqCst), ended + 1);
        upload.abort();
        until(|| reading.load(Ordering::SeqCst) == ended + 2).await;
    }
    uploads.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn at_most_eight_avatars_are_in_memory_at_a_time() {
    let pictures = Pictures::default();
    let (reading, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let uploads = (0..40).map(|_| {
        let (pictures, reading, most) = (pictures.clone(), Arc::clone(&reading), Arc::clone(&most));
        tokio::spawn(async move {
            let read = async {
                most.fetch_max(reading.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                Ok::<_, PictureError>(Bytes::from(pictures::png(300, 300)))
            };
            let square = pictures.square(SENDER, read).await;
            reading.fetch_sub(1, Ordering::SeqCst);
            square.map(drop)
        })
    });
    for upload in uploads.collect::<Vec<_>>() {
        upload.await.unwrap().unwrap();
    }
    let most = most.load(Ordering::SeqCst);
    assert!((1..=8).contains(&most), "{most} at a time");
}

async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::task::yield_now().await;
    }
}
