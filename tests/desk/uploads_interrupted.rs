//! Uploads that are cut off, stall or are sent several times. Nothing is left of incomplete files,
//! and complete files are stored once.

use std::{net::SocketAddr, time::Duration};

use adda::server::body::BodyTimeout;
use axum::{
    body::{Body, Bytes, to_bytes},
    http::{Request, StatusCode},
};
use futures::{StreamExt, future::join_all, stream};
use rstest::rstest;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tower::ServiceExt;

use crate::support::{Caller, Chat, Engine, TestApp, Upload, documents, pictures};

const IDLE_TIMEOUT: Duration = Duration::from_millis(600);
/// A picture and its thumbnail.
const FILES_OF_A_PICTURE: usize = 2;

/// Waits until the store holds this many files. The server deletes a failed upload a moment after
/// the answer.
async fn expect_files(app: &TestApp, count: usize) {
    let settled = async {
        while app.database.stored_files().len() != count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(10), settled).await;
    assert!(waited.is_ok(), "not {count}: {:?}", app.database.stored_files());
}

/// Returns the messages of both sides, without the welcome message.
async fn messages(caller: &Caller<'_>, path: &str) -> Vec<Value> {
    let mut thread = caller.get(path).await.ok();
    let mut messages: Vec<Value> = serde_json::from_value(thread["messages"].take()).unwrap();
    messages.retain(|message| message["message_type"] != "system");
    messages
}

fn picture(client_id: &str) -> Upload {
    Upload::empty().with("client_id", client_id).and_file("parcel.png", &pictures::png(300, 200))
}

/// Returns an upload request with this body.
fn request(caller: &Caller<'_>, path: &str, body: Body) -> Request<Body> {
    let mut request = Request::post(path)
        .header("host", "desk.example")
        .header("authorization", format!("Bearer {}", caller.token.as_ref().unwrap()))
        .header("content-type", Upload::content_type())
        .body(body)
        .unwrap();
    request.extensions_mut().insert(BodyTimeout(IDLE_TIMEOUT));
    request
}

/// Returns a body that stalls after the first bytes of an upload.
fn stalled(upload: &Upload, length: usize) -> Body {
    let first = Bytes::copy_from_slice(&upload.body()[..length]);
    Body::from_stream(stream::iter([Ok::<_, std::io::Error>(first)]).chain(stream::pending()))
}

async fn answer(app: &TestApp, request: Request<Body>) -> (StatusCode, String) {
    let response = app.router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[rstest]
#[tokio::test]
async fn concurrent_copies_of_an_upload_become_one_message_with_one_file(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    for (caller, path, client_id) in [
        (&visitor, chat.customer("upload"), "question"),
        (&agent, chat.agent("upload"), "reply"),
        (&agent, chat.agent("note/upload"), "note"),
    ] {
        let upload = picture(client_id);
        let answers = join_all((0..6).map(|_| caller.upload(&path, &upload))).await;
        let first = answers[0].ok()["message"]["id"].clone();
        assert!(answers.iter().all(|answer| answer.ok()["message"]["id"] == first), "{path}: {answers:?}");
    }
    assert_eq!(messages(&agent, &chat.agent("messages")).await.len(), 1 + 3);
    expect_files(&app, 3 * FILES_OF_A_PICTURE).await;
}

#[rstest]
#[tokio::test]
async fn a_retry_while_the_first_upload_is_being_processed_is_the_same_message(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let path = chat.customer("upload");
    for moment in 0..12_u64 {
        let upload = picture(&format!("u-{moment}"));
        // The sender hangs up after a while, and sends the file again at once.
        let first = visitor.upload(&path, &upload);
        let _ = tokio::time::timeout(Duration::from_millis(2 * moment), first).await;
        visitor.upload(&path, &upload).await.ok();
    }
    let ids: Vec<_> =
        messages(&visitor, &chat.customer("messages")).await.into_iter().map(|it| it["client_id"].clone()).collect();
    let expected: Vec<_> = (0..12).map(|moment| json!(format!("u-{moment}"))).collect();
    assert_eq!(ids, expected);
    expect_files(&app, 12 * FILES_OF_A_PICTURE).await;
}

/// Attack 26.
#[rstest]
#[tokio::test]
async fn a_stalled_upload_times_out(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.write_first("Hello").await;
    // The file is longer than a part, so the store has begun to write it.
    app.change_settings(|settings| settings.max_file_size = sea_orm::ActiveValue::Set(20)).await;
    let upload = Upload::empty().with("client_id", "slow").and_file("a.txt", &vec![b'a'; 7 * 1_048_576]);
    for (caller, path) in
        [(&visitor, chat.customer("upload")), (&agent, chat.agent("upload")), (&agent, chat.agent("note/upload"))]
    {
        for length in [0, 120, 6 * 1_048_576] {
            let (status, body) = answer(&app, request(caller, &path, stalled(&upload, length))).await;
            assert_eq!(status, StatusCode::REQUEST_TIMEOUT, "{path} {length}: {body}");
            assert!(body.contains("\"timeout\""), "{path} {length}: {body}");
        }
    }
    expect_files(&app, 0).await;
    assert_eq!(messages(&agent, &chat.agent("messages")).await.len(), 1);
    // If the conversation is closed, the answer reports that instead.
    visitor.post(&chat.customer("close"), json!({})).await.ok();
    let (status, _) = answer(&app, request(&visitor, &chat.customer("upload"), stalled(&upload, 120))).await;
    assert_eq!(status, StatusCode::CONFLICT);
}

#[rstest]
#[tokio::test]
async fn a_slow_but_steady_upload_is_accepted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let body = Upload::file("slow.pdf", documents::PDF).body();
    let pieces: Vec<_> = body.chunks(body.len().div_ceil(8)).map(Bytes::copy_from_slice).collect();
    let slow = stream::iter(pieces).then(|piece| async move {
        tokio::time::sleep(IDLE_TIMEOUT / 4).await;
        Ok::<_, std::io::Error>(piece)
    });
    let (status, body) = answer(&app, request(&visitor, &chat.customer("upload"), Body::from_stream(slow))).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    expect_files(&app, 1).await;
}

#[rstest]
#[tokio::test]
async fn a_form_whose_file_is_cut_off_keeps_its_text(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    let path = format!("/support/conversation/{}/send/", chat.id);
    let form = Upload::empty().with("content", "What I wrote").and_file("a.txt", &[b'a'; 4_000]);
    let cut = visitor.upload_body(&path, form.body()[..2_000].to_vec()).await;
    let stalled = answer(&app, request(&visitor, &path, stalled(&form, 2_000))).await;
    for (status, page) in [(cut.status, cut.body), stalled] {
        assert!(status.is_client_error(), "{status}");
        assert!(page.contains("What I wrote</textarea>"), "{page}");
        assert!(page.contains("The upload was interrupted. Choose the file again"), "{page}");
    }
    assert_eq!(messages(&visitor, &chat.customer("messages")).await.len(), 1);
    expect_files(&app, 0).await;
}

/// Sends the first bytes of an upload over its own connection, and hangs up.
async fn hang_up(address: SocketAddr, caller: &Caller<'_>, chat: &Chat, body: &[u8], length: usize) {
    let mut connection = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: desk.example\r\nAuthorization: Bearer {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
        chat.customer("upload"),
        caller.token.as_ref().unwrap(),
        Upload::content_type(),
        body.len()
    );
    connection.write_all(head.as_bytes()).await.unwrap();
    connection.write_all(&body[..length]).await.unwrap();
    if length == body.len() {
        // Waits until the server has begun to process the upload.
        let mut answer = [0; 1];
        let _ = tokio::time::timeout(Duration::from_millis(3), connection.read(&mut answer)).await;
    }
}

#[rstest]
#[tokio::test]
async fn a_broken_connection_leaves_nothing_or_the_whole_message(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = app.router.clone();
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let body = picture("cut").body();
    for length in [20, 150, body.len() / 2, body.len() - 3] {
        hang_up(address, &visitor, &chat, &body, length).await;
    }
    expect_files(&app, 0).await;
    assert!(messages(&visitor, &chat.customer("messages")).await.is_empty());
    // The whole upload arrives, but the sender does not get the answer, and sends it again.
    hang_up(address, &visitor, &chat, &body, body.len()).await;
    visitor.upload_body(&chat.customer("upload"), body).await.ok();
    assert_eq!(messages(&visitor, &chat.customer("messages")).await.len(), 1);
    expect_files(&app, FILES_OF_A_PICTURE).await;
    serving.abort();
}

#[rstest]
#[tokio::test]
async fn a_file_is_not_accepted_in_the_name_of_another_agent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, nadia, rahim) = (app.visitor().await, app.agent("nadia").await, app.agent("rahim").await);
    let chat = visitor.write_first("Hello").await;
    let author = app.agent_id(&nadia).await;
    for action in ["upload", "note/upload"] {
        let path = format!("{}?author={author}", chat.agent(action));
        rahim.upload(&path, &picture(action)).await.fails(401, "not_signed_in");
        assert_eq!(nadia.upload(&path, &picture(action)).await.ok()["message"]["sender_name"], "nadia");
    }
    expect_files(&app, 2 * FILES_OF_A_PICTURE).await;
}
