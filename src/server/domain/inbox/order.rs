//! The orders of the inbox. Each consists of one or more sections, one after
//! the other; within a section, rows are sorted by a time. So each has an
//! index, and a page far down costs no more than the first.

use sea_orm::{Condition, Order, QueryOrder, entity::prelude::*};

use crate::{
    model::{conversation::Priority, view::Sort},
    server::entity::conversation::Column,
};

/// Rows that are sorted by a time.
pub(super) struct Section {
    /// The condition of its rows; none means all.
    pub only: Option<Expr>,
    /// The column of the time.
    pub by: Column,
    /// Whether the earliest or the latest time comes first.
    pub order: Order,
}

impl Section {
    fn newest_first(only: Option<Expr>) -> Self {
        Self { only, by: Column::LastMessageAt, order: Order::Desc }
    }

    /// Sorts a query in this order.
    pub(super) fn sorted<Q: QueryOrder>(&self, query: Q) -> Q {
        query.order_by(self.by, self.order.clone()).order_by(Column::Id, self.order.clone())
    }

    /// Returns the condition of the rows after the one with this time and
    /// number. The bound on the time alone lets the database begin at that
    /// point of an index.
    pub(super) fn after(&self, moment: DateTimeUtc, id: i64) -> Condition {
        let (from_here, later, same_moment) = match self.order {
            Order::Asc => (self.by.gte(moment), self.by.gt(moment), Column::Id.gt(id)),
            _ => (self.by.lte(moment), self.by.lt(moment), Column::Id.lt(id)),
        };
        Condition::all().add(from_here).add(Condition::any().add(later).add(same_moment))
    }

    /// Returns the condition of the rows up to and including the one with this
    /// time and number.
    pub(super) fn up_to(&self, moment: DateTimeUtc, id: i64) -> Condition {
        let (to_here, earlier, same_moment) = match self.order {
            Order::Asc => (self.by.lte(moment), self.by.lt(moment), Column::Id.lte(id)),
            _ => (self.by.gte(moment), self.by.gt(moment), Column::Id.gte(id)),
        };
        Condition::all().add(to_here).add(Condition::any().add(earlier).add(same_moment))
    }
}

/// Returns the sections of an order, first to last.
pub(super) fn sections(sort: Sort) -> Vec<Section> {
    match sort {
        Sort::LastMessage => vec![Section::newest_first(None)],
        Sort::Waiting => vec![
            Section { only: Some(Column::WaitingSince.is_not_null()), by: Column::WaitingSince, order: Order::Asc },
            Section::newest_first(Some(Column::WaitingSince.is_null())),
        ],
        Sort::Priority => {
            let of = |priority: &Priority| Section::newest_first(Some(Column::Priority.eq(*priority)));
            Priority::ALL.iter().rev().map(of).collect()
        }
    }
}
