//! A bucket of an S3-compatible store on this machine, with the part of the protocol that
//! Adda uses. Signatures are not checked.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use adda::server::storage::Storage;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;

/// How many objects a page of the list has. The number is small, so that a list has
/// several pages.
const PAGE: usize = 3;

/// A bucket called `files`.
#[derive(Clone)]
pub struct FakeBucket {
    endpoint: String,
    content: Arc<Mutex<Content>>,
}

/// The contents of the bucket.
#[derive(Default)]
pub struct Content {
    /// The objects, by key.
    pub objects: BTreeMap<String, Object>,
    /// Uploads in parts that were neither completed nor aborted.
    pub unfinished: BTreeMap<String, BTreeMap<usize, Vec<u8>>>,
    /// How many parts have arrived.
    pub parts: usize,
}

/// A file in the bucket.
pub struct Object {
    pub bytes: Vec<u8>,
    pub stored_at: DateTime<Utc>,
}

impl FakeBucket {
    /// Starts an empty bucket.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let bucket = Self { endpoint: format!("http://{}", listener.local_addr().unwrap()), content: Arc::default() };
        let router = Router::new().fallback(answer).with_state(bucket.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        bucket
    }

    /// Returns a bucket whose address does not answer.
    pub async fn unreachable() -> Self {
        let freed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        Self { endpoint: format!("http://{freed}"), content: Arc::default() }
    }

    /// Returns the environment variables that lead to it.
    pub fn variables(&self) -> [(String, String); 5] {
        let variables = [
            ("AWS_ENDPOINT_URL", self.endpoint.as_str()),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "here"),
            ("AWS_ACCESS_KEY_ID", "a key"),
            ("AWS_SECRET_ACCESS_KEY", "its secret"),
        ];
        variables.map(|(name, value)| (name.to_owned(), value.to_owned()))
    }

    /// Returns the store that the settings describe.
    pub fn storage(&self, url: &str) -> Storage {
        Storage::bucket(&url.parse().unwrap(), self.variables()).unwrap()
    }

    /// Returns the current contents.
    pub fn content(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap()
    }

    /// Returns the keys of the objects.
    pub fn keys(&self) -> Vec<String> {
        self.content().objects.keys().cloned().collect()
    }
}

async fn answer(State(bucket): State<FakeBucket>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    let Some(key) = parts.uri.path().strip_prefix("/files").map(|key| key.trim_start_matches('/')) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let query = url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let query: BTreeMap<String, String> = query.into_owned().collect();
    let upload = query.get("uploadId");
    let mut content = bucket.content();
    match (parts.method.as_str(), upload) {
        ("GET" | "HEAD", _) if key.is_empty() => content.list(&query),
        ("GET" | "HEAD", _) => content.get(key, &parts.headers),
        ("PUT", Some(upload)) => content.put_part(upload, query["partNumber"].parse().unwrap(), body),
        ("PUT", None) => content.put(key, body),
        ("POST", Some(upload)) => content.finish(key, upload),
        ("POST", None) if query.contains_key("uploads") => content.begin(),
        ("POST", None) if query.contains_key("delete") => content.delete_all(&String::from_utf8(body).unwrap()),
        ("DELETE", Some(upload)) => {
            content.unfinished.remove(upload);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::NOT_IMPLEMENTED.into_response(),
    }
}

impl Content {
    fn put(&mut self, key: &str, bytes: Vec<u8>) -> Response {
        self.objects.insert(key.to_owned(), Object { bytes, stored_at: Utc::now() });
        [(header::ETAG, "\"whole\"")].into_response()
    }

    fn begin(&mut self) -> Response {
        let id = format!("upload-{}", self.unfinished.len());
        self.unfinished.insert(id.clone(), BTreeMap::new());
        format!("<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>")
            .into_response()
    }

    fn put_part(&mut self, upload: &str, number: usize, bytes: Vec<u8>) -> Response {
        let Some(upload) = self.unfinished.get_mut(upload) else { return StatusCode::NOT_FOUND.into_response() };
        upload.insert(number, bytes);
        self.parts += 1;
        [(header::ETAG, format!("\"part-{number}\""))].into_response()
    }

    fn finish(&mut self, key: &str, upload: &str) -> Response {
        let Some(parts) = self.unfinished.remove(upload) else { return StatusCode::NOT_FOUND.into_response() };
        self.put(key, parts.into_values().flatten().collect());
        "<CompleteMultipartUploadResult><ETag>\"parts\"</ETag></CompleteMultipartUploadResult>".into_response()
    }

    fn get(&self, key: &str, headers: &HeaderMap) -> Response {
        let Some(Object { bytes, stored_at }) = self.objects.get(key) else {
            return (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>").into_response();
        };
        let last_modified = (header::LAST_MODIFIED, stored_at.to_rfc2822().replace("+0000", "GMT"));
        let range = headers.get(header::RANGE).and_then(|range| {
            let (from, to) = range.to_str().ok()?.strip_prefix("bytes=")?.split_once('-')?;
            Some((from.parse::<usize>().ok()?, to.parse::<usize>().ok()?.min(bytes.len() - 1)))
        });
        match range {
            None => ([last_modified], Body::from(bytes.clone())).into_response(),
            Some((from, to)) => {
                let content_range = (header::CONTENT_RANGE, format!("bytes {from}-{to}/{}", bytes.len()));
                let part = Body::from(bytes[from..=to].to_vec());
                (StatusCode::PARTIAL_CONTENT, [last_modified, content_range], part).into_response()
            }
        }
    }

    fn list(&self, query: &BTreeMap<String, String>) -> Response {
        let value = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
        let found = self.objects.iter().filter(|(key, _)| key.starts_with(value("prefix")));
        let mut rest = found.filter(|(key, _)| key.as_str() > value("continuation-token")).peekable();
        let mut page = String::new();
        let mut last = "";
        for (key, Object { bytes, stored_at }) in rest.by_ref().take(PAGE) {
            let (size, stored_at) = (bytes.len(), stored_at.to_rfc3339());
            page += &format!(
                "<Contents><Key>{key}</Key><Size>{size}</Size><LastModified>{stored_at}</LastModified></Contents>"
            );
            last = key;
        }
        if rest.peek().is_some() {
            page += &format!("<NextContinuationToken>{last}</NextContinuationToken>");
        }
        format!("<ListBucketResult>{page}</ListBucketResult>").into_response()
    }

    fn delete_all(&mut self, body: &str) -> Response {
        let keys = body.split("<Key>").skip(1).filter_map(|rest| rest.split_once("</Key>"));
        let mut deleted = String::new();
        for (key, _) in keys {
            self.objects.remove(key);
            deleted += &format!("<Deleted><Key>{key}</Key></Deleted>");
        }
        format!("<DeleteResult>{deleted}</DeleteResult>").into_response()
    }
}
