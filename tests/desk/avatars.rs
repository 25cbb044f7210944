//! Agents' pictures: square, public, gone when they are replaced.

use adda::server::{domain::error::DomainError, pictures::PictureError};
use rstest::rstest;

use crate::support::{Engine, TestApp, pictures};

#[rstest]
#[tokio::test]
async fn a_picture_is_cut_square_and_found_by_everybody(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let address = app.desk.store_avatar(pictures::png(800, 300).into()).await.unwrap();
    let response = app.server.get(&address).await;
    response.assert_status_ok();
    assert_eq!(response.header("content-type"), "image/jpeg");
    assert_eq!(response.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(response.header("x-content-type-options"), "nosniff");
    assert_eq!(pictures::size_of(response.as_bytes()), (256, 256));

    let another = app.desk.store_avatar(pictures::png(800, 300).into()).await.unwrap();
    assert_ne!(another, address, "the address of a picture can be guessed");
    app.desk.delete_avatar(&address).await;
    app.nobody().get(&address).await.fails(404, "not_found");
    app.server.get(&another).await.assert_status_ok();
}

#[rstest]
#[tokio::test]
async fn what_is_no_picture_leaves_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    for bytes in [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"%PDF-1.7", b"", b"\x89PNG\r\n\x1a\n"] {
        let refused = app.desk.store_avatar(bytes.into()).await;
        assert!(matches!(refused, Err(DomainError::Picture(PictureError::Unreadable))), "{bytes:?}");
    }
    assert!(app.database.stored_files().is_empty());
    for name in ["nothing.jpg", "nothing", "..%2Fadda.sqlite3", "..%2F..%2Fx.jpg", "%00.jpg"] {
        app.nobody().get(&format!("/support/avatars/{name}")).await.fails(404, "not_found");
    }
}
