//! Finds a word by an index of three-letter pieces, or by reading the folded
//! texts. On SQLite the index is a full-text table, on PostgreSQL an index for
//! patterns. See the migration `m0090_folded`.

use sea_orm::{
    Condition, DbBackend,
    sea_query::{BinOper, Expr, ExprTrait, Func, IntoCondition},
};

/// The length of a piece, in characters. For shorter words, the texts are read
/// one by one.
const PIECE_CHARS: usize = 3;
/// The length up to which a word is looked up in SQLite's index. The few texts that
/// contain the beginning of a longer word are compared with the whole word.
const MAX_CHARS: usize = 64;

/// A table that is searched.
pub(super) struct Searched {
    table: &'static str,
    /// The folded texts, in SQL.
    texts: [&'static str; 2],
    /// The condition of its searched rows, written as in the index.
    only: Option<&'static str>,
}

/// The messages, without system messages.
pub(super) const MESSAGES: Searched = Searched {
    table: "support_message",
    texts: ["support_message.content_folded", "support_message.attachment_name_folded"],
    only: Some("support_message.message_type <> 'system'"),
};
/// The customers.
pub(super) const CUSTOMERS: Searched =
    Searched { table: "accounts_user", texts: ["accounts_user.name_folded", "accounts_user.email_folded"], only: None };
/// The subjects and public ids of conversations.
pub(super) const CONVERSATIONS: Searched = Searched {
    table: "support_conversation",
    texts: ["support_conversation.subject_folded", "lower(support_conversation.conversation_id)"],
    only: None,
};

/// Returns whether a word is too short for any index.
pub(super) fn is_short(word: &str) -> bool {
    word.chars().count() < PIECE_CHARS
}

impl Searched {
    /// Returns the condition, by the index, that a row contains the word in any
    /// of its texts. It may hold for only `most` rows, so the query must not take
    /// more.
    pub(super) fn some_indexed(&self, most: u64, word: &str, backend: DbBackend) -> Condition {
        let rows = self.rows();
        if backend != DbBackend::Sqlite {
            return rows.add(self.like(word));
        }
        if word.chars().count() > MAX_CHARS {
            return rows.add(self.with_pieces(word, None)).add(self.in_texts(word, backend));
        }
        rows.add(self.with_pieces(word, Some(most)))
    }

    /// Returns the condition that a row contains the word, by reading: for rows
    /// that are found in another way. It is written so that the database does
    /// not use the index for each of those rows.
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

    /// Returns the condition by the index. SQLite lists all matches first, unless
    /// it is given a limit.
    fn with_pieces(&self, word: &str, most: Option<u64>) -> Condition {
        let table = self.table;
        let limit = most.map(|most| format!(" LIMIT {most}")).unwrap_or_default();
        let start: String = word.chars().take(MAX_CHARS).collect();
        // Within quotes, no character is special.
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

/// Escapes `%`, `_` and `\`, which are special in patterns.
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
