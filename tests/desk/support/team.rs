//! The team, as admins change it.

use adda::{model::role::Role, server::domain::access::sessions::Token};
use serde_json::{Value, json};

use super::{Answer, Caller, PASSWORD, TestApp};

/// The address at which admins change the team.
pub const AGENTS: &str = "/support/admin/api/agents/";

impl TestApp {
    /// Returns a new admin who is signed in.
    pub async fn admin(&self, name: &str) -> Caller<'_> {
        self.add_agent(name, Role::Admin).await;
        let (token, _) = self.desk.access().sign_in(name, PASSWORD.to_owned()).await.unwrap();
        self.bearer(token.reveal())
    }

    /// Returns the agent's address in the admins' API.
    pub async fn member(&self, agent: &Caller<'_>) -> String {
        format!("{AGENTS}{}/", self.agent_id(agent).await)
    }

    /// Returns whether a session is still valid.
    pub async fn is_signed_in(&self, agent: &Caller<'_>) -> bool {
        self.desk.access().agent_of(&Token::new(agent.token.clone().unwrap())).await.unwrap().is_some()
    }

    /// Accepts an invitation by its link.
    pub async fn join(&self, link: &Value, password: &str) -> Answer {
        let token = token_of(link);
        self.signed_out().call("agent/join", json!({ "token": token, "password": password })).await
    }
}

impl Caller<'_> {
    /// Sends a request with a body.
    pub async fn change(&self, method: &str, path: &str, body: Value) -> Answer {
        self.ask(method, path, |request| request.json(&body)).await
    }

    /// Invites a new agent, and returns the link.
    pub async fn invite(&self, name: &str) -> Value {
        let new = json!({ "username": name, "display_name": name });
        self.post(&format!("{AGENTS}invite/"), new).await.ok()
    }

    /// Returns the team in its order.
    pub async fn team(&self) -> Vec<Value> {
        serde_json::from_value(self.get(AGENTS).await.ok()).unwrap()
    }
}

/// Returns the secret at the end of a link.
pub fn token_of(link: &Value) -> &str {
    link["url"].as_str().unwrap().rsplit_once("/console/join#token=").unwrap().1
}

impl Answer {
    /// Checks that a form is refused, and returns what is wrong with its fields: `field
    /// problem`.
    #[track_caller]
    pub fn refused_fields(&self) -> Vec<String> {
        assert_eq!(self.status.as_u16(), 422, "{self}");
        let body = self.json();
        assert_eq!(body["code"], "invalid_value", "{self}");
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        let fields = body["fields"].as_array().unwrap_or_else(|| panic!("no fields: {self}"));
        fields.iter().map(|error| [word(&error["field"]), word(&error["problem"])].join(" ")).collect()
    }
}
