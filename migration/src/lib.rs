//! Adda's tables. The names and fields are those of the system that Adda
//! replaces, so that its data can be imported; additions are marked as new.
//!
//! The same migrations run on SQLite and on PostgreSQL. A released migration is
//! never changed; changes need a new one.
//!
//! [`bring_up_to_date`] applies them, each in one transaction together with its
//! row in the table of applied migrations. The runner of `sea_orm_migration`
//! has no transaction on SQLite and takes no lock.

use added::AddedColumns;
pub use error::MigrationError;
pub use restoring::{applied_migrations, begin_epoch, begin_locked, create_tables, unknown_migration};
pub use runner::bring_up_to_date;
pub use schema::Schema;
use sea_orm_migration::prelude::*;
pub use sea_orm_migration::{MigratorTrait, SchemaManager};

mod added;
mod column;
mod error;
mod lock;
mod m0001_accounts;
mod m0002_agents;
mod m0003_conversations;
mod m0004_messages;
mod m0005_quick_replies;
mod m0006_chat_settings;
mod m0007_sessions;
mod m0008_initial_settings;
mod m0009_initial_quick_replies;
mod m0010_attachments;
mod m0011_conversation_context;
mod m0012_agent_limits;
mod m0013_settings;
mod m0014_labels;
mod m0015_viewers;
mod m0016_invitations;
mod m0017_audit_log;
mod m0020_last_message_type;
mod m0023_search;
mod m0024_inbox_orders;
mod m0027_last_note;
mod m0030_log_by_person;
mod m0039_first_message;
mod m0040_statistics_indexes;
mod m0041_quarters;
mod m0042_agents_inbox;
mod m0056_attachment_owners;
mod m0057_business_hours_enabled;
mod m0060_changes;
mod m0090_folded;
mod m0091_absence;
mod m0092_unread_elsewhere;
mod m0093_periods;
mod m0094_word_documents;
mod m0100_limits;
mod m0101_blocked;
mod m0110_two_factor;
mod m0111_provider_sessions;
mod m0130_inbox_counts;
mod m0131_statistics_changes;
mod m0132_log_by_person_and_kind;
mod m0140_row_changes;
mod m0141_late_index;
mod m0142_unread_by_status;
mod m0143_presence_changes;
mod m0144_message_indexes;
mod m0151_erasing;
mod m0152_session_end;
mod m0160_deleted_messages;
mod m0161_deletions;
mod m0170_retention;
mod m0190_snooze;
mod m0191_saved_views;
mod m0193_mentions;
mod m0194_drafts;
mod m0196_snooze_changes;
mod remains;
mod restoring;
mod runner;
mod schema;
mod trigrams;

/// The table of messages.
const MESSAGES: &str = "support_message";
/// The table of the shop's settings.
const SETTINGS: &str = "support_chatsettings";

/// All migrations, in the order in which they are applied.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_agents::Migration),
            Box::new(m0003_conversations::Migration),
            Box::new(m0004_messages::Migration),
            Box::new(m0005_quick_replies::Migration),
            Box::new(m0006_chat_settings::Migration),
            Box::new(m0007_sessions::Migration),
            Box::new(m0008_initial_settings::Migration),
            Box::new(m0009_initial_quick_replies::Migration),
            Box::new(m0010_attachments::Migration),
            Box::new(m0011_conversation_context::Migration),
            Box::new(m0012_agent_limits::Migration),
            Box::new(m0013_settings::Migration),
            Box::new(m0014_labels::Migration),
            Box::new(m0015_viewers::Migration),
            Box::new(m0016_invitations::Migration),
            Box::new(m0017_audit_log::Migration),
            Box::new(m0023_search::Migration),
            Box::new(m0024_inbox_orders::Migration),
            Box::new(m0020_last_message_type::Migration),
            Box::new(m0027_last_note::Migration),
            Box::new(m0030_log_by_person::Migration),
            Box::new(m0039_first_message::Migration),
            Box::new(m0040_statistics_indexes::Migration),
            Box::new(m0041_quarters::Migration),
            Box::new(m0042_agents_inbox::Migration),
            Box::new(m0056_attachment_owners::Migration),
            Box::new(m0057_business_hours_enabled::Migration),
            Box::new(m0090_folded::Migration),
            Box::new(m0060_changes::Migration),
            Box::new(m0091_absence::Migration),
            Box::new(m0092_unread_elsewhere::Migration),
            Box::new(m0093_periods::Migration),
            Box::new(m0094_word_documents::Migration),
            Box::new(m0100_limits::Migration),
            Box::new(m0101_blocked::Migration),
            Box::new(m0110_two_factor::Migration),
            Box::new(m0111_provider_sessions::Migration),
            Box::new(m0130_inbox_counts::Migration),
            Box::new(m0131_statistics_changes::Migration),
            Box::new(m0132_log_by_person_and_kind::Migration),
            Box::new(m0140_row_changes::Migration),
            Box::new(m0141_late_index::Migration),
            Box::new(m0142_unread_by_status::Migration),
            Box::new(m0143_presence_changes::Migration),
            Box::new(m0144_message_indexes::Migration),
            AddedColumns::new("m0150_shop_name", SETTINGS, || vec![column::text("shop_name")]),
            Box::new(m0151_erasing::Migration),
            Box::new(m0152_session_end::Migration),
            AddedColumns::new("m0153_shop_name_bn", SETTINGS, || vec![column::text("shop_name_bn")]),
            AddedColumns::new("m0154_shop_url", SETTINGS, || vec![column::text("shop_url")]),
            AddedColumns::new("m0155_shop_logo", SETTINGS, || vec![column::optional_word("shop_logo")]),
            Box::new(m0160_deleted_messages::Migration),
            Box::new(m0161_deletions::Migration),
            Box::new(m0170_retention::Migration),
            AddedColumns::new("m0180_events", MESSAGES, || vec![column::optional_text("event")]),
            Box::new(m0190_snooze::Migration),
            Box::new(m0191_saved_views::Migration),
            AddedColumns::new("m0192_color_scheme", SETTINGS, || {
                vec![column::word("color_scheme").default("light").to_owned()]
            }),
            Box::new(m0193_mentions::Migration),
            Box::new(m0194_drafts::Migration),
            // Without a foreign key, because a message is only deleted with its whole conversation, which
            // contains its quotes. SQLite would look for quotes of each message that is stored in a batch.
            AddedColumns::new("m0195_quoted_messages", MESSAGES, || vec![column::optional_reference("quoted_id")]),
            Box::new(m0196_snooze_changes::Migration),
        ]
    }
}
