//! Places in the PostgreSQL server that `ADDA_TEST_POSTGRES_URL` names: a schema
//! for each test. A database of its own would be three hundred files more to
//! make and to delete. `scripts/with-postgres` throws the whole server away.

use std::{
    env, process,
    sync::atomic::{AtomicU32, Ordering},
};

use sea_orm::ConnectionTrait;
use url::Url;

/// The address of a new, empty schema.
pub async fn empty_schema() -> String {
    static CREATED: AtomicU32 = AtomicU32::new(0);
    let name = format!("adda_test_{}_{}", process::id(), CREATED.fetch_add(1, Ordering::Relaxed));
    let mut url = server();
    let server = sea_orm::Database::connect(url.as_str()).await.unwrap();
    server.execute_unprepared(&format!("CREATE SCHEMA {name}")).await.unwrap();
    server.close().await.unwrap();
    url.query_pairs_mut().append_pair("options", &format!("-csearch_path={name}"));
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
