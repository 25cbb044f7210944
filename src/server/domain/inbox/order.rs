//! The orders of the inbox. Each is one or more sections, one after the other,
//! and within each rows follow a moment: so there is an index for every one,
//! and a page that begins deep down costs no more than the first.

use sea_orm::{Condition, Order, QueryOrder, entity::prelude::*};

use crate::{
    model::{conversation::Priority, view::Sort},
    server::entity::conversation::Column,
};

/// Rows that follow each other by a moment.
pub(super) struct Section {
    /// Which rows; none: all.
    pub only: Option<Expr>,
    /// The moment.
    pub by: Column,
    /// Which moments come first.
    pub order: Order,
}

impl Section {
    fn newest_first(only: Option<Expr>) -> Self {
        Self { only, by: Column::LastMessageAt, order: Order::Desc }
    }

    /// A query in this order.
    pub(super) fn sorted<Q: QueryOrder>(&self, query: Q) -> Q {
        query.order_by(self.by, self.order.clone()).order_by(Column::Id, self.order.clone())
    }

    /// The rows that follow the one with this moment and number. The bound that
    /// stands apart is what an index can begin at.
    pub(super) fn after(&self, moment: DateTimeUtc, id: i64) -> Condition {
        let (from_here, later, same_moment) = match self.order {
            Order::Asc => (self.by.gte(moment), self.by.gt(moment), Column::Id.gt(id)),
            _ => (self.by.lte(moment), self.by.lt(moment), Column::Id.lt(id)),
        };
        Condition::all().add(from_here).add(Condition::any().add(later).add(same_moment))
    }

    /// The rows up to the one with this moment and number, and that one.
    pub(super) fn up_to(&self, moment: DateTimeUtc, id: i64) -> Condition {
        let (to_here, earlier, same_moment) = match self.order {
            Order::Asc => (self.by.lte(moment), self.by.lt(moment), Column::Id.lte(id)),
            _ => (self.by.gte(moment), self.by.gt(moment), Column::Id.gte(id)),
        };
        Condition::all().add(to_here).add(Condition::any().add(earlier).add(same_moment))
    }
}

/// The sections of an order, first to last.
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
