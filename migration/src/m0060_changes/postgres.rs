//! Triggers that number changes on PostgreSQL (13 or later, for
//! `pg_current_xact_id`). A conversation gets its number before it is written,
//! so that each change creates only one version of the row.

use super::{CONVERSATIONS, RELATED, SHOWN, differs, tables};

/// The id of the running transaction, which never wraps around.
const TRANSACTION: &str = "pg_current_xact_id()::text::bigint";
const FUNCTIONS: [&str; 4] =
    ["support_number_change", "support_note_change", "support_number_labelled", "support_note_label_gone"];

pub(super) fn up() -> Vec<String> {
    let [number, note, labelled, label_gone] = FUNCTIONS;
    let noted = |subject: &str, id: &str| {
        format!(
            "INSERT INTO support_inbox_change (subject, subject_id, change_seq) VALUES ({subject}, {id}, {TRANSACTION}) \
             ON CONFLICT (subject, subject_id) DO UPDATE SET change_seq = excluded.change_seq;"
        )
    };
    let renumber = format!("UPDATE {CONVERSATIONS} SET change_seq = {TRANSACTION} WHERE");
    let functions = [
        function(number, &format!("NEW.change_seq := {TRANSACTION}; RETURN NEW;"), ""),
        function(
            note,
            &format!(
                "IF TG_ARGV[0] = 'everything' THEN {} ELSE {} END IF; RETURN NULL;",
                noted("TG_ARGV[0]", "0"),
                noted("TG_ARGV[0]", "NEW.id")
            ),
            SEARCH_PATH,
        ),
        function(
            labelled,
            &format!(
                "IF TG_OP = 'INSERT' THEN {renumber} id = NEW.conversation_id; \
                 ELSIF EXISTS (SELECT 1 FROM support_label WHERE id = OLD.label_id) THEN \
                     {renumber} id = OLD.conversation_id; END IF; RETURN NULL;"
            ),
            SEARCH_PATH,
        ),
        function(
            label_gone,
            &format!(
                "IF EXISTS (SELECT 1 FROM support_conversation_label WHERE label_id = OLD.id) THEN {} END IF; RETURN OLD;",
                noted("'everything'", "0")
            ),
            SEARCH_PATH,
        ),
    ];
    let changed = differs(&SHOWN);
    let triggers = [
        trigger("support_conversation_new", &format!("BEFORE INSERT ON {CONVERSATIONS}"), "", number),
        trigger(
            "support_conversation_changed",
            &format!("BEFORE UPDATE ON {CONVERSATIONS}"),
            &format!("WHEN ({changed})"),
            number,
        ),
        trigger("support_conversation_gone", &format!("AFTER DELETE ON {CONVERSATIONS}"), "", &noting("everything")),
        trigger(
            "support_conversation_label_changed",
            "AFTER INSERT OR DELETE ON support_conversation_label",
            "",
            labelled,
        ),
        trigger("support_label_gone", "BEFORE DELETE ON support_label", "", label_gone),
    ];
    let related = RELATED.map(|(subject, table, columns)| {
        let when = format!("WHEN ({})", differs(columns));
        trigger(&format!("{table}_changed"), &format!("AFTER UPDATE ON {table}"), &when, &noting(subject))
    });
    tables("replace(gen_random_uuid()::text, '-', '')")
        .into_iter()
        .chain(functions)
        .chain(triggers)
        .chain(related)
        .collect()
}

pub(super) fn down() -> Vec<String> {
    // Drops their triggers too.
    let functions = FUNCTIONS.map(|name| format!("DROP FUNCTION {name} CASCADE"));
    let tables = ["support_inbox_change", "support_change_counter"].map(|table| format!("DROP TABLE {table}"));
    functions.into_iter().chain(tables).collect()
}

/// The option that makes a function find its tables regardless of the writer's search path.
const SEARCH_PATH: &str = "SET search_path FROM CURRENT";

fn function(name: &str, body: &str, option: &str) -> String {
    format!("CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {option} AS $$ BEGIN {body} END $$")
}

fn noting(subject: &str) -> String {
    format!("support_note_change('{subject}')")
}

fn trigger(name: &str, event: &str, when: &str, function: &str) -> String {
    let call = if function.ends_with(')') { function.to_owned() } else { format!("{function}()") };
    format!("CREATE TRIGGER {name} {event} FOR EACH ROW {when} EXECUTE FUNCTION {call}")
}
