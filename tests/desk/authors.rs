//! A page of one agent may still be open after another agent has signed in with the same
//! browser. The server then stores nothing under the wrong name.

use rstest::rstest;
use serde_json::json;

use crate::support::{Engine, TestApp};

#[rstest]
#[case::a_reply("agent/send")]
#[case::a_note("agent/note")]
#[tokio::test]
async fn a_message_by_one_agent_is_refused_in_the_session_of_another(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] function: &str,
) {
    let app = TestApp::new(engine).await;
    let (visitor, nadia, rahim) = (app.visitor().await, app.agent("nadia").await, app.agent("rahim").await);
    let chat = visitor.write_first("Where is it?").await;
    let before = nadia.agent_thread(&chat).await;
    let author = app.agent_id(&nadia).await;
    let message = json!({ "id": chat.id, "content": "It is late", "client_id": "n-1", "author": author });

    rahim.call(function, message.clone()).await.fails(401, "not_signed_in");
    assert_eq!(nadia.agent_thread(&chat).await, before);

    let sent = nadia.call(function, message).await.ok();
    assert_eq!(sent["sender_name"], "nadia");
    let unsigned = json!({ "id": chat.id, "content": "Noted", "client_id": "r-1" });
    assert_eq!(rahim.call(function, unsigned).await.ok()["sender_name"], "rahim");
}
