//! Databases in the PostgreSQL server that `ADDA_TEST_POSTGRES_URL` names. They
//! are left to it: `scripts/with-postgres` throws the whole server away.

use std::{
    env, process,
    sync::atomic::{AtomicU32, Ordering},
};

use adda::server::domain::database::Database;
use sea_orm::ConnectionTrait;
use tokio::sync::OnceCell;
use url::Url;

/// The address of a new database with all migrations applied: a copy of one
/// that is migrated once, which takes a fraction of the time.
pub async fn migrated_database() -> String {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(async || {
            let name = create("").await;
            let database = Database::connect(&address(&name)).await.unwrap();
            database.migrate().await.unwrap();
            // A database that somebody is connected to cannot be copied.
            database.read().clone().close().await.unwrap();
            name
        })
        .await;
    address(&create(&format!("TEMPLATE {template}")).await)
}

/// The address of a new database without any table.
pub async fn empty_database() -> String {
    address(&create("").await)
}

/// Creates a database under a name of its own.
async fn create(how: &str) -> String {
    static CREATED: AtomicU32 = AtomicU32::new(0);
    let name = format!("adda_test_{}_{}", process::id(), CREATED.fetch_add(1, Ordering::Relaxed));
    let server = sea_orm::Database::connect(server().as_str()).await.unwrap();
    server.execute_unprepared(&format!("CREATE DATABASE {name} {how}")).await.unwrap();
    server.close().await.unwrap();
    name
}

fn address(name: &str) -> String {
    let mut url = server();
    url.set_path(name);
    url.into()
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
