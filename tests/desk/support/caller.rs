//! Callers: without a session, as a customer or as an agent.

use axum_test::TestRequest;
use serde_json::{Value, json};

use super::{Answer, TestApp};

/// A caller of the server, with or without the token of a session.
#[derive(Clone)]
pub struct Caller<'a> {
    app: &'a TestApp,
    pub token: Option<String>,
}

impl<'a> Caller<'a> {
    pub fn new(app: &'a TestApp, token: Option<String>) -> Self {
        Self { app, token }
    }

    pub fn get(&self, path: &str) -> impl Future<Output = Answer> + use<> {
        answer(format!("GET {path}"), self.request("GET", path))
    }

    pub fn post(&self, path: &str, body: Value) -> impl Future<Output = Answer> + use<> {
        answer(format!("POST {path}"), self.request("POST", path).json(&body))
    }

    /// Sends a request with any method.
    pub fn ask<F>(&self, method: &str, path: &str, finish: F) -> impl Future<Output = Answer> + use<F>
    where
        F: FnOnce(TestRequest) -> TestRequest,
    {
        answer(format!("{method} {path}"), finish(self.request(method, path)))
    }

    fn request(&self, method: &str, path: &str) -> TestRequest {
        let request = self.app.server.method(method.parse().unwrap(), path);
        match &self.token {
            Some(token) => request.authorization_bearer(token),
            None => request,
        }
    }

    /// Calls a server function.
    pub async fn call(&self, function: &str, arguments: Value) -> Answer {
        self.post(&format!("/support/fn/{function}"), arguments).await
    }

    /// Returns the customer's open or pending conversation, or a new one.
    pub async fn start(&self) -> Chat {
        let answer = self.post("/support/api/conversation/create/", json!({})).await.ok();
        Chat { id: answer["conversation_id"].as_str().unwrap().to_owned() }
    }

    /// Starts a new conversation in which the customer has written.
    pub async fn write_first(&self, content: &str) -> Chat {
        let chat = self.start().await;
        self.send(&chat, content).await;
        chat
    }

    /// Sends a message as a customer, and returns it.
    pub async fn send(&self, chat: &Chat, content: &str) -> Value {
        self.post(&chat.customer("send"), json!({ "content": content })).await.ok()["message"].take()
    }

    /// Sends a message as an agent, and returns it.
    pub async fn reply(&self, chat: &Chat, content: &str) -> Value {
        self.post(&chat.agent("send"), json!({ "content": content })).await.ok()["message"].take()
    }

    /// Returns the conversation as the customer sees it.
    pub async fn thread(&self, chat: &Chat) -> Value {
        self.messages(chat, "").await
    }

    /// Returns a part of the conversation as the customer sees it.
    pub async fn messages(&self, chat: &Chat, query: &str) -> Value {
        complete(self.get(&format!("{}{query}", chat.customer("messages"))).await.ok())
    }

    /// Returns the conversation as an agent sees it, without the lines about changes.
    pub async fn agent_thread(&self, chat: &Chat) -> Value {
        let mut thread = complete(self.get(&chat.agent("messages")).await.ok());
        thread["messages"].as_array_mut().unwrap().retain(|message| message.get("event").is_none());
        thread
    }

    /// Changes a conversation as an agent, and returns its row.
    pub async fn update(&self, chat: &Chat, change: Value) -> Value {
        self.post(&chat.agent("update"), change).await.ok()
    }

    pub async fn set_online(&self, is_online: bool) {
        self.post("/support/agent/api/online/", json!({ "is_online": is_online })).await.ok();
    }

    /// Returns the rows of an agent's inbox.
    pub async fn inbox(&self, query: &str) -> Vec<Value> {
        let mut page = self.get(&format!("/support/agent/api/conversations/{query}")).await.ok();
        serde_json::from_value(page["conversations"].take()).unwrap()
    }

    /// Returns a conversation's row in the inbox.
    pub async fn row(&self, chat: &Chat) -> Value {
        let rows = self.inbox(&format!("?q={}", chat.id)).await;
        assert_eq!(rows.len(), 1, "{} is not in the inbox exactly once", chat.id);
        rows.into_iter().next().unwrap()
    }
}

/// Adds the fields that an answer leaves out to a part of a conversation.
pub fn complete(mut thread: Value) -> Value {
    let usual = json!({
        "read_up_to": null,
        "unread": 0,
        "has_more": false,
        "other_is_typing": false,
        "agents_online": false,
        "within_business_hours": true,
    });
    let (fields, Value::Object(usual)) = (thread.as_object_mut().unwrap(), usual) else { unreachable!() };
    for (name, value) in usual {
        fields.entry(name).or_insert(value);
    }
    thread
}

async fn answer(question: String, request: TestRequest) -> Answer {
    Answer::new(question, &request.await)
}

/// A conversation and its addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    pub id: String,
}

impl Chat {
    /// Returns an address of the customer's API.
    pub fn customer(&self, action: &str) -> String {
        format!("/support/api/conversation/{}/{action}/", self.id)
    }

    /// Returns an address of the agents' API.
    pub fn agent(&self, action: &str) -> String {
        format!("/support/agent/api/conversation/{}/{action}/", self.id)
    }
}
