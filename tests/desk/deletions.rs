//! Edits and deletions in polls and hints.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::{
    deleting::{address, delete, delete_message},
    support::{Caller, Chat, Engine, TestApp, TestNode, Upload},
};

/// How long a change may take to end a wait on a busy machine. A wait is held for longer than that.
const SOON: Duration = Duration::from_secs(10);

/// A client that polls a conversation, as the widget and the console do.
pub struct Client<'a> {
    caller: &'a Caller<'a>,
    address: String,
    pub after: i64,
    deletions: i64,
}

impl<'a> Client<'a> {
    pub async fn open(caller: &'a Caller<'a>, address: String) -> Self {
        let thread = caller.get(&address).await.ok();
        let after = thread["messages"].as_array().unwrap().last().unwrap()["id"].as_i64().unwrap();
        let deletions = thread["deletions"].as_i64().unwrap_or_default();
        Self { caller, address, after, deletions }
    }

    pub fn question(&self) -> String {
        format!("{}?after={}&deletions={}", self.address, self.after, self.deletions)
    }

    /// Polls, and returns the ids of the messages that the answer says were changed.
    pub async fn poll(&mut self) -> Vec<Value> {
        self.take(self.caller.get(&self.question()).await.ok())
    }

    fn take(&mut self, answer: Value) -> Vec<Value> {
        self.deletions = answer["deletions"].as_i64().unwrap_or(self.deletions);
        let messages = answer["messages"].as_array().unwrap();
        self.after = messages.last().map_or(self.after, |message| message["id"].as_i64().unwrap());
        let deleted = answer["deleted"].as_array().cloned().unwrap_or_default();
        deleted.into_iter().map(|message| message["id"].clone()).collect()
    }
}

pub const NONE: Vec<Value> = Vec::new();

#[rstest]
#[tokio::test]
async fn a_poll_brings_each_deletion_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent, visitor) = (app.admin("admin").await, app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let asked = visitor.send(&chat, "Where is it?").await;
    let reply = agent.reply(&chat, "In the post.").await;
    let file = agent.attach(&chat.agent("upload"), "claim.txt", b"Claim 17").await;
    let mut customer = Client::open(&visitor, chat.customer("messages")).await;
    let mut console = Client::open(&agent, chat.agent("messages")).await;
    let idle = visitor.get(&customer.question()).await.body.len();

    delete_message(&agent, &chat, &reply).await;
    for client in [&mut customer, &mut console] {
        assert_eq!(client.poll().await, [reply["id"].clone()]);
        assert_eq!(client.poll().await, NONE, "once");
    }
    assert_eq!(visitor.get(&customer.question()).await.body.len(), idle, "an idle answer is as short as before");

    // All within the same moment of the test's clock.
    delete(&agent, &format!("{}attachment/", address(&chat, &file))).await.ok();
    delete_message(&admin, &chat, &asked).await;
    for client in [&mut customer, &mut console] {
        assert_eq!(client.poll().await, [file["id"].clone(), asked["id"].clone()]);
        assert_eq!(client.poll().await, NONE);
    }
    delete_message(&agent, &chat, &file).await;
    assert_eq!(customer.poll().await, [file["id"].clone()], "the message of a deleted file");

    // A client that came later, and one that has missed everything.
    let mut late = Client::open(&visitor, chat.customer("messages")).await;
    assert_eq!((late.deletions, late.poll().await), (customer.deletions, NONE));
    late.deletions = 0;
    assert_eq!(late.poll().await.len(), 3);

    // A client of an earlier version.
    let plain = format!("{}?after={}", chat.customer("messages"), customer.after);
    let answer = visitor.get(&plain).await.ok();
    assert_eq!((answer.get("deletions"), answer.get("deleted")), (None, None), "{answer}");
    for nonsense in ["9223372036854775807", "-1", "-9223372036854775808"] {
        let answer = visitor.get(&format!("{plain}&deletions={nonsense}")).await;
        assert!(answer.status == 200, "{answer}");
    }
    visitor.get(&format!("{plain}&deletions=x")).await.fails(400, "malformed");
}

#[rstest]
#[tokio::test]
async fn customers_learn_nothing_of_deleted_notes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let note = agent.post(&chat.agent("note"), json!({ "content": "A regular" })).await.ok()["message"].take();
    agent.reply(&chat, "Hello!").await;
    let mut console = Client::open(&agent, chat.agent("messages")).await;
    let (before, row) = (visitor.thread(&chat).await, agent.row(&chat).await);
    delete_message(&agent, &chat, &note).await;
    assert_eq!(console.poll().await, [note["id"].clone()]);
    assert_eq!(visitor.thread(&chat).await, before);
    assert_eq!(agent.row(&chat).await, row, "the inbox shows nothing of notes");
    let everything = visitor.get(&format!("{}?after={}&deletions=0", chat.customer("messages"), note["id"])).await.ok();
    assert_eq!((everything.get("deletions"), everything.get("deleted")), (None, None), "{everything}");
}

#[rstest]
#[tokio::test]
async fn a_deletion_ends_the_waits_of_both_sides(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, visitor) = (app.admin("admin").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let reply = admin.reply(&chat, "Hello!").await;
    let whole = format!("/support/admin/api/conversation/{}/", chat.id);
    for path in [address(&chat, &reply), whole] {
        let (of_customer, of_agent) = (json!({ "conversation": chat.id }), json!({ "id": chat.id }));
        let cursor = async |caller: &Caller<'_>, function, about: &Value| {
            let mut waiting = about.clone();
            waiting["since"] = caller.call(function, about.clone()).await.ok()["since"].take();
            waiting
        };
        let customers = cursor(&visitor, "wait", &of_customer).await;
        let agents = cursor(&admin, "agent/wait", &of_agent).await;
        let waits = async { futures::join!(visitor.call("wait", customers), admin.call("agent/wait", agents)) };
        let (deleted, waited) = futures::join!(delete(&admin, &path), timeout(SOON, waits));
        deleted.ok();
        let (customers, agents) = waited.expect("the deletion ends the waits");
        assert_eq!(customers.ok()["conversation"], true, "{path}");
        assert_eq!(agents.ok()["conversation"], true, "{path}");
    }
}

/// Deletes on one node, and polls the other, which answers from its memory.
#[tokio::test]
async fn a_poll_of_another_node_brings_each_deletion() {
    let app = TestApp::new(Engine::Postgres).await;
    let node = TestNode::beside(&app, |_| ()).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat: Chat = visitor.write_first("Hello").await;
    let mut replies = Vec::new();
    for number in 0..20 {
        replies.push(agent.reply(&chat, &format!("Reply {number}")).await);
    }
    let mut customer = Client::open(&visitor, chat.customer("messages")).await;
    for reply in replies {
        let token = visitor.token.as_ref().unwrap();
        assert_eq!(customer.take(node.get(token, &customer.question()).await.1), NONE);
        delete_message(&agent, &chat, &reply).await;
        assert_eq!(customer.take(node.get(token, &customer.question()).await.1), [reply["id"].clone()]);
    }
}

#[rstest]
#[tokio::test]
async fn many_deletions_come_in_several_answers(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let mut replies = Vec::new();
    for number in 0..205 {
        replies.push(agent.reply(&chat, &format!("Reply {number}")).await);
    }
    let upload = Upload::file("a.txt", b"a");
    agent.upload(&chat.agent("upload"), &upload).await.ok();
    let mut customer = Client::open(&visitor, chat.customer("messages")).await;
    for reply in &replies {
        delete_message(&agent, &chat, reply).await;
    }
    let ids: Vec<Value> = replies.iter().map(|reply| reply["id"].clone()).collect();
    assert_eq!(customer.poll().await, ids[..200]);
    assert_eq!(customer.poll().await, ids[200..]);
    assert_eq!(customer.poll().await, NONE);
}
