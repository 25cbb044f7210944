//! A bucket of an S3-compatible store, for the real binary.

#[expect(dead_code, clippy::unwrap_used, reason = "it is made for the tests of the desk")]
#[path = "../../desk/support/bucket.rs"]
mod fake;

use tokio::runtime::Runtime;

use self::fake::FakeBucket;
use super::Server;

/// A bucket called `files`, which answers until it is dropped.
pub struct Bucket {
    bucket: FakeBucket,
    _runtime: Runtime,
}

impl Bucket {
    /// Starts an empty bucket.
    pub fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        Self { bucket: runtime.block_on(FakeBucket::start()), _runtime: runtime }
    }

    /// Makes a server store its files in the bucket, below `prefix`.
    pub fn serve(&self, server: Server, prefix: &str) -> Server {
        let variables = self.bucket.variables();
        let server = variables.into_iter().fold(server, |server, (name, value)| server.with(&name, value));
        server.with("ADDA_STORAGE_URL", format!("s3://files/{prefix}"))
    }

    /// Returns the objects below `prefix`, by the rest of their keys, in their order.
    pub fn objects(&self, prefix: &str) -> Vec<(String, Vec<u8>)> {
        let content = self.bucket.content();
        let below = content.objects.iter().filter_map(|(key, object)| {
            let key = key.strip_prefix(prefix)?.strip_prefix('/')?;
            Some((key.to_owned(), object.bytes.clone()))
        });
        below.collect()
    }
}
