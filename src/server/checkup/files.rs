//! Compares the rows with the stored files.

use chrono::{DateTime, Duration, Utc};
use futures::{StreamExt, TryStreamExt, stream};
use sea_orm::DatabaseConnection;

use super::{CheckError, Event, Finding};
use crate::server::{
    domain::attachments::referenced::{Pages, ReferencedFile, count, is_swept, without_owner},
    storage::{Listed, Storage, StorageError},
};

/// How many files are looked up at the same time.
const CONCURRENCY: usize = 16;
/// How many stored files are looked up in the database at a time.
const LISTED: usize = 200;
/// A younger file may belong to an upload under way, and the server deletes an older one.
const YOUNG: Duration = Duration::days(2);

pub async fn check(
    connection: &DatabaseConnection,
    storage: Option<&Storage>,
    unreadable: impl Fn(StorageError) -> CheckError,
    tell: &mut dyn FnMut(Event),
) -> Result<(), CheckError> {
    let all = count(connection).await?;
    let mut is_good = true;
    let mut find = |finding, tell: &mut dyn FnMut(Event)| {
        is_good = false;
        tell(Event::Found(finding));
    };
    let (mut pages, mut done) = (Pages::default(), 0);
    while let Some(page) = pages.next(connection).await? {
        let mut looked_up = stream::iter(page)
            .map(async |file| Ok::<_, StorageError>((size(storage, &file).await?, file)))
            .buffered(CONCURRENCY);
        while let Some((size, file)) = looked_up.try_next().await.map_err(&unreadable)? {
            done += 1;
            tell(Event::Files(done, all));
            if let Some(finding) = compare(size, &file) {
                find(finding, tell);
            }
        }
    }
    if let Some(storage) = storage {
        let now = Utc::now();
        let mut groups = storage.list_all().try_chunks(LISTED);
        while let Some(listed) = groups.try_next().await.map_err(|failed| unreadable(failed.1))? {
            let old: Vec<_> = listed.into_iter().filter(|file| is_old(file, now)).map(|file| file.key).collect();
            for key in without_owner(connection, old).await? {
                let problem = format!("The stored file {} belongs to no row", key.as_str());
                let remedy = if is_swept(&key) {
                    "A running server deletes it: if it stays for days, read the server's log"
                } else {
                    "Nothing shows it: remove it by hand if Adda alone uses this place"
                };
                find(Finding::new(problem, remedy), tell);
            }
        }
    }
    if is_good {
        tell(Event::Good(format!("All {all} files to which rows refer are there, and no others.")));
    }
    Ok(())
}

async fn size(storage: Option<&Storage>, file: &ReferencedFile) -> Result<Option<u64>, StorageError> {
    match storage {
        Some(storage) => storage.size(&file.key).await,
        None => Ok(None),
    }
}

fn compare(size: Option<u64>, file: &ReferencedFile) -> Option<Finding> {
    let (owner, key) = (file.owner, file.key.as_str());
    match (size, file.size) {
        (None, _) => Some(Finding::new(
            format!("The file {key} is missing, {owner}"),
            "Copy it from a backup, or check that ADDA_DATA_DIR and ADDA_STORAGE_URL name the right place",
        )),
        (Some(found), Some(expected)) if found != expected => Some(Finding::new(
            format!("The file {key}, {owner}, has {found} bytes instead of {expected}"),
            "Copy it from a backup",
        )),
        (Some(0), _) => Some(Finding::new(format!("The file {key}, {owner}, is empty"), "Copy it from a backup")),
        _ => None,
    }
}

fn is_old(file: &Listed, now: DateTime<Utc>) -> bool {
    file.stored_at < now - YOUNG
}
