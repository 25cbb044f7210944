//! Multipart bodies, and their contents.

use serde_json::Value;

use super::{Answer, Caller};

const BOUNDARY: &str = "a-boundary-that-is-in-no-file";

/// The fields of an upload.
#[derive(Clone)]
pub struct Upload {
    body: Vec<u8>,
}

impl Upload {
    /// Returns an upload of a file with a name.
    pub fn file(name: &str, bytes: &[u8]) -> Self {
        Self::empty().and_file(name, bytes)
    }

    /// Adds a file after other fields, as a form does.
    pub fn and_file(self, name: &str, bytes: &[u8]) -> Self {
        // The server must ignore the type that the client claims.
        self.part(&format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png"), bytes)
    }

    /// Adds a file whose part has `name` in its `Content-Disposition`.
    pub fn and_file_named(self, name: &str, bytes: &[u8]) -> Self {
        self.part(&format!("name=\"file\"; {name}"), bytes)
    }

    /// Returns an upload without a file.
    pub fn empty() -> Self {
        Self { body: Vec::new() }
    }

    /// Adds a field.
    pub fn with(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), value.as_bytes())
    }

    fn part(mut self, head: &str, bytes: &[u8]) -> Self {
        self.body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes());
        self.body.extend(bytes);
        self.body.extend(b"\r\n");
        self
    }

    /// Returns the content type of such bodies.
    pub fn content_type() -> String {
        format!("multipart/form-data; boundary={BOUNDARY}")
    }

    /// Returns the whole body.
    pub fn body(&self) -> Vec<u8> {
        [&self.body[..], format!("--{BOUNDARY}--\r\n").as_bytes()].concat()
    }
}

impl Caller<'_> {
    /// Sends a file.
    pub async fn upload(&self, path: &str, upload: &Upload) -> Answer {
        self.upload_body(path, upload.body()).await
    }

    /// Sends bytes as the body of an upload.
    pub async fn upload_body(&self, path: &str, body: Vec<u8>) -> Answer {
        self.ask("POST", path, |request| request.bytes(body.into()).content_type(&Upload::content_type())).await
    }

    /// Sends a file that must be accepted, and returns its message.
    pub async fn attach(&self, path: &str, name: &str, bytes: &[u8]) -> Value {
        self.upload(path, &Upload::file(name, bytes)).await.ok()["message"].take()
    }
}
