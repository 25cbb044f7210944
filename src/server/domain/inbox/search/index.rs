//! How a word is found: by an index of three-letter pieces, or by reading the
//! folded texts. SQLite has such an index as a full-text table, PostgreSQL as
//! one for patterns. See the migration `m0090_folded`.

use sea_orm::{
    Condition, DbBackend,
    sea_query::{BinOper, Expr, ExprTrait, Func, IntoCondition},
};

/// Fewer characters make no piece: then the texts are read one by one.
const PIECE_CHARS: usize = 3;
/// Pieces of more characters than this find nothing new: the few texts that
/// have them are compared whole.
const MOST_CHARS: usize = 64;

/// A table that is searched.
pub(super) struct Searched {
    table: &'static str,
    /// The texts as they are compared, in SQL.
    texts: [&'static str; 2],
    /// Which of its rows, as it stands in the index.
    only: Option<&'static str>,
}

/// What was said. A line by the system is nobody's word.
pub(super) const MESSAGES: Searched = Searched {
    table: "support_message",
    texts: ["support_message.content_folded", "support_message.attachment_name_folded"],
    only: Some("support_message.message_type <> 'system'"),
};
/// Who asks.
pub(super) const CUSTOMERS: Searched =
    Searched { table: "accounts_user", texts: ["accounts_user.name_folded", "accounts_user.email_folded"], only: None };
/// What it is about, and how it is called.
pub(super) const CONVERSATIONS: Searched = Searched {
    table: "support_conversation",
    texts: ["support_conversation.subject_folded", "lower(support_conversation.conversation_id)"],
    only: None,
};

/// Whether a word is too short for any index.
pub(super) fn is_short(word: &str) -> bool {
    word.chars().count() < PIECE_CHARS
}

impl Searched {
    /// So many of the rows that have the word in one of their texts, whichever,
    /// by the index; for a query that takes no more.
    pub(super) fn some_indexed(&self, most: u64, word: &str, backend: DbBackend) -> Condition {
        let rows = self.rows();
        if backend != DbBackend::Sqlite {
            return rows.add(self.like(word));
        }
        if word.chars().count() > MOST_CHARS {
            return rows.add(self.with_pieces(word, None)).add(self.in_texts(word, backend));
        }
        rows.add(self.with_pieces(word, Some(most)))
    }

    /// The rows that have the word, by reading: for rows that are found in
    /// another way. No index can answer it, so none is asked for each of those
    /// rows.
    pub(super) fn read(&self, word: &str, backend: DbBackend) -> Condition {
        self.rows().add(self.in_texts(word, backend))
    }

    fn in_texts(&self, word: &str, backend: DbBackend) -> Condition {
        let place = if backend == DbBackend::Sqlite { "instr" } else { "strpos" };
        self.texts.into_iter().fold(Condition::any(), |any, text| {
            any.add(Expr::expr(Func::cust(place).arg(Expr::cust(text)).arg(word)).gt(0))
        })
    }

    fn rows(&self) -> Condition {
        self.only.map_or_else(Condition::all, |only| Expr::cust(only).into_condition())
    }

    /// SQLite makes a list of all that it finds, unless it is told where to stop.
    fn with_pieces(&self, word: &str, most: Option<u64>) -> Condition {
        let table = self.table;
        let limit = most.map(|most| format!(" LIMIT {most}")).unwrap_or_default();
        let start: String = word.chars().take(MOST_CHARS).collect();
        // Within quotes, every character means itself.
        let phrase = format!("\"{}\"", start.replace('"', "\"\""));
        let sql = format!("{table}.id IN (SELECT rowid FROM {table}_search WHERE {table}_search MATCH ?{limit})");
        Expr::cust_with_values(sql, [phrase]).into_condition()
    }

    fn like(&self, word: &str) -> Condition {
        let pattern = format!("%{}%", escaped(word));
        self.texts.into_iter().fold(Condition::any(), |any, text| {
            let pattern = Expr::val(pattern.as_str()).binary(BinOper::Escape, Expr::Constant('\\'.into()));
            any.add(Expr::cust(text).binary(BinOper::Like, pattern))
        })
    }
}

/// `%`, `_` and `\` mean themselves.
fn escaped(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    for character in word.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
