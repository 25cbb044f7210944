//! Mentions of agents in notes.

use rstest::rstest;
use serde_json::{Value, json};

use crate::{
    deleting::{address, delete_message},
    polls::questions_of_agent,
    support::{Caller, Chat, Engine, TestApp},
};

const CHANGES: &str = "/support/agent/api/conversations/changes/";

async fn note(agent: &Caller<'_>, chat: &Chat, content: &str) -> Value {
    agent.post(&chat.agent("note"), json!({ "content": content })).await.ok()["message"].take()
}

async fn edit(agent: &Caller<'_>, chat: &Chat, message: &Value, content: &str) -> Value {
    let path = address(chat, message);
    agent.ask("PATCH", &path, |request| request.json(&json!({ "content": content }))).await.ok()["message"].take()
}

async fn see(agent: &Caller<'_>, chat: &Chat, up_to: &Value) {
    agent.post(&chat.agent("mentions/seen"), json!({ "up_to": up_to })).await.ok();
}

/// Returns how many mentions an agent has not seen.
async fn unseen(agent: &Caller<'_>) -> Value {
    agent.get("/support/agent/api/conversations/").await.ok()["counts"]["mentions"].take()
}

/// Returns the ids of the conversations that mention an agent.
async fn mentioning(agent: &Caller<'_>) -> Vec<Value> {
    agent.inbox("?mentioned=me").await.into_iter().map(|mut row| row["conversation_id"].take()).collect()
}

/// Returns a cursor after which nothing has changed.
async fn cursor(agent: &Caller<'_>) -> String {
    agent.get("/support/agent/api/conversations/").await.ok()["since"].as_str().unwrap().to_owned()
}

#[rstest]
#[tokio::test]
async fn a_note_mentions_colleagues_by_their_usernames(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (nadia, karim, rafi) = (app.agent("nadia").await, app.agent("karim").await, app.agent("Rafi").await);
    let gone = app.agent("gone").await;
    let admin = app.admin("boss").await;
    let [karims, rafis] = [app.agent_id(&karim).await, app.agent_id(&rafi).await];
    admin.ask("DELETE", &app.member(&gone).await, |request| request).await.ok();
    let chat = app.visitor().await.write_first("Where is it?").await;
    let mentions = async |content: &str| note(&nadia, &chat, content).await.get("mentions").cloned();

    assert_eq!(mentions("@karim, please ask the courier. @KARIM @rafi").await, Some(json!([karims, rafis])));
    for content in ["a@karim", "mail karim@shop.example", "@gone", "@nobody", "@nadia", "karim", "@karimul"] {
        assert_eq!(mentions(content).await, None, "{content}");
    }
    assert_eq!((unseen(&karim).await, unseen(&rafi).await, unseen(&nadia).await), (json!(1), json!(1), json!(0)));
    assert_eq!(mentioning(&karim).await, [json!(chat.id)]);
    assert_eq!(mentioning(&nadia).await, [Value::Null; 0]);
    assert_eq!(karim.inbox("").await[0]["mention"]["sender_name"], "nadia");
    assert_eq!(nadia.inbox("").await[0].get("mention"), None, "others' mentions");

    // A reply is not for colleagues, and a note's file has a text too.
    let reply = nadia.reply(&chat, "@rafi will help.").await;
    assert_eq!((reply.get("mentions"), unseen(&rafi).await), (None, json!(1)));
    let file = nadia.attach(&chat.agent("note/upload"), "claim.txt", b"Claim 17").await;
    let captioned = edit(&nadia, &chat, &file, "@rafi").await;
    assert_eq!((&captioned["mentions"], unseen(&rafi).await), (&json!([rafis]), json!(2)));

    let again = json!({ "content": "@rafi again", "client_id": "n-1" });
    for _ in 0..2 {
        let sent = nadia.post(&chat.agent("note"), again.clone()).await.ok();
        assert_eq!(sent["message"]["mentions"], json!([rafis]));
    }
    assert_eq!(unseen(&rafi).await, 3, "the repeated note is stored once");
    let team = nadia.get("/support/agent/api/agents/").await.ok();
    let usernames: Vec<&Value> = team.as_array().unwrap().iter().map(|agent| &agent["username"]).collect();
    assert_eq!(usernames, ["nadia", "karim", "Rafi", "boss"], "disabled agents cannot be mentioned");
    nadia.get("/support/agent/api/conversations/?mentioned=karim").await.fails(400, "malformed");
}

#[rstest]
#[tokio::test]
async fn customers_learn_nothing_of_mentions(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (visitor, nadia, karim) = (app.visitor().await, app.agent("nadia").await, app.agent("karim").await);
    let chat = visitor.write_first("Where is it?").await;
    let untouched = visitor.thread(&chat).await;
    let note = note(&nadia, &chat, "@karim, a regular").await;
    edit(&nadia, &chat, &note, "@karim, a regular customer").await;
    see(&karim, &chat, &note["id"]).await;
    assert_eq!(visitor.thread(&chat).await, untouched);
    visitor.post(&chat.agent("mentions/seen"), json!({ "up_to": 1 })).await.fails(403, "forbidden");
    assert_eq!(visitor.messages(&chat, "").await["messages"][0].get("mentions"), None);
}

#[rstest]
#[tokio::test]
async fn a_mention_is_seen_by_its_agent_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (nadia, karim, rafi) = (app.agent("nadia").await, app.agent("karim").await, app.agent("rafi").await);
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Where is it?").await;
    let other = app.visitor().await.write_first("Hello").await;
    app.assign(&chat, &nadia).await;
    let first = note(&nadia, &chat, "@karim @rafi").await;
    let second = note(&rafi, &chat, "@karim!").await;
    let mention = karim.row(&chat).await["mention"].take();
    assert_eq!(
        mention,
        json!({ "id": mention["id"], "message_id": second["id"], "is_seen": false, "sender_name": "rafi" })
    );

    see(&karim, &chat, &first["id"]).await;
    assert_eq!((unseen(&karim).await, unseen(&rafi).await), (json!(1), json!(1)));
    assert_eq!(karim.row(&chat).await["mention"]["is_seen"], false);
    see(&karim, &other, &second["id"]).await;
    assert_eq!(unseen(&karim).await, 1, "in another conversation");
    see(&karim, &chat, &second["id"]).await;
    assert_eq!((unseen(&karim).await, unseen(&rafi).await), (json!(0), json!(1)));
    assert_eq!(karim.row(&chat).await["mention"]["is_seen"], true);
    assert_eq!(mentioning(&karim).await, [json!(chat.id)], "it stays in the view");
    assert_eq!(karim.row(&chat).await["unread"], 1, "the customer's message still waits for the assignee");
    karim
        .post("/support/agent/api/conversation/CONV-000000000000/mentions/seen/", json!({ "up_to": 1 }))
        .await
        .fails(404, "not_found");
}

#[rstest]
#[tokio::test]
async fn an_edit_tells_only_those_it_adds(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (nadia, karim, rafi) = (app.agent("nadia").await, app.agent("karim").await, app.agent("rafi").await);
    let [karims, rafis] = [app.agent_id(&karim).await, app.agent_id(&rafi).await];
    let chat = app.visitor().await.write_first("Where is it?").await;
    let note = note(&nadia, &chat, "@karim").await;
    let told = karim.row(&chat).await["mention"]["id"].take();
    see(&karim, &chat, &note["id"]).await;

    assert_eq!(edit(&nadia, &chat, &note, "@karim and @rafi").await["mentions"], json!([karims, rafis]));
    let row = karim.row(&chat).await;
    assert_eq!((&row["mention"]["id"], &row["mention"]["is_seen"]), (&told, &json!(true)), "not told again");
    assert!(rafi.row(&chat).await["mention"]["id"].as_i64() > told.as_i64());
    assert_eq!((unseen(&karim).await, unseen(&rafi).await), (json!(0), json!(1)));

    assert_eq!(edit(&nadia, &chat, &note, "@rafi").await["mentions"], json!([rafis]));
    assert_eq!(mentioning(&karim).await, [Value::Null; 0]);
    assert_eq!(edit(&nadia, &chat, &note, "No one").await.get("mentions"), None);
    assert_eq!((mentioning(&rafi).await, unseen(&rafi).await), (Vec::new(), json!(0)));
}

#[rstest]
#[case::deleted(true)]
#[case::taken_back(false)]
#[tokio::test]
async fn nothing_remains_of_mentions_in_a_note_that_is_gone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] is_deleted: bool,
) {
    let app = TestApp::new(engine).await;
    let (nadia, karim) = (app.agent("nadia").await, app.agent("karim").await);
    let chat = app.visitor().await.write_first("Where is it?").await;
    let mut before = karim.row(&chat).await;
    let note = note(&nadia, &chat, "@karim").await;
    let since = cursor(&karim).await;
    if is_deleted {
        delete_message(&nadia, &chat, &note).await;
    } else {
        nadia.post(&format!("{}recall/", address(&chat, &note)), json!({})).await.ok();
    }
    let changes = karim.get(&format!("{CHANGES}?since={since}")).await.ok();
    assert_eq!(changes["counts"]["mentions"], 0);
    let mut row = changes["conversations"][0].clone();
    for row in [&mut before, &mut row] {
        row.as_object_mut().unwrap().remove("updated_at");
        row.as_object_mut().unwrap().remove("hit");
    }
    assert_eq!(row, before, "a poll brings the row without the mention");
    assert_eq!(mentioning(&karim).await, [Value::Null; 0]);
    assert!(!nadia.get(&chat.agent("messages")).await.body.contains("mentions"));
}

#[rstest]
#[tokio::test]
async fn the_first_poll_after_a_note_brings_the_mention(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (nadia, karim) = (app.agent("nadia").await, app.agent("karim").await);
    let chat = app.visitor().await.write_first("Where is it?").await;
    let after = nadia.agent_thread(&chat).await["messages"].as_array().unwrap().last().unwrap()["id"].as_i64().unwrap();
    let mut since = cursor(&karim).await;
    let poll = async |agent: &Caller<'_>, since: &str| {
        let [thread, .., changes] = questions_of_agent(&chat, after, since);
        let thread = agent.get(&thread.address).await.ok();
        (thread, agent.post(&changes.address, changes.body.unwrap()).await.ok())
    };
    for _ in 0..2 {
        let (thread, changes) = poll(&karim, &since).await;
        assert_eq!((&thread["messages"], &changes["conversations"]), (&json!([]), &json!([])), "nothing is new");
        since = changes["since"].as_str().unwrap().to_owned();
    }
    let note = note(&nadia, &chat, "@karim").await;
    let (thread, changes) = poll(&karim, &since).await;
    assert_eq!(thread["messages"], json!([note]));
    assert_eq!(changes["counts"]["mentions"], 1);
    let mention = &changes["conversations"][0]["mention"];
    assert_eq!((&mention["message_id"], &changes["counts"]["newest_mention"]), (&note["id"], &mention["id"]));
    let (_, others) = poll(&nadia, &since).await;
    assert_eq!(others["conversations"][0].get("mention"), None, "the same row, as a colleague sees it");

    since = changes["since"].as_str().unwrap().to_owned();
    see(&karim, &chat, &note["id"]).await;
    let (_, changes) = poll(&karim, &since).await;
    assert_eq!(changes["counts"]["mentions"], 0);
    assert_eq!(changes["conversations"][0]["mention"]["is_seen"], true);
}

#[rstest]
#[tokio::test]
async fn mentions_go_with_their_conversation(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (nadia, karim, admin) = (app.agent("nadia").await, app.agent("karim").await, app.admin("boss").await);
    let (visitor, other) = (app.visitor().await, app.visitor().await);
    let (deleted, erased) = (visitor.write_first("Delete").await, other.write_first("Erase").await);
    for chat in [&deleted, &erased] {
        note(&nadia, chat, "@karim").await;
    }
    assert_eq!(unseen(&karim).await, 2);
    let customer = karim.row(&erased).await["customer"]["id"].clone();
    admin.ask("DELETE", &format!("/support/admin/api/conversation/{}/", deleted.id), |request| request).await.ok();
    assert_eq!(unseen(&karim).await, 1);
    admin.post(&format!("/support/admin/api/customers/{customer}/erase/"), json!({})).await.ok();
    assert_eq!(unseen(&karim).await, 0);
}

#[rstest]
#[tokio::test]
async fn a_conversation_without_a_message_mentions_no_one_in_the_inbox(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (nadia, karim, visitor) = (app.agent("nadia").await, app.agent("karim").await, app.visitor().await);
    let chat = visitor.start().await;
    note(&nadia, &chat, "@karim").await;
    assert_eq!((unseen(&karim).await, mentioning(&karim).await), (json!(0), Vec::new()));
    visitor.send(&chat, "Hello").await;
    assert_eq!((unseen(&karim).await, mentioning(&karim).await), (json!(1), vec![json!(chat.id)]));
}
