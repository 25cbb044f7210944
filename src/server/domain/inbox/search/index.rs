//! How each database finds words: SQLite in a full-text table of three-letter
//! pieces, PostgreSQL by a pattern, for which it has an index of such pieces.
//! See the migration `m0023_search`.

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

impl Searched {
    /// The rows that have the words in one of the columns.
    pub(super) fn having(&self, words: &str, backend: DbBackend) -> Condition {
        let mut rows = Condition::all();
        if let Some(only) = self.only {
            rows = rows.add(Expr::cust(only));
        }
        if backend != DbBackend::Sqlite || is_short(words) {
            return rows.add(self.like(words));
        }
        rows = rows.add(self.with_pieces(words));
        if words.chars().count() > MOST_CHARS { rows.add(self.like(words)) } else { rows }
    }

    fn with_pieces(&self, words: &str) -> Condition {
        let table = self.table;
        let start: String = words.chars().take(MOST_CHARS).collect();
        // Within quotes, every character means itself.
        let phrase = format!("\"{}\"", start.replace('"', "\"\""));
        let sql = format!("{table}.id IN (SELECT rowid FROM {table}_search WHERE {table}_search MATCH ?)");
        Expr::cust_with_values(sql, [phrase]).into_condition()
    }

    fn like(&self, words: &str) -> Condition {
        let pattern = format!("%{}%", escaped(words));
        self.columns.into_iter().fold(Condition::any(), |any, column| {
            // The database folds both sides: each knows other letters than Rust.
            let pattern =
                Expr::expr(Func::lower(pattern.as_str())).binary(BinOper::Escape, Expr::Constant('\\'.into()));
            let column = Expr::col((Alias::new(self.table), Alias::new(column)));
            any.add(Expr::expr(Func::lower(column)).binary(BinOper::Like, pattern))
        })
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
