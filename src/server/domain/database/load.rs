//! How much the database is used: its connections and its size.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, RuntimeErr, Statement, sqlx};

use super::Database;

/// The size of a database on PostgreSQL, in bytes, with its indexes.
const POSTGRES_SIZE: &str = "SELECT pg_database_size(current_database())";

/// The connections of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolLoad {
    /// The pool's name.
    pub name: &'static str,
    /// How many connections are open and in use.
    pub in_use: u32,
    /// How many connections are open and idle.
    pub idle: u32,
    /// The most connections that the pool opens.
    pub most: u32,
}

impl Database {
    /// Returns the connections of each pool that requests use. Makes no query.
    pub fn pools(&self) -> [PoolLoad; 2] {
        [self.load("read", &self.read), self.load("write", &self.write)]
    }

    fn load(&self, name: &'static str, connection: &DatabaseConnection) -> PoolLoad {
        if self.is_sqlite() {
            load(name, connection.get_sqlite_connection_pool())
        } else {
            load(name, connection.get_postgres_connection_pool())
        }
    }

    /// Returns the size of the database in bytes: of the SQLite file and its journal, or of the
    /// database on PostgreSQL.
    ///
    /// # Errors
    /// If the file or the database cannot be read.
    pub async fn size(&self) -> Result<u64, DbErr> {
        if let Some(path) = self.file.path() {
            let path = path.to_owned();
            let measured = tokio::task::spawn_blocking(move || size_of_files(&path)).await;
            return measured.map_err(io::Error::other).and_then(|size| size).map_err(unreadable);
        }
        let statement = Statement::from_string(self.read().get_database_backend(), POSTGRES_SIZE);
        let row = self.read().query_one_raw(statement).await?;
        let size: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(u64::try_from(size).unwrap_or(0))
    }
}

fn load<DB: sqlx::Database>(name: &'static str, pool: &sqlx::Pool<DB>) -> PoolLoad {
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    // The two numbers are read one after the other, so they may not fit together.
    let in_use = pool.size().saturating_sub(idle);
    PoolLoad { name, in_use, idle, most: pool.options().get_max_connections() }
}

/// Returns the size of a SQLite file and its journal, which does not exist at all times.
fn size_of_files(path: &Path) -> io::Result<u64> {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-wal");
    let journal = fs::metadata(PathBuf::from(journal)).map_or(0, |found| found.len());
    Ok(fs::metadata(path)?.len() + journal)
}

fn unreadable(error: io::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::Internal(error.to_string()))
}
