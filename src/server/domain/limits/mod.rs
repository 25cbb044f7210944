//! Rate limits of clients. `rules` lists the limits; this module counts.
//!
//! A node counts in its memory. Where several nodes share a PostgreSQL, a
//! request that passes here is counted once more in a shared table: a client
//! that spreads its requests over the nodes gets no more than one that does
//! not, and a flood still costs the database nothing beyond its limit.

pub(super) mod crowd;
mod rules;
mod setting;
mod shared;

use std::{
    collections::HashMap,
    fmt::Display,
    hash::{BuildHasher, RandomState},
    num::NonZeroU32,
    time::Duration,
};

use governor::{
    NotUntil, Quota, RateLimiter,
    clock::{Clock, MonotonicClock},
    middleware::NoOpMiddleware,
    state::keyed::HashMapStateStore,
};

pub use self::{
    rules::{Limit, Rate, Rule},
    setting::{InvalidLimits, LimitSettings},
};
use super::{access::sessions::Token, error::DomainError, services::LimitService};
use crate::server::client;

/// The maximum number of counters of a limit. A key uses the counter of its hash, so
/// that a flood of addresses takes no more than 4 MB of memory for each limit. Two
/// keys may share a counter by chance, and clients cannot find out which.
const COUNTERS: u64 = 1 << 17;

type Instant = <MonotonicClock as Clock>::Instant;
type Counter = RateLimiter<u32, HashMapStateStore<u32>, MonotonicClock, NoOpMiddleware<Instant>>;

/// Units that a request takes from a limit.
#[derive(Clone, Debug)]
pub struct Charge {
    limit: Limit,
    key: String,
    units: u32,
}

impl Limit {
    /// Returns the charge of one unit, counted under `key`.
    pub fn of(self, key: impl Display) -> Charge {
        self.units(key, 1)
    }

    /// Returns the charge of several units.
    pub fn units(self, key: impl Display, units: u32) -> Charge {
        Charge { limit: self, key: key.to_string(), units }
    }

    /// Returns the charge of one unit, counted by the network that the request
    /// comes from.
    pub fn here(self) -> Option<Charge> {
        client::current().map(|network| self.of(network))
    }
}

/// The counters of this node.
#[derive(Debug, Default)]
pub struct Limits {
    counters: HashMap<Limit, Counted>,
    hasher: RandomState,
    clock: MonotonicClock,
}

#[derive(Debug)]
struct Counted {
    rate: Rate,
    counter: Counter,
}

impl Limits {
    /// Makes the counters of the limits that are enabled.
    pub fn new(settings: &LimitSettings) -> Self {
        let counted = |limit: Limit| {
            let rate = settings.rate(limit)?;
            let counter = RateLimiter::hashmap_with_clock(quota(rate)?, MonotonicClock);
            Some((limit, Counted { rate, counter }))
        };
        Self {
            counters: Limit::ALL.into_iter().filter_map(counted).collect(),
            hasher: RandomState::new(),
            clock: MonotonicClock,
        }
    }

    /// Returns whether any limit is enabled.
    pub fn are_on(&self) -> bool {
        !self.counters.is_empty()
    }

    /// Counts a charge in this node's memory.
    ///
    /// # Errors
    /// Returns how long to wait if the limit is exceeded.
    fn take(&self, charge: &Charge) -> Result<(), DomainError> {
        let Some(counted) = self.counters.get(&charge.limit) else { return Ok(()) };
        let counter = u32::try_from(self.hasher.hash_one(&charge.key) % COUNTERS).unwrap_or_default();
        let units = NonZeroU32::new(charge.units.min(counted.rate.burst)).unwrap_or(NonZeroU32::MIN);
        let wait = |refused: NotUntil<Instant>| refused.wait_time_from(self.clock.now());
        match counted.counter.check_key_n(&counter, units) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(refused)) => Err(DomainError::Limited { retry_after: wait(refused) }),
            // The charge exceeds the burst. Cannot occur, because units have been
            // reduced to it.
            Err(_) => Ok(()),
        }
    }

    /// Drops the counters that are full again.
    fn sweep(&self) {
        for Counted { counter, .. } in self.counters.values() {
            counter.retain_recent();
            counter.shrink_to_fit();
        }
    }
}

fn quota(rate: Rate) -> Option<Quota> {
    let nanos = rate.period.as_nanos() / u128::from(rate.count.max(1));
    let each = Duration::from_nanos(u64::try_from(nanos).ok()?.max(1));
    Some(Quota::with_period(each)?.allow_burst(NonZeroU32::new(rate.burst)?))
}

impl LimitService {
    /// Counts the charges of a request.
    ///
    /// # Errors
    /// Returns [`DomainError::Limited`] if a limit is exceeded.
    pub(super) async fn charge(&self, charges: impl IntoIterator<Item = Charge>) -> Result<(), DomainError> {
        if !self.limits.are_on() {
            return Ok(());
        }
        let charges: Vec<Charge> = charges.into_iter().collect();
        for charge in &charges {
            self.limits.take(charge).inspect_err(|_| self.note_limit(charge.limit))?;
        }
        if self.database.is_sqlite() {
            return Ok(());
        }
        let counted = |charge: Charge| self.limits.counters.get(&charge.limit).map(|counted| (charge, counted.rate));
        let charges: Vec<(Charge, Rate)> = charges.into_iter().filter_map(counted).collect();
        match shared::take(&self.database, &charges).await {
            Ok(None) => Ok(()),
            Ok(Some(wait)) => match charges.first() {
                Some((charge, _)) => {
                    self.note_limit(charge.limit);
                    Err(DomainError::Limited { retry_after: wait })
                }
                None => Ok(()),
            },
            // The rest of the request needs the database too, and reports its error.
            Err(_) => Ok(()),
        }
    }

    /// Counts a request of a session. It is counted in this node's memory only:
    /// polls are cheap, and a flood would reach the database first if it had to
    /// count them all.
    ///
    /// # Errors
    /// Returns [`DomainError::Limited`] if there are too many.
    pub fn charge_request(&self, session: &Token) -> Result<(), DomainError> {
        self.take_request(session).inspect_err(|_| self.note_limit(Limit::RequestsSession))
    }

    /// Counts a request of a session. Returns false, and does not log that, if there are too
    /// many: the caller passes the request on to code that calls [`Self::charge_request`].
    pub fn admits_request(&self, session: &Token) -> bool {
        self.take_request(session).is_ok()
    }

    fn take_request(&self, session: &Token) -> Result<(), DomainError> {
        self.limits.take(&Limit::RequestsSession.of(session.reveal()))
    }

    /// Deletes counters that are full again, here and in the table.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_limits(&self) -> Result<(), DomainError> {
        self.limits.sweep();
        if !self.database.is_sqlite() {
            shared::sweep(&self.database).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(settings: &str) -> Limits {
        Limits::new(&settings.parse().unwrap())
    }

    fn wait(limits: &Limits, charge: &Charge) -> Option<Duration> {
        match limits.take(charge) {
            Ok(()) => None,
            Err(DomainError::Limited { retry_after }) => Some(retry_after),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn a_burst_passes_and_then_one_after_the_other() {
        let limits = limits("sign_in_account=1/h/3");
        let charge = Limit::SignInAccount.of("nadia");
        assert_eq!([(); 3].map(|()| wait(&limits, &charge)), [None; 3]);
        let wait_of_nadia = wait(&limits, &charge).expect("a wait");
        assert!(wait_of_nadia > Duration::from_secs(3_590) && wait_of_nadia <= Duration::from_secs(3_600));
        assert_eq!(wait(&limits, &Limit::SignInAccount.of("rafi")), None, "another key");
        assert_eq!(wait(&limits, &Limit::SignInAddress.of("nadia")), None, "another limit");
    }

    #[test]
    fn a_charge_above_the_burst_takes_all_of_it() {
        let limits = limits("upload_kilobytes_account=10/h/100");
        let charge = Limit::UploadKilobytesAccount.units(1, 5_000);
        assert_eq!(wait(&limits, &charge), None);
        assert!(wait(&limits, &Limit::UploadKilobytesAccount.of(1)).is_some());
    }

    #[test]
    fn limits_that_are_off_count_nothing() {
        let limits = limits("off");
        assert!(!limits.are_on());
        assert!((0..10_000).all(|_| wait(&limits, &Limit::SignInAccount.of("nadia")).is_none()));
    }

    #[test]
    fn a_flood_of_keys_takes_no_more_than_so_many_counters() {
        let limits = limits("sign_in_address=1000/s");
        for key in 0..2 * COUNTERS {
            limits.take(&Limit::SignInAddress.of(key)).unwrap();
        }
        let counter = &limits.counters[&Limit::SignInAddress].counter;
        assert!(counter.len() as u64 <= COUNTERS);
        std::thread::sleep(Duration::from_millis(10));
        limits.sweep();
        assert_eq!(counter.len(), 0);
    }
}
