//! Databases in the PostgreSQL server that `ADDA_TEST_POSTGRES_URL` names. A test that
//! runs the migrations itself gets a schema. All others get a database, which the server
//! copies from one that was migrated once. `scripts/with-postgres` deletes the whole
//! server.

use std::{
    env, process,
    sync::atomic::{AtomicU32, Ordering},
};

use adda::server::domain::database::Database;
use sea_orm::ConnectionTrait;
use tokio::sync::OnceCell;
use url::Url;

/// Creates an empty schema, and returns its address.
pub async fn empty_schema() -> String {
    let name = new_name();
    run(&format!("CREATE SCHEMA {name}")).await;
    let mut url = server();
    url.query_pairs_mut().append_pair("options", &format!("-csearch_path={name}"));
    url.into()
}

/// Creates a database with all migrations applied, and returns its address.
pub async fn migrated_database() -> String {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let make = || async {
        let (name, url) = new_database("template0").await;
        let database = Database::connect(&url).await.unwrap();
        database.migrate().await.unwrap();
        // PostgreSQL cannot copy a database that is in use.
        database.close().await;
        name
    };
    new_database(TEMPLATE.get_or_init(make).await).await.1
}

/// Copies a database, and returns the name and the address of the copy.
async fn new_database(template: &str) -> (String, String) {
    let name = new_name();
    run(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    let mut url = server();
    url.set_path(&name);
    (name, url.into())
}

fn new_name() -> String {
    static CREATED: AtomicU32 = AtomicU32::new(0);
    format!("adda_test_{}_{}", process::id(), CREATED.fetch_add(1, Ordering::Relaxed))
}

async fn run(statement: &str) {
    let server = sea_orm::Database::connect(server().as_str()).await.unwrap();
    server.execute_unprepared(statement).await.unwrap();
    server.close().await.unwrap();
}

fn server() -> Url {
    let url = env::var("ADDA_TEST_POSTGRES_URL").unwrap_or_else(|_| {
        panic!(
            "ADDA_TEST_POSTGRES_URL does not say where PostgreSQL is. \
             Remedy: scripts/with-postgres cargo test --features ssr"
        )
    });
    url.parse().unwrap()
}
