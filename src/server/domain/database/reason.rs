//! Says why a database cannot be used, and what to do about it: in the words of the
//! product and of the database server, not in those of the driver.

use std::io::{self, ErrorKind};

use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{self, postgres::PgDatabaseError},
};

use super::is_absent;
use crate::server::reason::reason as of_system;

/// Returns why a database cannot be used, and what to do: sentences without the last
/// full stop.
pub fn reason(error: &DbErr) -> String {
    let (DbErr::Conn(RuntimeErr::SqlxError(cause))
    | DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return match error {
            DbErr::ConnectionAcquire(_) => NO_ANSWER.to_owned(),
            DbErr::Conn(RuntimeErr::Internal(sentence)) => sentence.clone(),
            error => error.to_string(),
        };
    };
    match &**cause {
        sqlx::Error::Database(error) => match error.try_downcast_ref::<PgDatabaseError>() {
            Some(error) => of_server(error),
            None => of_file(&error.code().unwrap_or_default(), error.message()),
        },
        sqlx::Error::Io(error) => of_connection(error),
        sqlx::Error::Tls(error) => {
            format!("an encrypted connection fails: {error}. Check sslmode and sslrootcert in the address")
        }
        sqlx::Error::Configuration(error) => format!("the address is not valid: {error}. Correct it"),
        sqlx::Error::PoolTimedOut => NO_ANSWER.to_owned(),
        sqlx::Error::Protocol(_) if is_absent(error) => {
            "it closes the connection. Wait until it has started, and try again".to_owned()
        }
        sqlx::Error::Protocol(_) => {
            "what answers there is not PostgreSQL. Check the host and the port in the address".to_owned()
        }
        error => error.to_string(),
    }
}

const NO_ANSWER: &str = "it does not answer in time. Check that it runs and that another program does not lock it";

fn of_connection(error: &io::Error) -> String {
    match error.kind() {
        // How the driver reports a certificate that it does not accept.
        ErrorKind::InvalidData => {
            format!("its certificate is not accepted: {error}. Name the issuer's with sslrootcert, or change sslmode")
        }
        _ => {
            let cause = of_system(error);
            format!("it cannot be reached: {cause}. Check that it runs, and the host and the port in the address")
        }
    }
}

/// The causes by SQLSTATE
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>). The server's
/// own message names the user and the database, and never the password.
fn of_server(error: &PgDatabaseError) -> String {
    let words = error.message();
    match error.code() {
        "28P01" | "28000" => format!(
            "the server refuses the user or the password: {words}. Check both in the address, and the server's pg_hba.conf"
        ),
        "3D000" => format!("the server does not have this database: {words}. Create it, or correct its name"),
        "42501" => format!("the user lacks a right: {words}. Make it the owner of the database"),
        "53300" => format!("the server accepts no more connections: {words}. Raise its max_connections"),
        code => format!("the server answers: {words} ({code})"),
    }
}

/// The causes by the primary result code, which is the lowest byte of an extended one
/// (<https://www.sqlite.org/rescode.html>).
fn of_file(code: &str, words: &str) -> String {
    let known = match code.parse::<u32>().unwrap_or_default() & 0xff {
        5 | 6 => "another program has locked it. End that program and try again",
        8 => "it is read-only. Give the user of Adda the right to write it",
        10 => "the disk fails to read or write. Check the disk and the system's log",
        11 => "it is damaged. Keep a copy of it, and restore a backup",
        13 => "the disk is full. Free some space and try again",
        14 => "it cannot be opened as a file. Check that it is one, and that the user of Adda may read and write it",
        26 => "it is not an SQLite database. Move this file away, or choose another folder",
        _ => return format!("SQLite answers: {words} ({code})"),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use sea_orm::{ConnectionTrait, Database as SeaDatabase, DatabaseConnection};

    use super::*;
    use crate::server::domain::database::Database;

    async fn opened(file: &Path) -> Result<DatabaseConnection, DbErr> {
        let mut options = sea_orm::ConnectOptions::new(Database::sqlite_url(file));
        options.max_connections(1).map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(std::time::Duration::ZERO));
        let connection = SeaDatabase::connect(options).await?;
        connection.execute_unprepared("CREATE TABLE a (b)").await?;
        Ok(connection)
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_used_is_described_without_the_words_of_the_driver() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path("text"), "this is a text and not a database, whatever its name says").expect("a file");
        fs::create_dir(path("folder")).expect("a folder");
        let locking = opened(&path("locked")).await.expect("a new file");
        locking.execute_unprepared("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").await.expect("a lock");
        for (name, cause) in [
            ("text", "it is not an SQLite database. Move"),
            ("folder", "it cannot be opened as a file. Check"),
            ("nowhere/file", "it cannot be opened as a file. Check"),
            ("locked", "another program has locked it. End"),
        ] {
            let error = opened(&path(name)).await.expect_err(name);
            let words = reason(&error);
            assert!(words.starts_with(cause), "{name}: {words}");
        }
    }
}
