//! Triggers that number changes on SQLite. They write no column that they
//! watch, so none triggers itself.

use super::{CONVERSATIONS, RELATED, SHOWN, differs, tables};

const NEXT: &str = "UPDATE support_change_counter SET last = last + 1;";
const LAST: &str = "(SELECT last FROM support_change_counter)";
const LABEL_IS_THERE: &str = "EXISTS (SELECT 1 FROM support_label WHERE id = old.label_id)";
const LABEL_IS_USED: &str = "EXISTS (SELECT 1 FROM support_conversation_label WHERE label_id = old.id)";

/// A trigger: its name, its event, and its statement.
type Trigger = (String, String, String);

pub(super) fn up() -> Vec<String> {
    let create = |(name, event, action)| format!("CREATE TRIGGER {name} {event} BEGIN {NEXT} {action} END");
    tables("lower(hex(randomblob(8)))").into_iter().chain(triggers().into_iter().map(create)).collect()
}

pub(super) fn down() -> Vec<String> {
    let triggers = triggers().into_iter().map(|(name, ..)| format!("DROP TRIGGER {name}"));
    triggers
        .chain(["support_inbox_change", "support_change_counter"].map(|table| format!("DROP TABLE {table}")))
        .collect()
}

fn triggers() -> Vec<Trigger> {
    let number = |id: &str| format!("UPDATE {CONVERSATIONS} SET change_seq = {LAST} WHERE id = {id};");
    let labels = "support_conversation_label";
    let (shown, changed) = (SHOWN.join(", "), differs(&SHOWN));
    let own = [
        ("support_conversation_new", format!("AFTER INSERT ON {CONVERSATIONS}"), number("new.id")),
        (
            "support_conversation_changed",
            format!("AFTER UPDATE OF {shown} ON {CONVERSATIONS} WHEN {changed}"),
            number("new.id"),
        ),
        ("support_conversation_gone", format!("AFTER DELETE ON {CONVERSATIONS}"), note("everything", "0")),
        ("support_conversation_label_on", format!("AFTER INSERT ON {labels}"), number("new.conversation_id")),
        (
            "support_conversation_label_off",
            format!("AFTER DELETE ON {labels} WHEN {LABEL_IS_THERE}"),
            number("old.conversation_id"),
        ),
        ("support_label_gone", format!("BEFORE DELETE ON support_label WHEN {LABEL_IS_USED}"), note("everything", "0")),
    ];
    let related = RELATED.map(|(subject, table, columns)| {
        let event = format!("AFTER UPDATE OF {} ON {table} WHEN {}", columns.join(", "), differs(columns));
        let id = if subject == "everything" { "0" } else { "new.id" };
        (format!("{table}_changed"), event, note(subject, id))
    });
    own.map(|(name, event, action)| (name.to_owned(), event, action)).into_iter().chain(related).collect()
}

fn note(subject: &str, id: &str) -> String {
    format!(
        "INSERT INTO support_inbox_change (subject, subject_id, change_seq) VALUES ('{subject}', {id}, {LAST}) \
         ON CONFLICT (subject, subject_id) DO UPDATE SET change_seq = excluded.change_seq;"
    )
}
