//! The error of a server function call that got no valid response.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

use super::error::{ApiError, ErrorCode};

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // The same error means two things: on the server that a request cannot be read, in
            // the browser that an answer cannot. Such an answer comes from a proxy (502, 408,
            // 429, a page of HTML) or was cut off, so the same request may succeed later.
            ServerFnErrorErr::Deserialization(_) if !cfg!(feature = "ssr") => {
                Self::new(ErrorCode::Unreachable, "The answer could not be read.")
            }
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::new(ErrorCode::Malformed, "The request could not be read.")
            }
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => {
                Self::new(ErrorCode::Unreachable, "The server could not be reached.")
            }
            _ => Self::new(ErrorCode::Internal, "The answer could not be read."),
        }
    }
}

#[cfg(all(test, feature = "console"))]
mod tests {
    use leptos::server_fn::{Bytes, error::FromServerFnError};

    use super::*;

    /// Reads the body of an answer with an error's status, as a call in the browser
    /// does.
    fn read(body: &'static str) -> ApiError {
        ApiError::de(Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn a_response_from_elsewhere_is_a_temporary_error() {
        let bodies = [
            "",
            "<html><body><h1>502 Bad Gateway</h1></body></html>",
            "error code: 522",
            "{\"error\":\"upstream request timeout\"}",
            "{\"error\":\"The conversation is clo",
            "{\"message\":\"Too many requests\",\"code\":429}",
            "null",
        ];
        for body in bodies {
            let error = read(body);
            assert!(error.code.is_temporary(), "{body:?}: {error:?}");
        }
    }

    #[test]
    fn an_answer_of_the_server_keeps_its_code() {
        let error = read("{\"error\":\"The conversation is closed.\",\"code\":\"conversation_closed\"}");
        assert_eq!(error.code, ErrorCode::ConversationClosed);
        assert!(!error.code.is_temporary());
    }

    #[test]
    fn a_request_that_did_not_get_through_is_temporary() {
        for error in [
            ServerFnErrorErr::Request("Failed to fetch".to_owned()),
            ServerFnErrorErr::Response("closed".to_owned()),
            ServerFnErrorErr::Deserialization("EOF while parsing".to_owned()),
        ] {
            assert!(ApiError::from_server_fn_error(error.clone()).code.is_temporary(), "{error:?}");
        }
    }
}
