//! The open conversation and its details.

mod bubble;
mod closed;
mod composer;
mod context;
mod deleting;
mod details;
mod draft;
mod draft_sync;
mod editing;
mod event;
mod field_menu;
mod file_trays;
mod files;
mod finding;
mod finishing;
mod header;
mod keys;
mod lightbox;
mod log;
mod mentions;
mod mode;
mod mode_switch;
mod note;
mod paging;
mod properties;
mod quick_replies;
mod quoting;
mod reading;
mod recalling;
mod recent;
mod sending;
mod skeleton;
mod snoozing;
mod state;
mod subject;
mod texts;
mod typing;
mod unknown;
mod unread;
mod viewers;

use leptos::{either::EitherOf5, html, prelude::*};

use self::{
    closed::ClosedBar,
    composer::{Composer, focus_when_opened},
    deleting::Deleting,
    details::Details,
    editing::Editing,
    file_trays::{DropAreas, FileTrays, droppings},
    finding::Finding,
    header::ConversationHeader,
    log::MessageLog,
    properties::{PropertyMenus, use_property_menus},
    skeleton::LogSkeleton,
    state::{Conversation, Phase},
    unknown::DeletedConversation,
};
pub use self::{
    deleting::{DeletingDialog, MessageActions},
    draft_sync::DraftSync,
    editing::MessageEditor,
    finding::FindBar,
    finishing::Finishing,
    lightbox::LightboxDialog,
    mentions::{MentionMenu, SeeingTask},
    properties::{PropertyMenu, items},
    quick_replies::{QuickReplyPanel, SlashMenu},
    quoting::QuoteTools,
    recalling::RecallTask,
    recent::RecentConversations,
    texts::ToolTexts,
    unknown::NoSuchConversation,
};
use super::{
    inbox::use_inbox,
    lazy::{
        DELETING_DIALOG, DRAFT_SYNC, FIND_BAR, MESSAGE_EDITOR, PROPERTY_MENU, PartInPage, QUOTE_TOOLS, RECALL_TASK,
        SEEING_TASK,
    },
    menu::{MenuPlaceholder, TypedAhead},
    poll::poll,
};
use crate::{model::ids::ConversationId, ui::pace::Pace};

/// Shows the conversation and, where there is room, its details.
#[component]
pub fn ConversationPage(
    /// The conversation's id.
    id: ConversationId,
) -> impl IntoView {
    let conversation = Conversation::new(id);
    provide_context(conversation);
    keys::listen(conversation, PropertyMenus::provide());
    recent::preload_neighbours(conversation);
    context::follow(conversation);
    // Polls even while hints arrive: viewers and typing marks expire without a hint.
    let poll = poll(|| Pace::Steady, move || conversation.refresh());
    let inbox = use_inbox();
    Effect::watch(move || inbox.open_changed.track(), move |(), _, _| poll.wake(), false);
    // A memo, because drawing the composer again would lose the focus.
    let shown = Memo::new(move |_| match conversation.phase.get() {
        Phase::Unknown => Shown::Unknown,
        Phase::Deleted => Shown::Deleted,
        Phase::Loading if conversation.summary.with(Option::is_none) => Shown::Nothing,
        Phase::Slow if conversation.summary.with(Option::is_none) => Shown::Outline,
        Phase::Loading | Phase::Slow | Phase::Ready => Shown::Conversation,
    });
    move || match shown.get() {
        Shown::Unknown => EitherOf5::A(view! { <NoSuchConversation /> }),
        Shown::Nothing => EitherOf5::B(view! { <div class="conversation"></div> }),
        Shown::Outline => EitherOf5::C(view! {
            <div class="conversation">
                <div class="conversation-header"></div>
                <LogSkeleton />
            </div>
        }),
        Shown::Conversation => EitherOf5::D(view! { <KnownConversation /> }),
        Shown::Deleted => EitherOf5::E(view! { <DeletedConversation /> }),
    }
}

/// The content of the page. The inbox may provide the customer before the messages arrive.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Unknown,
    Deleted,
    Nothing,
    Outline,
    Conversation,
}

#[component]
fn KnownConversation() -> impl IntoView {
    let conversation = state::use_conversation();
    let (deleting, editing, menus) = (Deleting::new(), Editing::new(), use_property_menus());
    provide_context(deleting);
    provide_context(editing);
    provide_context(TypedAhead::default());
    let finding = Finding::provide();
    let are_details_open = RwSignal::new(false);
    let is_slow = Memo::new(move |_| conversation.phase.get() == Phase::Slow);
    let is_closed = Memo::new(move |_| conversation.is_closed());
    let is_written = Memo::new(move |_| !editing.is_open() && (!conversation.is_closed() || conversation.is_noting()));
    let droppings = droppings();
    let section = NodeRef::<html::Section>::new();
    section.on_load(move |section| {
        droppings.iter().for_each(|dropping| dropping.listen(&section));
        focus_when_opened();
    });
    view! {
        <section class="conversation" aria-labelledby=header::TITLE_ID node_ref=section>
            <ConversationHeader are_details_open=are_details_open />
            <PartInPage part=FIND_BAR is_wanted=Signal::derive(move || finding.is_open()) />
            <Show when=move || !is_slow.get() fallback=LogSkeleton>
                <MessageLog />
            </Show>
            <FileTrays />
            <Show when=move || is_closed.get()>
                <ClosedBar />
            </Show>
            <PartInPage part=QUOTE_TOOLS is_wanted=Signal::derive(move || conversation.quoting.is_active()) />
            <Show when=move || is_written.get()>
                <Composer />
            </Show>
            <PartInPage part=MESSAGE_EDITOR is_wanted=Signal::derive(move || editing.is_open()) />
            <DropAreas droppings />
            <PartInPage
                part=RECALL_TASK
                is_wanted=Signal::derive(move || conversation.recalls.is_asked())
            />
            <PartInPage part=DRAFT_SYNC is_wanted=conversation.drafts.are_any is_quiet=true />
            <PartInPage
                part=SEEING_TASK
                is_wanted=Signal::derive(move || conversation.has_unseen_mention())
            />
            <PartInPage part=DELETING_DIALOG is_wanted=deleting.is_asking />
            <PartInPage
                part=PROPERTY_MENU
                is_wanted=Signal::derive(move || menus.is_any_open())
                meanwhile=move || view! { <MenuPlaceholder on_close=move |()| menus.close_any() /> }
            />
        </section>
        <Details is_open=are_details_open />
    }
}
