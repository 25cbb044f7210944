//! The connections of a server: how many there are, and which of them wait for a
//! request. When there is no room left, the one that has waited longest is closed,
//! so that idle connections keep nobody out.

use std::{
    collections::{BTreeMap, HashMap},
    net::IpAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::Notify;

use crate::server::client::Network;

/// How many connections there may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// In all.
    pub all: usize,
    /// From one address.
    pub of_one: usize,
}

/// The connections. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Connections {
    bounds: Bounds,
    table: Arc<Mutex<Table>>,
}

#[derive(Debug, Default)]
struct Table {
    next: u64,
    /// In the order in which they came.
    open: BTreeMap<u64, Arc<Line>>,
    of: HashMap<Network, usize>,
}

/// One connection.
#[derive(Debug)]
struct Line {
    from: Network,
    is_busy: AtomicBool,
    close: Notify,
}

/// The place of a connection, which is free once this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    connections: Connections,
    number: u64,
    line: Arc<Line>,
}

impl Connections {
    /// None yet.
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, table: Arc::default() }
    }

    /// Gives a connection its place. For that, one that waits for a request may be
    /// closed: of the same address if that has too many, of any address if there
    /// are too many. Returns none if all of those are answering requests.
    pub fn admit(&self, from: IpAddr, is_bounded: bool) -> Option<Place> {
        let from = Network::of(from);
        let mut table = self.table.lock().unwrap_or_else(PoisonError::into_inner);
        let own = table.of.get(&from).copied().unwrap_or(0);
        if is_bounded && own >= self.bounds.of_one {
            table.close_oldest(|line| line.from == from)?;
        } else if table.open.len() >= self.bounds.all {
            table.close_oldest(|_| true)?;
        }
        let number = table.next;
        table.next += 1;
        let line = Arc::new(Line { from, is_busy: AtomicBool::new(false), close: Notify::new() });
        table.open.insert(number, Arc::clone(&line));
        *table.of.entry(from).or_insert(0) += 1;
        Some(Place { connections: self.clone(), number, line })
    }
}

impl Table {
    /// Closes the oldest connection that waits for a request.
    fn close_oldest(&mut self, applies: impl Fn(&Line) -> bool) -> Option<()> {
        let is_idle = |line: &Line| !line.is_busy.load(Ordering::Relaxed) && applies(line);
        let number = self.open.iter().find(|(_, line)| is_idle(line)).map(|(number, _)| *number)?;
        let line = self.remove(number)?;
        line.close.notify_one();
        Some(())
    }

    fn remove(&mut self, number: u64) -> Option<Arc<Line>> {
        let line = self.open.remove(&number)?;
        if let Some(count) = self.of.get_mut(&line.from) {
            *count -= 1;
            if *count == 0 {
                self.of.remove(&line.from);
            }
        }
        Some(line)
    }
}

impl Place {
    /// Notes whether a request is being answered.
    pub fn set_busy(&self, is_busy: bool) {
        self.line.is_busy.store(is_busy, Ordering::Relaxed);
    }

    /// Waits until the connection has to be closed to make room.
    pub async fn closed(&self) {
        self.line.close.notified().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut table = self.connections.table.lock().unwrap_or_else(PoisonError::into_inner);
        drop(table.remove(self.number));
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
        let connections = Connections::new(Bounds { all: 3, of_one: 3 });
        let open: Vec<Place> = (0..3).filter_map(|last| connections.admit(address(last), true)).collect();
        open[0].set_busy(true);
        let next = connections.admit(address(9), true);
        assert!(next.is_some());
        assert_eq!(open.iter().map(is_closed).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn an_address_with_too_many_closes_its_own() {
        let connections = Connections::new(Bounds { all: 10, of_one: 2 });
        let other = connections.admit(address(1), true).expect("room");
        let own: Vec<Place> = (0..2).filter_map(|_| connections.admit(address(2), true)).collect();
        let next = connections.admit(address(2), true).expect("room");
        assert_eq!((is_closed(&other), is_closed(&own[0]), is_closed(&own[1])), (false, true, false));
        for place in [&own[1], &next] {
            place.set_busy(true);
        }
        assert!(connections.admit(address(2), true).is_none());
        assert!(connections.admit(address(2), false).is_some(), "a proxy has no bound of its own");
        drop(own);
        assert!(connections.admit(address(2), true).is_some());
    }
}
