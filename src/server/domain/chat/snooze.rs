//! Snoozing: a conversation is set aside until a time, or until the customer writes. It is pending
//! then. Each change of its status ends the snooze, and so does a message of the customer.

use chrono::{DateTime, Duration, SubsecRound, Utc};
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, Select, entity::prelude::*};

use super::{events, reading::may_count_as_unread};
use crate::{
    model::{
        conversation::Status,
        event::{self, EventChange},
        field::{FieldError, Problem},
        inbox::ConversationUpdate,
        timestamp::Timestamp,
    },
    server::{
        domain::{actor::Actor, error::DomainError, log::audit::Author, services::ChatService},
        entity::conversation,
    },
};

/// The maximum length of a snooze.
const MAX_DAYS: i64 = 365;
/// How many snoozes are looked for at once.
const BATCH: usize = 50;
/// The field of the API that a problem is about.
const FIELD: &str = "snoozed_until";

/// What an update asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SnoozeChange {
    /// Snooze until this time; without one, until the customer writes.
    Begin(Option<DateTime<Utc>>),
    /// End the snooze.
    End,
}

impl SnoozeChange {
    /// Returns the status that the conversation gets with the change; none if it keeps its own.
    pub(super) fn status(&self, before: &conversation::Model, update: &ConversationUpdate) -> Option<Status> {
        match self {
            Self::Begin(_) => Some(Status::Pending),
            Self::End => update.status.or_else(|| before.is_snoozed().then_some(Status::Open)),
        }
    }

    /// Makes the change, except for the status.
    ///
    /// # Errors
    /// If the inbox does not list the conversation, because it has no message yet.
    pub(super) fn apply(
        self,
        change: &mut conversation::ActiveModel,
        before: &conversation::Model,
    ) -> Result<(), DomainError> {
        match self {
            Self::Begin(_) if before.last_message_at.is_none() => {
                return Err(DomainError::Conflict("The conversation has no message yet."));
            }
            Self::Begin(until) => {
                change.is_snoozed = Set(true);
                change.snoozed_until = Set(until);
            }
            Self::End => change.wake(before),
        }
        Ok(())
    }
}

/// Returns what an update asks for; none if it does not concern the snooze.
///
/// # Errors
/// If the time is not in the next year, or the fields contradict each other.
pub(super) fn requested(update: &ConversationUpdate, now: DateTime<Utc>) -> Result<Option<SnoozeChange>, DomainError> {
    let requested = match (update.is_snoozed, &update.snoozed_until) {
        (None, None) => return Ok(None),
        (Some(false), Some(Some(_))) => return Err(invalid(FIELD)),
        (Some(false), _) | (None, Some(None)) => SnoozeChange::End,
        (_, Some(Some(until))) => SnoozeChange::Begin(Some(check(until, now)?)),
        (Some(true), _) => SnoozeChange::Begin(None),
    };
    let is_pending = update.status.is_none_or(|status| status == Status::Pending);
    if matches!(requested, SnoozeChange::Begin(_)) && !is_pending {
        return Err(invalid("status"));
    }
    Ok(Some(requested))
}

/// Returns whether the snooze is the one that an update expects.
pub(super) fn is_as_expected(row: &conversation::Model, update: &ConversationUpdate) -> bool {
    let until = row.snoozed_until.filter(|_| row.is_snoozed());
    let is_same = |expected: &Option<Timestamp>| match expected {
        Some(expected) => read(expected).is_some_and(|expected| until == Some(expected)),
        None => until.is_none(),
    };
    update.if_is_snoozed.is_none_or(|expected| expected == row.is_snoozed())
        && update.if_snoozed_until.as_ref().is_none_or(is_same)
}

/// Returns the time at which a snooze ends. The limits of a refused one are days from now.
fn check(until: &Timestamp, now: DateTime<Utc>) -> Result<DateTime<Utc>, DomainError> {
    let beyond = |problem, days| Err(DomainError::Fields(vec![FieldError::beyond(FIELD, problem, days)]));
    match read(until) {
        None => Err(invalid(FIELD)),
        Some(until) if until <= now => beyond(Problem::TooSmall, 0),
        Some(until) if until > now + Duration::days(MAX_DAYS) => beyond(Problem::TooLarge, MAX_DAYS),
        Some(until) => Ok(until),
    }
}

/// Reads a time, to the millisecond, in which the API writes it.
fn read(at: &Timestamp) -> Option<DateTime<Utc>> {
    at.0.parse::<DateTime<Utc>>().ok().map(|at| at.trunc_subsecs(3))
}

fn invalid(field: &str) -> DomainError {
    DomainError::Fields(vec![FieldError::new(field, Problem::Invalid)])
}

/// Returns the line about a snooze that a change begins or ends. If an agent or the customer ends it
/// with another status, the line about the status tells that.
pub(super) fn line(
    by: Option<&Actor>,
    before: &conversation::Model,
    change: &conversation::ActiveModel,
) -> Option<EventChange> {
    let is_snoozed = change.is_snoozed.try_as_ref().copied().unwrap_or(before.is_snoozed);
    let until = change.snoozed_until.try_as_ref().copied().unwrap_or(before.snoozed_until);
    let status = change.status.try_as_ref().copied().unwrap_or(before.status);
    let begins = is_snoozed && (!before.is_snoozed() || until != before.snoozed_until);
    let ends = !is_snoozed && before.is_snoozed() && (by.is_none() || status == Status::Pending);
    (begins || ends).then(|| EventChange::Snooze(event::SnoozeChange { is_snoozed, until: until.map(Into::into) }))
}

impl ChatService {
    /// Ends the snoozes whose time has come, also those that passed while no server was running.
    /// Returns how many. Each node does this: a conversation is locked and checked again, so that only
    /// one of them opens it.
    ///
    /// # Errors
    /// If the database fails. The next call continues.
    pub async fn end_snoozes(&self) -> Result<usize, DomainError> {
        let mut ended = 0;
        loop {
            let due: Vec<i64> = due(self.now())
                .select_only()
                .column(conversation::Column::Id)
                .order_by_asc(conversation::Column::SnoozedUntil)
                .order_by_asc(conversation::Column::Id)
                .limit(BATCH as u64)
                .into_tuple()
                .all(self.database.read())
                .await?;
            for id in &due {
                ended += usize::from(self.end_snooze(*id).await?);
            }
            if due.len() < BATCH {
                return Ok(ended);
            }
        }
    }

    /// Opens a snoozed conversation, and lets it count as unread for its assignee. Returns false if its
    /// time has not come.
    async fn end_snooze(&self, id: i64) -> Result<bool, DomainError> {
        // One conversation in each transaction: the locks of several assignees could be a deadlock.
        let transaction = self.database.begin().await?;
        let now = self.now();
        let locked = due(now).filter(conversation::Column::Id.eq(id)).lock_exclusive();
        let Some(before) = locked.one(&transaction).await? else { return Ok(false) };
        let mut change: conversation::ActiveModel = before.clone().into();
        if !before.is_snoozed() {
            // An earlier version has changed the status during an update, and left the time.
            change.wake(&before);
            change.snoozed_until = Set(None);
            change.update(&transaction).await?;
            transaction.commit().await?;
            return Ok(false);
        }
        self.set_status(&transaction, &mut change, &before, Status::Open).await?;
        if may_count_as_unread(&transaction, &before).await? {
            change.agent_unread_count = Set(1);
        }
        change.updated_at = Set(now);
        events::note_changes(&transaction, None, &before, &mut change, now).await?;
        let after = change.update(&transaction).await?;
        self.log_change(&transaction, Author::System, &before, &after).await?;
        transaction.commit().await?;
        self.assignment().after_change(&before, &after).await;
        Ok(true)
    }
}

/// Selects the conversations whose time has come.
fn due(now: DateTime<Utc>) -> Select<conversation::Entity> {
    conversation::Entity::find().filter(conversation::Column::SnoozedUntil.lte(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-29T10:00:00Z".parse().expect("a time")
    }

    fn at(text: &str) -> Option<Option<Timestamp>> {
        Some(Some(Timestamp(text.to_owned())))
    }

    fn problem(update: &ConversationUpdate) -> Option<(String, Problem)> {
        match requested(update, now()) {
            Err(DomainError::Fields(mut fields)) => fields.pop().map(|error| (error.field, error.problem)),
            _ => None,
        }
    }

    #[test]
    fn an_update_snoozes_or_ends_the_snooze_or_does_neither() {
        let update = |is_snoozed, snoozed_until| {
            let update = ConversationUpdate { is_snoozed, snoozed_until, ..ConversationUpdate::default() };
            requested(&update, now()).expect("acceptable")
        };
        let tomorrow = "2026-11-30T09:00:00Z".parse().expect("a time");
        assert_eq!(update(None, None), None);
        assert_eq!(update(None, at("2026-11-30T15:00:00+06:00")), Some(SnoozeChange::Begin(Some(tomorrow))));
        assert_eq!(update(Some(true), at("2026-11-30T09:00:00.000999Z")), Some(SnoozeChange::Begin(Some(tomorrow))));
        assert_eq!(update(Some(true), None), Some(SnoozeChange::Begin(None)));
        assert_eq!(update(Some(true), Some(None)), Some(SnoozeChange::Begin(None)));
        assert_eq!(update(Some(false), None), Some(SnoozeChange::End));
        assert_eq!(update(None, Some(None)), Some(SnoozeChange::End));
    }

    #[test]
    fn a_time_is_within_a_year_and_fits_the_other_fields() {
        for (text, expected) in [
            ("2026-11-29T10:00:00Z", Some(Problem::TooSmall)),
            ("2026-11-29T10:00:00.001Z", None),
            ("2027-11-29T10:00:00Z", None),
            ("2027-11-29T10:00:00.001Z", Some(Problem::TooLarge)),
            ("tomorrow", Some(Problem::Invalid)),
            ("2026-11-30T09:00", Some(Problem::Invalid)),
        ] {
            let update = ConversationUpdate { snoozed_until: at(text), ..ConversationUpdate::default() };
            assert_eq!(problem(&update), expected.map(|problem| (FIELD.to_owned(), problem)), "{text}");
        }
        let tomorrow = || at("2026-11-30T09:00:00Z");
        let both =
            ConversationUpdate { is_snoozed: Some(false), snoozed_until: tomorrow(), ..ConversationUpdate::default() };
        assert_eq!(problem(&both), Some((FIELD.to_owned(), Problem::Invalid)));
        let resolved = ConversationUpdate {
            status: Some(Status::Resolved),
            snoozed_until: tomorrow(),
            ..ConversationUpdate::default()
        };
        assert_eq!(problem(&resolved), Some(("status".to_owned(), Problem::Invalid)));
    }
}
