//! Requests that Schemathesis generates from the API's description. The server must answer each
//! one as described, and never fail.

use std::{env, fs, thread, time::SystemTime};

use serde_json::{Value, json};

use crate::{PASSWORD, Shop, http::Request, python, run};

/// The checks that Schemathesis runs on every answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance,response_headers_conformance";

/// Operations that end the caller's own session.
const LEFT_OUT: &str = "^/support/api/logout/|^/support/agent/api/password/";

/// How many requests `make test` sends for each operation and caller. `make soak` multiplies it
/// by its factor.
const BRIEF: usize = 3;

#[test]
fn generated_requests_are_answered_as_described() {
    let factor: usize =
        env::var("ADDA_FAULT_ROUNDS").ok().map_or(1, |factor| factor.parse().expect("a number of rounds"));
    for shop in Shop::on_both_databases("requests") {
        let added = shop.server.run(&["user", "add", "nadia", "--role", "agent"], PASSWORD);
        assert!(added.status.success(), "{added:?}");
        let (visitor, conversation) = shop.visitor();
        let agent = shop.agent("nadia");
        // Operations on agents use the colleague, because they may disable the agent.
        let colleague = agent["agent"]["id"].as_i64().expect("an id");
        let config = shop.folder.path().join("schemathesis.toml");
        let parameters = format!(
            "[parameters]\n\"path.id\" = {conversation}\n\n[[operations]]\n\
             include-path-regex = \"admin/api/agents/\"\nparameters = {{ \"path.id\" = {colleague} }}\n\n\
             [[operations]]\ninclude-path-regex = \"(quick-replies|labels)/\\\\{{id\"\n\
             parameters = {{ \"path.id\" = 1 }}\n"
        );
        fs::write(&config, parameters).expect("a file");
        // The admin's run comes last, because it may disable the other agents.
        let first = [None, Some(visitor), Some(token(&agent))];
        thread::scope(|scope| {
            for caller in first {
                let (shop, config) = (&shop, &config);
                scope.spawn(move || shop.send_generated_requests(config, caller, factor));
            }
        });
        let admin = token(&shop.agent("admin"));
        shop.set_up_two_factor(&admin);
        shop.send_generated_requests(&config, Some(admin), factor);
    }
}

fn token(signed_in: &Value) -> String {
    signed_in["token"].as_str().expect("a token").to_owned()
}

impl Shop {
    /// Returns the token of a new visitor, and the conversation that the visitor has started.
    fn visitor(&self) -> (String, Value) {
        let session = self.post("api/session/", None, json!({}));
        let token = token(&session);
        let conversation = self.post("api/conversation/create/", Some(&token), json!({}));
        (token, conversation["conversation_id"].clone())
    }

    fn agent(&self, username: &str) -> Value {
        self.post("api/login/", None, json!({ "username": username, "password": PASSWORD }))
    }

    /// Turns two-factor authentication on. A generated change of the settings may require it, and
    /// would then lock out an admin without it.
    fn set_up_two_factor(&self, token: &str) {
        let path = "agent/api/two-factor";
        let setup = self.post(&format!("{path}/begin/"), Some(token), json!({}));
        let secret = totp_rs::Secret::try_from_base32(setup["secret"].as_str().expect("a secret")).expect("base 32");
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a time after 1970").as_secs();
        let code = totp_rs::Builder::new().with_secret(secret).build().expect("a secret of 160 bits").generate(now);
        self.post(&format!("{path}/confirm/"), Some(token), json!({ "code": code.to_string() }));
    }

    #[track_caller]
    fn post(&self, path: &str, token: Option<&str>, body: Value) -> Value {
        let request = Request::post(format!("/support/{path}"), &body);
        let request = match token {
            Some(token) => request.bearer(token),
            None => request,
        };
        request.send(self.server.addr).expect("an answer").ok()
    }

    #[track_caller]
    fn send_generated_requests(&self, config: &std::path::Path, token: Option<String>, factor: usize) {
        let mut schemathesis = python("schemathesis");
        schemathesis.current_dir(self.folder.path()).arg("--config-file").arg(config).arg("run");
        schemathesis.arg(self.description()).args(["--url", &self.url(), "--checks", CHECKS]);
        schemathesis.args(["--exclude-path-regex", LEFT_OUT, "--warnings", "off", "--continue-on-failure"]);
        // `make soak` also tries the limits of each parameter, which takes minutes.
        let phases = if factor > 1 { "coverage,fuzzing" } else { "fuzzing" };
        schemathesis.args(["--phases", phases, "--max-examples", &(BRIEF * factor).to_string()]);
        if let Some(token) = token {
            schemathesis.args(["--header", &format!("Authorization: Bearer {token}")]);
        }
        run(&mut schemathesis);
    }
}
