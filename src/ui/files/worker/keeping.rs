//! Stores files so that they survive a reload, and takes over those of earlier
//! pages.

use super::{
    hold::hold,
    list::Worker,
    store::{FileStore, SavedFile},
    upload::{Content, Keeping, Upload},
};
use crate::ui::{signals::*, storage};

/// The maximum number of stored files, and the maximum of their total bytes.
const MAX_FILES: usize = 30;
const MAX_BYTES: u64 = 100 * 1024 * 1024;

impl Worker {
    /// Stores a file, if the browser allows it. Sending does not wait for that.
    pub(super) fn keep(self, upload: Upload) {
        let Some(store) = self.uploads.store().filter(|_| self.has_room(upload.size)) else {
            return upload.keeping.set(Keeping::NotKept);
        };
        spawn_local(async move {
            // Locked before it is stored, because other tabs see it from then
            // on.
            let held = hold(&upload.client_id, true).await;
            let Some(file) = upload.file() else { return };
            let key = store.put(&upload.row(&file)).await;
            if !self.has(&upload.client_id) {
                // Sent or cancelled while it was being stored.
                if let Some(key) = key {
                    store.remove(key).await;
                }
                return;
            }
            upload.content.update_value(|content| {
                if let Some(content) = content {
                    content.key = key;
                    content._hold = held;
                }
            });
            upload.keeping.set(if key.is_some() { Keeping::Kept } else { Keeping::NotKept });
            if key.is_some() {
                // Other tabs watch this key, and send the file if this one is
                // closed.
                storage::set(store.name(), upload.client_id.as_str());
            }
        });
    }

    fn has_room(self, size: u64) -> bool {
        self.list.with_untracked(|list| {
            let kept = list.iter().filter(|upload| upload.key().is_some());
            list.len() < MAX_FILES && kept.map(|upload| upload.size).sum::<u64>() + size <= MAX_BYTES
        })
    }

    /// Deletes a file from the store, and then releases its lock.
    pub(super) fn delete_stored(self, upload: &Upload) {
        let content = upload.content.try_update_value(Option::take).flatten();
        if let (Some(content), Some(store)) = (content, self.uploads.store()) {
            spawn_local(async move {
                if let Some(key) = content.key {
                    store.remove(key).await;
                }
                // Not earlier: the tab that gets the lock next looks for the
                // file.
                drop(content);
                // Other tabs may still have stored files.
                let is_empty = self.list.try_with_untracked(Vec::is_empty).unwrap_or_default();
                if is_empty && store.all().await.is_empty() {
                    storage::remove(store.name());
                }
            });
        }
    }

    /// Deletes a file from the store, but keeps showing it.
    pub(super) fn delete_copy(self, upload: &Upload) {
        let taken = upload.content.try_update_value(|content| content.as_mut()?.key.take()).flatten();
        if let (Some(key), Some(store)) = (taken, self.uploads.store()) {
            spawn_local(async move { store.remove(key).await });
        }
    }

    /// Takes over the files of earlier pages, in their order.
    pub(super) async fn restore(self) {
        if let Some(store) = self.uploads.store() {
            for kept in store.all().await {
                if self.has(&kept.client_id) {
                    continue;
                }
                if self.takes_up(&store, &kept, false).await.is_none() {
                    // Another tab sends it. If that tab is closed, this one does.
                    let store = store.clone();
                    spawn_local(async move {
                        self.takes_up(&store, &kept, true).await;
                    });
                }
            }
        }
        self.is_restored.try_set_value(true);
    }

    /// Takes over a file. Returns none if another tab holds it.
    async fn takes_up(self, store: &FileStore, found: &SavedFile, waits: bool) -> Option<()> {
        let held = hold(&found.client_id, waits).await?;
        // Looked up again: the tab that held it may have sent it.
        let Some(kept) = store.all().await.into_iter().find(|kept| kept.key == found.key) else { return Some(()) };
        let content = Content { file: kept.file, is_copy: true, key: Some(kept.key), _hold: Some(held) };
        let upload = Upload::new(kept.client_id, kept.place, kept.name, kept.picked_at, content);
        upload.caption.set_value(kept.caption.unwrap_or_default());
        if !self.has(&upload.client_id) {
            self.list.try_update(|list| {
                let at =
                    list.iter().position(|other| other.picked_at.get_value() > kept.picked_at).unwrap_or(list.len());
                list.insert(at, upload);
            });
            self.waker.wake();
        }
        Some(())
    }
}
