//! A server with the least possible work for a poll and a send, which `make bench`
//! compares with Adda.
//!
//! `bare ANSWER DATABASE` listens on a free port of 127.0.0.1 and prints its number. A
//! poll, by any path, is answered with the headers and the bytes of the file ANSWER
//! (`{"headers": {…}, "body": "…"}`). A send (`POST …/send/`) is stored in the SQLite file
//! DATABASE as Adda promises it: on the disk before it is answered, with a commit that all
//! waiting sends share. Nothing is checked: no session, no owner, no limit.

use std::{collections::HashMap, env, error::Error, fs, sync::Arc, thread};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use rusqlite::{Connection, TransactionBehavior, params};
use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};

/// How many sends may wait for the writer.
const QUEUE: usize = 1_024;

/// The answer to a poll.
struct Answer {
    headers: HeaderMap,
    body: String,
}

/// A message to store, and where to send its number.
struct NewMessage {
    conversation: String,
    content: String,
    client_id: String,
    stored: oneshot::Sender<i64>,
}

#[derive(Clone)]
struct App {
    answer: Arc<Answer>,
    writer: mpsc::Sender<NewMessage>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [answer, database] = arguments.as_slice() else { return Err("bare ANSWER DATABASE".into()) };
    let answer = Arc::new(read_answer(answer)?);
    let (writer, queue) = mpsc::channel(QUEUE);
    let database = open(database)?;
    thread::spawn(move || write(database, queue).expect("the database can be written"));
    let app = Router::new()
        .route("/support/api/conversation/{id}/send/", post(send))
        .fallback(poll)
        .with_state(App { answer, writer });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    axum::serve(listener, app).await?;
    Ok(())
}

fn read_answer(file: &str) -> Result<Answer, Box<dyn Error>> {
    let answer: Value = serde_json::from_slice(&fs::read(file)?)?;
    let headers: HashMap<String, String> = serde_json::from_value(answer["headers"].clone())?;
    let header = |(name, value): (String, String)| -> Result<_, Box<dyn Error>> {
        Ok((HeaderName::try_from(name)?, HeaderValue::try_from(value)?))
    };
    let headers = headers.into_iter().map(header).collect::<Result<_, _>>()?;
    Ok(Answer { headers, body: answer["body"].as_str().ok_or("no body")?.to_owned() })
}

async fn poll(State(app): State<App>) -> Response {
    (app.answer.headers.clone(), app.answer.body.clone()).into_response()
}

async fn send(
    State(app): State<App>,
    Path(conversation): Path<String>,
    Json(body): Json<Value>,
) -> Result<Json<Value>, StatusCode> {
    let text = |name: &str| body[name].as_str().map(str::to_owned).ok_or(StatusCode::BAD_REQUEST);
    let (content, client_id) = (text("content")?, text("client_id")?);
    let (stored, number) = oneshot::channel();
    let new = NewMessage { conversation, content: content.clone(), client_id: client_id.clone(), stored };
    app.writer.send(new).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let id = number.await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(Json(json!({ "message": { "id": id, "client_id": client_id, "content": content, "is_agent": false } })))
}

fn open(file: &str) -> rusqlite::Result<Connection> {
    let database = Connection::open(file)?;
    database.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE conversation (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, unread INTEGER NOT NULL,
             last_message_id INTEGER NOT NULL, last_message_text TEXT NOT NULL);
         CREATE TABLE message (id INTEGER PRIMARY KEY, conversation TEXT NOT NULL, content TEXT NOT NULL,
             client_id TEXT NOT NULL, UNIQUE (conversation, client_id));",
    )?;
    Ok(database)
}

/// Stores messages, all waiting ones in one transaction.
fn write(mut database: Connection, mut queue: mpsc::Receiver<NewMessage>) -> rusqlite::Result<()> {
    let mut waiting = Vec::new();
    while queue.blocking_recv_many(&mut waiting, QUEUE) > 0 {
        let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut stored = Vec::with_capacity(waiting.len());
        for new in waiting.drain(..) {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO message (conversation, content, client_id) VALUES (?1, ?2, ?3) RETURNING id",
            )?;
            let id: i64 = insert.query_row(params![new.conversation, new.content, new.client_id], |row| row.get(0))?;
            let mut update = transaction.prepare_cached(
                "INSERT INTO conversation (name, unread, last_message_id, last_message_text) VALUES (?1, 1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE SET unread = unread + 1, last_message_id = excluded.last_message_id,
                     last_message_text = excluded.last_message_text",
            )?;
            update.execute(params![new.conversation, id, new.content])?;
            stored.push((new.stored, id));
        }
        transaction.commit()?;
        for (sender, id) in stored {
            // The client may have hung up.
            sender.send(id).ok();
        }
    }
    Ok(())
}
