//! Stores drafts on the server, and fetches those that the agent has typed on another device.
//!
//! The copy in this browser is the one that the field shows, so nothing that is typed is lost while
//! the server cannot be reached. Failures are not shown: the requests are repeated.

mod local;
mod place;

use leptos::{prelude::*, task::spawn_local};

use self::place::Place;
use super::{mode::Mode, state::use_conversation};
use crate::{
    console::scope::Scope,
    model::error::ApiError,
    ui::{
        bell::Bell,
        page::{self, Listener},
        retry,
        timeout::now,
    },
};

/// How long after the last key a draft is stored, in milliseconds.
const PAUSE_MS: f64 = 1_000.0;
/// The minimum time between two requests while the agent types, in milliseconds.
const EVERY_MS: f64 = 3_000.0;

/// Keeps the drafts of the open conversation in step with the server. Shows nothing.
#[component]
pub fn DraftSync() -> impl IntoView {
    let conversation = use_conversation();
    let (me, session, id) = (conversation.me(), conversation.session(), conversation.id());
    let news = conversation.drafts;
    let places = Mode::ALL.map(|mode| Place { me, session, id: id.clone(), mode });
    let requests = Requests {
        places: StoredValue::new_local(places.clone()),
        taken: news.taken,
        scope: Scope::here(),
        work: StoredValue::new(Work::default()),
        bell: StoredValue::new_local(Bell::default()),
    };
    // What was stored earlier may have been sent elsewhere since.
    requests.look_at(|place| place.local().known != local::Known::default());
    Effect::watch(move || news.edited.track(), move |(), _, _| requests.edited(), false);
    Effect::watch(
        move || news.heard.track(),
        move |(), _, _| {
            let stored = news.stored.get_value();
            requests.look_at(|place| place.local().known.confirmed.as_ref() != stored.of(place.mode == Mode::Note));
        },
        true,
    );
    let at_the_end = places.clone();
    let listener = Listener::new(page::document().into(), "visibilitychange", move |_| {
        if page::is_visible() {
            requests.look_at(|_| false);
        } else {
            at_the_end.iter().for_each(Place::send_at_the_end);
        }
    });
    StoredValue::<_, LocalStorage>::new_local(listener);
    // Those that an earlier visit could not store.
    let others = Place::all(me, session).into_iter().filter(|place| place.id != id);
    spawn_local(settle(others.collect()));
    // The agent may be about to sign out, which deletes what is in this browser.
    let left = Listener::new(page::document().into(), "focusout", move |_| requests.hurry());
    StoredValue::<_, LocalStorage>::new_local(left);
    on_cleanup(move || spawn_local(settle(places.to_vec())));
}

/// Stores the drafts that the server does not have, with retries, also while other conversations are
/// open.
async fn settle(places: Vec<Place>) {
    for place in places {
        if place.local().is_unconfirmed() {
            // A refusal is not shown: the text stays in this browser.
            let _ = retry::until_answered(|| place.sync()).await;
        }
    }
}

/// When the drafts are to be sent, by the page's monotonic clock.
#[derive(Clone, Copy, Default)]
struct Work {
    is_running: bool,
    edited_at: f64,
    /// When the first edit was made that has not been sent.
    unsent_since: Option<f64>,
    sent_at: f64,
    /// Which drafts are to be sent though the server may have them, in the order of [`Mode::ALL`].
    are_asked: [bool; 2],
}

impl Work {
    /// Returns when the next request is due.
    fn due(self) -> f64 {
        match self.unsent_since {
            Some(since) => (self.edited_at + PAUSE_MS).min(since + EVERY_MS).max(self.sent_at + EVERY_MS),
            None => 0.0,
        }
    }
}

/// The requests for the drafts of the open conversation, one at a time.
#[derive(Clone, Copy)]
struct Requests {
    places: StoredValue<[Place; 2], LocalStorage>,
    taken: Trigger,
    scope: Scope,
    work: StoredValue<Work>,
    /// Rings when a request is due earlier.
    bell: StoredValue<Bell, LocalStorage>,
}

impl Requests {
    /// Handles an edit of a draft. An emptied field is reported at once.
    fn edited(self) {
        let is_emptied = self.places.with_value(|places| {
            places.iter().any(|place| place.local().own.is_none() && place.local().is_unconfirmed())
        });
        self.work.update_value(|work| {
            work.edited_at = now();
            work.unsent_since.get_or_insert(work.edited_at);
        });
        if is_emptied {
            self.hurry();
        }
        self.run();
    }

    /// Sends what waits at once.
    fn hurry(self) {
        self.work.update_value(|work| work.unsent_since = None);
        self.bell.with_value(Bell::ring);
    }

    /// Sends the drafts that the server may not have, and those that `is_asked` returns true for.
    fn look_at(self, is_asked: impl Fn(&Place) -> bool) {
        let asked = self.places.with_value(|places| places.each_ref().map(is_asked));
        self.work.update_value(|work| {
            for (is_asked, asked) in work.are_asked.iter_mut().zip(asked) {
                *is_asked |= asked;
            }
        });
        self.run();
    }

    fn run(self) {
        let was_running = self.work.try_update_value(|work| std::mem::replace(&mut work.is_running, true));
        if was_running == Some(false) {
            self.scope.spawn(async move {
                let mut failures = 0;
                while let Some(place) = self.next() {
                    self.wait_until_due().await;
                    match self.send(&place).await {
                        Ok(()) => failures = 0,
                        Err(error) if error.code.is_temporary() => {
                            failures += 1;
                            self.ask(place.mode, true);
                            retry::pause(failures).await;
                        }
                        Err(_) => break,
                    }
                }
                self.work.update_value(|work| work.is_running = false);
            });
        }
    }

    /// Returns a draft that is to be sent.
    fn next(self) -> Option<Place> {
        let are_asked = self.work.get_value().are_asked;
        self.places.with_value(|places| {
            let mut wanted = places.iter().zip(are_asked);
            wanted.find(|(place, is_asked)| *is_asked || place.local().is_unconfirmed()).map(|(place, _)| place.clone())
        })
    }

    async fn wait_until_due(self) {
        loop {
            let wait = self.work.get_value().due() - now();
            if wait <= 0.0 {
                return;
            }
            let bell = Bell::default();
            self.bell.set_value(bell.clone());
            bell.rings_within(wait as u32 + 1).await;
        }
    }

    async fn send(self, place: &Place) -> Result<(), ApiError> {
        self.ask(place.mode, false);
        self.work.update_value(|work| (work.unsent_since, work.sent_at) = (None, now()));
        if place.sync().await? {
            self.taken.notify();
        }
        // Another tab of the browser types.
        if place.local().is_unconfirmed() {
            self.work.update_value(|work| {
                work.unsent_since.get_or_insert(work.sent_at);
            });
        }
        Ok(())
    }

    fn ask(self, mode: Mode, is_asked: bool) {
        self.work.update_value(|work| work.are_asked[usize::from(mode == Mode::Note)] = is_asked);
    }
}
