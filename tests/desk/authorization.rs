//! Attacks 5 and 6: the roles that each address admits. The tests go through the route
//! table of the REST API and the list of server functions, so they fail for a new address
//! that is not declared here.

use std::collections::{BTreeMap, BTreeSet};

use leptos::server_fn::axum::server_fn_paths;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Answer, Caller, Chat, Engine, TestApp};

/// The callers that an address admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Public,
    Customer,
    Agent,
    Admin,
}

/// Operations of the REST API that need no session. All others belong to the role of their folder.
const PUBLIC_OPERATIONS: [&str; 6] = [
    "GET /support/api/config/",
    "GET /support/api/widget/",
    "POST /support/api/session/",
    "POST /support/api/login/",
    "POST /support/api/logout/",
    "POST /support/api/panic/",
];

/// Each server function, by the role that may call it.
const FUNCTIONS: [(Role, &[&str]); 4] = [
    (
        Role::Public,
        &[
            "config",
            "open",
            "agent/sign-in",
            "agent/finish-sign-in",
            "agent/sign-out",
            "agent/me",
            "agent/invitee",
            "agent/join",
        ],
    ),
    (Role::Customer, &["messages", "send", "recall", "read", "close", "reopen", "rate", "introduce", "typing", "wait"]),
    (
        Role::Agent,
        &[
            "agent/online",
            "agent/sessions",
            "agent/end-sessions",
            "agent/block",
            "agent/blocked",
            "agent/unblock",
            "agent/colleagues",
            "agent/inbox",
            "agent/changes",
            "agent/conversation",
            "agent/messages",
            "agent/find",
            "agent/saved-views",
            "agent/save-view",
            "agent/delete-view",
            "agent/draft",
            "agent/send",
            "agent/read",
            "agent/unread",
            "agent/update",
            "agent/note",
            "agent/delete-message",
            "agent/delete-file",
            "agent/edit-message",
            "agent/recall-message",
            "agent/bulk",
            "agent/change-many",
            "agent/password",
            "agent/quick-replies",
            "agent/watch",
            "agent/wait",
            "agent/context",
            "agent/labels",
            "agent/create-label",
            "agent/change-label",
            "agent/delete-label",
            "agent/label",
            "agent/see-mentions",
            "agent/preferences",
            "agent/set-preferences",
            "agent/typing",
            "agent/statistics",
            "agent/two-factor",
            "agent/begin-two-factor",
            "agent/confirm-two-factor",
            "agent/renew-recovery-codes",
            "agent/turn-two-factor-off",
        ],
    ),
    (
        Role::Admin,
        &[
            "admin/log",
            "admin/end-agent-sessions",
            "admin/reset-two-factor",
            "admin/end-customer-sessions",
            "admin/erase-customer",
            "admin/due-data",
            "admin/delete-conversation",
            "admin/team",
            "admin/invite",
            "admin/invite-again",
            "admin/edit-agent",
            "admin/order-team",
            "admin/disable-agent",
            "admin/enable-agent",
            "admin/remove-picture",
            "admin/settings",
            "admin/change-settings",
            "admin/remove-logo",
            "admin/time-zones",
            "admin/identity-secret",
            "admin/replace-identity-secret",
            "admin/forget-identity-secret",
            "admin/check-identity-token",
            "admin/quick-replies",
            "admin/add-quick-reply",
            "admin/edit-quick-reply",
            "admin/delete-quick-reply",
            "admin/order-quick-replies",
        ],
    ),
];

/// The operations and functions, besides the public ones, that an agent may call who must
/// set up two-factor authentication first.
const SETTING_UP: [&str; 6] = [
    "GET /support/agent/api/two-factor/",
    "POST /support/agent/api/two-factor/begin/",
    "POST /support/agent/api/two-factor/confirm/",
    "agent/two-factor",
    "agent/begin-two-factor",
    "agent/confirm-two-factor",
];

/// Returns the declared role of an operation, by its folder.
fn role_of(operation: &str) -> Option<Role> {
    let (_, path) = operation.split_once(' ')?;
    match path {
        _ if PUBLIC_OPERATIONS.contains(&operation) => Some(Role::Public),
        _ if path.starts_with("/support/admin/api/") => Some(Role::Admin),
        _ if path.starts_with("/support/agent/api/") => Some(Role::Agent),
        _ if path.starts_with("/support/api/") => Some(Role::Customer),
        _ => None,
    }
}

/// One caller of each role below admin.
struct Callers<'a> {
    signed_out: Caller<'a>,
    customer: Caller<'a>,
    agent: Caller<'a>,
}

impl Callers<'_> {
    /// Returns the callers without this role, and how each is refused.
    fn refused(&self, role: Role) -> Vec<(&Caller<'_>, u16, &'static str)> {
        let signed_out = (&self.signed_out, 401, "not_signed_in");
        match role {
            Role::Public => Vec::new(),
            // An agent is not signed in as a customer.
            Role::Customer => vec![signed_out, (&self.agent, 401, "not_signed_in")],
            Role::Agent => vec![signed_out, (&self.customer, 403, "forbidden")],
            Role::Admin => vec![signed_out, (&self.customer, 403, "forbidden"), (&self.agent, 403, "forbidden")],
        }
    }
}

#[rstest]
#[tokio::test]
async fn each_operation_is_refused_to_all_but_its_role(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (customer, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = customer.write_first("Hello").await;
    let callers = Callers { signed_out: app.signed_out(), customer, agent };
    let description = app.signed_out().get("/support/api/openapi.json").await.ok();
    let mut roles = BTreeMap::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let operation = format!("{} {path}", method.to_uppercase());
            let role = role_of(&operation).unwrap_or_else(|| panic!("{operation} has no declared role"));
            let is_public = item[method]["security"] == json!([{}]);
            assert_eq!(
                is_public,
                role == Role::Public,
                "the description of {operation} does not match its declared role"
            );
            let path = if path.contains("/conversation/{id}/") { path.replace("{id}", &chat.id) } else { path.clone() };
            let path = path
                .replace("{id}", "1")
                .replace("{label}", "1")
                .replace("{message}", "1")
                .replace("{file}", "days.csv");
            for (caller, status, code) in callers.refused(role) {
                caller.ask(&method.to_uppercase(), &path, |request| request.json(&json!({}))).await.fails(status, code);
            }
            *roles.entry(format!("{role:?}")).or_insert(0) += 1;
        }
    }
    assert!(roles.len() == 4 && roles.values().sum::<i32>() >= 67, "{roles:?}");
}

#[test]
fn each_server_function_has_a_declared_role() {
    let declared: Vec<_> = FUNCTIONS.iter().flat_map(|(_, functions)| *functions).collect();
    let there: BTreeSet<_> = server_fn_paths().map(|(path, _)| path.trim_start_matches("/support/fn/")).collect();
    let unknown: Vec<_> = there.iter().filter(|function| !declared.contains(function)).collect();
    assert!(unknown.is_empty(), "no declared role: {unknown:?}");
    let gone: Vec<_> = declared.iter().filter(|function| !there.contains(**function)).collect();
    assert!(gone.is_empty(), "declared, but gone: {gone:?}");
}

#[rstest]
#[tokio::test]
async fn each_server_function_is_refused_to_all_but_its_role(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (customer, agent) = (app.visitor().await, app.agent("nadia").await);
    let chat = customer.write_first("Hello").await;
    let settings = app.admin("mina").await.call("admin/settings", json!({})).await.ok();
    let callers = Callers { signed_out: app.signed_out(), customer, agent };
    for (role, functions) in FUNCTIONS {
        for function in functions {
            for (caller, status, code) in callers.refused(role) {
                reach(caller, function, &chat, &settings).await.fails(status, code);
            }
        }
    }
}

#[rstest]
#[tokio::test]
async fn an_admin_who_must_set_up_two_factor_authentication_is_refused_all_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (customer, admin) = (app.visitor().await, app.admin("mina").await);
    let chat = customer.write_first("Hello").await;
    let settings = admin.call("admin/settings", json!({})).await.ok();
    let description = app.signed_out().get("/support/api/openapi.json").await.ok();
    app.change_settings(|settings| settings.require_two_factor = Set(true)).await;
    let (mut refused, mut open) = (0, 0);
    let mut judge = |name: &str, answer: Answer| {
        if SETTING_UP.contains(&name) {
            open += 1;
            assert_ne!(answer.status, 403, "{answer}");
        } else {
            refused += 1;
            answer.fails(403, "two_factor_required");
        }
    };
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let operation = format!("{} {path}", method.to_uppercase());
            if matches!(role_of(&operation), Some(Role::Agent | Role::Admin)) {
                let path = path
                    .replace("{id}", &chat.id)
                    .replace("{label}", "1")
                    .replace("{message}", "1")
                    .replace("{file}", "days.csv");
                judge(&operation, admin.ask(&method.to_uppercase(), &path, |request| request.json(&json!({}))).await);
            }
        }
    }
    for (_, functions) in FUNCTIONS.iter().filter(|(role, _)| matches!(role, Role::Agent | Role::Admin)) {
        for function in *functions {
            judge(function, reach(&admin, function, &chat, &settings).await);
        }
    }
    assert_eq!(open, SETTING_UP.len());
    assert!(refused > 100, "{refused}");
}

/// Calls a function with arguments that parse: the server checks the caller only after
/// parsing them.
async fn reach(caller: &Caller<'_>, function: &str, chat: &Chat, settings: &Value) -> Answer {
    let draft = json!({ "title": "Hours", "content": "9 to 6", "name": "Late", "color": "#123456", "address": "tab=mine", "is_shared": false });
    let profile = json!({ "display_name": "Rafi" });
    let shared = json!({
        "conversation": chat.id, "content": "Hello", "up_to": 1, "message": 1, "is_online": true, "is_looking": true, "is_on": true,
        "query": "", "view": { "statuses": [], "priorities": [], "assignee": "anyone", "query": "" },
        "since": "2026-11-22T00:00:00.000Z", "range": {}, "preferences": {}, "update": { "status": "closed" },
        "period": { "preset": "7" }, "label": 1, "rating": 5, "comment": "", "details": {}, "filter": {}, "before": null,
        "request": { "ids": [chat.id], "action": "close" }, "changes": [{ "conversation_id": chat.id, "update": {} }], "old_password": "x", "new_password": "y", "ids": [1],
        "draft": draft, "copy": { "is_note": false }, "started_from": draft, "new": { "username": "rafi", "display_name": "Rafi" },
        "second_step": "x", "code": "123456", "proof": { "code": "123456" }, "identity_token": "a.b.c", "token": "a.b.c", "block": {}, "change": {}, "settings": settings, "periods": {},
    });
    let mut last = None;
    for (id, started_from) in [(json!(chat.id), &draft), (json!(1), &draft), (json!(1), &profile)] {
        let mut arguments = shared.clone();
        arguments["id"] = id;
        arguments["started_from"] = started_from.clone();
        arguments["profile"] = profile.clone();
        let answer = caller.call(function, arguments).await;
        if answer.status.as_u16() != 400 {
            return answer;
        }
        last = Some(answer);
    }
    let answer = last.expect("the function was called");
    panic!("{function} did not read its arguments: add them to this test. {answer}");
}
