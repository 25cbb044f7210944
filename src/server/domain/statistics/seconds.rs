//! Moments as seconds since 1970, in the words of either database.

use sea_orm::{
    DbBackend,
    sea_query::{Expr, ExprTrait, Func, SimpleExpr},
};

use super::zone::QUARTER_SECONDS;

/// A moment as whole seconds since 1970.
pub(super) fn seconds(backend: DbBackend, moment: impl Into<Expr>) -> SimpleExpr {
    if backend == DbBackend::Sqlite {
        return Func::cust("unixepoch").arg(moment).into();
    }
    let epoch = Func::cust("date_part").arg(Expr::cust("'epoch'")).arg(moment);
    Expr::expr(Func::cust("floor").arg(epoch)).cast_as("bigint")
}

/// The quarter of an hour of a moment, counted since 1970.
pub(super) fn quarter(backend: DbBackend, moment: impl Into<Expr>) -> SimpleExpr {
    seconds(backend, moment).div(QUARTER_SECONDS)
}
