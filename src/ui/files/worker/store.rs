//! Stores uploads so that they survive the page, in [IndexedDB], which accepts
//! files directly. Where it is missing, full or forbidden nothing is stored,
//! and each function reports that.
//!
//! [IndexedDB]: https://www.w3.org/TR/IndexedDB/

use std::{cell::Cell, rc::Rc};

use js_sys::{Array, Date};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, EventTarget};

use crate::{
    model::ids::ClientId,
    ui::{bell::Bell, page::Listener},
    wire::{Body, Read, Write},
};

/// The one table of the database.
const TABLE: &str = "files";
/// The property that is a row's key.
const KEY: &str = "key";
/// How long the browser may take for a step, in milliseconds.
const STEP_TIMEOUT_MS: u32 = 30_000;
/// How long a file is stored, in milliseconds: a week. Its sender may never
/// come back.
const RETENTION_MS: f64 = 7.0 * 86_400_000.0;

#[wasm_bindgen]
extern "C" {
    /// `IDBOpenDBRequest` or `IDBRequest`.
    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone)]
    type Request;
    /// Throws until the request is done.
    #[wasm_bindgen(method, getter, catch)]
    fn result(this: &Request) -> Result<JsValue, JsValue>;

    /// `IDBDatabase`
    type Database;
    #[wasm_bindgen(method, catch, js_name = createObjectStore)]
    fn create_table(this: &Database, name: &str, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Database, table: &str, mode: &str) -> Result<Transaction, JsValue>;
    /// Closes the database once its transactions have ended.
    #[wasm_bindgen(method)]
    fn close(this: &Database);

    /// `IDBTransaction`
    #[wasm_bindgen(extends = EventTarget)]
    type Transaction;
    #[wasm_bindgen(method, catch, js_name = objectStore)]
    fn table(this: &Transaction, name: &str) -> Result<Table, JsValue>;

    /// `IDBObjectStore`
    type Table;
    #[wasm_bindgen(method, catch)]
    fn put(this: &Table, row: &JsValue) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getAll)]
    fn all(this: &Table) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn delete(this: &Table, key: f64) -> Result<Request, JsValue>;

    /// Throws where the browser has no IndexedDB or forbids it.
    #[wasm_bindgen(catch, js_namespace = indexedDB, js_name = open)]
    fn open_database(name: &str, version: u32) -> Result<Request, JsValue>;
}

/// A stored file.
#[derive(Read)]
pub(super) struct SavedFile {
    pub key: f64,
    /// The owner; empty for a visitor of the shop.
    scope: String,
    pub client_id: ClientId,
    /// The place that it was picked for.
    pub place: String,
    pub name: String,
    /// The text that goes with it; none in rows of earlier versions.
    pub caption: Option<String>,
    /// In milliseconds since 1970.
    pub picked_at: f64,
    pub file: Blob,
}

impl Read for Blob {
    fn read(value: &JsValue) -> Option<Self> {
        value.dyn_ref().cloned()
    }
}

/// A file to store.
pub(super) struct Row<'a> {
    pub client_id: &'a ClientId,
    pub place: &'a str,
    pub name: &'a str,
    pub caption: String,
    pub picked_at: f64,
    pub file: &'a Blob,
}

/// The files of one person in a database of this browser.
#[derive(Clone, Debug)]
pub struct FileStore {
    database: &'static str,
    scope: String,
}

impl FileStore {
    /// Names the database, and the owner of the files. Files of a visitor
    /// become the customer's.
    pub const fn new(database: &'static str, scope: String) -> Self {
        Self { database, scope }
    }

    /// Returns the name of the database. A `localStorage` entry of the same
    /// name says that it is not empty.
    pub const fn name(&self) -> &'static str {
        self.database
    }

    /// Stores a copy of a file. Returns its key once it is on the disk, or none if it cannot be
    /// stored.
    pub(super) async fn put(&self, row: &Row<'_>) -> Option<f64> {
        let file = JsValue::from(copied(row.file).await?);
        let row = Body::new()
            .with("scope", &self.scope)
            .with("client_id", row.client_id)
            .with("place", row.place)
            .with("name", row.name)
            .with("caption", &row.caption)
            .with("picked_at", &JsValue::from(row.picked_at))
            .with("file", &file)
            .write();
        self.ask(&|table: &Table| table.put(&row)).await?.as_f64()
    }

    /// Returns the stored files in order. Deletes old ones.
    pub(super) async fn all(&self) -> Vec<SavedFile> {
        let rows = self.ask(&Table::all).await;
        let rows: Vec<JsValue> = rows.and_then(|rows| Read::read(&rows)).unwrap_or_default();
        let mut all = Vec::new();
        for row in rows.iter().filter_map(SavedFile::read) {
            if row.picked_at < Date::now() - RETENTION_MS {
                self.remove(row.key).await;
            } else if row.scope.is_empty() || row.scope == self.scope {
                all.push(row);
            }
        }
        // Keys would put a small file before a large one that took longer to copy.
        all.sort_by(|one, other| one.picked_at.total_cmp(&other.picked_at));
        all
    }

    /// Deletes a file.
    pub(super) async fn remove(&self, key: f64) {
        self.ask(&|table: &Table| table.delete(key)).await;
    }

    /// Deletes all files of the person.
    pub async fn clear(&self) {
        for row in self.all().await {
            self.remove(row.key).await;
        }
    }

    /// Runs one action on the table in its own transaction. The database is
    /// closed afterwards, so that it can be deleted at any time. Returns the
    /// browser's answer once the transaction is complete.
    async fn ask(&self, act: &dyn Fn(&Table) -> Result<Request, JsValue>) -> Option<JsValue> {
        let opening = open_database(self.database, 1).ok()?;
        let opened = opening.clone();
        let _made = Listener::new(opening.clone().into(), "upgradeneeded", move |_| make_table(&opened));
        if !ends_with(&opening, "success", "error").await {
            return None;
        }
        let database: Database = opening.result().ok()?.unchecked_into();
        let begun = database.transaction(TABLE, "readwrite");
        let asked = begun.and_then(|transaction| Ok((act(&transaction.table(TABLE)?)?, transaction)));
        database.close();
        let (request, transaction) = asked.ok()?;
        if ends_with(&transaction, "complete", "abort").await { request.result().ok() } else { None }
    }
}

/// Copies the content of a file: in a private window, the database would store only a reference
/// to the file. Returns none if it cannot be read.
async fn copied(file: &Blob) -> Option<Blob> {
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    let copy = Blob::new_with_buffer_source_sequence(&Array::of1(&bytes)).ok()?;
    copy.slice_with_f64_and_f64_and_content_type(0.0, copy.size(), &file.type_()).ok()
}

fn make_table(opening: &Request) {
    if let Ok(database) = opening.result() {
        let options = Body::new().with("keyPath", KEY).with("autoIncrement", &true).write();
        // A new database has no table of this name.
        let _ = database.unchecked_ref::<Database>().create_table(TABLE, &options);
    }
}

/// Waits for one of two events. Returns whether it was the good one; a timeout
/// counts as bad.
async fn ends_with(target: &EventTarget, good: &'static str, bad: &'static str) -> bool {
    let (bell, is_good) = (Bell::default(), Rc::new(Cell::new(false)));
    let _listeners = [(good, true), (bad, false)].map(|(event, outcome)| {
        let (bell, is_good) = (bell.clone(), Rc::clone(&is_good));
        Listener::new(target.clone(), event, move |_| {
            is_good.set(outcome);
            bell.ring();
        })
    });
    bell.rings_within(STEP_TIMEOUT_MS).await;
    is_good.get()
}
