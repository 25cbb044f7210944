//! The creation of the first admin when starts are interrupted.

use adda::server::domain::{desk::Desk, error::DomainError};
use rstest::rstest;
use tempfile::TempDir;

use crate::support::{Engine, PASSWORD, TestApp, TestDatabase};

async fn signs_in(desk: &Desk, password: &str) -> bool {
    match desk.access().sign_in("admin", password.to_owned()).await {
        Ok(_) => true,
        Err(DomainError::WrongCredentials) => false,
        Err(error) => panic!("{error}"),
    }
}

#[rstest]
#[tokio::test]
async fn a_password_that_was_not_shown_is_shown_by_the_next_start(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let test = TestDatabase::migrated(engine).await;
    let (desk, folder) = (Desk::new(test.database.clone(), test.storage()), TempDir::new().unwrap());
    let first = desk.team().ensure_admin("admin", None, folder.path()).await.unwrap().unwrap();
    // The process is killed twice before it shows the password.
    let again = desk.team().ensure_admin("other", None, folder.path()).await.unwrap().unwrap();
    let third =
        desk.team().ensure_admin("admin", Some("from the configuration"), folder.path()).await.unwrap().unwrap();
    assert_eq!((&again.username, &again.password), (&first.username, &first.password));
    assert_eq!(third.password, first.password);
    assert!(signs_in(&desk, &first.password.unwrap()).await);
    third.delete_password_file();
    assert!(desk.team().ensure_admin("admin", None, folder.path()).await.unwrap().is_none());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the password is still in the folder");
}

#[rstest]
#[tokio::test]
async fn a_password_whose_admin_was_not_stored_is_used_by_the_next_start(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let test = TestDatabase::migrated(engine).await;
    let (desk, folder) = (Desk::new(test.database.clone(), test.storage()), TempDir::new().unwrap());
    refuse_agents(&test, engine, true).await;
    assert!(desk.team().ensure_admin("admin", None, folder.path()).await.is_err());
    let kept = std::fs::read_to_string(folder.path().join("first-admin-password")).unwrap();
    refuse_agents(&test, engine, false).await;
    let made = desk.team().ensure_admin("admin", None, folder.path()).await.unwrap().unwrap();
    assert_eq!(made.password.as_deref(), Some(kept.as_str()));
    assert!(signs_in(&desk, &kept).await);
}

/// Makes the database refuse every new agent. The insert of the account comes first, and is rolled
/// back.
async fn refuse_agents(test: &TestDatabase, engine: Engine, refuses: bool) {
    use sea_orm::ConnectionTrait;
    let sql = match (engine, refuses) {
        (Engine::Sqlite, true) => {
            "CREATE TRIGGER refuse BEFORE INSERT ON support_supportagent BEGIN SELECT RAISE(ABORT, 'refused'); END"
        }
        (Engine::Sqlite, false) => "DROP TRIGGER refuse",
        (Engine::Postgres, true) => {
            "ALTER TABLE support_supportagent ADD CONSTRAINT refuse CHECK (display_name = '') NOT VALID"
        }
        (Engine::Postgres, false) => "ALTER TABLE support_supportagent DROP CONSTRAINT refuse",
    };
    test.database.read().execute_unprepared(sql).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_password_that_was_changed_is_not_shown(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let test = TestDatabase::migrated(engine).await;
    let (desk, folder) = (Desk::new(test.database.clone(), test.storage()), TempDir::new().unwrap());
    desk.team().ensure_admin("admin", None, folder.path()).await.unwrap().unwrap();
    desk.team().set_password("admin", PASSWORD).await.unwrap();
    assert!(desk.team().ensure_admin("admin", None, folder.path()).await.unwrap().is_none());
    assert!(signs_in(&desk, PASSWORD).await);
}

#[rstest]
#[tokio::test]
async fn nodes_that_start_together_create_one_admin(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let test = TestDatabase::migrated(engine).await;
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap()];
    let desk = Desk::new(test.database.clone(), test.storage());
    let starts = folders.iter().map(|folder| desk.team().ensure_admin("admin", None, folder.path()));
    let made = futures::future::join_all(starts).await;
    let shown: Vec<_> = made.into_iter().filter_map(Result::unwrap).collect();
    assert_eq!(shown.len(), 1);
    assert!(signs_in(&desk, shown[0].password.as_deref().unwrap()).await);
}

#[rstest]
#[tokio::test]
async fn a_username_that_is_already_taken_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    app.agent("nadia").await;
    let folder = TempDir::new().unwrap();
    let refused = app.desk.team().ensure_admin("nadia", None, folder.path()).await;
    assert!(matches!(refused, Err(DomainError::NameTaken)));
}
