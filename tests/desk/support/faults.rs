//! Statements that a test makes fail.

use super::{Engine, TestApp};

impl TestApp {
    /// Makes every statement of a kind, such as `UPDATE`, fail on a table.
    pub async fn refuse(&self, engine: Engine, kind: &str, table: &str) {
        let sql = match engine {
            Engine::Sqlite => {
                format!("CREATE TRIGGER refuse BEFORE {kind} ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END")
            }
            Engine::Postgres => format!(
                "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
                     $$ BEGIN RAISE EXCEPTION 'refused'; END $$; \
                 CREATE TRIGGER refuse BEFORE {kind} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()"
            ),
        };
        self.execute(&sql).await;
    }

    /// Undoes [`TestApp::refuse`].
    pub async fn accept(&self, engine: Engine, table: &str) {
        self.execute(&match engine {
            Engine::Sqlite => "DROP TRIGGER refuse".to_owned(),
            Engine::Postgres => format!("DROP TRIGGER refuse ON {table}"),
        })
        .await;
    }
}
