//! Answers of the server.

use axum::http::{HeaderMap, StatusCode, header};
use axum_test::TestResponse;
use serde_json::Value;

/// A complete answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    /// The request, for the messages of failed tests.
    pub question: String,
}

impl Answer {
    pub fn new(question: String, response: &TestResponse) -> Self {
        let mut headers = response.headers().clone();
        // It differs in each response, and tests compare responses.
        headers.remove("x-request-id");
        Self {
            status: response.status_code(),
            headers,
            body: String::from_utf8_lossy(response.as_bytes()).into_owned(),
            question,
        }
    }

    /// Returns the body of an answer that must be a success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{self}");
        self.json()
    }

    /// Returns the body, which must be JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {self}"))
    }

    /// Checks that the answer is an error in the API's format, with this status and code.
    #[track_caller]
    pub fn fails(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), self.error_code().as_str()), (status, code), "{self}");
    }

    /// Checks that the server handled the request: the answer is a success, or an error in
    /// the API's format.
    #[track_caller]
    pub fn is_handled(&self) {
        assert!(self.status.as_u16() < 500, "{self}");
        if !self.status.is_success() {
            self.error_code();
        }
    }

    /// Returns the code of an error, which must consist of `{error, code}` only: a sentence
    /// and a word.
    #[track_caller]
    pub fn error_code(&self) -> String {
        let body = self.json();
        let content_type = self.headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap());
        assert_eq!(content_type, Some("application/json"), "{self}");
        // A rejected identity token also has a reason, and a form also names its fields.
        let says_more = body["code"] == "invalid_identity" || body["fields"].is_array();
        let parts = if says_more { 3 } else { 2 };
        assert_eq!(body.as_object().map(serde_json::Map::len), Some(parts), "{self}");
        assert!(body["error"].as_str().is_some_and(|sentence| sentence.ends_with('.')), "no sentence: {self}");
        let code = body["code"].as_str().unwrap_or_else(|| panic!("no code: {self}"));
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "not snake_case: {self}");
        code.to_owned()
    }

    /// Returns the cookies that the answer sets.
    pub fn set_cookies(&self) -> Vec<String> {
        let values = self.headers.get_all(header::SET_COOKIE).iter();
        values.map(|value| value.to_str().unwrap().to_owned()).collect()
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} → {} {}", self.question, self.status, self.body)
    }
}
