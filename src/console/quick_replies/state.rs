//! The list of quick replies while an admin works on it.

use leptos::prelude::*;

use super::texts::QuickReplyTexts;
use crate::{
    api::admin::quick_replies as api,
    console::{
        loaded::PageData,
        locale::{Locale, use_locale},
        notice::{Notices, use_notices},
        scope::Scope,
        session::{Session, use_session},
    },
    model::{error::ErrorCode, ids::QuickReplyId, quick_reply::QuickReply},
};

/// The list, provided to the page in the context.
#[derive(Clone, Copy)]
pub struct Replies {
    /// All of them, by category.
    pub list: PageData<Vec<QuickReply>>,
    /// The message about the last order, if the server refused it.
    pub order_problem: RwSignal<Option<&'static str>>,
    scope: Scope,
    session: Session,
    notices: Notices,
    locale: Locale,
}

/// Returns the list.
pub fn use_replies() -> Replies {
    expect_context()
}

impl Replies {
    /// Fetches the list from the server.
    pub fn new() -> Self {
        Self {
            list: PageData::new(api::all_quick_replies),
            order_problem: RwSignal::new(None),
            scope: Scope::here(),
            session: use_session(),
            notices: use_notices(),
            locale: use_locale(),
        }
    }

    /// Returns a quick reply as it was loaded; not tracked.
    pub fn find(self, id: QuickReplyId) -> Option<QuickReply> {
        self.list.with_untracked(|list| list.iter().find(|reply| reply.id == id).cloned()).flatten()
    }

    /// Returns the categories, in the order of their first quick replies;
    /// tracked.
    pub fn categories(self) -> Vec<String> {
        let mut categories: Vec<String> = Vec::new();
        self.list.with(|list| {
            for reply in list {
                if !categories.contains(&reply.category) {
                    categories.push(reply.category.clone());
                }
            }
        });
        categories
    }

    /// Returns the ids in a category, in their order; tracked.
    pub fn ids_in(self, category: &str) -> Vec<i64> {
        let ids = |list: &Vec<QuickReply>| {
            list.iter().filter(|reply| reply.category == category).map(|reply| reply.id.0).collect()
        };
        self.list.with(ids).unwrap_or_default()
    }

    /// Replaces a loaded quick reply, or adds a new one.
    pub fn put(self, reply: QuickReply) {
        self.list.update(|list| match list.iter_mut().find(|other| other.id == reply.id) {
            Some(other) => *other = reply,
            None => list.push(reply),
        });
    }

    /// Removes a quick reply.
    pub fn forget(self, id: QuickReplyId) {
        self.list.update(|list| list.retain(|reply| reply.id != id));
    }

    /// Sorts a category. The order is shown at once, and the list is loaded
    /// again if the server refuses it.
    pub fn order(self, category: &str, ids: &[i64]) {
        let categories = untrack(|| self.categories());
        let mut order: Vec<QuickReplyId> = Vec::new();
        for other in &categories {
            let in_category = if other == category { ids.to_vec() } else { untrack(|| self.ids_in(other)) };
            order.extend(in_category.into_iter().map(QuickReplyId));
        }
        self.list.update(|list| list.sort_by_key(|reply| order.iter().position(|id| *id == reply.id)));
        self.order_problem.set(None);
        self.scope.spawn(async move {
            if let Err(error) = self.session.change(api::order_quick_replies(order)).await {
                if error.code == ErrorCode::Conflict {
                    let texts = QuickReplyTexts::of(untrack(|| self.locale.language()));
                    self.order_problem.set(Some(texts.order_conflict));
                } else {
                    self.notices.tell(&error);
                }
                self.list.reload();
            }
        });
    }
}
