//! Wakes requests that wait for rows to change.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use super::{Changes, Moment, Row};

/// How many requests of one account may wait. An account has a few tabs and devices.
const MAX_PER_ACCOUNT: usize = 8;

/// The requests that wait.
#[derive(Debug, Default)]
pub(super) struct Waiting(Mutex<Table>);

#[derive(Debug, Default)]
pub(super) struct Table {
    /// The requests by the rows that they wait for.
    of: HashMap<Row, Vec<Arc<Notify>>>,
    /// Whether the server is shutting down, and requests no longer wait.
    is_over: bool,
}

/// A request that waits for rows. Dropping it ends the wait.
#[derive(Debug)]
pub struct Waiter {
    changes: Changes,
    rows: Vec<Row>,
    bell: Arc<Notify>,
}

/// Too many requests of the same account wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRoom;

impl Waiting {
    pub(super) fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    /// Wakes the requests that wait for one of the rows.
    pub(super) fn wake<'a>(&self, rows: impl IntoIterator<Item = &'a Row>) {
        rows.into_iter().filter_map(|row| self.of.get(row)).flatten().for_each(|bell| bell.notify_one());
    }

    /// Wakes all requests.
    pub(super) fn wake_all(&self) {
        self.of.values().flatten().for_each(|bell| bell.notify_one());
    }

    fn leave(&mut self, row: &Row, bell: &Arc<Notify>) {
        let Some(bells) = self.of.get_mut(row) else { return };
        bells.retain(|other| !Arc::ptr_eq(other, bell));
        if bells.is_empty() {
            self.of.remove(row);
        }
    }
}

impl Changes {
    /// Begins to wait for rows. The first of them identifies the account.
    ///
    /// # Errors
    /// If too many requests wait with that row.
    pub fn wait_for(&self, rows: Vec<Row>) -> Result<Waiter, NoRoom> {
        let bell = Arc::<Notify>::default();
        let mut table = self.0.waiting.table();
        if rows.first().and_then(|row| table.of.get(row)).is_some_and(|bells| bells.len() >= MAX_PER_ACCOUNT) {
            return Err(NoRoom);
        }
        for row in &rows {
            table.of.entry(*row).or_default().push(Arc::clone(&bell));
        }
        drop(table);
        Ok(Waiter { changes: self.clone(), rows, bell })
    }

    /// Ends all waits, because the server is shutting down.
    pub fn end_waits(&self) {
        let mut table = self.0.waiting.table();
        table.is_over = true;
        table.wake_all();
    }

    /// Returns whether any request waits.
    pub(super) fn is_awaited(&self) -> bool {
        !self.0.waiting.table().of.is_empty()
    }

    /// Returns a moment before which all commits are noted completely. [`Self::now`] may
    /// lie in the middle of one.
    pub fn settled(&self) -> Moment {
        let _table = self.0.waiting.table();
        self.now()
    }
}

impl Waiter {
    /// Waits until one of the rows has changed since a moment, or the server is shutting
    /// down.
    pub async fn until_changed(&self, since: Moment) {
        while !self.changes.have_changed(since, self.rows.iter().copied()) && !self.is_over() {
            self.bell.notified().await;
        }
    }

    /// Waits until the server is shutting down.
    pub async fn until_over(&self) {
        while !self.is_over() {
            self.bell.notified().await;
        }
    }

    fn is_over(&self) -> bool {
        self.changes.0.waiting.table().is_over
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let mut table = self.changes.0.waiting.table();
        for row in &self.rows {
            table.leave(row, &self.bell);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use futures::FutureExt;

    use super::*;
    use crate::model::ids::UserId;

    const OWN: Row = Row::Account(UserId(7));
    const CHAT: Row = Row::Conversation(3);

    fn is_waiting(waiter: &Waiter, since: Moment) -> bool {
        waiter.until_changed(since).now_or_never().is_none()
    }

    #[test]
    fn a_change_of_its_rows_ends_a_wait_and_no_other_does() {
        let changes = Changes::default();
        let since = changes.settled();
        let waiter = changes.wait_for(vec![OWN, CHAT]).expect("room");
        assert!(is_waiting(&waiter, since));
        changes.note(&HashSet::from([Row::Conversation(4)]));
        assert!(is_waiting(&waiter, since));
        changes.note(&HashSet::from([CHAT]));
        assert!(!is_waiting(&waiter, since));
        assert!(is_waiting(&waiter, changes.settled()), "it waits for the next one");
        changes.note_everything();
        assert!(!is_waiting(&waiter, since));
    }

    #[tokio::test]
    async fn a_waiting_request_is_woken() {
        let changes = Changes::default();
        let waiter = changes.wait_for(vec![CHAT]).expect("room");
        let since = changes.settled();
        let waiting = tokio::spawn(async move { waiter.until_changed(since).await });
        tokio::task::yield_now().await;
        changes.note(&HashSet::from([CHAT]));
        waiting.await.expect("it was woken");
    }

    #[test]
    fn an_account_has_room_for_a_few_waits() {
        let changes = Changes::default();
        let of_one = || changes.wait_for(vec![OWN, CHAT]);
        let waiters: Vec<Waiter> = (0..MAX_PER_ACCOUNT).map(|_| of_one().expect("room")).collect();
        assert_eq!(of_one().err(), Some(NoRoom));
        changes.wait_for(vec![Row::Account(UserId(8)), CHAT]).expect("room for another account");
        drop(waiters);
        assert!(!changes.is_awaited());
        of_one().expect("room again");
    }

    #[test]
    fn all_waits_end_with_the_server() {
        let changes = Changes::default();
        let (waiter, since) = (changes.wait_for(vec![CHAT]).expect("room"), changes.settled());
        changes.end_waits();
        assert!(!is_waiting(&waiter, since));
        assert!(!is_waiting(&changes.wait_for(vec![CHAT]).expect("room"), since));
    }
}
