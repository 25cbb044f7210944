//! Many conversations at once, inserted directly into the tables.

use adda::server::fold::fold;
use sea_orm::DbBackend;

use super::TestApp;

impl TestApp {
    /// Inserts `count` conversations of one customer, each with one message in which `{i}` stands
    /// for its number. Their ids are those of [`crowd_id`], and `name` has three letters. The last
    /// message was written at `newest`, and each earlier one a minute before the next.
    pub async fn crowd(&self, name: &str, count: u32, says: &str, newest: &str) {
        let moment = match self.database.database.read().get_database_backend() {
            DbBackend::Sqlite => {
                format!("strftime('%Y-%m-%dT%H:%M:%S+00:00', '{newest}', (i - {count}) || ' minutes')")
            }
            _ => format!("'{newest}Z'::timestamptz + (i - {count}) * interval '1 minute'"),
        };
        let numbers =
            format!("WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count}) ");
        self.execute(&format!(
            "INSERT INTO accounts_user (username, name, name_folded, email_folded, role, date_joined) \
             VALUES ('{name}', '{name}', '{}', '', 'customer', '2026-01-01 00:00:00+00:00')",
            fold(name),
        ))
        .await;
        self.execute(&format!(
            "INSERT INTO support_conversation (conversation_id, user_id, status, priority, language, last_message_at, \
                 last_message_text, subject_folded, created_at, updated_at) {numbers}\
             SELECT 'CONV-{name}' || (100000000 + i), (SELECT id FROM accounts_user WHERE username = '{name}'), 'open', 'normal', \
                 'en', {moment}, replace('{says}', '{{i}}', '' || i), '', {moment}, {moment} FROM numbers WHERE i <= {count}"
        ))
        .await;
        self.execute(&format!(
            "INSERT INTO support_message (conversation_id, message_type, content, content_folded, attachment_name_folded, \
                 created_at) \
             SELECT id, 'text', last_message_text, '{}', '', created_at FROM support_conversation WHERE conversation_id LIKE 'CONV-{name}%'",
            fold(&says.replace("{i}", "")),
        ))
        .await;
    }
}

/// Returns the public id of one of these conversations.
pub fn crowd_id(name: &str, number: u32) -> String {
    format!("CONV-{name}{}", 100_000_000 + number)
}
