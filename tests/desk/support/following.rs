//! Nodes that follow the changes of other nodes, as servers do.

use std::time::Duration;

use adda::server::domain::{database::Database, desk::Desk};
use axum_test::TestServer;
use sea_orm::Statement;
use serde_json::Value;
use tokio::{
    task::JoinHandle,
    time::{sleep, timeout},
};

use super::TestApp;

/// How long a node may take to follow the changes on a busy machine.
const FOLLOW_TIMEOUT: Duration = Duration::from_secs(30);

/// Follows the changes of a database until it is dropped.
pub struct Following(JoinHandle<()>);

impl Following {
    pub async fn begin(database: &Database) -> Self {
        let followed = database.clone();
        let following = Self(tokio::spawn(async move { followed.follow_changes().await }));
        if !database.is_sqlite() {
            follows(database).await;
        }
        following
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Waits until the node follows the changes, and so may answer from its cache.
pub async fn follows(database: &Database) {
    let known = async {
        while database.catch_up().await.is_none() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(FOLLOW_TIMEOUT, known).await.expect("the node does not follow the changes");
}

/// Another node on the same PostgreSQL database, with its own connections and cache.
pub struct TestNode {
    pub desk: Desk,
    pub server: TestServer,
    _following: Following,
}

impl TestNode {
    /// Starts the node. It passes each statement that it runs for requests to `seen`.
    pub async fn beside(app: &TestApp, seen: impl Fn(&Statement) + Send + Sync + 'static) -> Self {
        let database = app.database.connect_again().await.observed(seen);
        let following = Following::begin(&database).await;
        let (desk, server) = app.node_on(database, "off");
        Self { desk, server, _following: following }
    }

    /// Polls an address as the owner of a token. Returns the status and the answer.
    pub async fn get(&self, token: &str, address: &str) -> (u16, Value) {
        let answer = self.server.get(address).authorization_bearer(token).await;
        (answer.status_code().as_u16(), answer.json())
    }
}
