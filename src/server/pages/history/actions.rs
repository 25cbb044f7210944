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
        ids::ConversationId,
    },
    server::domain::{actor::CustomerActor, desk::Desk},
};

/// A form as it came.
pub(super) type Sent<T> = Result<Form<T>, FormRejection>;

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
pub(super) fn whose(visit: &Visit, id: &str) -> Result<(CustomerActor, ConversationId), ApiError> {
    let customer = visit.customer.clone().ok_or_else(ApiError::not_signed_in)?;
    Ok((customer, id.parse().map_err(|_| ApiError::not_found())?))
}

pub(super) fn back_to(id: &ConversationId) -> Response {
    Redirect::to(&format!("{}#{END}", address(id))).into_response()
}

pub(super) fn unreadable(rejection: &FormRejection) -> ApiError {
    match rejection.status().as_u16() {
        413 => ApiError::too_large(),
        415 => ApiError::new(ErrorCode::UnsupportedType, "This is no form."),
        _ => ApiError::new(ErrorCode::Malformed, "The form could not be read."),
    }
}
