//! The connections of a server: how many there are, which of them wait for a request,
//! and which wait for a client that does not read its response. When the maximum is
//! reached, the one that has waited longest is closed, so that idle connections and
//! slow readers do not keep other clients out.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use crate::server::{client::Network, throttle::Throttle};

/// How many bytes of responses may wait for clients that do not read them. A page of
/// messages has up to 2 MB.
const MAX_STALLED: usize = 16 * 1024 * 1024;
/// How long a client must have read nothing before its response can be cut off to free
/// memory. A client on a slow connection reads more often.
const STALLED_FOR: Duration = Duration::from_secs(2);

/// The connections. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Connections {
    /// The maximum number of connections.
    most: usize,
    table: Arc<Mutex<Table>>,
}

#[derive(Debug, Default)]
struct Table {
    next: u64,
    /// The connections in the order in which they came.
    open: BTreeMap<u64, Arc<Line>>,
    of: HashMap<Network, usize>,
    /// The stalls of connections whose clients hold up a response, by numbers in the
    /// order in which that began.
    stalls: BTreeMap<u64, Stall>,
    /// The sum of their bytes.
    stalled_bytes: usize,
}

/// One connection.
#[derive(Debug)]
struct Line {
    from: Network,
    is_busy: AtomicBool,
    /// The number of its stall; 0 if it has none. Changes while the table is locked.
    stall: AtomicU64,
    close: Notify,
}

/// A response that its client does not read.
#[derive(Debug)]
struct Stall {
    /// The number of the connection.
    of: u64,
    /// How many bytes wait.
    bytes: usize,
    /// Since when the client has read nothing at all.
    since: Instant,
}

/// The place of a connection, which becomes free when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    connections: Connections,
    number: u64,
    line: Arc<Line>,
}

impl Connections {
    /// Makes an empty table for up to `most` connections.
    pub fn new(most: usize) -> Self {
        Self { most, table: Arc::default() }
    }

    /// Admits a connection. For that, another one may be closed: of the same address if
    /// that has `most_of_one` already, of any address if the maximum is reached.
    /// Returns none if all of those are answering requests.
    pub fn admit(&self, from: IpAddr, most_of_one: Option<usize>) -> Option<Place> {
        let from = Network::of(from);
        let mut table = self.table();
        let own = table.of.get(&from).copied().unwrap_or(0);
        if most_of_one.is_some_and(|most| own >= most) {
            table.make_room(|line| line.from == from)?;
        } else if table.open.len() >= self.most {
            table.make_room(|_| true)?;
        }
        let number = table.next();
        let line =
            Arc::new(Line { from, is_busy: AtomicBool::new(false), stall: AtomicU64::new(0), close: Notify::new() });
        table.open.insert(number, Arc::clone(&line));
        *table.of.entry(from).or_insert(0) += 1;
        Some(Place { connections: self.clone(), number, line })
    }

    /// Returns the number of connections.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.table().open.len()
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    /// Returns a number that is greater than all before it.
    fn next(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Closes the oldest connection that waits for a request, or else the one whose
    /// client has held up a response for the longest time.
    fn make_room(&mut self, applies: impl Fn(&Line) -> bool) -> Option<()> {
        let idle = self.open.iter().find(|(_, line)| line.is_idle() && applies(line)).map(|(number, _)| *number);
        let applies_to = |number: &u64| self.open.get(number).is_some_and(|line| applies(line));
        let number = idle.or_else(|| self.stalls.values().map(|stall| stall.of).find(applies_to))?;
        self.close(number);
        Some(())
    }

    fn close(&mut self, number: u64) {
        if let Some(line) = self.remove(number) {
            line.close.notify_one();
        }
    }

    fn remove(&mut self, number: u64) -> Option<Arc<Line>> {
        let line = self.open.remove(&number)?;
        if let Some(count) = self.of.get_mut(&line.from) {
            *count -= 1;
            if *count == 0 {
                self.of.remove(&line.from);
            }
        }
        self.end_stall(&line);
        Some(line)
    }

    fn end_stall(&mut self, line: &Line) {
        if let Some(stall) = self.stalls.remove(&line.stall.swap(0, Ordering::Relaxed)) {
            self.stalled_bytes -= stall.bytes;
        }
    }

    /// Returns the connection with the most waiting bytes among those whose clients
    /// read nothing; of several, the one that has been stalled for the longest time.
    fn largest_stall(&self, now: Instant) -> Option<u64> {
        let takes_nothing = |stall: &&Stall| now.saturating_duration_since(stall.since) >= STALLED_FOR;
        self.stalls.values().rev().filter(takes_nothing).max_by_key(|stall| stall.bytes).map(|stall| stall.of)
    }

    /// Closes the connections with the most waiting bytes, until the sum of the others
    /// is below the limit. A single long response is never too much. Returns whether any
    /// were closed.
    fn bound_stalls(&mut self, now: Instant) -> bool {
        let mut were_closed = false;
        while self.stalled_bytes > MAX_STALLED
            && self.stalls.len() > 1
            && let Some(of) = self.largest_stall(now)
        {
            self.close(of);
            were_closed = true;
        }
        were_closed
    }
}

impl Line {
    fn is_idle(&self) -> bool {
        !self.is_busy.load(Ordering::Relaxed) && self.stall.load(Ordering::Relaxed) == 0
    }
}

impl Place {
    /// Records whether a request is being answered.
    pub fn set_busy(&self, is_busy: bool) {
        self.line.is_busy.store(is_busy, Ordering::Relaxed);
    }

    /// Records that the client does not read these bytes of a response, and whether it
    /// has read some since the last call. If the bytes of all such clients exceed the
    /// limit, connections whose clients read nothing are closed, the most bytes first.
    pub fn stall(&self, bytes: usize, has_progressed: bool) {
        self.stall_at(bytes, has_progressed, Instant::now());
    }

    fn stall_at(&self, bytes: usize, has_progressed: bool, now: Instant) {
        static LOG: Throttle = Throttle::new(Duration::from_secs(1));
        let mut table = self.connections.table();
        // It may just have been closed.
        if !table.open.contains_key(&self.number) {
            return;
        }
        let place = match self.line.stall.load(Ordering::Relaxed) {
            0 => table.next(),
            place => place,
        };
        self.line.stall.store(place, Ordering::Relaxed);
        let before = table.stalls.remove(&place);
        let since = before.as_ref().filter(|_| !has_progressed).map_or(now, |before| before.since);
        table.stalls.insert(place, Stall { of: self.number, bytes, since });
        table.stalled_bytes = table.stalled_bytes - before.map_or(0, |before| before.bytes) + bytes;
        let were_closed = table.bound_stalls(now);
        drop(table);
        if were_closed && let Some(suppressed) = LOG.pass() {
            tracing::warn!(suppressed, "too many answers wait for slow clients: the longest were cut off");
        }
    }

    /// Records that the client reads its response again.
    pub fn end_stall(&self) {
        if self.is_stalled() {
            self.connections.table().end_stall(&self.line);
        }
    }

    /// Returns whether the client does not read some bytes of a response.
    pub fn is_stalled(&self) -> bool {
        self.line.stall.load(Ordering::Relaxed) != 0
    }

    /// Waits until the connection must be closed to make room.
    pub async fn closed(&self) {
        self.line.close.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(self.connections.table().remove(self.number));
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    fn address(last: u8) -> IpAddr {
        IpAddr::from([203, 0, 113, last])
    }

    fn is_closed(place: &Place) -> bool {
        place.closed().now_or_never().is_some()
    }

    #[test]
    fn the_one_that_has_waited_longest_makes_room() {
        let connections = Connections::new(3);
        let open: Vec<Place> = (0..3).filter_map(|last| connections.admit(address(last), Some(3))).collect();
        open[0].set_busy(true);
        let next = connections.admit(address(9), Some(3));
        assert!(next.is_some());
        assert_eq!(open.iter().map(is_closed).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn an_address_with_too_many_closes_its_own() {
        let connections = Connections::new(10);
        let other = connections.admit(address(1), Some(2)).expect("room");
        let own: Vec<Place> = (0..2).filter_map(|_| connections.admit(address(2), Some(2))).collect();
        let next = connections.admit(address(2), Some(2)).expect("room");
        assert_eq!((is_closed(&other), is_closed(&own[0]), is_closed(&own[1])), (false, true, false));
        for place in [&own[1], &next] {
            place.set_busy(true);
        }
        assert!(connections.admit(address(2), Some(2)).is_none());
        assert!(connections.admit(address(2), None).is_some(), "a proxy has no bound of its own");
        drop(own);
        assert!(connections.admit(address(2), Some(2)).is_some());
    }

    #[test]
    fn the_one_whose_client_has_held_up_an_answer_for_longest_makes_room_after_the_idle_ones() {
        let connections = Connections::new(4);
        let open: Vec<Place> = (0..4).filter_map(|last| connections.admit(address(last), None)).collect();
        open.iter().take(3).for_each(|place| place.set_busy(true));
        for stalled in [1, 0, 1] {
            open[stalled].stall(10, false);
        }
        // The server has sent its response, but it still waits for the client.
        open[1].set_busy(false);
        let closed = || open.iter().map(is_closed).collect::<Vec<_>>();
        let more = [(); 2].map(|()| {
            let place = connections.admit(address(9), None).expect("room");
            place.set_busy(true);
            place
        });
        assert_eq!(closed(), [false, true, false, true]);
        open[0].end_stall();
        assert!(connections.admit(address(9), None).is_none(), "all answer requests");
        drop(more);
    }

    #[test]
    fn answers_that_wait_take_no_more_than_their_memory() {
        let connections = Connections::new(10);
        let open: Vec<Place> = (0..3).filter_map(|last| connections.admit(address(last), None)).collect();
        let closed = || open.iter().map(is_closed).collect::<Vec<_>>();
        let begun = Instant::now();
        let later = begun + STALLED_FOR;
        open[0].stall_at(MAX_STALLED + 1, false, begun);
        open[0].stall_at(MAX_STALLED + 1, false, later);
        assert_eq!(closed(), [false, false, false], "one answer alone may be long");
        open[1].stall_at(1, false, later);
        assert_eq!(closed(), [true, false, false]);
        open[0].stall_at(MAX_STALLED, false, later);
        assert_eq!(connections.table().stalled_bytes, 1, "a closed connection does not count");
        open[2].stall_at(MAX_STALLED, false, later);
        open[2].stall_at(MAX_STALLED, true, later + STALLED_FOR);
        assert_eq!(closed(), [false, true, false], "the client of the longer answer takes some of it");
        drop(open);
        assert_eq!(connections.table().stalled_bytes, 0);
    }
}
