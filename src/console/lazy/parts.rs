//! The parts of the program. Parts with the same name in `file` are in one file, because an agent
//! who sees one of them often sees the others. Code that several files need is in separate files,
//! which are fetched with each of them. More parts would need more of these shared files.

#[cfg(debug_assertions)]
use std::future::ready;

#[cfg(not(debug_assertions))]
use futures::FutureExt;
#[cfg(not(debug_assertions))]
use leptos::wasm_split::wasm_split;
use leptos::{prelude::*, wasm_split::SplitLoaderError};

use super::part::Part;
use crate::console::{
    blocked::{BlockTools, BlockedPage},
    conversation::{
        DeletingDialog, DraftSync, FindBar, LightboxDialog, MentionMenu, MessageActions, MessageEditor, PropertyMenu,
        QuickReplyPanel, QuoteTools, RecallTask, SeeingTask, SlashMenu,
    },
    inbox::{BulkBar, FilterFields, SavedViewList, UndoContent},
    join::JoinPage,
    labels::LabelList,
    log::LogPage,
    outbox::UnsentList,
    palette::PaletteContent,
    personal_data::PersonalDataDialogs,
    preferences::PreferencesForm,
    profile::ProfilePage,
    quick_replies::QuickRepliesPage,
    settings::SettingsPage,
    shell::ShortcutList,
    statistics::StatisticsPage,
    team::TeamPage,
    two_factor::{CodeForm, TwoFactorRequired},
};

/// Defines a part of the program. `frame` is the class of its outermost element.
macro_rules! part {
    ($(#[$doc:meta])* $name:ident, file: $file:ident, draw: $draw:ident, fetch: $fetch:ident, page: $page:ident, frame: $frame:literal) => {
        #[cfg_attr(
            not(debug_assertions),
            wasm_split($file, wasm_split_path = ::leptos::wasm_split, fallible, preload($fetch))
        )]
        fn $draw() -> Result<AnyView, SplitLoaderError> {
            Ok($page().into_any())
        }

        $(#[$doc])*
        #[cfg(not(debug_assertions))]
        pub const $name: Part =
            Part { fetch: || Box::pin($fetch()), draw: || $draw().now_or_never()?.ok(), frame: $frame };

        $(#[$doc])*
        #[cfg(debug_assertions)]
        pub const $name: Part = Part { fetch: || Box::pin(ready(Ok(()))), draw: || $draw().ok(), frame: $frame };
    };
}

part!(
    /// The statistics.
    STATISTICS, file: statistics, draw: statistics, fetch: fetch_statistics, page: StatisticsPage, frame: "statistics"
);
part!(
    /// The shop's settings.
    SETTINGS, file: admin, draw: settings, fetch: fetch_settings, page: SettingsPage, frame: "admin-page"
);
part!(
    /// The team.
    TEAM, file: admin, draw: team, fetch: fetch_team, page: TeamPage, frame: "admin-page"
);
part!(
    /// The quick replies.
    QUICK_REPLIES, file: admin, draw: quick_replies, fetch: fetch_quick_replies, page: QuickRepliesPage, frame: "admin-page"
);
part!(
    /// The log of changes.
    LOG, file: admin, draw: log, fetch: fetch_log, page: LogPage, frame: "admin-page"
);
part!(
    /// The agent's own page.
    PROFILE, file: account, draw: profile, fetch: fetch_profile, page: ProfilePage, frame: "admin-page"
);
part!(
    /// The page of agents who must set up two-factor authentication.
    TWO_FACTOR_REQUIRED, file: account, draw: two_factor_required, fetch: fetch_two_factor_required, page: TwoFactorRequired, frame: "sign-in"
);
part!(
    /// An invitation.
    JOIN, file: account, draw: join, fetch: fetch_join, page: JoinPage, frame: "sign-in"
);
part!(
    /// The blocked customers.
    BLOCKED, file: account, draw: blocked, fetch: fetch_blocked, page: BlockedPage, frame: "admin-page"
);
part!(
    /// The bulk actions for the selected conversations.
    BULK_BAR, file: tools, draw: bulk_bar, fetch: fetch_bulk_bar, page: BulkBar, frame: ""
);
part!(
    /// The list of all labels, to be edited.
    LABEL_LIST, file: tools, draw: label_list, fetch: fetch_label_list, page: LabelList, frame: ""
);
part!(
    /// The fields of the inbox's filters.
    FILTER_FIELDS, file: tools, draw: filter_fields, fetch: fetch_filter_fields, page: FilterFields, frame: ""
);
part!(
    /// The saved views of the inbox.
    SAVED_VIEW_LIST, file: tools, draw: saved_view_list, fetch: fetch_saved_view_list, page: SavedViewList, frame: ""
);
part!(
    /// The content of the command palette.
    PALETTE, file: tools, draw: palette, fetch: fetch_palette, page: PaletteContent, frame: ""
);
part!(
    /// The fields of the agent's preferences.
    PREFERENCES, file: tools, draw: preferences, fetch: fetch_preferences, page: PreferencesForm, frame: ""
);
part!(
    /// The menus of the open conversation.
    PROPERTY_MENU, file: tools, draw: property_menu, fetch: fetch_property_menu, page: PropertyMenu, frame: ""
);
part!(
    /// The question before something is deleted.
    DELETING_DIALOG, file: tools, draw: deleting_dialog, fetch: fetch_deleting_dialog, page: DeletingDialog, frame: ""
);
part!(
    /// The search within the open conversation.
    FIND_BAR, file: tools, draw: find_bar, fetch: fetch_find_bar, page: FindBar, frame: ""
);
part!(
    /// The editor of a message.
    MESSAGE_EDITOR, file: tools, draw: message_editor, fetch: fetch_message_editor, page: MessageEditor, frame: ""
);
part!(
    /// The request that takes back a message.
    RECALL_TASK, file: tools, draw: recall_task, fetch: fetch_recall_task, page: RecallTask, frame: ""
);
part!(
    /// The requests for the agent's drafts.
    DRAFT_SYNC, file: tools, draw: draft_sync, fetch: fetch_draft_sync, page: DraftSync, frame: ""
);
part!(
    /// The block of the open conversation's customer.
    BLOCK_TOOLS, file: tools, draw: block_tools, fetch: fetch_block_tools, page: BlockTools, frame: ""
);
part!(
    /// The questions before a customer is erased or a conversation deleted.
    PERSONAL_DATA_DIALOGS, file: tools, draw: personal_data_dialogs, fetch: fetch_personal_data_dialogs, page: PersonalDataDialogs, frame: ""
);
part!(
    /// The enlarged picture.
    LIGHTBOX, file: tools, draw: lightbox, fetch: fetch_lightbox, page: LightboxDialog, frame: ""
);
part!(
    /// The panel of all quick replies.
    QUICK_REPLY_PANEL, file: tools, draw: quick_reply_panel, fetch: fetch_quick_reply_panel, page: QuickReplyPanel, frame: ""
);
part!(
    /// The quick replies that match a word after a slash.
    SLASH_MENU, file: tools, draw: slash_menu, fetch: fetch_slash_menu, page: SlashMenu, frame: ""
);
part!(
    /// The actions in the menu beside a message.
    MESSAGE_ACTIONS, file: tools, draw: message_actions, fetch: fetch_message_actions, page: MessageActions, frame: ""
);
part!(
    /// The list of colleagues to mention in a note.
    MENTION_MENU, file: tools, draw: mention_menu, fetch: fetch_mention_menu, page: MentionMenu, frame: ""
);
part!(
    /// The request that marks mentions of the agent as seen.
    SEEING_TASK, file: tools, draw: seeing_task, fetch: fetch_seeing_task, page: SeeingTask, frame: ""
);
part!(
    /// The quote above the field, and the way to quoted messages.
    QUOTE_TOOLS, file: tools, draw: quote_tools, fetch: fetch_quote_tools, page: QuoteTools, frame: ""
);
part!(
    /// The notice that offers to undo a change.
    UNDO_CONTENT, file: tools, draw: undo_content, fetch: fetch_undo_content, page: UndoContent, frame: ""
);
part!(
    /// The unsent messages.
    UNSENT_LIST, file: tools, draw: unsent_list, fetch: fetch_unsent_list, page: UnsentList, frame: ""
);
part!(
    /// The list of the keys.
    SHORTCUT_LIST, file: tools, draw: shortcut_list, fetch: fetch_shortcut_list, page: ShortcutList, frame: ""
);
part!(
    /// The second step of signing in.
    CODE_FORM, file: account, draw: code_form, fetch: fetch_code_form, page: CodeForm, frame: ""
);
