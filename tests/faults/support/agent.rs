//! The first admin, as an agent who signs in and reads the inbox.

use std::net::SocketAddr;

use serde_json::json;

use super::{
    http::{Answer, Request},
    server::PASSWORD,
};

/// An agent who is signed in.
#[derive(Clone, Debug)]
pub struct Agent {
    pub token: String,
}

impl Agent {
    /// Signs in. Fails the test if the server refuses.
    #[track_caller]
    pub fn sign_in(server: SocketAddr) -> Self {
        Self { token: Self::try_sign_in(server).ok()["token"].as_str().expect("a token").to_owned() }
    }

    /// Tries to sign in, and returns the answer.
    pub fn try_sign_in(server: SocketAddr) -> Answer {
        let credentials = json!({ "username": "admin", "password": PASSWORD });
        Request::post("/support/api/login/", &credentials).send(server).expect("an answer")
    }

    pub fn inbox(&self, server: SocketAddr) -> Answer {
        self.get(server, "/support/agent/api/conversations/")
    }

    pub fn get(&self, server: SocketAddr, path: &str) -> Answer {
        Request::get(path).bearer(&self.token).send(server).expect("an answer")
    }
}
