//! Accepted files: how they are stored, and which callers may fetch them.

use adda::server::{entity::chat_settings, pictures::Metadata};
use axum_test::{TestRequest, TestResponse};
use image::ImageFormat;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Caller, Engine, TestApp, Upload, documents, pictures};

/// Fetches a file with the caller's token.
pub async fn fetch(app: &TestApp, caller: &Caller<'_>, address: &Value) -> TestResponse {
    fetch_with(app, caller, address, |request| request).await
}

/// Fetches a file with the caller's token and further headers.
pub async fn fetch_with(
    app: &TestApp,
    caller: &Caller<'_>,
    address: &Value,
    finish: impl FnOnce(TestRequest) -> TestRequest,
) -> TestResponse {
    let request = app.server.get(address.as_str().unwrap()).authorization_bearer(caller.token.as_ref().unwrap());
    finish(request).await
}

#[rstest]
#[tokio::test]
async fn a_picture_arrives_with_its_size_and_a_thumbnail(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let png = pictures::png(1_000, 500);
    let upload = Upload::file("parcel.png", &png).with("content", "  Look: damaged. ").with("client_id", "p-1");
    let sent = visitor.upload(&chat.customer("upload"), &upload).await.ok()["message"].take();
    assert_eq!((&sent["message_type"], &sent["content"]), (&json!("image"), &json!("Look: damaged.")));
    assert_eq!((&sent["attachment_name"], &sent["attachment_type"]), (&json!("parcel.png"), &json!("image/png")));
    assert_eq!(sent["attachment_size"], png.len());
    assert_eq!((&sent["picture"]["width"], &sent["picture"]["height"]), (&json!(1_000), &json!(500)));
    assert_eq!(sent["client_id"], "p-1");

    let seen = agent.agent_thread(&chat).await["messages"][1].take();
    assert_eq!(seen["attachment"], sent["attachment"]);
    for caller in [&visitor, &agent] {
        let whole = fetch(&app, caller, &sent["attachment"]).await;
        whole.assert_status_ok();
        assert_eq!(whole.as_bytes(), &png);
        assert_eq!(whole.header("content-type"), "image/png");
        assert!(whole.header("content-disposition").to_str().unwrap().starts_with("inline; filename=\"parcel.png\""));
        assert_eq!(whole.header("x-content-type-options"), "nosniff");
        assert!(whole.header("content-security-policy").to_str().unwrap().contains("sandbox"));
        assert!(whole.header("cache-control").to_str().unwrap().starts_with("private"));
        let small = fetch(&app, caller, &sent["picture"]["thumbnail"]).await;
        assert_eq!(small.header("content-type"), "image/jpeg");
        assert_eq!(pictures::size_of(small.as_bytes()), (640, 320));
    }
}

/// Attack 17.
#[rstest]
#[case::jpeg("photo.jpg", pictures::file(8, 8, ImageFormat::Jpeg), "image/jpeg", "photo.jpg")]
#[case::webp_called_png("photo.png", pictures::file(8, 8, ImageFormat::WebP), "image/webp", "photo.png.webp")]
#[case::gif("a.gif", pictures::file(8, 8, ImageFormat::Gif), "image/gif", "a.gif")]
#[case::pdf("invoice.pdf", documents::PDF.to_vec(), "application/pdf", "invoice.pdf")]
#[case::text("notes.csv", "ক,খ\n1,2\n".as_bytes().to_vec(), "text/plain; charset=utf-8", "notes.csv")]
#[case::text_named_like_a_program("run.bat", b"del *.*".to_vec(), "text/plain; charset=utf-8", "run.bat.txt")]
#[case::text_that_begins_like_a_picture("b.txt", b"BMW 320".to_vec(), "text/plain; charset=utf-8", "b.txt")]
#[case::text_of_windows("menu.txt", b"caf\xE9 5\x80".to_vec(), "text/plain", "menu.txt")]
#[case::utf_16("notes.txt", b"\xFF\xFEO\0r\0d\0e\0r\0".to_vec(), "text/plain; charset=utf-16", "notes.txt")]
#[case::utf_16_big_endian("notes.txt", b"\xFE\xFF\0O\0K".to_vec(), "text/plain; charset=utf-16", "notes.txt")]
#[case::utf_16_without_a_byte_order_mark("notes.txt", b"O\0K\0".to_vec(), "text/plain; charset=utf-16", "notes.txt")]
#[case::text_that_begins_with_a_name("a.txt", b"<Mina> Hello".to_vec(), "text/plain; charset=utf-8", "a.txt")]
#[case::pdf_without_an_extension("invoice", documents::PDF.to_vec(), "application/pdf", "invoice.pdf")]
#[case::picture_from_a_phone(
    "image:1000004242",
    pictures::file(8, 8, ImageFormat::Jpeg),
    "image/jpeg",
    "image1000004242.jpg"
)]
#[case::dot_at_the_end("photo.jpg.", pictures::file(8, 8, ImageFormat::Jpeg), "image/jpeg", "photo.jpg")]
#[case::doc("letter.doc", documents::doc(), "application/msword", "letter.doc")]
#[case::docx(
    "letter.docx",
    documents::docx(),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "letter.docx"
)]
#[case::xlsx(
    "../../prices.xlsx",
    documents::xlsx(),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "prices.xlsx"
)]
#[tokio::test]
async fn the_type_of_a_file_is_determined_by_its_content(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] name: &str,
    #[case] bytes: Vec<u8>,
    #[case] media_type: &str,
    #[case] kept: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let sent = visitor.attach(&chat.customer("upload"), name, &bytes).await;
    assert_eq!((&sent["attachment_type"], &sent["attachment_name"]), (&json!(media_type), &json!(kept)));
    let fetched = fetch(&app, &agent, &sent["attachment"]).await;
    assert_eq!(fetched.as_bytes(), &bytes);
    assert_eq!(fetched.header("content-type"), media_type);
    let is_picture = media_type.starts_with("image/");
    assert_eq!(sent["message_type"], if is_picture { "image" } else { "file" });
    let shown = fetched.header("content-disposition").to_str().unwrap().starts_with("inline");
    assert_eq!(shown, is_picture);
    assert_eq!(sent["picture"].is_object(), is_picture);
}

#[rstest]
#[tokio::test]
async fn a_file_counts_as_a_message_of_its_sender(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    visitor.attach(&chat.customer("upload"), "invoice.pdf", documents::PDF).await;
    let row = agent.row(&chat).await;
    assert_eq!((&row["unread"], &row["status"]), (&json!(1), &json!("open")));
    assert_eq!(row["last_message"]["text"], "invoice.pdf");
    assert_eq!(row["last_message"]["message_type"], "file");

    let answer = agent.attach(&chat.agent("upload"), "label.pdf", documents::PDF).await;
    assert_eq!((&answer["is_agent"], &answer["sender_name"]), (&json!(true), &json!("nadia")));
    let thread = visitor.thread(&chat).await;
    assert_eq!((&thread["unread"], &thread["messages"][2]["attachment_name"]), (&json!(1), &json!("label.pdf")));
    fetch(&app, &visitor, &answer["attachment"]).await.assert_status_ok();
}

/// Attack 3.
#[rstest]
#[tokio::test]
async fn only_callers_who_may_see_a_conversation_may_fetch_its_files(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let chat = visitor.start().await;
    let sent = visitor.attach(&chat.customer("upload"), "a.png", &pictures::png(30, 20)).await;
    let address = sent["attachment"].as_str().unwrap();
    let thumbnail = sent["picture"]["thumbnail"].as_str().unwrap();
    for caller in [&other, &app.signed_out(), &app.bearer("no-token")] {
        caller.get(address).await.fails(404, "not_found");
        caller.get(thumbnail).await.fails(404, "not_found");
    }
    let (folder, name) = address.rsplit_once('/').unwrap();
    for wrong in [format!("{folder}/{}", "0".repeat(64)), format!("{folder}/x"), format!("/support/files/0/{name}")] {
        visitor.get(&wrong).await.fails(404, "not_found");
    }
    for nasty in ["/support/files/x/y", "/support/files/99999999999999999999/y", "/support/files/1/%00"] {
        visitor.get(nasty).await.fails(404, "not_found");
    }
    // An `<img>` sends the cookie.
    let token = visitor.token.as_ref().unwrap();
    app.server.get(address).add_header("cookie", format!("adda_session={token}")).await.assert_status_ok();
}

/// Attack 37, and the switch for shops that need the metadata.
#[rstest]
#[tokio::test]
async fn the_location_of_a_picture_is_removed_unless_the_shop_keeps_metadata(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(Metadata::Removed, Metadata::Kept)] metadata: Metadata,
) {
    const PLACE: &str = "23.8103 N, 90.4125 E";
    let app = TestApp::with_picture_metadata(engine, metadata).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    for (name, format) in [("a.png", ImageFormat::Png), ("a.jpg", ImageFormat::Jpeg)] {
        let picture = pictures::taken_at(&pictures::file(40, 30, format), PLACE);
        let endpoints =
            [(&visitor, chat.customer("upload")), (&agent, chat.agent("upload")), (&agent, chat.agent("note/upload"))];
        for (sender, path) in endpoints {
            let sent = sender.attach(&path, name, &picture).await;
            let stored = fetch(&app, &agent, &sent["attachment"]).await;
            let stored = stored.as_bytes();
            let is_kept = stored.windows(PLACE.len()).any(|window| window == PLACE.as_bytes());
            assert_eq!(is_kept, metadata == Metadata::Kept, "{path} {name}");
            assert_eq!(is_kept, **stored == picture[..], "{path} {name}");
            assert_eq!(sent["attachment_size"], stored.len(), "{path} {name}");
            let small = fetch(&app, &agent, &sent["picture"]["thumbnail"]).await;
            assert!(!small.as_bytes().windows(PLACE.len()).any(|window| window == PLACE.as_bytes()));
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_retried_upload_is_stored_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let upload = Upload::file("a.png", &pictures::png(30, 20)).with("client_id", "again");
    let first = visitor.upload(&chat.customer("upload"), &upload).await.ok();
    let second = visitor.upload(&chat.customer("upload"), &upload).await.ok();
    assert_eq!(first, second);
    assert_eq!(visitor.thread(&chat).await["messages"].as_array().unwrap().len(), 2);
    assert_eq!(app.database.stored_files().len(), 2, "the picture and its thumbnail");
}

#[rstest]
#[tokio::test]
async fn a_range_request_gets_a_part_of_the_file(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let sent = visitor.attach(&chat.customer("upload"), "a.txt", b"0123456789").await;
    let part =
        fetch_with(&app, &visitor, &sent["attachment"], |request| request.add_header("range", "bytes=2-4")).await;
    assert_eq!((part.status_code().as_u16(), part.text()), (206, "234".to_owned()));
    assert_eq!(part.header("content-range"), "bytes 2-4/10");
    let all = fetch_with(&app, &visitor, &sent["attachment"], |request| request.add_header("range", "bytes=10-")).await;
    assert_eq!((all.status_code().as_u16(), all.text()), (200, "0123456789".to_owned()));
}

#[rstest]
#[tokio::test]
async fn a_large_file_is_stored_in_parts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings: &mut chat_settings::ActiveModel| settings.max_file_size = Set(25)).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    // The file has four parts, of which at most two are in memory.
    let text = "a line of sixteen".repeat(20 * 1_048_576 / 17);
    let sent = visitor.attach(&chat.customer("upload"), "large.txt", text.as_bytes()).await;
    assert_eq!(sent["attachment_size"], text.len());
    assert_eq!(fetch(&app, &visitor, &sent["attachment"]).await.as_bytes(), text.as_bytes());
}

#[rstest]
#[tokio::test]
async fn a_file_name_in_the_extended_form_only_is_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let upload = Upload::empty()
        .and_file_named("filename*=UTF-8''%E0%A6%9A%E0%A6%BE%E0%A6%B2%E0%A6%BE%E0%A6%A8.pdf", documents::PDF);
    let sent = visitor.upload(&chat.customer("upload"), &upload).await.ok();
    assert_eq!(sent["message"]["attachment_name"], "চালান.pdf");
}
