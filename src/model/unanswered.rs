//! What a server function says where the server did not.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};

use super::error::{ApiError, ErrorCode};

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::new(ErrorCode::Malformed, "The request could not be read.")
            }
            ServerFnErrorErr::Request(_) => Self::new(ErrorCode::Unreachable, "The server could not be reached."),
            _ => Self::new(ErrorCode::Internal, "The answer could not be read."),
        }
    }
}
