//! The services of the desk. Each has the methods of one part of the domain, in the files of
//! its subjects, and reaches the database, the clock and the other services through the desk.

use std::ops::Deref;

use ref_cast::RefCast;

use super::desk::Desk;

/// Declares services, and the method of [`Desk`] that returns each.
macro_rules! services {
    ($($(#[$doc:meta])* $method:ident: $name:ident,)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, RefCast)]
            #[repr(transparent)]
            pub struct $name(Desk);

            impl Deref for $name {
                type Target = Desk;

                fn deref(&self) -> &Desk {
                    &self.0
                }
            }
        )+

        impl Desk {
            $(
                $(#[$doc])*
                pub fn $method(&self) -> &$name {
                    $name::ref_cast(self)
                }
            )+
        }
    };
}

services! {
    /// Sessions, sign-in, second factors and identities of callers.
    access: AccessService,
    /// Assignment: the queue, and agents who are absent.
    assignment: AssignmentService,
    /// Attachments and the pictures of agents.
    attachments: AttachmentService,
    /// Blocked customers.
    blocks: BlockService,
    /// Conversations: their messages and their state.
    chat: ChatService,
    /// The export and the erasure of what is stored about a customer.
    customers: CustomerService,
    /// The team's lists of conversations, with labels, search and counts.
    inbox: InboxService,
    /// Rate limits.
    limits: LimitService,
    /// The log of changes.
    log: LogService,
    /// Quick replies.
    quick_replies: QuickReplyService,
    /// The deletion of data that are older than the settings allow.
    retention: RetentionService,
    /// The shop's settings.
    settings: SettingsService,
    /// Statistics.
    statistics: StatisticsService,
    /// Agents: accounts, invitations, profiles and preferences.
    team: TeamService,
}
