//! Property tests of every body that a client can send.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, header},
};
use bytes::Bytes;
use futures::stream;
use proptest::prelude::*;

use super::{boundary, extended_name, guard::Guard, receive};
use crate::{
    generated_inputs::{any_bytes, block_on, pattern},
    model::message::MessageText,
};

/// Generates bytes in which boundaries and ends of headers are frequent.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"--b".to_vec()),
        Just(b"\r\n\r\n".to_vec()),
        Just(b"\r\n--b--".to_vec()),
        Just(b"\r\n--b\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\n".to_vec()),
        Just(b"\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a".to_vec()),
        Just(vec![b'x'; 4_000]),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Returns whether a guard accepts a body that arrives in pieces of a length.
fn passes(boundary: &str, body: &[u8], piece: usize) -> bool {
    let mut guard = Guard::new(boundary);
    body.chunks(piece).try_for_each(|bytes| guard.read(&Bytes::copy_from_slice(bytes))).is_ok()
}

/// Returns whether a body that arrives in pieces of a length is read to its end.
fn is_read(content_type: HeaderValue, body: &[u8], piece: usize) -> bool {
    let pieces: Vec<_> = body.chunks(piece).map(|bytes| Ok::<_, axum::Error>(Bytes::copy_from_slice(bytes))).collect();
    let request = Request::builder().header(header::CONTENT_TYPE, content_type);
    let request = request.body(Body::from_stream(stream::iter(pieces))).expect("a request");
    let (form, read) = block_on(receive(None, request));
    assert!(form.file.is_none() && form.content.chars().count() <= 12 * MessageText::MAX_CHARS);
    read.is_ok()
}

proptest! {
    #[test]
    fn the_guard_decides_the_same_however_a_body_is_cut(body in body(), piece in 1_usize..64) {
        prop_assert_eq!(passes("b", &body, piece), passes("b", &body, body.len().max(1)));
    }

    #[test]
    fn a_body_is_read_or_refused(body in body(), piece in 1_usize..5_000) {
        is_read(HeaderValue::from_static("multipart/form-data; boundary=b"), &body, piece);
    }

    #[test]
    fn a_file_name_of_any_header_is_read_or_ignored(disposition in pattern("(form-data|filename\\*|[=;'\"% ]|UTF-8''|%[0-9A-F+-]{2}|\\PC){0,12}")) {
        if let Some(name) = extended_name(disposition.as_bytes()) {
            prop_assert!(name.len() <= 2 * disposition.len());
        }
    }

    #[test]
    fn a_file_name_that_was_written_as_rfc_8187_asks_is_read(name in pattern("\\PC{0,20}")) {
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let disposition = format!("form-data; name=\"file\"; filename*=UTF-8''{encoded}");
        prop_assert_eq!(extended_name(disposition.as_bytes()), Some(name));
    }
}

/// Tests any bytes as a body. The first line is the `Content-Type`, the rest
/// the body.
#[test]
fn any_bytes_as_multipart() {
    let words = [
        "--b",
        "--b--",
        "\r\n",
        "\r\n\r\n",
        "\r\n--b\r\n",
        "Content-Disposition: form-data; name=\"content\"",
        "filename=\"a\"",
        "name=\"file\"",
        "name=\"client_id\"",
        "Content-Type: text/plain; charset=utf-16",
        "boundary=",
        "\"",
        ";",
        "multipart/form-data",
    ];
    any_bytes("multipart", &words, |bytes| {
        let line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
        let (content_type, body) = (&bytes[..line], bytes.get(line + 1..).unwrap_or_default());
        let Ok(content_type) = HeaderValue::from_bytes(content_type) else { return false };
        let request = Request::builder().header(header::CONTENT_TYPE, content_type.clone()).body(Body::empty());
        let piece = 1 + bytes.len() % 61;
        if let Some(boundary) = boundary(&request.expect("a request")) {
            assert_eq!(passes(&boundary, body, piece), passes(&boundary, body, body.len().max(1)));
        }
        is_read(content_type, body, piece)
    });
}

#[test]
fn any_bytes_as_disposition() {
    let words = [
        "form-data; ",
        "filename*=",
        "filename=",
        "UTF-8''",
        "iso-8859-1'en'",
        "%E0%A6%95",
        "%",
        "+1",
        "'",
        "\"",
        ";",
        "=",
    ];
    any_bytes("disposition", &words, |bytes| {
        let name = extended_name(bytes);
        assert!(name.as_ref().is_none_or(|name| name.len() <= 2 * bytes.len()), "{name:?}");
        name.is_some()
    });
}
