//! The team: its members, who is present, and who gets conversations.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Engine, TestApp, pictures, team::AGENTS};

#[rstest]
#[tokio::test]
async fn an_admin_sees_every_agent_with_the_number_of_open_conversations(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let agent = app.online_agent("nadia").await;
    admin.invite("rafi").await;
    for _ in 0..2 {
        app.visitor().await.write_first("Hello").await;
    }
    let rows = admin.team().await;
    let fields = |row: &Value| json!([row["username"], row["role"], row["is_online"], row["has_joined"], row["open"]]);
    let shown: Vec<Value> = rows.iter().map(fields).collect();
    assert_eq!(
        json!(shown),
        json!([
            ["mina", "admin", false, true, 0],
            ["nadia", "agent", true, true, 2],
            ["rafi", "agent", false, false, 0],
        ])
    );
    assert_eq!(admin.get(&app.member(&agent).await).await.ok(), rows[1]);
    assert_eq!(admin.call("admin/team", json!({})).await.ok(), json!(rows));
}

#[rstest]
#[tokio::test]
async fn customers_and_colleagues_see_what_an_admin_changes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent, visitor) = (app.admin("mina").await, app.online_agent("nadia").await, app.visitor().await);
    let chat = visitor.write_first("Hello").await;
    let one = app.member(&agent).await;
    let change = json!({
        "display_name": " Nadia Rahman ", "display_name_bn": "নাদিয়া রহমান", "email": "nadia@shop.example",
        "bio": "Orders", "max_open": 3,
    });
    let changed = admin.change("PATCH", &one, change).await.ok();
    assert_eq!(
        (&changed["display_name"], &changed["max_open"], &changed["role"]),
        (&json!("Nadia Rahman"), &json!(3), &json!("agent"))
    );
    let card = visitor.thread(&chat).await["agent"].take();
    assert_eq!((&card["name"], &card["name_bn"]), (&json!("Nadia Rahman"), &json!("নাদিয়া রহমান")));
    assert!(!card.to_string().contains("shop.example"), "customers see the email address");
    assert_eq!(admin.change("PATCH", &one, json!({ "max_open": null })).await.ok()["max_open"], Value::Null);

    let refused = admin.change("PATCH", &one, json!({ "display_name": " ", "email": "none", "max_open": -1 })).await;
    assert_eq!(refused.refused_fields(), ["display_name required", "email invalid", "max_open too_small"]);
    for body in [json!({ "role": "customer" }), json!({ "role": "owner" }), json!({ "max_open": "many" })] {
        assert_eq!(admin.change("PATCH", &one, body).await.status, 422);
    }
    for id in ["0", "-1", "x", "999"] {
        admin.change("PATCH", &format!("{AGENTS}{id}/"), json!({})).await.fails(404, "not_found");
    }
}

#[rstest]
#[tokio::test]
async fn a_higher_limit_assigns_waiting_conversations(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("mina").await, app.online_agent("nadia").await);
    let one = app.member(&agent).await;
    admin.change("PATCH", &one, json!({ "max_open": 0 })).await.ok();
    for _ in 0..3 {
        app.visitor().await.write_first("Hello").await;
    }
    assert_eq!(agent.inbox("?assignee=me").await.len(), 0);
    admin.change("PATCH", &one, json!({ "max_open": 2 })).await.ok();
    assert_eq!(agent.inbox("?assignee=me").await.len(), 2);
    admin.change("PATCH", &one, json!({ "max_open": null })).await.ok();
    assert_eq!(agent.inbox("?assignee=me").await.len(), 3);
}

#[rstest]
#[tokio::test]
async fn the_order_of_the_team_is_the_order_of_assignment(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let (first, second) = (app.online_agent("first").await, app.online_agent("second").await);
    let mut ids = Vec::new();
    for agent in [&second, &first, &admin] {
        ids.push(app.agent_id(agent).await);
    }
    admin.post(&format!("{AGENTS}order/"), json!({ "ids": ids })).await.ok();
    let names: Vec<Value> = admin.team().await.iter().map(|row| row["username"].clone()).collect();
    assert_eq!(names, ["second", "first", "mina"]);
    app.visitor().await.write_first("Hello").await;
    assert_eq!(second.inbox("?assignee=me").await.len(), 1);
    admin.post(&format!("{AGENTS}order/"), json!({ "ids": ids[..2] })).await.fails(409, "conflict");
}

#[rstest]
#[tokio::test]
async fn a_picture_is_cropped_to_a_square_and_replaces_the_previous_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("mina").await;
    let path = format!("{}avatar/", app.member(&admin).await);
    let send = |file: Vec<u8>| admin.ask("PUT", &path, |request| request.bytes(file.into()));
    let first = send(pictures::png(400, 300)).await.ok()["avatar"].as_str().unwrap().to_owned();
    assert_eq!(pictures::size_of(app.server.get(&first).await.as_bytes()), (256, 256));
    let second = send(pictures::png(300, 400)).await.ok()["avatar"].as_str().unwrap().to_owned();
    app.signed_out().get(&first).await.fails(404, "not_found");

    send(b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()).await.fails(422, "file_damaged");
    send(vec![0; 10 * 1024 * 1024 + 1]).await.fails(413, "too_large");
    assert_eq!(admin.get(&app.member(&admin).await).await.ok()["avatar"], second);
    assert_eq!(app.database.stored_files().len(), 1);

    assert_eq!(admin.change("DELETE", &path, json!({})).await.ok()["avatar"], Value::Null);
    assert!(app.database.stored_files().is_empty());
    let unknown =
        admin.ask("PUT", &format!("{AGENTS}999/avatar/"), |request| request.bytes(pictures::png(9, 9).into()));
    unknown.await.fails(404, "not_found");
    assert!(app.database.stored_files().is_empty());
}

#[rstest]
#[tokio::test]
async fn a_picture_that_the_row_names_is_kept_when_a_later_step_fails(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    let path = format!("{}avatar/", app.member(&admin).await);
    let bytes = pictures::png(300, 300);
    let send = || admin.ask("PUT", &path, |request| request.bytes(bytes.clone().into()));
    let address = send().await.ok()["avatar"].as_str().unwrap().to_owned();
    let files = app.database.stored_files();

    // If the change itself fails, the previous picture stays and the new one is deleted.
    app.refuse(engine, "UPDATE", "support_supportagent").await;
    assert!(send().await.status.is_server_error());
    assert_eq!(app.database.stored_files(), files);
    app.accept(engine, "support_supportagent").await;

    // The change is stored, but reading the row for the answer fails.
    let spoil = "UPDATE accounts_user SET role = 'nonsense' WHERE id = NEW.user_id;";
    let triggers = match engine {
        Engine::Sqlite => {
            vec![format!("CREATE TRIGGER spoil AFTER UPDATE OF avatar ON support_supportagent BEGIN {spoil} END")]
        }
        Engine::Postgres => vec![
            format!("CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {spoil} RETURN NULL; END $$"),
            "CREATE TRIGGER spoil AFTER UPDATE OF avatar ON support_supportagent \
             FOR EACH ROW EXECUTE FUNCTION spoil()"
                .to_owned(),
        ],
    };
    for trigger in triggers {
        app.execute(&trigger).await;
    }
    let failed = send().await;
    assert!(failed.status.is_server_error(), "{failed}");
    app.execute("UPDATE accounts_user SET role = 'admin' WHERE username = 'boss'").await;
    let named = admin.get(&app.member(&admin).await).await.ok()["avatar"].as_str().unwrap().to_owned();
    assert_ne!(named, address);
    app.server.get(&named).await.assert_status_ok();
    assert_eq!(app.database.stored_files().len(), 1);
}
