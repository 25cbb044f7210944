//! Signing in with a code besides the password.

use adda::{model::role::Role, server::entity::session};
use chrono::Duration;
use futures::future::join_all;
use rstest::rstest;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::support::{
    Engine, PASSWORD, TestApp,
    team::{AGENTS, token_of},
    two_factor::{TWO_FACTOR, code},
};

#[rstest]
#[tokio::test]
async fn an_agent_turns_two_factor_authentication_on_with_a_code_from_their_app(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("nadia").await);
    let (elsewhere, _) = app.desk.access().sign_in("nadia", PASSWORD.to_owned()).await.unwrap();
    let off = json!({ "is_on": false, "is_required": false, "turned_on_at": null, "recovery_codes_left": 0 });
    assert_eq!(agent.get(TWO_FACTOR).await.ok(), off);
    let confirm = |code: String| agent.post(&format!("{TWO_FACTOR}confirm/"), json!({ "code": code }));
    confirm("123456".to_owned()).await.fails(409, "conflict");
    let first = agent.post(&format!("{TWO_FACTOR}begin/"), json!({})).await.ok();
    let setup = agent.call("agent/begin-two-factor", json!({})).await.ok();
    let secret = setup["secret"].as_str().unwrap();
    assert_ne!(first["secret"], secret);
    assert_eq!(setup["url"], format!("otpauth://totp/desk.example:nadia?secret={secret}&issuer=desk.example"),);
    let svg = setup["qr_svg"].as_str().unwrap();
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && !svg.contains("style"), "{svg}");
    // A code of the previous secret is not valid for this one.
    let before = code(first["secret"].as_str().unwrap(), app.now());
    assert_eq!(confirm(before).await.refused_fields(), ["code invalid"]);
    assert_eq!(confirm(String::new()).await.refused_fields(), ["code invalid"]);
    assert_eq!(agent.get(TWO_FACTOR).await.ok(), off, "two-factor authentication is on before a code is confirmed");
    assert!(app.login("nadia", None).await.status.is_success());
    let confirmed = confirm(code(secret, app.now())).await.ok();
    let codes: Vec<String> = serde_json::from_value(confirmed["recovery_codes"].clone()).unwrap();
    assert_eq!(codes.len(), 10);
    assert!(codes.iter().all(|code| code.len() == 19 && code.split('-').count() == 4), "{codes:?}");
    let status = agent.get(TWO_FACTOR).await.ok();
    assert_eq!((&status["is_on"], &status["recovery_codes_left"]), (&json!(true), &json!(10)));
    assert_eq!(agent.call("agent/two-factor", json!({})).await.ok(), status);
    // The other sessions have ended.
    assert!(app.is_signed_in(&agent).await && !app.is_signed_in(&app.bearer(elsewhere.reveal())).await);
    agent.post(&format!("{TWO_FACTOR}begin/"), json!({})).await.fails(409, "conflict");
    confirm(code(secret, app.now() + Duration::seconds(30))).await.fails(409, "conflict");
    // No other answer contains the secret or the codes.
    let member = app.member(&agent).await;
    let mut answers = vec![status.to_string(), admin.get("/support/admin/api/log/").await.ok().to_string()];
    for path in [AGENTS, &member] {
        let answer = admin.get(path).await.ok();
        answers.push(answer.to_string());
    }
    answers.push(agent.call("agent/me", json!({})).await.ok().to_string());
    answers.push(agent.get("/support/agent/api/sessions/").await.ok().to_string());
    for answer in &answers {
        assert!(!answer.contains(secret) && codes.iter().all(|code| !answer.contains(code)), "{answer}");
    }
    let entry = &admin.get("/support/admin/api/log/").await.ok()["entries"][0];
    assert_eq!((&entry["action"], &entry["subject"]), (&json!("updated"), &json!("agent")));
    assert!(entry.to_string().contains("two_factor"), "{entry}");
    assert_eq!(admin.get(&member).await.ok()["has_two_factor"], true);
}

#[rstest]
#[tokio::test]
async fn signing_in_requires_a_code_besides_the_password(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    app.add_agent("rafi", Role::Agent).await;
    let phone = app.set_up(&agent).await;
    // The REST API signs in with one step.
    let refused = app.login("nadia", None).await;
    refused.fails(401, "code_needed");
    assert!(refused.set_cookies().is_empty());
    app.login("nadia", Some("")).await.fails(401, "code_needed");
    app.login("nadia", Some("000000")).await.fails(401, "wrong_code");
    let mut wrong = json!({ "username": "nadia", "password": "wrong" });
    app.signed_out().post("/support/api/login/", wrong.clone()).await.fails(401, "wrong_credentials");
    wrong["code"] = json!(phone.code_at(app.now()));
    app.signed_out().post("/support/api/login/", wrong).await.fails(401, "wrong_credentials");
    let signed_in = app.login("nadia", Some(&phone.code_at(app.now()))).await;
    let session = signed_in.ok();
    assert!(app.grants_access(session["token"].as_str().unwrap()).await && signed_in.set_cookies().len() == 1);
    // The console signs in with two steps.
    app.clock.advance(Duration::seconds(30));
    let first = app.signed_out().call("agent/sign-in", json!({ "username": "nadia", "password": PASSWORD })).await;
    let answer = first.ok();
    assert_eq!(answer.as_object().unwrap().keys().collect::<Vec<_>>(), ["second_step"]);
    assert!(first.set_cookies().is_empty());
    let step = answer["second_step"].as_str().unwrap();
    assert!(!app.grants_access(step).await, "the token of the second step is a session");
    let refused = app.second_step(step, "000000").await;
    refused.fails(401, "wrong_code");
    assert!(refused.set_cookies().is_empty());
    let finished = app.second_step(step, &phone.code_at(app.now())).await;
    assert_eq!(finished.ok()["username"], "nadia");
    assert_eq!(finished.set_cookies().len(), 1);
    // Nothing changes for agents without two-factor authentication. A code that they send is
    // ignored.
    for code in [None, Some("000000")] {
        let keys = app.login("rafi", code).await.ok();
        let agent: Vec<_> = keys["agent"].as_object().unwrap().keys().cloned().collect();
        assert!(!agent.contains(&"must_set_up_two_factor".to_owned()), "{agent:?}");
    }
    let credentials = json!({ "username": "rafi", "password": PASSWORD });
    assert_eq!(app.signed_out().call("agent/sign-in", credentials).await.ok()["username"], "rafi");
}

#[rstest]
#[tokio::test]
async fn a_code_is_valid_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let phone = app.set_up(&agent).await;
    let used = phone.code_at(app.now() - Duration::seconds(30));
    app.login("nadia", Some(&used)).await.fails(401, "wrong_code");
    let present = phone.code_at(app.now());
    app.login("nadia", Some(&present)).await.ok();
    app.login("nadia", Some(&present)).await.fails(401, "wrong_code");
    let step = app.first_step("nadia").await;
    app.second_step(&step, &present).await.fails(401, "wrong_code");
    let off = agent.post(&format!("{TWO_FACTOR}off/"), json!({ "code": present })).await;
    assert_eq!(off.refused_fields(), ["code invalid"]);
    // The next code works even before its time. The previous code no longer works.
    let next = phone.code_at(app.now() + Duration::seconds(30));
    app.second_step(&step, &next).await.ok();
    app.clock.advance(Duration::seconds(30));
    app.login("nadia", Some(&next)).await.fails(401, "wrong_code");
    app.login("nadia", Some(&phone.code_at(app.now() + Duration::seconds(60)))).await.fails(401, "wrong_code");
    // Only one of several concurrent requests signs in.
    app.clock.advance(Duration::seconds(60));
    let code = phone.code_at(app.now());
    let answers = join_all((0..6).map(|_| app.login("nadia", Some(&code)))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
}

#[rstest]
#[tokio::test]
async fn a_clock_that_was_set_back_does_not_lock_agents_out(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let phone = app.set_up(&agent).await;
    app.clock.advance(Duration::days(-30));
    app.login("nadia", Some(&phone.code_at(app.now()))).await.ok();
    app.login("nadia", Some(&phone.code_at(app.now()))).await.fails(401, "wrong_code");
}

#[rstest]
#[tokio::test]
async fn a_recovery_code_signs_in_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let (agent, other) = (app.agent("nadia").await, app.agent("rafi").await);
    let (phone, others) = (app.set_up(&agent).await, app.set_up(&other).await);
    let [first, second, third, ..] = &*phone.recovery_codes else { panic!("too few codes") };
    app.login("nadia", Some(first)).await.ok();
    app.login("nadia", Some(first)).await.fails(401, "wrong_code");
    app.login("nadia", Some(&others.recovery_codes[0])).await.fails(401, "wrong_code");
    let step = app.first_step("nadia").await;
    app.second_step(&step, &format!(" {} ", second.to_lowercase().replace('-', " "))).await.ok();
    assert_eq!(agent.get(TWO_FACTOR).await.ok()["recovery_codes_left"], 8);
    // Only one of several concurrent requests signs in.
    let steps = join_all((0..4).map(|_| app.first_step("nadia"))).await;
    let answers = join_all(steps.iter().map(|step| app.second_step(step, third))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    // New recovery codes replace the old ones.
    let renew = |proof: Value| agent.post(&format!("{TWO_FACTOR}recovery-codes/"), proof);
    assert_eq!(renew(json!({})).await.refused_fields(), ["password required"]);
    assert_eq!(renew(json!({ "password": "wrong" })).await.refused_fields(), ["password invalid"]);
    assert_eq!(renew(json!({ "code": first })).await.refused_fields(), ["code invalid"]);
    let renewed = renew(json!({ "password": PASSWORD })).await.ok();
    assert_eq!(renewed["recovery_codes"].as_array().unwrap().len(), 10);
    app.login("nadia", Some(&phone.recovery_codes[5])).await.fails(401, "wrong_code");
    app.login("nadia", Some(renewed["recovery_codes"][0].as_str().unwrap())).await.ok();
    let proof = json!({ "proof": { "code": renewed["recovery_codes"][1] } });
    assert_eq!(
        agent.call("agent/renew-recovery-codes", proof).await.ok()["recovery_codes"].as_array().unwrap().len(),
        10
    );
}

#[rstest]
#[tokio::test]
async fn a_sign_in_waits_for_its_code_for_five_minutes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let phone = app.set_up(&agent).await;
    let (late, in_time) = (app.first_step("nadia").await, app.first_step("nadia").await);
    app.clock.advance(Duration::seconds(299));
    app.second_step(&in_time, &phone.code_at(app.now())).await.ok();
    app.clock.advance(Duration::seconds(31));
    let code = phone.code_at(app.now());
    for step in [&*late, &in_time, "none", "", "\0"] {
        app.second_step(step, &code).await.fails(401, "not_signed_in");
    }
    app.desk.access().forget_sign_ins().await.unwrap();
    app.login("nadia", Some(&code)).await.ok();
}

#[rstest]
#[case::a_new_password("password")]
#[case::the_agent_is_disabled("disabled")]
#[case::the_agent_turns_it_off("off")]
#[case::an_admin_turns_it_off("reset")]
#[case::the_command_line_turns_it_off("command line")]
#[case::an_admin_ends_the_sessions("sessions")]
#[case::the_agent_ends_the_other_sessions("others")]
#[tokio::test]
async fn a_sign_in_that_waits_for_its_code_ends_with_the_sessions(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] concurrent_change: &str,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("nadia").await);
    let phone = app.set_up(&agent).await;
    let member = app.member(&agent).await;
    let step = app.first_step("nadia").await;
    let password = json!({ "password": PASSWORD });
    match concurrent_change {
        "password" => app.desk.team().set_password("nadia", "another long password").await.unwrap(),
        "disabled" => {
            admin.change("PATCH", &member, json!({ "is_active": false })).await.ok();
            admin.change("PATCH", &member, json!({ "is_active": true })).await.ok();
        }
        "off" => drop(agent.post(&format!("{TWO_FACTOR}off/"), password).await.ok()),
        "reset" => drop(admin.ask("DELETE", &format!("{member}two-factor/"), |request| request).await.ok()),
        "command line" => assert!(app.desk.access().reset_two_factor_of("nadia").await.unwrap()),
        "sessions" => drop(admin.ask("DELETE", &format!("{member}sessions/"), |request| request).await.ok()),
        _ => drop(agent.ask("DELETE", "/support/agent/api/sessions/", |request| request).await.ok()),
    }
    app.second_step(&step, &phone.code_at(app.now())).await.fails(401, "not_signed_in");
    app.second_step(&step, &phone.recovery_codes[0]).await.fails(401, "not_signed_in");
}

#[rstest]
#[tokio::test]
async fn a_code_that_arrives_while_the_agent_is_disabled_leaves_no_session(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let admin = app.admin("boss").await;
    for round in 0..4 {
        let agent = app.agent(&format!("agent-{round}")).await;
        let (phone, member) = (app.set_up(&agent).await, app.member(&agent).await);
        let step = app.first_step(&format!("agent-{round}")).await;
        let code = phone.code_at(app.now());
        let disable = admin.change("PATCH", &member, json!({ "is_active": false }));
        let (_, disabled) = futures::join!(app.second_step(&step, &code), disable);
        disabled.ok();
        admin.change("PATCH", &member, json!({ "is_active": true })).await.ok();
        let left = session::Entity::find().all(app.database.database.read()).await.unwrap();
        assert_eq!(left.len(), 1, "round {round}: a session besides the admin's is left");
    }
}

#[rstest]
#[tokio::test]
async fn guessing_codes_is_limited_by_account_and_by_address(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let limited = async |limits: &str| {
        let app = TestApp::limited(engine, limits).await;
        let agent = app.agent("nadia").await;
        let phone = app.set_up(&agent).await;
        let step = app.first_step("nadia").await;
        (app, phone, step)
    };
    let (app, phone, step) = limited("codes_account=1/h/4").await;
    for _ in 0..2 {
        app.second_step(&step, "000000").await.fails(401, "wrong_code");
        app.login("nadia", Some("000000")).await.fails(401, "wrong_code");
    }
    // The limit applies to both ways of sending a code.
    let code = phone.code_at(app.now());
    let answers = [app.second_step(&step, &code).await, app.login("nadia", Some(&code)).await];
    for answer in answers {
        answer.fails(429, "rate_limited");
        assert!(answer.headers.contains_key("retry-after"));
    }
    // The limit affects neither the password alone nor another account.
    app.login("nadia", None).await.fails(401, "code_needed");
    let (app, phone, step) = limited("sign_in_address=1/h/6").await;
    let mut tries = 0;
    while app.second_step(&step, "000000").await.status == 401 {
        tries += 1;
        assert!(tries < 6, "no limit");
    }
    app.second_step(&step, &phone.code_at(app.now())).await.fails(429, "rate_limited");
}

#[rstest]
#[tokio::test]
async fn a_new_password_from_a_link_does_not_replace_the_code(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("nadia").await);
    let phone = app.set_up(&agent).await;
    let before = app.first_step("nadia").await;
    let link = admin.post(&format!("{}invite/", app.member(&agent).await), json!({})).await.ok();
    let joined = app.join(&link, "another long password").await;
    let answer = joined.ok();
    assert!(joined.set_cookies().is_empty() && !token_of(&link).is_empty());
    let step = answer["second_step"].as_str().unwrap();
    assert!(!app.grants_access(step).await && !app.is_signed_in(&agent).await);
    app.second_step(&before, &phone.code_at(app.now())).await.fails(401, "not_signed_in");
    let finished = app.second_step(step, &phone.code_at(app.now())).await;
    assert_eq!(finished.ok()["username"], "nadia");
    assert_eq!(finished.set_cookies().len(), 1);
}

#[rstest]
#[case::password("password")]
#[case::code("code")]
#[case::recovery_code("recovery")]
#[tokio::test]
async fn an_agent_turns_two_factor_authentication_off_with_the_password_or_a_code(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] by: &str,
) {
    let app = TestApp::new(engine).await;
    let agent = app.agent("nadia").await;
    let off = |proof: Value| agent.post(&format!("{TWO_FACTOR}off/"), proof);
    off(json!({ "password": PASSWORD })).await.fails(409, "conflict");
    let phone = app.set_up(&agent).await;
    let elsewhere = app.login("nadia", Some(&phone.code_at(app.now()))).await.ok();
    app.clock.advance(Duration::seconds(30));
    assert_eq!(off(json!({})).await.refused_fields(), ["password required"]);
    assert_eq!(off(json!({ "password": "", "code": null })).await.refused_fields(), ["password required"]);
    assert_eq!(off(json!({ "password": "wrong" })).await.refused_fields(), ["password invalid"]);
    assert_eq!(off(json!({ "password": PASSWORD, "code": "000000" })).await.refused_fields(), ["code invalid"]);
    let proof = match by {
        "password" => json!({ "password": PASSWORD }),
        "code" => json!({ "code": phone.code_at(app.now()) }),
        _ => json!({ "code": phone.recovery_codes[0] }),
    };
    if by == "code" {
        agent.call("agent/turn-two-factor-off", json!({ "proof": proof })).await.ok();
    } else {
        off(proof).await.ok();
    }
    assert!(app.is_signed_in(&agent).await);
    assert!(!app.grants_access(elsewhere["token"].as_str().unwrap()).await);
    let status = agent.get(TWO_FACTOR).await.ok();
    assert_eq!((&status["is_on"], &status["recovery_codes_left"]), (&json!(false), &json!(0)));
    app.login("nadia", None).await.ok();
    // The next time, the secret and the codes are new.
    let again = app.set_up(&agent).await;
    app.login("nadia", Some(&phone.recovery_codes[1])).await.fails(401, "wrong_code");
    app.login("nadia", Some(&again.recovery_codes[1])).await.ok();
}

#[rstest]
#[tokio::test]
async fn an_admin_turns_two_factor_authentication_off_for_an_agent_who_has_lost_all_codes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::new(engine).await;
    let (admin, agent) = (app.admin("boss").await, app.agent("nadia").await);
    let member = app.member(&agent).await;
    let reset = format!("{member}two-factor/");
    // A reset has no effect while two-factor authentication is off.
    assert_eq!(admin.ask("DELETE", &reset, |request| request).await.ok()["has_two_factor"], false);
    assert!(app.is_signed_in(&agent).await);
    app.set_up(&agent).await;
    agent.ask("DELETE", &reset, |request| request).await.fails(403, "forbidden");
    assert_eq!(admin.ask("DELETE", &reset, |request| request).await.ok()["has_two_factor"], false);
    assert!(!app.is_signed_in(&agent).await && app.is_signed_in(&admin).await);
    let entry = &admin.get("/support/admin/api/log/").await.ok()["entries"][0];
    assert!(entry.to_string().contains("two_factor") && entry["username"] == "boss", "{entry}");
    let token = app.login("nadia", None).await.ok()["token"].as_str().unwrap().to_owned();
    let agent = app.bearer(&token);
    app.set_up(&agent).await;
    let id = app.agent_id(&agent).await;
    admin.call("admin/reset-two-factor", json!({ "id": id })).await.ok();
    app.login("nadia", None).await.ok();
    admin.ask("DELETE", &format!("{AGENTS}999/two-factor/"), |request| request).await.fails(404, "not_found");
    assert!(!app.desk.access().reset_two_factor_of("nadia").await.unwrap(), "two-factor authentication was still on");
    assert!(app.desk.access().reset_two_factor_of("nobody").await.is_err());
}
