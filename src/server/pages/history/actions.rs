//! The actions of the forms. Each leads back to the conversation. A form that cannot be
//! accepted is shown again, with what was typed and the reason.

use axum::{
    extract::{Form, Path, State, rejection::FormRejection},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{END, address, conversation::draw, forms::FormValues, response::refuse, visit::Visit};
use crate::{
    model::{
        error::{ApiError, ErrorCode},
        ids::ConversationId,
    },
    server::domain::{actor::CustomerActor, desk::Desk},
};

/// A form as it was sent.
pub(super) type Sent<T> = Result<Form<T>, FormRejection>;

/// `POST …/close/`: closes the conversation.
pub(super) async fn close(State(desk): State<Desk>, visit: Visit, Path(id): Path<String>) -> Response {
    let closed = match customer_and_id(&visit, &id) {
        Ok((customer, id)) => desk.chat().close(&customer.into(), &id).await.map(|()| id).map_err(ApiError::from),
        Err(error) => Err(error),
    };
    match closed {
        Ok(id) => back_to(&id),
        Err(error) => refuse(visit, &error),
    }
}

#[derive(Deserialize)]
pub(super) struct NewRating {
    /// The rating as it was sent. A text that is not a number is not a rating.
    #[serde(default)]
    rating: String,
    #[serde(default)]
    comment: String,
}

/// `POST …/rate/`: rates the conversation.
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
    let rated = match customer_and_id(&visit, &id) {
        Ok((customer, id)) => {
            desk.chat().rate(&customer, &id, rating, &comment).await.map(|()| id).map_err(ApiError::from)
        }
        Err(error) => Err(error),
    };
    match rated {
        Ok(id) => back_to(&id),
        Err(problem) => {
            let kept = FormValues { rating, comment, problem: Some(problem), is_rating: true, ..FormValues::default() };
            draw(&desk, visit, &id, None, kept).await
        }
    }
}

/// Returns the customer who sent the form, and the conversation that it is about.
pub(super) fn customer_and_id(visit: &Visit, id: &str) -> Result<(CustomerActor, ConversationId), ApiError> {
    let customer = visit.customer.clone().ok_or_else(ApiError::not_signed_in)?;
    Ok((customer, id.parse().map_err(|_| ApiError::not_found())?))
}

pub(super) fn back_to(id: &ConversationId) -> Response {
    Redirect::to(&format!("{}#{END}", address(id))).into_response()
}

pub(super) fn unreadable(rejection: &FormRejection) -> ApiError {
    match rejection.status().as_u16() {
        413 => ApiError::too_large(),
        415 => ApiError::new(ErrorCode::UnsupportedType, "Not a form."),
        _ => ApiError::new(ErrorCode::Malformed, "The form could not be read."),
    }
}
