//! Decides which picture is processed next.
//!
//! A picture of 2 kB can take a second to decode. So the next picture is not simply the
//! oldest. It is from the address whose last turn was the longest ago, and among the
//! accounts of that address, from the one whose last turn was the longest ago. So 40
//! pictures of one sender delay a picture of another by only one.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::oneshot;

use super::PictureError;
use crate::server::client::Network;

/// The maximum number of pictures in the queue.
const MAX_WAITING: usize = 64;
/// The number of senders whose last turn is remembered.
const REMEMBERED: usize = 256;

/// The sender of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The network, if it is known.
    pub network: Option<Network>,
    /// The account's id.
    pub account: i64,
}

/// The turn to process a picture, and the queue for it. Cheap to clone; all clones share
/// one queue.
#[derive(Clone, Debug, Default)]
pub(super) struct Turns(Arc<Mutex<Line>>);

#[derive(Debug, Default)]
struct Line {
    is_busy: bool,
    waiting: Vec<Waiting>,
    /// The senders that had a turn, the latest last.
    served: Vec<Sender>,
}

#[derive(Debug)]
struct Waiting {
    sender: Sender,
    turn: oneshot::Sender<Turn>,
}

/// The turn to process a picture. The next one begins when this is dropped.
#[derive(Debug)]
pub(super) struct Turn(Option<Turns>);

impl Turns {
    /// Waits for a turn.
    ///
    /// # Errors
    /// Returns [`PictureError::Busy`] if too many wait, most of them of the same
    /// address.
    pub async fn wait(&self, sender: Sender) -> Result<Turn, PictureError> {
        let waiting = {
            let mut line = self.lock();
            if !line.is_busy {
                line.is_busy = true;
                line.note(sender);
                return Ok(Turn(Some(self.clone())));
            }
            line.admit(sender)?
        };
        waiting.await.map_err(|_| PictureError::Busy)
    }

    /// Passes the turn on to the next sender who still waits.
    fn pass_on(&self) {
        loop {
            let mut line = self.lock();
            let Some(Waiting { sender, turn }) = line.next() else {
                line.is_busy = false;
                return;
            };
            line.note(sender);
            drop(line);
            match turn.send(Turn(Some(self.clone()))) {
                Ok(()) => return,
                // The sender no longer waits. This loop passes the turn on itself, so dropping
                // this one must not do it again.
                Err(mut undelivered) => undelivered.0 = None,
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// Adds a sender to the queue. If the queue is full, a picture of the address with
    /// the most pictures is removed.
    fn admit(&mut self, sender: Sender) -> Result<oneshot::Receiver<Turn>, PictureError> {
        self.waiting.retain(|waiting| !waiting.turn.is_closed());
        if self.waiting.len() >= MAX_WAITING {
            let of = |network| self.waiting.iter().filter(|waiting| waiting.sender.network == network).count();
            let (largest, last) = self
                .waiting
                .iter()
                .enumerate()
                .map(|(place, waiting)| (of(waiting.sender.network), place))
                .max()
                .ok_or(PictureError::Busy)?;
            if of(sender.network) + 1 >= largest {
                return Err(PictureError::Busy);
            }
            drop(self.waiting.remove(last));
        }
        let (turn, waiting) = oneshot::channel();
        self.waiting.push(Waiting { sender, turn });
        Ok(waiting)
    }

    /// Takes the next picture from the queue: of the address that has had no turn for
    /// the longest time, the account for which the same is true; of its pictures, the
    /// oldest.
    fn next(&mut self) -> Option<Waiting> {
        let last_turn = |is: &dyn Fn(&Sender) -> bool| self.served.iter().rposition(is).map_or(0, |place| place + 1);
        let place = (0..self.waiting.len()).min_by_key(|place| {
            let Sender { network, account } = self.waiting[*place].sender;
            (
                last_turn(&|served| served.network == network),
                last_turn(&|served| *served == Sender { network, account }),
                *place,
            )
        })?;
        Some(self.waiting.remove(place))
    }

    fn note(&mut self, sender: Sender) {
        self.served.retain(|served| *served != sender);
        self.served.push(sender);
        if self.served.len() > REMEMBERED {
            self.served.remove(0);
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(turns) = self.0.take() {
            turns.pass_on();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt, future::BoxFuture};

    use super::*;

    fn sender(address: u8, account: i64) -> Sender {
        Sender { network: Some(Network::of([203, 0, 113, address].into())), account }
    }

    type Wait = BoxFuture<'static, Result<Turn, PictureError>>;

    /// Adds a picture to the queue.
    fn queue(turns: &Turns, sender: Sender) -> Wait {
        let turns = turns.clone();
        let mut wait: Wait = async move { turns.wait(sender).await }.boxed();
        assert!((&mut wait).now_or_never().is_none(), "{sender:?} need not wait");
        wait
    }

    /// Ends turns until the queue is empty; returns their order.
    fn order(turn: Turn, mut waits: Vec<(Sender, Wait)>) -> Vec<Sender> {
        let mut order = Vec::new();
        let mut turn = Some(turn);
        while turn.take().is_some() {
            let next = waits.iter_mut().position(|(_, wait)| {
                turn = wait.now_or_never().and_then(Result::ok);
                turn.is_some()
            });
            order.extend(next.map(|next| waits.remove(next).0));
        }
        order
    }

    #[test]
    fn a_sender_waits_for_one_picture_of_another_not_for_forty() {
        let turns = Turns::default();
        let (flood, other) = (sender(1, 1), sender(2, 2));
        let first = turns.wait(flood).now_or_never().expect("free").expect("a turn");
        let mut waits: Vec<_> = (0..40).map(|_| (flood, queue(&turns, flood))).collect();
        waits.push((other, queue(&turns, other)));
        let order = order(first, waits);
        assert_eq!(order.len(), 41);
        assert_eq!(order.iter().position(|served| *served == other), Some(0));
    }

    #[test]
    fn senders_with_one_address_take_turns_too() {
        let turns = Turns::default();
        let (flood, pupil) = (sender(1, 1), sender(1, 2));
        let first = turns.wait(flood).now_or_never().expect("free").expect("a turn");
        let mut waits: Vec<_> = (0..10).map(|_| (flood, queue(&turns, flood))).collect();
        waits.extend((0..3).map(|_| (pupil, queue(&turns, pupil))));
        let order = order(first, waits);
        assert_eq!(order[..6], [pupil, flood, pupil, flood, pupil, flood]);
    }

    #[test]
    fn a_full_line_takes_newcomers_in_place_of_the_largest_crowd() {
        let turns = Turns::default();
        let (flood, other) = (sender(1, 1), sender(2, 2));
        let _first = turns.wait(flood).now_or_never().expect("free").expect("a turn");
        let mut waits: Vec<_> = (0..MAX_WAITING).map(|_| queue(&turns, flood)).collect();
        let refused = turns.wait(flood).now_or_never().expect("no wait");
        assert!(matches!(refused, Err(PictureError::Busy)));
        let _other = queue(&turns, other);
        let given_up = waits.iter_mut().filter_map(|wait| wait.now_or_never());
        assert!(given_up.map(|refused| refused.map(drop)).eq([Err(PictureError::Busy)]));
    }

    #[test]
    fn a_cancelled_wait_does_not_block_the_others() {
        let turns = Turns::default();
        let first = turns.wait(sender(1, 1)).now_or_never().expect("free").expect("a turn");
        drop(queue(&turns, sender(2, 2)));
        let mut other = queue(&turns, sender(3, 3));
        drop(first);
        let turn = (&mut other).now_or_never().expect("a turn").expect("a turn");
        drop(turn);
        assert!(turns.wait(sender(4, 4)).now_or_never().is_some(), "the place is free again");
    }
}
