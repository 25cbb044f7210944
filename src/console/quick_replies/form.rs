//! The input in a quick reply's form.

use leptos::prelude::*;

use crate::model::quick_reply_draft::QuickReplyDraft;

/// The fields.
#[derive(Clone, Copy)]
pub struct Fields {
    pub title: RwSignal<String>,
    pub title_bn: RwSignal<String>,
    pub content: RwSignal<String>,
    pub content_bn: RwSignal<String>,
    pub category: RwSignal<String>,
    pub is_active: RwSignal<bool>,
}

impl Fields {
    /// Returns fields that contain a draft.
    pub fn new(draft: QuickReplyDraft) -> Self {
        Self {
            title: RwSignal::new(draft.title),
            title_bn: RwSignal::new(draft.title_bn),
            content: RwSignal::new(draft.content),
            content_bn: RwSignal::new(draft.content_bn),
            category: RwSignal::new(draft.category),
            is_active: RwSignal::new(draft.is_active),
        }
    }

    /// Returns the fields' values as a draft; tracked.
    pub fn draft(self) -> QuickReplyDraft {
        QuickReplyDraft {
            title: self.title.get(),
            title_bn: self.title_bn.get(),
            content: self.content.get(),
            content_bn: self.content_bn.get(),
            category: self.category.get(),
            is_active: self.is_active.get(),
        }
    }

    /// Sets the fields to a draft.
    pub fn set(self, draft: QuickReplyDraft) {
        self.title.set(draft.title);
        self.title_bn.set(draft.title_bn);
        self.content.set(draft.content);
        self.content_bn.set(draft.content_bn);
        self.category.set(draft.category);
        self.is_active.set(draft.is_active);
    }
}
