//! Lets a search find its rows without ever reading everything at once.
//!
//! Common words are in one of the next few rows of the list, so these rows are
//! read. For rare words the index returns all rows. Other words (such as one that
//! was common only last winter, or one of two letters) are searched in a bounded
//! slice of the list. The page ends where the slice does, and the next page
//! continues from there.

use sea_orm::{Condition, DatabaseConnection, QuerySelect, Select, entity::prelude::*, sea_query::IntoCondition};

use super::{Search, index};
use crate::server::{
    domain::{
        error::DomainError,
        inbox::{order::Section, rows, summary::Parts},
    },
    entity::conversation,
};

/// How many rows are read before the index is used.
const MAX_ROWS_WITHOUT_INDEX: u64 = 300;
/// The maximum number of rows that a page reads. With all their messages, this
/// takes about thirty milliseconds.
const MAX_ROWS: u64 = 1_000;
/// Up to this many messages, customers or conversations with a word, the word
/// is rare, and all are taken from the index. More of them fill a page within
/// [`MAX_ROWS`] rows, unless they are all in another part of the list.
const MAX_RARE: u64 = 1_000;
/// With at most this many conversations, the other words are read there instead
/// of searching the index for each.
const MAX_CONVERSATIONS_READ: usize = 100;

/// The rows found in a section.
pub(in crate::server::domain::inbox) struct Found {
    pub rows: Vec<Parts>,
    /// The row after which the search stopped; none if the section was searched
    /// completely.
    pub stop: Option<(DateTimeUtc, i64)>,
}

/// The conversations that have all rare words of a search.
pub(super) struct RareMatches {
    /// Their numbers.
    conversations: Vec<i64>,
    /// The other words, which must be read.
    unread: Vec<String>,
}

/// A section of the list, or the rest of it after a cursor.
struct SectionRest<'a> {
    section: &'a Section,
    listed: Condition,
    most: u64,
}

impl Search {
    /// Returns the first rows of a section that contain the words: `most` of
    /// them, or fewer if the search stopped or the section ended. `listed` is
    /// the condition of the view in this section.
    pub(in crate::server::domain::inbox) async fn first_rows(
        &self,
        connection: &DatabaseConnection,
        section: &Section,
        listed: Condition,
        most: u64,
    ) -> Result<Found, DomainError> {
        let rest = SectionRest { section, listed, most };
        if !self.rare_matches.initialized() {
            let found = self.read_up_to(MAX_ROWS_WITHOUT_INDEX, &rest, connection).await?;
            if found.stop.is_none() {
                return Ok(found);
            }
        }
        if let Some(RareMatches { conversations, unread }) = self.rare_matches(connection).await? {
            let numbers = conversation::Column::Id.is_in(conversations.iter().copied());
            let rows = rest.rows(Condition::all().add(numbers).add(self.read_all(unread)), connection).await?;
            return Ok(Found { rows, stop: None });
        }
        self.read_up_to(MAX_ROWS, &rest, connection).await
    }

    /// Reads up to a number of rows one by one.
    async fn read_up_to(
        &self,
        count: u64,
        rest: &SectionRest<'_>,
        connection: &DatabaseConnection,
    ) -> Result<Found, DomainError> {
        let end = rest.row(count, connection).await?;
        let within =
            Condition::all().add(self.read()).add_option(end.map(|(moment, id)| rest.section.up_to(moment, id)));
        let rows = rest.rows(within, connection).await?;
        Ok(Found { stop: end.filter(|_| (rows.len() as u64) < rest.most), rows })
    }

    /// Returns the conversations that can contain all words, if a word is rare.
    async fn rare_matches(&self, connection: &DatabaseConnection) -> Result<Option<&RareMatches>, DomainError> {
        let matches = self.rare_matches.get_or_try_init(|| async {
            let mut found: Option<Vec<i64>> = None;
            let mut unread = Vec::new();
            for word in &self.words {
                let can_read_all = found.as_ref().is_some_and(|found| found.len() <= MAX_CONVERSATIONS_READ);
                let rare = if can_read_all { None } else { self.with_rare(word, connection).await? };
                match (rare, &mut found) {
                    (None, _) => unread.push(word.clone()),
                    (Some(rare), None) => found = Some(rare),
                    (Some(rare), Some(found)) => found.retain(|number| rare.binary_search(number).is_ok()),
                }
            }
            Ok::<_, DomainError>(found.map(|conversations| RareMatches { conversations, unread }))
        });
        Ok(matches.await?.as_ref())
    }

    /// Returns the numbers of all conversations with a word, sorted, if the word is
    /// rare and in the index.
    async fn with_rare(&self, word: &str, connection: &DatabaseConnection) -> Result<Option<Vec<i64>>, DomainError> {
        if index::is_short(word) {
            return Ok(None);
        }
        let Some(mut all) = numbers(self.in_messages(word, MAX_RARE + 1), connection).await? else { return Ok(None) };
        for query in [self.in_conversations(word, MAX_RARE + 1), self.in_customers(word, MAX_RARE + 1)] {
            let Some(more) = numbers(query, connection).await? else { return Ok(None) };
            all.extend(more);
        }
        all.sort_unstable();
        all.dedup();
        Ok(Some(all))
    }
}

/// Returns the numbers that a query finds, unless they are more than [`MAX_RARE`].
async fn numbers<E: EntityTrait>(
    query: Select<E>,
    connection: &DatabaseConnection,
) -> Result<Option<Vec<i64>>, DomainError> {
    let numbers: Vec<i64> = query.into_tuple().all(connection).await?;
    Ok((numbers.len() as u64 <= MAX_RARE).then_some(numbers))
}
impl SectionRest<'_> {
    /// Returns the first rows that fulfil a condition.
    async fn rows(
        &self,
        condition: impl IntoCondition,
        connection: &DatabaseConnection,
    ) -> Result<Vec<Parts>, DomainError> {
        let rows = self.section.sorted(rows().filter(self.listed.clone()).filter(condition.into_condition()));
        Ok(rows.limit(self.most).all(connection).await?)
    }

    /// Returns the position of the last of `count` rows; none if there are
    /// fewer.
    async fn row(
        &self,
        count: u64,
        connection: &DatabaseConnection,
    ) -> Result<Option<(DateTimeUtc, i64)>, DomainError> {
        let rows = conversation::Entity::find()
            .select_only()
            .column(self.section.by)
            .column(conversation::Column::Id)
            .filter(self.listed.clone());
        let place: Option<(Option<DateTimeUtc>, i64)> =
            self.section.sorted(rows).offset(count.saturating_sub(1)).limit(1).into_tuple().one(connection).await?;
        Ok(place.and_then(|(moment, id)| Some((moment?, id))))
    }
}
