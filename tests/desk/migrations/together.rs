//! Several nodes that start at the same moment.

use adda_migration::{Schema, bring_up_to_date};
use rstest::rstest;
use tempfile::TempDir;

use super::old_shop::{connect, contents, create_shop, empty};
use crate::support::Engine;

#[rstest]
#[tokio::test]
async fn nodes_that_start_together_take_turns(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(false, true)] has_rows: bool,
) {
    let folder = TempDir::new().unwrap();
    let url = empty(engine, folder.path()).await;
    let first = connect(&url).await;
    if has_rows {
        create_shop(&first).await;
    }
    let nodes = (0..4).map(|_| {
        let url = url.clone();
        tokio::spawn(async move {
            let connection = connect(&url).await;
            let done = bring_up_to_date(&connection).await;
            connection.close().await.unwrap();
            done
        })
    });
    for node in nodes.collect::<Vec<_>>() {
        let done = node.await.unwrap();
        assert!(done.is_ok(), "{}", done.unwrap_err());
    }
    assert_eq!(Schema::read(&first).await.unwrap(), Schema::Current);
    let five = "support_quickreply: 5".to_owned();
    assert!(contents(&first).await.contains(&five));
    first.close().await.unwrap();
}
