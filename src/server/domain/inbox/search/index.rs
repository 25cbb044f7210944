//! How words are found: by an index of three-letter pieces, or by reading the
//! texts. SQLite has such an index as a full-text table, PostgreSQL as one for
//! patterns. See the migration `m0023_search`.

use sea_orm::{
    Condition, DbBackend,
    sea_query::{Alias, BinOper, Expr, ExprTrait, Func, IntoCondition},
};

/// Fewer characters make no piece: then the texts are read one by one.
const PIECE_CHARS: usize = 3;
/// Pieces of more characters than this find nothing new: the few texts that
/// have them are compared whole.
const MOST_CHARS: usize = 64;

/// A table that is searched.
pub(super) struct Searched {
    table: &'static str,
    columns: [&'static str; 2],
    /// Which of its rows, as it stands in the index.
    only: Option<&'static str>,
}

/// What was said. A line by the system is nobody's word.
pub(super) const MESSAGES: Searched = Searched {
    table: "support_message",
    columns: ["content", "attachment_name"],
    only: Some("support_message.message_type <> 'system'"),
};
/// Who asks.
pub(super) const CUSTOMERS: Searched = Searched { table: "accounts_user", columns: ["name", "email"], only: None };
/// What it is about, and how it is called.
pub(super) const CONVERSATIONS: Searched =
    Searched { table: "support_conversation", columns: ["subject", "conversation_id"], only: None };

/// Whether words are too short for any index.
pub(super) fn is_short(words: &str) -> bool {
    words.chars().count() < PIECE_CHARS
}

/// Whether reading finds what the index finds. Letters like `É` have another
/// case that SQLite knows in its index only; in words too short for that, they
/// are found as they are written.
pub(super) fn is_readable(words: &str, backend: DbBackend) -> bool {
    let has_one_case = |letter: char| letter.to_lowercase().eq([letter]) && letter.to_uppercase().eq([letter]);
    backend != DbBackend::Sqlite || is_short(words) || words.chars().all(|c| c.is_ascii() || has_one_case(c))
}

impl Searched {
    /// The rows that have the words in one of the columns, by the index.
    pub(super) fn indexed(&self, words: &str, backend: DbBackend) -> Condition {
        self.up_to(None, words, backend)
    }

    /// So many of these rows, whichever, for a query that takes no more.
    pub(super) fn some_indexed(&self, most: u64, words: &str, backend: DbBackend) -> Condition {
        self.up_to(Some(most), words, backend)
    }

    fn up_to(&self, most: Option<u64>, words: &str, backend: DbBackend) -> Condition {
        let rows = self.rows();
        if backend != DbBackend::Sqlite || is_short(words) {
            return rows.add(self.like(words));
        }
        if words.chars().count() > MOST_CHARS {
            return rows.add(self.with_pieces(words, None)).add(self.like(words));
        }
        rows.add(self.with_pieces(words, most))
    }

    /// The same, by reading: for rows that are found in another way. No index
    /// can answer it, so none is asked for each of those rows.
    pub(super) fn read(&self, words: &str, backend: DbBackend) -> Condition {
        let place = if backend == DbBackend::Sqlite { "instr" } else { "strpos" };
        self.rows().add(self.columns.into_iter().fold(Condition::any(), |any, column| {
            let place = Func::cust(place).arg(self.folded(column)).arg(Func::lower(words));
            any.add(Expr::expr(place).gt(0))
        }))
    }

    fn rows(&self) -> Condition {
        self.only.map_or_else(Condition::all, |only| Expr::cust(only).into_condition())
    }

    /// SQLite makes a list of all that it finds, unless it is told where to stop.
    fn with_pieces(&self, words: &str, most: Option<u64>) -> Condition {
        let table = self.table;
        let limit = most.map(|most| format!(" LIMIT {most}")).unwrap_or_default();
        let start: String = words.chars().take(MOST_CHARS).collect();
        // Within quotes, every character means itself.
        let phrase = format!("\"{}\"", start.replace('"', "\"\""));
        let sql = format!("{table}.id IN (SELECT rowid FROM {table}_search WHERE {table}_search MATCH ?{limit})");
        Expr::cust_with_values(sql, [phrase]).into_condition()
    }

    fn like(&self, words: &str) -> Condition {
        let pattern = format!("%{}%", escaped(words));
        self.columns.into_iter().fold(Condition::any(), |any, column| {
            // The database folds both sides: each knows other letters than Rust.
            let pattern =
                Expr::expr(Func::lower(pattern.as_str())).binary(BinOper::Escape, Expr::Constant('\\'.into()));
            any.add(self.folded(column).binary(BinOper::Like, pattern))
        })
    }

    fn folded(&self, column: &'static str) -> Expr {
        Expr::expr(Func::lower(Expr::col((Alias::new(self.table), Alias::new(column)))))
    }
}

/// `%`, `_` and `\` mean themselves.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_whose_case_only_the_index_knows_are_not_read() {
        for (words, in_sqlite) in [("order", true), ("ধন্যবাদ", true), ("école", false), ("É", true), ("100% 🙏", true)]
        {
            assert_eq!(is_readable(words, DbBackend::Sqlite), in_sqlite, "{words}");
            assert!(is_readable(words, DbBackend::Postgres), "{words}");
        }
    }
}
