//! A small HTTP client. Each request has its own connection and a timeout, so that a server that
//! hangs fails the test.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use serde_json::Value;

/// The longest time that the server may be silent.
const READ_TIMEOUT: Duration = Duration::from_secs(15);

/// A request that is about to be sent.
#[derive(Clone, Debug)]
pub struct Request {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    /// The host that the request names. `None` for the server's address.
    host: Option<&'static str>,
}

/// An answer of the server.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The time from the connection to the last byte.
    pub took: Duration,
}

impl Request {
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: "GET", path: path.into(), headers: Vec::new(), body: Vec::new(), host: None }
    }

    pub fn post(path: impl Into<String>, body: &Value) -> Self {
        let headers = vec![("content-type", "application/json".to_owned())];
        Self { method: "POST", path: path.into(), headers, body: body.to_string().into_bytes(), host: None }
    }

    pub fn delete(path: impl Into<String>) -> Self {
        Self { method: "DELETE", ..Self::get(path) }
    }

    /// Returns a form without a file, as a page sends it. `fields` is already encoded.
    pub fn form(path: impl Into<String>, fields: &str) -> Self {
        let headers = vec![("content-type", "application/x-www-form-urlencoded".to_owned())];
        Self { method: "POST", path: path.into(), headers, body: fields.as_bytes().to_vec(), host: None }
    }

    /// Returns a form with one file and a `client_id`.
    pub fn upload(path: impl Into<String>, name: &str, bytes: &[u8], client_id: &str) -> Self {
        const BORDER: &str = "border-of-the-fault-tests";
        let mut body = format!(
            "--{BORDER}\r\ncontent-disposition: form-data; name=\"client_id\"\r\n\r\n{client_id}\r\n\
             --{BORDER}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BORDER}--\r\n").as_bytes());
        let headers = vec![("content-type", format!("multipart/form-data; boundary={BORDER}"))];
        Self { method: "POST", path: path.into(), headers, body, host: None }
    }

    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }

    /// Names another host than the server's address.
    pub fn host(mut self, host: &'static str) -> Self {
        self.host = Some(host);
        self
    }

    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Sends the request and reads the whole answer.
    pub fn send(&self, server: SocketAddr) -> io::Result<Answer> {
        let begun = Instant::now();
        let mut stream = TcpStream::connect_timeout(&server, READ_TIMEOUT)?;
        stream.set_read_timeout(Some(READ_TIMEOUT))?;
        stream.set_write_timeout(Some(READ_TIMEOUT))?;
        stream.set_nodelay(true)?;
        let host = self.host.map_or_else(|| server.to_string(), str::to_owned);
        let mut bytes = format!("{} {} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            bytes.push_str(&format!("{name}: {value}\r\n"));
        }
        bytes.push_str(&format!("content-length: {}\r\n\r\n", self.body.len()));
        stream.write_all(bytes.as_bytes())?;
        stream.write_all(&self.body)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        parse(&answer, begun.elapsed()).ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
    }
}

impl Answer {
    pub fn is_ok(&self) -> bool {
        self.status == 200
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body of a successful answer.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {} {}", self.status, self.text()))
    }

    /// Checks that the answer is a temporary refusal: 503 in the API's format with `Retry-After`,
    /// within two seconds.
    #[track_caller]
    pub fn is_temporary_refusal(&self) {
        assert_eq!(self.status, 503, "{}", self.text());
        assert_eq!(self.json()["code"], "unavailable", "{}", self.text());
        self.has_retry_after();
    }

    /// Checks that the answer has `Retry-After`, and that it came within two seconds.
    #[track_caller]
    pub fn has_retry_after(&self) {
        let seconds = self.header("retry-after").and_then(|seconds| seconds.parse::<u32>().ok());
        assert!(seconds.is_some_and(|seconds| seconds > 0), "Retry-After: {seconds:?}");
        assert!(self.took < Duration::from_secs(2), "answered after {:?}", self.took);
    }
}

/// Parses a complete answer, or returns `None` if it was cut off.
fn parse(bytes: &[u8], took: Duration) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let body = &bytes[end + 4..];
    let value = |name: &str| headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let body = match (value("content-length"), value("transfer-encoding")) {
        (Some(length), _) => body.get(..length.parse().ok()?)?.to_vec(),
        (None, Some("chunked")) => unchunk(body)?,
        _ => body.to_vec(),
    };
    Some(Answer { status, headers, body, took })
}

fn unchunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|window| window == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&body[..end]).ok()?, 16).ok()?;
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(end + 2..end + 2 + length)?);
        body = body.get(end + 2 + length + 2..)?;
    }
}
