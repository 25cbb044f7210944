//! Receives the form of a message: words, a file, or both. If it cannot be accepted,
//! the form is shown again with its words. A file must be chosen again, because
//! browsers do not fill in files.

use axum::{
    extract::{Form, FromRequest, Path, Request, State},
    http::header,
    response::Response,
};
use serde::Deserialize;

use super::{
    actions::{Sent, back_to, customer_and_id, unreadable},
    conversation::draw,
    form_id::message_id,
    forms::FormValues,
    response::refuse,
    visit::Visit,
};
use crate::{
    model::{
        error::ApiError,
        ids::{ClientId, ConversationId},
        text,
    },
    server::{
        domain::{
            actor::{Actor, CustomerActor},
            attachments::{Incoming, Post},
            chat::messages::NewText,
            desk::Desk,
            error::DomainError,
        },
        multipart,
        multipart::FileForm,
    },
};

/// The maximum size of a form without a file, in bytes: a text of 5,000 characters, and
/// the separators of the parts.
const SMALL_FORM: u64 = 64 * 1024;

/// The fields of a form without a file.
#[derive(Deserialize)]
pub(super) struct Reply {
    #[serde(default)]
    content: String,
    #[serde(default)]
    client_id: String,
}

impl From<Reply> for FileForm {
    fn from(reply: Reply) -> Self {
        // Without a valid id, the message is sent all the same.
        Self { content: reply.content, client_id: reply.client_id.parse().ok(), ..Self::default() }
    }
}

/// Sends the message of a form.
async fn deliver(desk: &Desk, customer: CustomerActor, id: &ConversationId, form: FileForm) -> Result<(), DomainError> {
    let actor = Actor::from(customer);
    let FileForm { file, content, client_id, .. } = form;
    // A browser also sends the field of a file if no file was chosen.
    let file = file.filter(|file| !file.is_empty_field());
    let client_id = client_id.map(|id| message_id(&id, &content, file.as_ref().map(Incoming::name_and_size)));
    match file {
        Some(file) => {
            desk.attachments().send_file(Post::Message(actor), id.clone(), file, content, client_id).await.map(drop)
        }
        None => desk.chat().send(&actor, id, &content, client_id).await.map(drop),
    }
}

/// Returns the values that the form shows again. The form keeps its id: the message may
/// have been stored despite the error, and must not be sent again as another one.
fn kept(content: String, form_id: Option<ClientId>, problem: ApiError) -> FormValues {
    FormValues { content, form_id, problem: Some(problem), ..FormValues::default() }
}

/// `POST …/send/`: sends a message.
pub(super) async fn send(State(desk): State<Desk>, visit: Visit, Path(id): Path<String>, request: Request) -> Response {
    let is_multipart = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().to_ascii_lowercase().starts_with(b"multipart/"));
    let announced = is_multipart.then(|| multipart::announced(&request));
    let place = find_place(&desk, &visit, &id, announced).await;
    let (form, read) = if is_multipart {
        // If no message can be accepted, only the words are read.
        match visit.customer {
            Some(_) => multipart::receive(place.is_ok().then_some(&desk), request).await,
            None => multipart::receive_words(request).await,
        }
    } else {
        match Form::<Reply>::from_request(request, &()).await {
            Ok(Form(reply)) => (reply.into(), Ok(())),
            Err(rejection) => return refuse(visit, &unreadable(&rejection)),
        }
    };
    let (content, form_id) = (form.content.clone(), form.client_id.clone());
    let sent = match (place, read) {
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
        (Ok((customer, id)), Ok(())) => deliver(&desk, customer, &id, form).await.map(|()| id).map_err(ApiError::from),
    };
    match sent {
        Ok(id) => back_to(&id),
        Err(problem) => draw(&desk, visit, &id, None, kept(content, form_id, problem)).await,
    }
}

/// Returns the customer and the conversation of the form, if the customer may send it.
/// `announced` is the length that a multipart body states; none for other forms.
async fn find_place(
    desk: &Desk,
    visit: &Visit,
    id: &str,
    announced: Option<Option<u64>>,
) -> Result<(CustomerActor, ConversationId), ApiError> {
    let (customer, id) = customer_and_id(visit, id)?;
    let post = Post::Message(customer.clone().into());
    desk.attachments().require_place(&post, &id).await?;
    // The form of a browser always has the part of the file, which is empty if no file
    // was chosen.
    if let Some(announced) = announced.filter(|length| length.is_none_or(|length| length > SMALL_FORM)) {
        desk.attachments().charge_file(&post, announced).await?;
    }
    Ok((customer, id))
}

/// `POST …/reopen/`: reopens the conversation, and sends the message that it did not
/// accept while it was closed.
pub(super) async fn reopen(
    State(desk): State<Desk>,
    visit: Visit,
    Path(id): Path<String>,
    reply: Sent<Reply>,
) -> Response {
    let Form(reply) = match reply {
        Ok(reply) => reply,
        Err(rejection) => return refuse(visit, &unreadable(&rejection)),
    };
    let (customer, conversation) = match customer_and_id(&visit, &id) {
        Ok(found) => found,
        Err(error) => return refuse(visit, &error),
    };
    let actor = Actor::from(customer);
    if text::is_blank(&reply.content) {
        return match desk.chat().reopen(&actor, &conversation).await {
            Ok(()) => back_to(&conversation),
            Err(error) => refuse(visit, &error.into()),
        };
    }
    let FileForm { content, client_id: form_id, .. } = FileForm::from(reply);
    let new = NewText {
        content: &content,
        client_id: form_id.as_ref().map(|id| message_id(id, &content, None)),
        reopens: true,
        ..NewText::default()
    };
    match desk.chat().send_text(&actor, &conversation, new).await {
        Ok(_) => back_to(&conversation),
        Err(DomainError::NotFound) => refuse(visit, &ApiError::not_found()),
        Err(problem) => draw(&desk, visit, &id, None, kept(content, form_id, problem.into())).await,
    }
}
