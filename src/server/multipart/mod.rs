//! A message with a file: a multipart body, read piece by piece.

mod guard;
#[cfg(test)]
mod properties;

use axum::{
    body::Body,
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::header,
};
use futures::StreamExt;

use self::guard::Guard;
use super::{
    body,
    domain::{attachments::Incoming, desk::Desk},
};
use crate::model::{
    error::{ApiError, ErrorCode},
    ids::ClientId,
    message::{MessageText, MessageTextError},
};

/// The maximum size of a body without the file, in bytes: a text of 5,000
/// characters, names, boundaries.
const MAX_WITHOUT_FILE: u64 = 64 * 1024;
/// How many bytes of a refused body are still read and discarded: a client that is
/// cut off while sending may never see the response.
const MAX_DISCARDED: u64 = 64 * 1024 * 1024;
/// The most bytes of a character before it is composed: a letter and its marks,
/// or a line end of two characters.
const BYTES_OF_CHARACTER: usize = 12;

/// The fields of the body.
#[derive(Default)]
pub struct FileForm {
    /// The file, if there is one.
    pub file: Option<Incoming>,
    /// The text that goes with it.
    pub content: String,
    /// The sender's own id for the message.
    pub client_id: Option<ClientId>,
    /// The name of the first unknown part.
    pub unknown: Option<String>,
}

/// Reads a body. Returns its fields, even if an error followed them. Without
/// a desk, a file is read and discarded.
pub async fn receive(desk: Option<&Desk>, request: Request) -> (FileForm, Result<(), ApiError>) {
    let mut form = FileForm::default();
    let read = receive_into(&mut form, desk, request, MAX_DISCARDED).await;
    (form, read)
}

/// Reads the text, but not the file, of a body whose sender has no session.
pub async fn receive_words(request: Request) -> (FileForm, Result<(), ApiError>) {
    let mut form = FileForm::default();
    let read = receive_into(&mut form, None, request, 0).await;
    (form, read)
}

async fn receive_into(
    form: &mut FileForm,
    desk: Option<&Desk>,
    mut request: Request,
    most_discarded: u64,
) -> Result<(), ApiError> {
    let most = match desk {
        Some(desk) => desk.attachments().attachment_rules().await?.max_bytes,
        None => 0,
    };
    let limit = most + MAX_WITHOUT_FILE + most_discarded;
    if announced(&request).is_some_and(|length| length > limit) {
        return Err(ApiError::too_large());
    }
    DefaultBodyLimit::max(usize::try_from(limit).unwrap_or(usize::MAX)).apply(&mut request);
    let mut body = Multipart::from_request(guarded(request), &()).await.map_err(|_| no_multipart())?;
    let read = read(desk, &mut body, form).await;
    if read.is_err() {
        while let Ok(Some(mut field)) = body.next_field().await {
            while let Ok(Some(_)) = field.chunk().await {}
        }
    }
    read
}

/// Returns the request with a guarded body: it ends with an error if the parser
/// would have to keep too much in memory.
fn guarded(request: Request) -> Request {
    let Some(mut guard) = boundary(&request).map(|boundary| Guard::new(&boundary)) else { return request };
    request.map(|body| {
        Body::from_stream(body.into_data_stream().map(move |piece| {
            let piece = piece?;
            guard.read(&piece).map_err(axum::Error::new)?;
            Ok::<_, axum::Error>(piece)
        }))
    })
}

/// Returns the boundary from the body's content type. Without one, the body is
/// refused.
fn boundary(request: &Request) -> Option<String> {
    let kind = request.headers().get(header::CONTENT_TYPE)?.to_str().ok()?;
    let named = kind.split(';').filter_map(|parameter| parameter.split_once('='));
    let value = named.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"))?.1;
    Some(value.trim().trim_matches('"').to_owned())
}

/// Returns the length of the body in bytes, if the request states it.
pub fn announced(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn read(desk: Option<&Desk>, body: &mut Multipart, form: &mut FileForm) -> Result<(), ApiError> {
    while let Some(field) = body.next_field().await.map_err(cut_off)? {
        match field.name() {
            Some("file") if form.file.is_none() => {
                if let Some(desk) = desk {
                    form.file = Some(file(desk, field).await?);
                }
            }
            Some("file") => return Err(ApiError::new(ErrorCode::InvalidValue, "A message can have only one file.")),
            Some("content") => {
                let most = MessageText::MAX_CHARS * BYTES_OF_CHARACTER;
                form.content = text(field, most).await?.ok_or(MessageTextError::TooLong)?;
            }
            Some("client_id") => {
                let id = text(field, ClientId::MAX_LENGTH).await?.and_then(|id| id.parse().ok());
                form.client_id = Some(id.ok_or_else(|| {
                    ApiError::new(ErrorCode::InvalidValue, "The client_id is not 1 to 64 printable ASCII characters.")
                })?);
            }
            name => {
                form.unknown.get_or_insert_with(|| name.unwrap_or_default().to_owned());
            }
        }
    }
    Ok(())
}

async fn file(desk: &Desk, mut field: Field<'_>) -> Result<Incoming, ApiError> {
    let extended = field.headers().get(header::CONTENT_DISPOSITION).and_then(|value| extended_name(value.as_bytes()));
    let name = extended.or_else(|| field.file_name().map(str::to_owned)).unwrap_or_default();
    let mut file = desk.attachments().receive_file(&name).await?;
    while let Some(bytes) = field.chunk().await.map_err(cut_off)? {
        file.write(bytes).await?;
    }
    Ok(file)
}

/// Returns the name that a part gives as `filename*` (RFC 8187): letters beyond ASCII
/// are written as `UTF-8''r%C3%A9sum%C3%A9.pdf`. Forms must not send it (RFC 7578), but
/// some HTTP libraries send nothing else.
fn extended_name(disposition: &[u8]) -> Option<String> {
    let parameters = std::str::from_utf8(disposition).ok()?.split(';').map(str::trim);
    let (_, value) = parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("filename*"))?;
    let mut parts = value.trim().trim_matches('"').splitn(3, '\'');
    let (charset, _language, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes: Vec<u8> = percent_decode(encoded)?;
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => String::from_utf8(bytes).ok(),
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

/// Returns the bytes of a text in which `%41` stands for a byte.
fn percent_decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => u8::from_str_radix(std::str::from_utf8(&[rest.next()?, rest.next()?]).ok()?, 16).ok()?,
            plain => plain,
        });
    }
    Some(bytes)
}

/// Returns the text of a field; none if it is longer than `most` bytes.
async fn text(mut field: Field<'_>, most: usize) -> Result<Option<String>, ApiError> {
    let mut bytes = Vec::new();
    while let Some(more) = field.chunk().await.map_err(cut_off)? {
        if bytes.len() + more.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&more);
    }
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|_| ApiError::new(ErrorCode::Malformed, "A field of the body is not UTF-8."))
}

/// Reads and discards a refused body: a client that is cut off while sending
/// may never see the response.
pub async fn throw_away(request: Request) {
    let mut read = 0;
    let mut pieces = request.into_body().into_data_stream();
    while let Some(Ok(bytes)) = pieces.next().await {
        read += bytes.len() as u64;
        if read > MAX_DISCARDED {
            return;
        }
    }
}

fn no_multipart() -> ApiError {
    ApiError::new(ErrorCode::UnsupportedType, "The body must be multipart/form-data.")
}

fn cut_off(error: MultipartError) -> ApiError {
    match error.status().as_u16() {
        413 => ApiError::too_large(),
        _ if body::is_stalled(&error) => ApiError::new(ErrorCode::Timeout, "The body stopped arriving. Send it again."),
        _ => ApiError::new(ErrorCode::Malformed, "The body is not valid multipart/form-data, or it ended too soon."),
    }
}

#[cfg(test)]
mod tests {
    use super::extended_name;

    #[test]
    fn an_extended_name_is_read() {
        for (disposition, name) in [
            ("form-data; name=\"file\"; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf", Some("résumé.pdf")),
            ("form-data; name=\"file\"; filename=\"a.pdf\"; FileName*=utf-8'bn'%E0%A6%95.pdf", Some("ক.pdf")),
            ("form-data; filename* = \"UTF-8''plain.pdf\"", Some("plain.pdf")),
            ("form-data; filename*=ISO-8859-1''caf%E9.pdf", Some("café.pdf")),
            ("form-data; filename*=UTF-8''%C3.pdf", None),
            ("form-data; filename*=UTF-8''%zz.pdf", None),
            ("form-data; filename*=UTF-8''%E", None),
            ("form-data; filename*=plain.pdf", None),
            ("form-data; filename=\"a.pdf\"", None),
        ] {
            assert_eq!(extended_name(disposition.as_bytes()).as_deref(), name, "{disposition}");
        }
    }
}
