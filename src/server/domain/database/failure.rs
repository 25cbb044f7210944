//! Decides which database errors are temporary.

use std::{error::Error as _, io};

use sea_orm::{DbErr, RuntimeErr, sqlx};

/// Returns whether the same request may succeed in a moment: the database is
/// locked, full, restarting or cannot be reached, or two transactions were in
/// conflict. Any other error is a defect of Adda or of the data.
pub fn is_temporary(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => passes(error),
        _ => false,
    }
}

fn passes(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            if error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
                passes_on_postgres(&code)
            } else {
                passes_on_sqlite(&code)
            }
        }
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed
        // A connection that is cut off in the middle of an answer.
        | sqlx::Error::Protocol(_) => true,
        other => other.source().is_some_and(|source| source.is::<io::Error>()),
    }
}

/// Returns whether a database server is not available yet: no process listens, its name
/// is unknown, it does not answer, or it is starting up. Waiting does not help against
/// other errors, such as a wrong password.
pub fn is_absent(error: &DbErr) -> bool {
    /// `cannot_connect_now`, `too_many_connections`, `admin_shutdown` and
    /// `crash_shutdown`.
    const CODES: [&str; 4] = ["57P03", "53300", "57P01", "57P02"];
    let (DbErr::Conn(RuntimeErr::SqlxError(error))
    | DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return false;
    };
    /// How the driver reports a connection that is closed before the server says whether it
    /// offers TLS.
    const CLOSED: &str = "unexpected response from SSLRequest: 0x00";
    match &**error {
        // A certificate that is not accepted is invalid data.
        sqlx::Error::Io(error) => error.kind() != io::ErrorKind::InvalidData,
        sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Protocol(message) => message.contains(CLOSED),
        sqlx::Error::Database(error) => error.code().is_some_and(|code| CODES.contains(&&*code)),
        _ => false,
    }
}

/// Decides by the primary result code, which is the lowest byte of an extended
/// one (<https://www.sqlite.org/rescode.html>).
fn passes_on_sqlite(code: &str) -> bool {
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const OUT_OF_MEMORY: u32 = 7;
    const READ_ONLY: u32 = 8;
    const INTERRUPTED: u32 = 9;
    const IO_ERROR: u32 = 10;
    const FULL: u32 = 13;
    const CANNOT_OPEN: u32 = 14;
    const PROTOCOL: u32 = 15;
    let primary = code.parse::<u32>().map(|code| code & 0xff);
    primary.is_ok_and(|code| {
        matches!(
            code,
            BUSY | LOCKED | OUT_OF_MEMORY | READ_ONLY | INTERRUPTED | IO_ERROR | FULL | CANNOT_OPEN | PROTOCOL
        )
    })
}

/// Decides by the class of the SQLSTATE, or the whole of it
/// (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn passes_on_postgres(code: &str) -> bool {
    /// Connections, rollbacks by the server (serialization, deadlock), full or
    /// out of memory, interventions by the operator, failures of the system.
    const CLASSES: [&str; 5] = ["08", "40", "53", "57", "58"];
    const READ_ONLY_TRANSACTION: &str = "25006";
    const LOCK_NOT_AVAILABLE: &str = "55P03";
    CLASSES.iter().any(|class| code.starts_with(class)) || [READ_ONLY_TRANSACTION, LOCK_NOT_AVAILABLE].contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_or_locked_database_is_a_matter_of_time() {
        // SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_IOERR_WRITE, SQLITE_FULL.
        for code in ["5", "517", "778", "13"] {
            assert!(passes_on_sqlite(code), "{code}");
        }
        for code in ["40001", "40P01", "53100", "53300", "55P03", "57P01", "57P03", "08006"] {
            assert!(passes_on_postgres(code), "{code}");
        }
    }

    #[test]
    fn a_violated_constraint_is_not() {
        // SQLITE_ERROR, SQLITE_CORRUPT, SQLITE_CONSTRAINT_UNIQUE.
        for code in ["1", "11", "2067", ""] {
            assert!(!passes_on_sqlite(code), "{code}");
        }
        for code in ["23505", "42P01", "22P05", "25P02", ""] {
            assert!(!passes_on_postgres(code), "{code}");
        }
    }
}
