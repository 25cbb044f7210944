//! The errors of the domain.

use std::time::Duration;

use sea_orm::DbErr;

use super::{database, identity::IdentityProblem};
use crate::{
    model::{credentials::CredentialError, field::FieldError, ids::InvalidId, message::MessageTextError},
    server::{pictures::PictureError, storage::StorageError},
};

/// An error of the domain. Mistakes of the caller are separate from failures of
/// the server.
#[derive(Debug, thiserror::Error)]
pub enum DomainError {
    /// Unknown, or not visible to the caller.
    #[error("not found")]
    NotFound,
    /// The caller's role does not allow it.
    #[error("the role does not allow it")]
    Forbidden,
    /// The conversation accepts no message until it is reopened.
    #[error("the conversation is closed")]
    ConversationClosed,
    /// The shop accepts no new conversations.
    #[error("the chat is turned off")]
    ChatDisabled,
    /// The shop accepts only customers whom it has identified.
    #[error("anonymous visitors may not write")]
    IdentityRequired,
    /// The text cannot be sent as a message.
    #[error(transparent)]
    Text(#[from] MessageTextError),
    /// The name or the password cannot be used.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// A value is out of its bounds; the sentence says which.
    #[error("{0}")]
    Invalid(&'static str),
    /// Values of a form are not acceptable.
    #[error("some fields are invalid")]
    Fields(Vec<FieldError>),
    /// It is not possible in the present state; the sentence says why.
    #[error("{0}")]
    Conflict(&'static str),
    /// The cursor or the time was not issued by this server.
    #[error("the position in the list is not one of ours")]
    Cursor,
    /// Wrong username or password.
    #[error("wrong username or password")]
    WrongCredentials,
    /// The password is right, and a code is required as well.
    #[error("a code is needed besides the password")]
    CodeNeeded,
    /// The code is wrong or was used already.
    #[error("the code is wrong or has been used")]
    WrongCode,
    /// The sign-in that waits for a code is unknown, too old, or no longer
    /// possible.
    #[error("the sign-in has expired")]
    SignInExpired,
    /// The identity token is rejected.
    #[error("the identity token was rejected: {0}")]
    InvalidIdentity(#[from] IdentityProblem),
    /// The name is taken.
    #[error("this username is already in use")]
    NameTaken,
    /// The picture cannot be used.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The file exceeds the maximum size.
    #[error("the file has more than {limit} bytes")]
    FileTooLarge {
        /// The maximum size in bytes.
        limit: u64,
    },
    /// This file type isn't allowed.
    #[error("this file type isn't allowed")]
    FileKind,
    /// The file has no content.
    #[error("the file is empty")]
    FileEmpty,
    /// The store of files failed.
    #[error("the store of files failed: {0}")]
    Storage(#[from] StorageError),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
    /// The database has just failed for another request or for an earlier part of this
    /// one, so it was not queried again.
    #[error("nothing can be written at the moment")]
    Unavailable,
    /// Too many requests wait for an answer that takes long.
    #[error("too many ask for the same at the moment")]
    Crowded,
    /// Too many requests wait for their passwords to be checked.
    #[error("too many passwords wait to be hashed")]
    Busy,
    /// The client has reached a rate limit.
    #[error("a limit was reached")]
    Limited {
        /// How long to wait before a retry.
        retry_after: Duration,
    },
    /// The shop has blocked the customer.
    #[error("the customer is blocked")]
    Blocked,
    /// An invariant of the program is violated.
    #[error("{0}")]
    Broken(&'static str),
}

impl DomainError {
    /// Returns whether a retry may succeed in a moment: the database or the
    /// store of files cannot be used now.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Database(error) => database::is_temporary(error),
            Self::Storage(error) => error.is_temporary(),
            Self::Unavailable => true,
            _ => false,
        }
    }
}

impl From<InvalidId> for DomainError {
    fn from(_: InvalidId) -> Self {
        Self::Broken("an identifier was made that is none")
    }
}
