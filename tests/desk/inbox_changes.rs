//! Polls of the inbox miss no change, even with clocks that differ, with long transactions,
//! and with changes in any table that a row is made of.

use std::sync::Arc;

use adda::server::{
    domain::{access::sessions::Token, database::Transaction, desk::Desk, random::SystemRandom},
    entity::conversation,
};
use adda_migration::{Migrator, MigratorTrait};
use chrono::Duration;
use rstest::rstest;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, Iterable};
use serde_json::{Value, json};

use crate::support::{Caller, Chat, Engine, NASTY_TEXTS, TestApp, TestClock, team::AGENTS};

const INBOX: &str = "/support/agent/api/conversations/";
const LABELS: &str = "/support/agent/api/labels/";

/// Returns a cursor for the changes from now on.
async fn since(agent: &Caller<'_>) -> Value {
    agent.get(INBOX).await.ok()["since"].take()
}

async fn changes(agent: &Caller<'_>, since: &Value) -> Value {
    agent.call("agent/changes", json!({ "since": since })).await.ok()
}

fn ids(changes: &Value) -> Vec<&str> {
    let rows = changes["conversations"].as_array().unwrap();
    rows.iter().map(|row| row["conversation_id"].as_str().unwrap()).collect()
}

/// Polls once, and returns the ids of the conversations that have changed.
async fn poll(agent: &Caller<'_>, since: &mut Value) -> Vec<String> {
    let answer = changes(agent, since).await;
    assert_eq!(answer["reload"], false, "{answer}");
    *since = answer["since"].clone();
    ids(&answer).into_iter().map(str::to_owned).collect()
}

async fn raise_priority(transaction: &Transaction, chat: &Chat) {
    let sql = format!("UPDATE support_conversation SET priority = 'urgent' WHERE conversation_id = '{}'", chat.id);
    transaction.execute_unprepared(&sql).await.unwrap();
}

/// Stores copies of the only conversation, without its messages.
async fn copy_conversation(app: &TestApp, copies: usize) {
    app.execute(&format!(
        "INSERT INTO support_conversation (conversation_id, user_id, assigned_agent_id, status, priority, language, \
             last_message_at, created_at, updated_at) \
         WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {copies}) \
         SELECT 'CONV-' || CAST(100000000000 + n AS text), user_id, assigned_agent_id, status, priority, language, \
             last_message_at, created_at, updated_at FROM support_conversation, counted"
    ))
    .await;
}

/// Returns the numbers of the conversations' last changes.
async fn numbers(app: &TestApp) -> Vec<i64> {
    let rows = conversation::Entity::find().all(app.database.database.read()).await.unwrap();
    rows.into_iter().map(|row| row.change_seq).collect()
}

async fn create_label(agent: &Caller<'_>, name: &str) -> i64 {
    agent.post(LABELS, json!({ "name": name, "color": "#008B8B" })).await.ok()["id"].as_i64().unwrap()
}

async fn put_on(agent: &Caller<'_>, chat: &Chat, label: i64) {
    agent.ask("PUT", &chat.agent(&format!("labels/{label}")), |request| request.json(&json!({}))).await.ok();
}

#[rstest]
#[case::behind(-3600)]
#[case::ahead(3600)]
#[tokio::test]
async fn changes_of_a_node_whose_clock_is_an_hour_off_are_seen(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] seconds: i64,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    let clock = Arc::new(TestClock::at_noon());
    clock.advance(Duration::seconds(seconds));
    let other = Desk::with(app.database.database.clone(), app.database.storage(), clock, Arc::new(SystemRandom));
    let token = Token::new(agent.token.clone().unwrap());
    let colleague = other.access().agent_of(&token).await.unwrap().unwrap();

    let mut since = since(&agent).await;
    for (round, text) in ["One", "Two", "Three"].into_iter().enumerate() {
        other.chat().send(&colleague.clone().into(), &chat.id.parse().unwrap(), text, None).await.unwrap();
        assert_eq!(poll(&agent, &mut since).await, std::slice::from_ref(&chat.id), "round {round}");
        assert_eq!(poll(&agent, &mut since).await, Vec::<String>::new(), "round {round}");
        app.clock.advance(Duration::seconds(20));
    }
    // The other way round: the node whose clock is off sees the changes of this one.
    let cursor = serde_json::from_value(since).unwrap();
    agent.reply(&chat, "Four").await;
    let heard = other.inbox().inbox_changes(&colleague, &cursor).await.unwrap();
    assert_eq!(heard.conversations[0].last_message.as_ref().unwrap().text, "Four");
}

#[rstest]
#[tokio::test]
async fn a_transaction_that_outlives_several_polls_is_seen_once_it_commits(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let (slow, quick) = (app.visitor().await.write_first("Slow").await, visitor.write_first("Quick").await);
    let mut since = since(&agent).await;
    let transaction = app.database.database.begin().await.unwrap();
    raise_priority(&transaction, &slow).await;
    for _ in 0..3 {
        // SQLite has one writer, so nothing else can be written in the meantime.
        let expected = match engine {
            Engine::Sqlite => Vec::new(),
            Engine::Postgres => {
                visitor.send(&quick, "And another").await;
                vec![quick.id.clone()]
            }
        };
        assert_eq!(poll(&agent, &mut since).await, expected);
    }
    transaction.commit().await.unwrap();
    assert_eq!(poll(&agent, &mut since).await, std::slice::from_ref(&slow.id));
    assert_eq!(poll(&agent, &mut since).await, Vec::<String>::new());
}

#[rstest]
#[tokio::test]
async fn transactions_that_overlap_in_any_order_are_each_seen_once(#[values(1, 2, 3, 4)] seed: u64) {
    let app = TestApp::new(Engine::Postgres).await;
    let agent = app.agent("nadia").await;
    let mut chats = Vec::new();
    for _ in 0..8 {
        chats.push(app.visitor().await.write_first("Hello").await);
    }
    let mut dice = Dice(seed);
    let mut since = since(&agent).await;
    let (mut open, mut waiting): (Vec<(Chat, Transaction)>, Vec<Chat>) = (Vec::new(), chats);
    while !open.is_empty() || !waiting.is_empty() {
        let expected = if !waiting.is_empty() && (open.is_empty() || dice.below(2) == 0) {
            let chat = waiting.swap_remove(dice.below(waiting.len()));
            let transaction = app.database.database.begin().await.unwrap();
            raise_priority(&transaction, &chat).await;
            open.push((chat, transaction));
            Vec::new()
        } else {
            let (chat, transaction) = open.swap_remove(dice.below(open.len()));
            transaction.commit().await.unwrap();
            vec![chat.id]
        };
        assert_eq!(poll(&agent, &mut since).await, expected);
    }
}

#[rstest]
#[tokio::test]
async fn a_rolled_back_change_is_not_seen(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    let mut since = since(&agent).await;
    let transaction = app.database.database.begin().await.unwrap();
    raise_priority(&transaction, &chat).await;
    assert_eq!(poll(&agent, &mut since).await, Vec::<String>::new());
    transaction.rollback().await.unwrap();
    assert_eq!(poll(&agent, &mut since).await, Vec::<String>::new());
    agent.update(&chat, json!({ "priority": "high" })).await;
    assert_eq!(poll(&agent, &mut since).await, [chat.id]);
}

#[rstest]
#[tokio::test]
async fn a_snooze_is_seen_though_nothing_else_of_the_conversation_changes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    agent.update(&chat, json!({ "status": "pending" })).await;
    let mut since = since(&agent).await;
    // The clock stands still.
    for change in [json!({ "is_snoozed": true }), json!({ "snoozed_until": "2026-11-23T03:00:00.000Z" })] {
        agent.update(&chat, change).await;
        assert_eq!(poll(&agent, &mut since).await, std::slice::from_ref(&chat.id));
        assert_eq!(poll(&agent, &mut since).await, Vec::<String>::new());
    }
}

/// The state of an agent's console: the first page, and every change since then.
struct Console<'a> {
    agent: Caller<'a>,
    since: Value,
    rows: std::collections::BTreeMap<String, Value>,
}

impl<'a> Console<'a> {
    async fn open(agent: Caller<'a>) -> Self {
        let mut console = Self { agent, since: Value::Null, rows: std::collections::BTreeMap::new() };
        console.reload().await;
        console
    }

    async fn reload(&mut self) {
        let page = self.agent.get(INBOX).await.ok();
        assert_eq!(page["next_cursor"], Value::Null, "more than one page");
        self.rows.clear();
        self.since = page["since"].clone();
        self.take(&page);
    }

    async fn poll(&mut self) {
        let changes = changes(&self.agent, &self.since).await;
        if changes["reload"] == true {
            return self.reload().await;
        }
        self.since = changes["since"].clone();
        self.take(&changes);
    }

    fn take(&mut self, answer: &Value) {
        for row in answer["conversations"].as_array().unwrap() {
            self.rows.insert(row["conversation_id"].as_str().unwrap().to_owned(), row.clone());
        }
    }
}

/// Makes one random change, as a visitor or as an agent.
async fn act(app: &TestApp, agent: &Caller<'_>, visitors: &[(Caller<'_>, Chat)], labels: &[i64], dice: &mut Dice) {
    let (visitor, chat) = &visitors[dice.below(visitors.len())];
    let label = labels[dice.below(labels.len())];
    let (me, number) = (app.agent_id(agent).await, dice.below(1_000));
    match dice.below(14) {
        // A closed conversation refuses the message. Both answers are accepted.
        0 | 1 => drop(visitor.post(&chat.customer("send"), json!({ "content": format!("Question {number}") })).await),
        2 => drop(agent.post(&chat.agent("send"), json!({ "content": format!("Answer {number}") })).await),
        3 if number % 2 == 0 => drop(agent.post(&chat.agent("unread"), json!({})).await.ok()),
        3 => drop(agent.post(&chat.agent("read"), json!({ "up_to": i64::MAX })).await.ok()),
        4 => drop(
            agent.update(chat, json!({ "assigned_agent_id": if number % 2 == 0 { Some(me) } else { None } })).await,
        ),
        5 => {
            let status = ["open", "pending", "resolved", "closed"][number % 4];
            agent.update(chat, json!({ "status": status })).await;
        }
        13 if number % 2 == 0 => drop(agent.update(chat, json!({ "is_snoozed": number % 4 == 0 })).await),
        13 => {
            let until = (app.now() + Duration::minutes(i64::try_from(number).unwrap() + 1)).to_rfc3339();
            agent.update(chat, json!({ "snoozed_until": until })).await;
        }
        6 => drop(agent.update(chat, json!({ "subject": format!("Subject {number}"), "language": "bn" })).await),
        7 => put_on(agent, chat, label).await,
        8 => {
            let path = chat.agent(&format!("labels/{label}"));
            agent.ask("DELETE", &path, |request| request.json(&json!({}))).await.ok();
        }
        9 => {
            let draft = json!({ "name": format!("label {label} {number}"), "color": "#DC3545" });
            agent.ask("PUT", &format!("{LABELS}{label}/"), |request| request.json(&draft)).await.ok();
        }
        10 => {
            let details = json!({ "name": format!("Mina {number}"), "email": "mina@example.com" });
            visitor.post("/support/api/details/", details).await.ok();
        }
        11 => {
            let ids: Vec<&str> = visitors.iter().rev().map(|(_, chat)| chat.id.as_str()).collect();
            agent
                .post(&format!("{INBOX}bulk/"), json!({ "ids": ids, "action": "priority", "value": "high" }))
                .await
                .ok();
        }
        _ => {
            app.execute(&format!("UPDATE support_supportagent SET display_name = 'Nadia {number}' WHERE id = {me}"))
                .await
        }
    }
}

#[rstest]
#[tokio::test]
async fn the_first_page_and_its_changes_add_up_to_the_current_page(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(1, 2, 3)] seed: u64,
) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| {
        settings.prechat_name = Set(adda::model::config::Asked::Optional);
        settings.prechat_email = Set(adda::model::config::Asked::Optional);
    })
    .await;
    let (agent, colleague) = (app.agent("nadia").await, app.agent("rafi").await);
    let mut visitors = Vec::new();
    for _ in 0..6 {
        let visitor = app.visitor().await;
        visitors.push((visitor.clone(), visitor.write_first("Hello").await));
    }
    let labels = [create_label(&agent, "one").await, create_label(&agent, "two").await];
    let (app, agent, visitors) = (&app, &agent, &visitors);
    for round in 0..4 {
        let mut console = Console::open(colleague.clone()).await;
        let acting = (0..4).map(|task| async move {
            let mut dice = Dice(seed * 1_000 + round * 10 + task);
            for _ in 0..10 {
                act(app, agent, visitors, &labels, &mut dice).await;
            }
        });
        let polling = async {
            for _ in 0..30 {
                console.poll().await;
            }
        };
        futures::future::join(futures::future::join_all(acting), polling).await;
        console.poll().await;
        let told = std::mem::take(&mut console.rows);
        console.reload().await;
        assert_eq!(told, console.rows, "seed {seed}, round {round}");
    }
}

#[rstest]
#[tokio::test]
async fn bulk_changes_at_once_wait_for_each_other_and_are_all_seen(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, admin) = (app.agent("nadia").await, app.admin("mina").await);
    let mut ids = Vec::new();
    let doomed = create_label(&agent, "doomed").await;
    let kept = create_label(&agent, "kept").await;
    for _ in 0..12 {
        let chat = app.visitor().await.write_first("Hello").await;
        put_on(&agent, &chat, doomed).await;
        ids.push(chat.id);
    }
    let mut since = since(&agent).await;
    let mut dice = Dice(7);
    let mut bulks = Vec::new();
    for round in 0..8 {
        let mut order = ids.clone();
        for last in (1..order.len()).rev() {
            order.swap(last, dice.below(last + 1));
        }
        let action = match round % 4 {
            0 => json!({ "ids": order, "action": "priority", "value": "high" }),
            1 => json!({ "ids": order, "action": "label", "value": kept }),
            2 => json!({ "ids": order, "action": "resolve" }),
            _ => json!({ "ids": order, "action": "reopen" }),
        };
        bulks.push(agent.post(&format!("{INBOX}bulk/"), action));
    }
    let renames = (0..4).map(|round| {
        let draft = json!({ "name": format!("kept {round}"), "color": "#DC3545" });
        agent.ask("PUT", &format!("{LABELS}{kept}/"), move |request| request.json(&draft))
    });
    let delete = admin.ask("DELETE", &format!("{LABELS}{doomed}/"), |request| request.json(&json!({})));
    let (bulks, renames, deleted) =
        futures::join!(futures::future::join_all(bulks), futures::future::join_all(renames), delete);
    bulks.iter().chain(&renames).chain([&deleted]).for_each(|answer| drop(answer.ok()));
    let mut told = poll(&agent, &mut since).await;
    told.sort();
    ids.sort();
    assert_eq!(told, ids);
}

#[rstest]
#[tokio::test]
async fn a_name_entered_later_and_a_renamed_label_reach_open_inboxes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    app.change_settings(|settings| settings.prechat_name = Set(adda::model::config::Asked::Optional)).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    app.visitor().await.write_first("Another").await;
    let late = create_label(&agent, "late").await;
    put_on(&agent, &chat, late).await;

    let before = since(&agent).await;
    visitor.post("/support/api/details/", json!({ "name": "Mina" })).await.ok();
    let told = changes(&agent, &before).await;
    assert_eq!((ids(&told), &told["conversations"][0]["customer"]["name"]), (vec![chat.id.as_str()], &json!("Mina")));

    let before = told["since"].clone();
    visitor.post("/support/api/details/", json!({ "name": "Mina" })).await.ok();
    assert_eq!(ids(&changes(&agent, &before).await), Vec::<&str>::new(), "the same name is not a change");
    let draft = json!({ "name": "too late", "color": "#DC3545" });
    agent.ask("PUT", &format!("{LABELS}{late}/"), |request| request.json(&draft)).await.ok();
    let told = changes(&agent, &before).await;
    assert_eq!(ids(&told), [chat.id.as_str()]);
    assert_eq!(told["conversations"][0]["labels"], json!([{ "id": late, "name": "too late", "color": "#DC3545" }]));
    assert_eq!(ids(&changes(&agent, &told["since"]).await), Vec::<&str>::new());
}

#[rstest]
#[tokio::test]
async fn an_agents_new_name_or_picture_makes_inboxes_reload(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, admin) = (app.agent("nadia").await, app.admin("mina").await);
    let chat = app.visitor().await.write_first("Hello").await;
    agent.reply(&chat, "Yes").await;
    let before = since(&admin).await;
    let path = format!("{AGENTS}{}/", app.agent_id(&agent).await);
    admin.ask("PATCH", &path, |request| request.json(&json!({ "display_name": "Nadia Rahman" }))).await.ok();
    let told = changes(&admin, &before).await;
    assert_eq!((&told["reload"], &told["conversations"]), (&json!(true), &json!([])));
    assert_eq!(admin.row(&chat).await["assigned_agent"]["name"], "Nadia Rahman");
    let after = changes(&admin, &told["since"]).await;
    assert_eq!(after["reload"], false, "a second reload: {after}");
}

#[rstest]
#[tokio::test]
async fn a_label_on_very_many_conversations_is_changed_and_deleted_without_writing_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, admin) = (app.agent("nadia").await, app.admin("mina").await);
    let label = create_label(&agent, "all").await;
    app.visitor().await.write_first("Hello").await;
    copy_conversation(&app, 251).await;
    app.execute(&format!(
        "INSERT INTO support_conversation_label (conversation_id, label_id) SELECT id, {label} FROM support_conversation"
    ))
    .await;
    let (before, numbered) = (since(&agent).await, numbers(&app).await);
    let path = format!("{LABELS}{label}/");
    let draft = json!({ "name": "every", "color": "#DC3545" });
    agent.ask("PUT", &path, |request| request.json(&draft)).await.ok();
    let told = changes(&agent, &before).await;
    assert_eq!(told["reload"], true);
    admin.ask("DELETE", &path, |request| request.json(&json!({}))).await.ok();
    let told = changes(&agent, &told["since"]).await;
    assert_eq!(told["reload"], true);
    assert_eq!(changes(&agent, &told["since"]).await["reload"], false);
    assert_eq!(numbers(&app).await, numbered);
}

#[rstest]
#[tokio::test]
async fn conversations_that_labels_share_count_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let labels = [create_label(&agent, "some").await, create_label(&agent, "all").await];
    app.visitor().await.write_first("Hello").await;
    copy_conversation(&app, 199).await;
    for (label, most) in labels.iter().zip([150, 200]) {
        app.execute(&format!(
            "INSERT INTO support_conversation_label (conversation_id, label_id) \
             SELECT id, {label} FROM support_conversation ORDER BY id LIMIT {most}"
        ))
        .await;
    }
    let before = since(&agent).await;
    for label in labels {
        let draft = json!({ "name": format!("renamed {label}"), "color": "#DC3545" });
        agent.ask("PUT", &format!("{LABELS}{label}/"), |request| request.json(&draft)).await.ok();
    }
    let told = changes(&agent, &before).await;
    assert_eq!((ids(&told).len(), &told["reload"]), (200, &json!(false)));
}

#[rstest]
#[tokio::test]
async fn an_agent_with_very_many_conversations_comes_and_goes_without_writing_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (away, agent) = (app.online_agent("nadia").await, app.agent("rafi").await);
    app.visitor().await.write_first("Hello").await;
    copy_conversation(&app, 251).await;
    let (before, numbered) = (since(&agent).await, numbers(&app).await);
    away.set_online(false).await;
    let told = changes(&agent, &before).await;
    assert_eq!(told["reload"], true);
    assert_eq!(changes(&agent, &told["since"]).await["reload"], false);
    assert_eq!(numbers(&app).await, numbered);
}

#[rstest]
#[tokio::test]
async fn a_deleted_row_makes_inboxes_reload(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    let stays = app.visitor().await.write_first("Hello").await;
    let before = since(&agent).await;
    app.execute(&format!("DELETE FROM support_conversation WHERE conversation_id = '{}'", chat.id)).await;
    let told = changes(&agent, &before).await;
    assert_eq!(told["reload"], true);
    // The number of the deleted row is not used again.
    agent.update(&stays, json!({ "priority": "high" })).await;
    assert_eq!(ids(&changes(&agent, &told["since"]).await), [stays.id.as_str()]);
}

/// Columns whose change does not count as a change for the inbox: notes, visits and
/// typing, which change often, the search form of the subject, and the row's own number.
const NO_CHANGE: [conversation::Column; 15] = [
    conversation::Column::Id,
    conversation::Column::ChangeSeq,
    // These change together with others.
    conversation::Column::AssignedAt,
    conversation::Column::OpenedAt,
    conversation::Column::AskedAt,
    conversation::Column::RespondedAt,
    conversation::Column::LastNoteId,
    conversation::Column::LastDeletionAt,
    conversation::Column::LastNoteDeletionAt,
    conversation::Column::PageUrl,
    conversation::Column::PageTitle,
    conversation::Column::UserAgent,
    conversation::Column::UserTypingAt,
    conversation::Column::AgentTypingAt,
    conversation::Column::SubjectFolded,
];

#[rstest]
#[tokio::test]
async fn each_column_counts_as_a_change_or_is_listed_as_an_exception(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let other = app.visitor().await.write_first("Another customer's").await;
    let chat = app.visitor().await.write_first("Hello").await;
    let mut since = since(&agent).await;
    for column in conversation::Column::iter() {
        if matches!(column, conversation::Column::Id | conversation::Column::ChangeSeq) {
            continue;
        }
        let name = sea_orm::Iden::unquoted(&column).to_owned();
        let value = match name.as_str() {
            "user_id" => format!("(SELECT user_id FROM support_conversation WHERE conversation_id = '{}')", other.id),
            "assigned_agent_id" => "(SELECT max(id) FROM support_supportagent)".to_owned(),
            "conversation_id" => "'CONV-ZZZZZZZZZZZZ'".to_owned(),
            "status" => "'closed'".to_owned(),
            "priority" => "'low'".to_owned(),
            "language" => "'bn'".to_owned(),
            "last_message_type" => "'file'".to_owned(),
            "last_message_is_agent" | "is_snoozed" => "true".to_owned(),
            name if name.ends_with("_at") || matches!(name, "waiting_since" | "snoozed_until") => {
                "'2026-11-22 05:00:00+00:00'".to_owned()
            }
            name if matches!(
                column.def().get_column_type(),
                sea_orm::ColumnType::String(_) | sea_orm::ColumnType::Text
            ) =>
            {
                format!("'{name}'")
            }
            _ => "77".to_owned(),
        };
        let own = "(SELECT max(asked.conversation_id) FROM support_message AS asked WHERE asked.content = 'Hello')";
        app.execute(&format!("UPDATE support_conversation SET {name} = {value} WHERE id = {own}")).await;
        let told = poll(&agent, &mut since).await;
        let is_change = !NO_CHANGE.iter().any(|quiet| sea_orm::Iden::unquoted(quiet) == name);
        assert_eq!(told.len(), usize::from(is_change), "{name}");
    }
    assert_ne!(chat, other);
}

#[rstest]
#[tokio::test]
async fn typing_visits_viewers_and_notes_do_not_change_the_inbox(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let mut since = since(&agent).await;
    visitor.post(&chat.customer("typing"), json!({})).await.ok();
    agent.call("agent/typing", json!({ "id": chat.id })).await.ok();
    agent.call("agent/watch", json!({ "id": chat.id, "range": {}, "is_looking": true })).await.ok();
    agent.post(&chat.agent("note"), json!({ "content": "A regular" })).await.ok();
    let page = json!({ "url": "https://shop.example/books/1", "title": "Gitanjali" });
    visitor.call("open", json!({ "resume": chat.id, "language": "en", "page": page })).await.ok();
    assert_eq!(poll(&agent, &mut since).await, Vec::<String>::new());
}

#[rstest]
#[tokio::test]
async fn a_cursor_that_is_not_of_this_database_asks_for_a_reload_and_returns_a_valid_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    let good = since(&agent).await;
    let (epoch, _) = good.as_str().unwrap().split_once('.').unwrap();
    let (future, other) = (format!("{epoch}.{}", i64::MAX), "0123456789abcdef.1".to_owned());
    let wrong = ["", "2026-11-22T06:00:00.000Z", "x", "1", "-1.5", &format!("{epoch}.5.7"), &future, &other];
    for (round, cursor) in wrong.into_iter().chain(NASTY_TEXTS).enumerate() {
        let told = changes(&agent, &json!(cursor)).await;
        assert_eq!((&told["reload"], &told["conversations"]), (&json!(true), &json!([])), "{cursor:?}");
        let mut since = told["since"].clone();
        assert_eq!(poll(&agent, &mut since).await, Vec::<String>::new());
        agent.update(&chat, json!({ "subject": format!("Subject {round}") })).await;
        assert_eq!(changes(&agent, &since).await["reload"], false);
    }
}

#[rstest]
#[tokio::test]
async fn programs_can_poll_for_changes_too(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, visitor) = (app.agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let cursor = since(&agent).await;
    visitor.send(&chat, "Are you there?").await;
    let path = |cursor: &str| format!("{INBOX}changes/?since={cursor}");
    let told = agent.get(&path(cursor.as_str().unwrap())).await.ok();
    assert_eq!((ids(&told), &told["counts"]["open"]), (vec![chat.id.as_str()], &json!(1)));
    assert_eq!(ids(&agent.get(&path(told["since"].as_str().unwrap())).await.ok()), Vec::<&str>::new());
    assert_eq!(agent.get(&path("%00")).await.ok()["reload"], true);
    agent.get(&format!("{INBOX}changes/")).await.fails(400, "malformed");
    visitor.get(&path("x")).await.fails(403, "forbidden");
    app.signed_out().get(&path("x")).await.fails(401, "not_signed_in");
}

#[rstest]
#[tokio::test]
async fn the_migration_can_be_reverted_and_applied_with_rows_in_the_tables(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let chat = app.visitor().await.write_first("Hello").await;
    let old = since(&agent).await;
    let later = Migrator::migrations().iter().rev().take_while(|migration| migration.name() != "m0060_changes").count();
    Migrator::down(app.database.database.read(), Some(u32::try_from(later).unwrap() + 1)).await.unwrap();
    app.database.database.migrate().await.unwrap();
    let told = changes(&agent, &old).await;
    assert_eq!(told["reload"], true, "the cursor is from before the migration");
    agent.update(&chat, json!({ "priority": "high" })).await;
    assert_eq!(ids(&changes(&agent, &told["since"]).await), [chat.id.as_str()]);
}

/// A generator of pseudo-random numbers, which are the same in each run.
struct Dice(u64);

impl Dice {
    /// Returns a number from 0 to `limit` - 1. The generator is Knuth's MMIX.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap()
    }
}
