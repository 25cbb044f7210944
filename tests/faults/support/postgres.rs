//! Databases on the PostgreSQL server that `ADDA_TEST_POSTGRES_URL` names.

use std::{
    env,
    net::SocketAddr,
    process,
    sync::atomic::{AtomicUsize, Ordering},
};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tokio::runtime::Runtime;

/// A database for one test, and a connection to it.
pub struct Postgres {
    pub addr: SocketAddr,
    name: String,
    runtime: Runtime,
    connection: DatabaseConnection,
}

impl Postgres {
    /// Creates a database. Prints a message and returns `None` if PostgreSQL is not available.
    pub fn new() -> Option<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let Ok(url) = env::var("ADDA_TEST_POSTGRES_URL") else {
            println!("skipped: ADDA_TEST_POSTGRES_URL is not set");
            return None;
        };
        let addr = url.split(['@', '/']).nth(3).and_then(|addr| addr.parse().ok()).expect("an address with a port");
        let name = format!("faults_{}_{}", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let connection = runtime.block_on(async {
            let first = connect(url).await;
            first.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
            connect(Self::at(addr, &name)).await
        });
        Some(Self { addr, name, runtime, connection })
    }

    fn at(addr: SocketAddr, name: &str) -> String {
        format!("postgres://adda@{addr}/{name}")
    }

    /// Returns the address of the database through a server or proxy at `through`.
    pub fn url(&self, through: SocketAddr) -> String {
        Self::at(through, &self.name)
    }

    /// Returns the number that a query selects.
    #[track_caller]
    pub fn count(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        let row = self.runtime.block_on(self.connection.query_one_raw(statement)).expect(sql).expect("a row");
        row.try_get_by_index(0).expect("a number")
    }

    /// Returns the first column of what a query selects.
    #[track_caller]
    pub fn texts(&self, sql: &str) -> Vec<String> {
        self.runtime.block_on(texts(&self.connection, sql))
    }

    #[track_caller]
    pub fn execute(&self, sql: &str) {
        self.runtime.block_on(self.connection.execute_unprepared(sql)).expect(sql);
    }
}

/// Returns the first column of what a query selects.
pub async fn texts(connection: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await.expect(sql);
    rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}

async fn connect(url: String) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("PostgreSQL")
}
