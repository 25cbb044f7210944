//! Pages of the inbox.

use sea_orm::{Condition, QueryFilter, QuerySelect};

use super::{
    cursor::Cursor,
    order::{self, Section},
    rows,
    search::{Found, Search},
    summary::Parts,
};
use crate::{
    model::view::Sort,
    server::domain::{error::DomainError, services::InboxService},
};

/// The maximum number of rows of a page.
const PAGE: u64 = 50;

/// A page.
pub(super) struct Page {
    pub rows: Vec<Parts>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

impl InboxService {
    /// Returns the rows after a position in the list, section by section. A
    /// page is shorter where a search stopped before it was full; the next page
    /// continues from there.
    pub(super) async fn page(
        &self,
        sort: Sort,
        cursor: Option<Cursor>,
        listed: &Condition,
        search: Option<&Search>,
    ) -> Result<Page, DomainError> {
        let mut found: Vec<(usize, Parts)> = Vec::new();
        if search.is_some_and(|search| !search.can_match()) {
            return Ok(Page { rows: Vec::new(), next: None });
        }
        let first = cursor.map_or(0, |cursor| cursor.section);
        for (number, section) in order::sections(sort).into_iter().enumerate().skip(first) {
            // One row more than a page, to know whether another page follows.
            let missing = (PAGE + 1).saturating_sub(found.len() as u64);
            if missing == 0 {
                break;
            }
            let after = cursor.filter(|cursor| cursor.section == number);
            let here = Condition::all()
                .add(listed.clone())
                .add_option(after.map(|after| section.after(after.moment, after.id)))
                .add_option(section.only.clone());
            let next = self.first_rows(&section, here, missing, search).await?;
            // A row that moves from one section to the next meanwhile is
            // returned once.
            let is_new = |(row, ..): &Parts| found.iter().all(|(_, (other, ..))| other.id != row.id);
            let new: Vec<_> = next.rows.into_iter().filter(is_new).map(|parts| (number, parts)).collect();
            found.extend(new);
            if let Some((moment, id)) = next.stop {
                let next = Some(Cursor::at(sort, number, moment, id));
                return Ok(Page { rows: found.into_iter().map(|(_, parts)| parts).collect(), next });
            }
        }
        Ok(whole(sort, found))
    }

    async fn first_rows(
        &self,
        section: &Section,
        here: Condition,
        most: u64,
        search: Option<&Search>,
    ) -> Result<Found, DomainError> {
        let read = self.database.read();
        match search {
            Some(search) => search.first_rows(read, section, here, most).await,
            None => Ok(Found { rows: section.sorted(rows().filter(here)).limit(most).all(read).await?, stop: None }),
        }
    }
}

/// Makes a page of rows with their sections. The last row may be one too many.
fn whole(sort: Sort, mut rows: Vec<(usize, Parts)>) -> Page {
    let is_last = rows.len() as u64 <= PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| !is_last);
    let next = last.and_then(|(section, (row, ..))| Cursor::of(sort, *section, row));
    Page { rows: rows.into_iter().map(|(_, parts)| parts).collect(), next }
}
