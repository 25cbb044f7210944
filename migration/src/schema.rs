//! Reads the applied migrations of a database.

use std::collections::HashSet;

use sea_orm_migration::{
    DbErr, MigratorTrait, SchemaManager,
    sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait},
    seaql_migrations,
};

use crate::Migrator;

/// The table of applied migrations.
const TABLE: &str = "seaql_migrations";

/// A database's schema, compared with the one that this program was built for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schema {
    /// They are the same.
    Current,
    /// A migration is missing.
    Pending {
        /// The next one to be applied.
        next: String,
    },
    /// No migration is missing, and a newer version has applied another one. A
    /// server that was started before continues to run.
    Newer {
        /// One of the unknown migrations.
        name: String,
    },
}

impl Schema {
    /// Reads the applied migrations, and writes nothing.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn read(connection: &DatabaseConnection) -> Result<Self, DbErr> {
        if SchemaManager::new(connection).has_table(TABLE).await? {
            Ok(Self::of(&applied(connection).await?))
        } else {
            Ok(Self::of(&HashSet::new()))
        }
    }

    /// Compares the applied migrations with those of this program.
    pub(crate) fn of(applied: &HashSet<String>) -> Self {
        let migrations = Migrator::migrations();
        let names: Vec<&str> = migrations.iter().map(|migration| migration.name()).collect();
        if let Some(next) = names.iter().find(|name| !applied.contains(**name)) {
            return Self::Pending { next: (*next).to_owned() };
        }
        match applied.iter().filter(|name| !names.contains(&name.as_str())).max() {
            Some(name) => Self::Newer { name: name.clone() },
            None => Self::Current,
        }
    }
}

/// Returns the names of the applied migrations.
pub(crate) async fn applied(connection: &impl ConnectionTrait) -> Result<HashSet<String>, DbErr> {
    let rows = seaql_migrations::Entity::find().all(connection).await?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}
