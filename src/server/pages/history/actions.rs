//! What the forms do. Each leads back to the conversation; a form that cannot
//! be taken comes back with what was typed and why.

use axum::{
    extract::{Form, Path, State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{END, address, conversation::draw, forms::Kept, response::refuse, visit::Visit};
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::{ClientId, ConversationId},
    },
    server::domain::{actor::CustomerActor, desk::Desk, error::DomainError},
};

/// A form as it came.
type Sent<T> = Result<Form<T>, FormRejection>;

#[derive(Deserialize)]
pub(super) struct Reply {
    #[serde(default)]
    content: String,
    #[serde(default)]
    client_id: String,
}

impl Reply {
    async fn send(&self, desk: &Desk, customer: CustomerActor, id: &ConversationId) -> Result<(), DomainError> {
        // Without an id that is one, the message is sent all the same.
        let client_id = self.client_id.parse::<ClientId>().ok();
        desk.send(&customer.into(), id, &self.content, client_id).await.map(|_| ())
    }

    fn kept(self, problem: ApiError) -> Kept {
        Kept { content: self.content, problem: Some(problem), ..Kept::default() }
    }
}

/// `POST …/send/`
pub(super) async fn send(
    State(desk): State<Desk>,
    visit: Visit,
    Path(id): Path<String>,
    reply: Sent<Reply>,
) -> Response {
    let Form(reply) = match reply {
        Ok(reply) => reply,
        Err(rejection) => return refuse(visit, &unreadable(&rejection)),
    };
    let sent = match whose(&visit, &id) {
        Ok((customer, id)) => reply.send(&desk, customer, &id).await.map(|()| id).map_err(ApiError::from),
        Err(error) => Err(error),
    };
    match sent {
        Ok(id) => back_to(&id),
        Err(problem) => draw(&desk, visit, &id, None, reply.kept(problem)).await,
    }
}

/// `POST …/reopen/`, with the message that a closed conversation did not take.
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
    let (customer, conversation) = match whose(&visit, &id) {
        Ok(whose) => whose,
        Err(error) => return refuse(visit, &error),
    };
    if let Err(error) = desk.reopen(&customer.clone().into(), &conversation).await {
        return refuse(visit, &error.into());
    }
    if reply.content.trim().is_empty() {
        return back_to(&conversation);
    }
    match reply.send(&desk, customer, &conversation).await {
        Ok(()) => back_to(&conversation),
        Err(problem) => draw(&desk, visit, &id, None, reply.kept(problem.into())).await,
    }
}

/// `POST …/close/`
pub(super) async fn close(State(desk): State<Desk>, visit: Visit, Path(id): Path<String>) -> Response {
    let closed = match whose(&visit, &id) {
        Ok((customer, id)) => desk.close(&customer.into(), &id).await.map(|()| id).map_err(ApiError::from),
        Err(error) => Err(error),
    };
    match closed {
        Ok(id) => back_to(&id),
        Err(error) => refuse(visit, &error),
    }
}

#[derive(Deserialize)]
pub(super) struct NewRating {
    /// As it came: a word that is no number is no rating.
    #[serde(default)]
    rating: String,
    #[serde(default)]
    comment: String,
}

/// `POST …/rate/`
pub(super) async fn rate(
    State(desk): State<Desk>,
    visit: Visit,
    Path(id): Path<String>,
    rating: Sent<NewRating>,
) -> Response {
    let Form(NewRating { rating, comment }) = match rating {
        Ok(rating) => rating,
        Err(rejection) => return refuse(visit, &unreadable(&rejection)),
    };
    let rating = rating.parse().ok();
    let rated = match whose(&visit, &id) {
        Ok((customer, id)) => desk.rate(&customer, &id, rating, &comment).await.map(|()| id).map_err(ApiError::from),
        Err(error) => Err(error),
    };
    match rated {
        Ok(id) => back_to(&id),
        Err(problem) => {
            let kept = Kept { rating, comment, problem: Some(problem), is_rating: true, ..Kept::default() };
            draw(&desk, visit, &id, None, kept).await
        }
    }
}

/// Whose form it is and which conversation it is about.
fn whose(visit: &Visit, id: &str) -> Result<(CustomerActor, ConversationId), ApiError> {
    let customer = visit.customer.clone().ok_or_else(ApiError::not_signed_in)?;
    Ok((customer, id.parse().map_err(|_| ApiError::not_found())?))
}

fn back_to(id: &ConversationId) -> Response {
    Redirect::to(&format!("{}#{END}", address(id))).into_response()
}

fn unreadable(rejection: &FormRejection) -> ApiError {
    match rejection.status().as_u16() {
        413 => ApiError::too_large(),
        415 => ApiError::new(ErrorCode::UnsupportedType, "This is no form."),
        _ => ApiError::new(ErrorCode::Malformed, "The form could not be read."),
    }
}
