//! Refused files. The answer gives the reason, and nothing of the file is kept.

use std::time::Duration;

use adda::server::{
    domain::{access::sessions::Token, actor::Actor, attachments::Post, error::DomainError},
    entity::chat_settings,
};
use rstest::rstest;
use sea_orm::ActiveValue::Set;

use crate::support::{Caller, Chat, Engine, TestApp, Upload, documents, nasty_bodies, pictures};

const MEGABYTE: usize = 1_048_576;

/// Checks that no file is stored, and no message except the welcome message.
async fn expect_nothing(app: &TestApp, visitor: &Caller<'_>, chat: &Chat) {
    assert_eq!(visitor.thread(chat).await["messages"].as_array().unwrap().len(), 1);
    expect_no_file(app).await;
}

/// Waits until no file is left. The server deletes a failed upload a moment after the answer.
async fn expect_no_file(app: &TestApp) {
    let gone = async {
        while !app.database.stored_files().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(10), gone).await;
    assert!(waited.is_ok(), "left behind: {:?}", app.database.stored_files());
}

/// Attacks 17 and 26.
#[rstest]
#[case::html_named_png("a.png", documents::HTML.to_vec(), 415, "unsupported_type")]
#[case::svg("a.svg", documents::SVG.to_vec(), 415, "unsupported_type")]
#[case::svg_named_txt("a.txt", documents::SVG.to_vec(), 415, "unsupported_type")]
#[case::program_named_pdf("a.pdf", documents::PROGRAM.to_vec(), 415, "unsupported_type")]
#[case::script("a.txt", b"#!/bin/sh\nrm -rf /\n".to_vec(), 415, "unsupported_type")]
#[case::unknown_bytes("a.txt", b"\x01\x02\x03".to_vec(), 415, "unsupported_type")]
#[case::archive("a.docx", documents::zip(&["readme.txt"]), 415, "unsupported_type")]
#[case::document_with_macros(
    "a.docx",
    documents::zip(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"]),
    415,
    "unsupported_type"
)]
#[case::spreadsheet_with_excel_4_macros(
    "a.xlsx",
    documents::zip(&["[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"]),
    415,
    "unsupported_type"
)]
#[case::spreadsheet_with_macros_under_another_name(
    "a.xlsx",
    documents::archive(&[
        ("[Content_Types].xml", "<Override ContentType=\"application/vnd.ms-excel.macrosheet+xml\"/>"),
        ("xl/workbook.xml", "")
    ]),
    415,
    "unsupported_type"
)]
#[case::document_with_an_embedded_object(
    "a.docx",
    documents::zip(&["[Content_Types].xml", "word/document.xml", "word/embeddings/oleObject1.bin"]),
    415,
    "unsupported_type"
)]
#[case::document_with_an_external_template(
    "a.docx",
    documents::archive(&[
        ("[Content_Types].xml", ""),
        ("word/document.xml", ""),
        (
            "word/_rels/settings.xml.rels",
            "<Relationship Type=\"http://a/attachedTemplate\" Target=\"https://a.example/x.dotm\" TargetMode=\"External\"/>"
        )
    ]),
    415,
    "unsupported_type"
)]
#[case::old_document_with_macros(
    "a.doc",
    documents::compound(&["Root Entry", "WordDocument", "1Table", "Data", "Macros", "VBA"]),
    415,
    "unsupported_type"
)]
#[case::old_document_with_embedded_files(
    "a.doc",
    documents::compound(&["Root Entry", "WordDocument", "ObjectPool"]),
    415,
    "unsupported_type"
)]
#[case::old_spreadsheet_named_doc("a.doc", documents::compound(&["Root Entry", "Workbook"]), 415, "unsupported_type")]
#[case::truncated_old_document("a.doc", documents::doc()[..1_100].to_vec(), 415, "unsupported_type")]
#[case::truncated_archive("a.docx", documents::docx()[..100].to_vec(), 415, "unsupported_type")]
#[case::picture_with_html("a.gif", b"GIF89a\x01\0\x01\0\0\0\0<script>alert(1)</script>".to_vec(), 422, "file_damaged")]
#[case::truncated_picture("a.png", pictures::png(64, 64)[..200].to_vec(), 422, "file_damaged")]
#[case::empty_file("a.png", Vec::new(), 422, "file_empty")]
#[case::too_large("a.txt", vec![b'a'; 5 * MEGABYTE + 1], 413, "too_large")]
#[tokio::test]
async fn a_refused_upload_leaves_nothing_behind(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] name: &str,
    #[case] bytes: Vec<u8>,
    #[case] status: u16,
    #[case] code: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let upload = Upload::file(name, &bytes).with("content", "See this");
    visitor.upload(&chat.customer("upload"), &upload).await.fails(status, code);
    agent.upload(&chat.agent("upload"), &upload).await.fails(status, code);
    expect_nothing(&app, &visitor, &chat).await;
}

#[rstest]
#[tokio::test]
async fn the_current_settings_apply(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let path = chat.customer("upload");
    let (text, zip) = (vec![b'a'; 2 * MEGABYTE], documents::zip(&["a.txt"]));
    app.change_settings(|settings: &mut chat_settings::ActiveModel| {
        settings.max_file_size = Set(1);
        settings.attachment_types = Set("pdf,txt,zip".to_owned());
    })
    .await;
    let refused = visitor.upload(&path, &Upload::file("a.txt", &text)).await;
    refused.fails(413, "too_large");
    assert_eq!(refused.json()["error"], "This file is larger than 1 MB. Choose a smaller one.");
    visitor.upload(&path, &Upload::file("a.png", &pictures::png(9, 9))).await.fails(415, "unsupported_type");
    expect_nothing(&app, &visitor, &chat).await;
    visitor.attach(&path, "a.zip", &zip).await;

    app.change_settings(|settings: &mut chat_settings::ActiveModel| settings.max_file_size = Set(2)).await;
    visitor.attach(&path, "a.txt", &text).await;
}

#[rstest]
#[tokio::test]
async fn callers_who_may_not_write_may_not_send_files(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, other, agent) = (app.visitor().await, app.visitor().await, app.agent("nadia").await);
    let chat = visitor.start().await;
    let nowhere = Chat { id: "CONV-AAAAAAAAAAAA".to_owned() };
    let upload = Upload::file("a.pdf", documents::PDF);
    app.signed_out().upload(&chat.customer("upload"), &upload).await.fails(401, "not_signed_in");
    other.upload(&chat.customer("upload"), &upload).await.fails(404, "not_found");
    visitor.upload(&nowhere.customer("upload"), &upload).await.fails(404, "not_found");
    visitor.upload(&chat.agent("upload"), &upload).await.fails(403, "forbidden");
    agent.upload(&nowhere.agent("upload"), &upload).await.fails(404, "not_found");
    visitor.post(&chat.customer("close"), serde_json::json!({})).await.ok();
    visitor.upload(&chat.customer("upload"), &upload).await.fails(409, "conversation_closed");
    agent.upload(&chat.agent("upload"), &upload).await.fails(409, "conversation_closed");
    expect_nothing(&app, &visitor, &chat).await;
}

#[rstest]
#[tokio::test]
async fn an_upload_that_is_cut_off_leaves_nothing_behind(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings: &mut chat_settings::ActiveModel| settings.max_file_size = Set(20)).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    // The file is longer than a part, so the store has begun to write it.
    let body = Upload::file("a.txt", &vec![b'a'; 12 * MEGABYTE]).body();
    for length in [10, 100, 1_000, 11 * MEGABYTE, body.len() - 10] {
        let cut = body[..length].to_vec();
        visitor.upload_body(&chat.customer("upload"), cut).await.fails(400, "malformed");
    }
    expect_nothing(&app, &visitor, &chat).await;
}

#[rstest]
#[tokio::test]
async fn an_invalid_form_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let path = chat.customer("upload");
    visitor.upload(&path, &Upload::empty().with("content", "Hello")).await.fails(400, "malformed");
    visitor.post(&path, serde_json::json!({ "file": "a" })).await.fails(415, "unsupported_type");
    let pdf = || Upload::file("a.pdf", documents::PDF);
    visitor.upload(&path, &pdf().with("client_id", "two words")).await.fails(422, "invalid_value");
    visitor.upload(&path, &pdf().with("client_id", &"x".repeat(65))).await.fails(422, "invalid_value");
    visitor.upload(&path, &pdf().with("content", &"x".repeat(5_001))).await.fails(422, "message_too_long");
    visitor.upload(&path, &pdf().with("content", &"x".repeat(50_000))).await.fails(422, "message_too_long");
    visitor.upload(&path, &pdf().with("content", "a\0b")).await.fails(422, "invalid_value");
    for body in nasty_bodies() {
        visitor.upload_body(&path, body).await.is_handled();
    }
    expect_nothing(&app, &visitor, &chat).await;
}

#[rstest]
#[tokio::test]
async fn a_file_that_can_no_longer_be_sent_is_deleted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let visitor = app.visitor().await;
    let chat = visitor.start().await;
    let token = Token::new(visitor.token.clone().unwrap());
    let actor: Actor = app.desk.access().customer_of(&token).await.unwrap().unwrap().into();
    let mut file = app.desk.attachments().receive_file("a.png").await.unwrap();
    file.write(pictures::png(30, 20).into()).await.unwrap();
    // The conversation is closed before the file has arrived.
    visitor.post(&chat.customer("close"), serde_json::json!({})).await.ok();
    let sent = app
        .desk
        .attachments()
        .send_file(Post::Message(actor), chat.id.parse().unwrap(), file, String::new(), None)
        .await;
    assert!(matches!(sent, Err(DomainError::ConversationClosed)));
    expect_nothing(&app, &visitor, &chat).await;

    let mut abandoned = app.desk.attachments().receive_file("a.txt").await.unwrap();
    for _ in 0..4 {
        abandoned.write(vec![b'a'; MEGABYTE].into()).await.unwrap();
    }
    drop(abandoned);
    expect_no_file(&app).await;
}
