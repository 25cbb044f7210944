//! Changes of the team, disabled agents and the last admin.

use adda::{model::role::Role, server::entity::audit_log};
use futures::future::join_all;
use rstest::rstest;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::support::{Engine, PASSWORD, TestApp, team::AGENTS};

#[rstest]
#[tokio::test]
async fn a_disabled_agent_is_signed_out_and_their_conversations_are_reassigned(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, leaving) = (app.admin("mina").await, app.online_agent("rafi").await);
    let (open, pending, resolved) = (
        app.visitor().await.write_first("One").await,
        app.visitor().await.write_first("Two").await,
        app.visitor().await.write_first("Three").await,
    );
    leaving.update(&pending, json!({ "status": "pending" })).await;
    leaving.update(&resolved, json!({ "status": "resolved" })).await;
    let staying = app.online_agent("nadia").await;
    let one = app.member(&leaving).await;

    let row = admin.change("DELETE", &one, json!({})).await.ok();
    assert_eq!((&row["is_active"], &row["is_online"], &row["open"]), (&json!(false), &json!(false), &json!(0)));
    leaving.get("/support/agent/api/agents/").await.fails(401, "not_signed_in");
    let credentials = json!({ "username": "rafi", "password": PASSWORD });
    app.signed_out().post("/support/api/login/", credentials.clone()).await.fails(401, "wrong_credentials");
    for chat in [&open, &pending] {
        assert_eq!(staying.row(chat).await["assigned_agent"]["name"], "nadia");
    }
    assert_eq!(staying.row(&pending).await["status"], "pending");
    assert_eq!(staying.row(&resolved).await["assigned_agent"]["name"], "rafi", "a resolved one keeps its assignee");
    let colleagues = staying.get("/support/agent/api/agents/").await.ok();
    assert!(!colleagues.to_string().contains("rafi"));

    let row = admin.change("PATCH", &one, json!({ "is_active": true })).await.ok();
    assert_eq!((&row["is_active"], &row["is_online"]), (&json!(true), &json!(false)));
    assert!(!app.is_signed_in(&leaving).await, "an old session is valid again");
    app.signed_out().post("/support/api/login/", credentials).await.ok();
}

#[rstest]
#[tokio::test]
async fn conversations_of_a_disabled_agent_wait_if_no_other_agent_is_online(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, leaving) = (app.admin("mina").await, app.online_agent("rafi").await);
    let visitor = app.visitor().await;
    let chat = visitor.write_first("Hello").await;
    admin.change("DELETE", &app.member(&leaving).await, json!({})).await.ok();
    assert_eq!(admin.row(&chat).await["assigned_agent"], Value::Null);
    assert_eq!(visitor.thread(&chat).await["agents_online"], false);
    admin.set_online(true).await;
    assert_eq!(admin.row(&chat).await["assigned_agent"]["name"], "mina");
}

#[rstest]
#[case::by_a_message(false)]
#[case::by_reopening(true)]
#[tokio::test]
async fn a_reopened_conversation_is_not_assigned_to_a_disabled_agent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] reopens: bool,
) {
    let app = TestApp::new(engine).await;
    let (admin, leaving, visitor) = (app.admin("mina").await, app.online_agent("rafi").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let status = if reopens { "closed" } else { "resolved" };
    leaving.update(&chat, json!({ "status": status })).await;
    admin.change("DELETE", &app.member(&leaving).await, json!({})).await.ok();
    admin.set_online(true).await;
    if reopens {
        visitor.post(&chat.customer("reopen"), json!({})).await.ok();
    } else {
        visitor.send(&chat, "One more thing").await;
    }
    assert_eq!(admin.row(&chat).await["assigned_agent"]["name"], "mina");
}

#[rstest]
#[tokio::test]
async fn the_last_admin_cannot_be_removed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let own = app.member(&admin).await;
    admin.change("DELETE", &own, json!({})).await.fails(409, "conflict");
    admin.change("PATCH", &own, json!({ "role": "agent" })).await.fails(409, "conflict");
    // An agent who has only been invited cannot sign in yet.
    admin.post(AGENTS, json!({ "username": "rafi", "display_name": "Rafi", "role": "admin" })).await.ok();
    admin.change("PATCH", &own, json!({ "role": "agent" })).await.fails(409, "conflict");

    let other = app.admin("nadia").await;
    admin.change("DELETE", &own, json!({})).await.fails(409, "conflict");
    assert_eq!(admin.change("PATCH", &own, json!({ "role": "agent" })).await.status, 200);
    admin.get(AGENTS).await.fails(403, "forbidden");
    other.get(AGENTS).await.ok();
}

#[rstest]
#[case::disabling(json!({ "is_active": false }))]
#[case::demoting(json!({ "role": "agent" }))]
#[tokio::test]
async fn admins_who_remove_each_other_at_once_leave_at_least_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] change: Value,
) {
    let app = TestApp::new(engine).await;
    let mut admins = Vec::new();
    for number in 0..4 {
        let admin = app.admin(&format!("admin{number}")).await;
        let member = app.member(&admin).await;
        admins.push((admin, member));
    }
    let removals =
        (0..4).flat_map(|actor| (0..4).map(move |target| (actor, target))).filter(|(actor, target)| actor != target);
    let answers =
        join_all(removals.map(|(actor, target)| admins[actor].0.change("PATCH", &admins[target].1, change.clone())))
            .await;
    // Some requests are refused, because their senders have lost the role.
    assert!(answers.iter().all(|answer| [200, 401, 403, 409].contains(&answer.status.as_u16())), "{answers:?}");
    let database = app.database.database.read();
    let rows = adda::server::entity::account::Entity::find().all(database).await.unwrap();
    let left = rows.iter().filter(|row| row.is_active && row.role == Role::Admin).count();
    assert!(left >= 1, "no admin is left");
}

#[rstest]
#[tokio::test]
async fn disabling_an_agent_while_customers_write_loses_no_conversation(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let (leaving, staying) = (app.online_agent("rafi").await, app.online_agent("nadia").await);
    let mut visitors = Vec::new();
    for _ in 0..12 {
        let visitor = app.visitor().await;
        visitors.push((visitor.start().await, visitor));
    }
    app.clock.advance(chrono::Duration::seconds(2));
    let member = app.member(&leaving).await;
    let writing = join_all(visitors.iter().map(|(chat, visitor)| visitor.send(chat, "Hello")));
    let (_, disabled) = futures::join!(writing, admin.change("DELETE", &member, json!({})));
    disabled.ok();
    assert_eq!(staying.inbox("?assignee=me").await.len(), 12);
}

#[rstest]
#[tokio::test]
async fn the_log_records_the_changes_of_each_member(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("mina").await, app.agent("rafi").await);
    let one = app.member(&agent).await;
    admin.change("PATCH", &one, json!({ "max_open": 3, "role": "admin" })).await.ok();
    let link = admin.change("POST", &format!("{one}invite/"), json!({})).await.ok();
    app.join(&link, "another long password").await.ok();
    admin.change("DELETE", &one, json!({})).await.ok();
    let rows = audit_log::Entity::find().all(app.database.database.read()).await.unwrap();
    let entries: Vec<_> =
        rows.iter().map(|row| (row.username.as_str(), row.action.code(), row.subject.code())).collect();
    assert_eq!(
        entries,
        [
            ("mina", "signed_in", "agent"),
            ("rafi", "signed_in", "agent"),
            ("mina", "updated", "agent"),
            ("mina", "invited", "agent"),
            ("rafi", "replaced", "agent"),
            ("mina", "updated", "agent"),
        ]
    );
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(parsed(&rows[2].before), json!({ "max_open": null, "role": "agent" }));
    assert_eq!(parsed(&rows[2].after), json!({ "max_open": 3, "role": "admin" }));
    assert_eq!(parsed(&rows[5].after), json!({ "is_active": false }));
    let all = format!("{rows:?}");
    assert!(!all.contains(crate::support::team::token_of(&link)) && !all.contains("another long password"));
}

#[rstest]
#[tokio::test]
async fn the_second_of_two_concurrent_edits_of_an_agent_gets_a_conflict(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (first, second) = (app.admin("first").await, app.admin("second").await);
    let one = app.member(&app.agent("nadia").await).await;
    let seen = first.get(&one).await.ok();
    let edit = |bio: &str| {
        let mut profile = seen.clone();
        profile["bio"] = json!(bio);
        json!({ "id": seen["id"], "profile": profile, "started_from": seen })
    };
    first.call("admin/edit-agent", edit("Ships books")).await.ok();
    second.call("admin/edit-agent", edit("Rents books")).await.fails(409, "conflict");
    assert_eq!(first.get(&one).await.ok()["bio"], "Ships books");
    // The same change twice causes no conflict. A change of another field causes none either.
    second.call("admin/edit-agent", edit("Ships books")).await.ok();
    second.change("PATCH", &one, json!({ "max_open": 3 })).await.ok();
    let stored = first.get(&one).await.ok();
    assert_eq!((&stored["bio"], &stored["max_open"]), (&json!("Ships books"), &json!(3)));
}
