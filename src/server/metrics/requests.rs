//! Counts requests and measures how long they take, by the templates of their routes.
//!
//! A route's counts are relaxed atomics. Those of polls are found without a lock, because their
//! fast path answers tens of thousands of requests a second.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::http::{Method, StatusCode};
use strum::VariantArray;

use crate::server::{domain::tally::Count, polls::PollRoute};

/// The classes of status codes, by their first digit from 1.
pub(super) const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];
/// The methods that are told apart. The last one stands for all others.
pub(super) const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "other"];
/// The upper bounds of the histogram's buckets, in microseconds.
pub(super) const BOUNDS: [u64; 13] = [
    1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000,
];

/// The requests of one route.
#[derive(Debug, Default)]
pub(super) struct Route {
    /// By method and class of status code.
    pub counts: [[Count; CLASSES.len()]; METHODS.len()],
    /// How many requests took no longer than each bound and longer than the one before it. The
    /// last one counts those that took longer than all.
    pub buckets: [Count; BOUNDS.len() + 1],
    micros: AtomicU64,
}

impl Route {
    fn count(&self, method: usize, status: StatusCode, elapsed: Duration) {
        let class = usize::from(status.as_u16() / 100).clamp(1, CLASSES.len()) - 1;
        let micros = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS.iter().position(|bound| micros <= *bound).unwrap_or(BOUNDS.len());
        if let (Some(classes), Some(bucket)) = (self.counts.get(method), self.buckets.get(bucket)) {
            classes[class].add();
            bucket.add();
        }
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Returns the sum of all times, in seconds.
    pub(super) fn seconds(&self) -> f64 {
        Duration::from_micros(self.micros.load(Ordering::Relaxed)).as_secs_f64()
    }
}

/// The requests of all routes.
#[derive(Debug)]
pub struct Requests {
    /// By template. The router has a fixed number of them.
    routes: RwLock<BTreeMap<String, Arc<Route>>>,
    /// The routes of polls, in the order of [`PollRoute::VARIANTS`].
    polls: Vec<Poll>,
}

#[derive(Debug)]
struct Poll {
    method: usize,
    route: Arc<Route>,
}

impl Default for Requests {
    fn default() -> Self {
        let (mut routes, mut polls) = (BTreeMap::new(), Vec::new());
        for poll in PollRoute::VARIANTS {
            let route = Arc::<Route>::default();
            routes.insert(poll.template().to_owned(), Arc::clone(&route));
            polls.push(Poll { method: index(&poll.method()), route });
        }
        Self { routes: RwLock::new(routes), polls }
    }
}

impl Requests {
    /// Counts a request by the template of its route, or by `none` without a route.
    pub fn count(&self, template: &str, method: &Method, status: StatusCode, elapsed: Duration) {
        self.route(template).count(index(method), status, elapsed);
    }

    /// Counts a poll that the fast path has answered.
    pub fn count_poll(&self, poll: PollRoute, status: StatusCode, elapsed: Duration) {
        if let Some(Poll { method, route }) = self.polls.get(poll as usize) {
            route.count(*method, status, elapsed);
        }
    }

    fn route(&self, template: &str) -> Arc<Route> {
        if let Some(route) = self.routes.read().unwrap_or_else(PoisonError::into_inner).get(template) {
            return Arc::clone(route);
        }
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(routes.entry(template.to_owned()).or_default())
    }

    /// Returns the routes with their templates.
    pub(super) fn routes(&self) -> BTreeMap<String, Arc<Route>> {
        self.routes.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Returns the place of a method in [`METHODS`].
fn index(method: &Method) -> usize {
    METHODS.iter().position(|name| *name == method.as_str()).unwrap_or(METHODS.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_counted_once_by_method_class_and_time() {
        let requests = Requests::default();
        let millis = Duration::from_millis;
        requests.count("none", &Method::GET, StatusCode::NOT_FOUND, millis(1));
        requests.count("none", &Method::from_bytes(b"BREW").unwrap(), StatusCode::NOT_FOUND, millis(60_000));
        let none = &requests.routes()["none"];
        assert_eq!((none.counts[0][3].get(), none.counts[METHODS.len() - 1][3].get()), (1, 1));
        assert_eq!((none.buckets[0].get(), none.buckets[BOUNDS.len()].get()), (1, 1));
        assert!((none.seconds() - 60.001).abs() < 1e-9);
    }

    #[test]
    fn a_poll_is_counted_with_other_requests_of_its_route() {
        let requests = Requests::default();
        for poll in PollRoute::VARIANTS {
            requests.count_poll(*poll, StatusCode::OK, Duration::ZERO);
            requests.count(poll.template(), &poll.method(), StatusCode::OK, Duration::ZERO);
            assert_eq!(requests.routes()[poll.template()].counts[index(&poll.method())][1].get(), 2);
        }
        assert_eq!(requests.routes().len(), PollRoute::VARIANTS.len());
    }
}
