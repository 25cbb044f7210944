//! What can go wrong in the domain.

use std::time::Duration;

use sea_orm::DbErr;

use super::{database, identity::IdentityProblem};
use crate::{
    model::{credentials::CredentialError, field::FieldError, ids::InvalidId, message::MessageTextError},
    server::{pictures::PictureError, storage::StorageError},
};

/// An error of the domain. What the caller did wrong is told apart from what
/// failed here.
#[derive(Debug, thiserror::Error)]
pub enum DomainError {
    /// Unknown, or somebody else's.
    #[error("there is no such thing")]
    NotFound,
    /// The conversation takes no message until it is reopened.
    #[error("the conversation is closed")]
    ConversationClosed,
    /// The shop takes no new conversations.
    #[error("the chat is turned off")]
    ChatDisabled,
    /// The shop talks only to customers whom it knows.
    #[error("anonymous visitors may not write")]
    IdentityRequired,
    /// The words are no message.
    #[error(transparent)]
    Text(#[from] MessageTextError),
    /// The name or the password cannot be used.
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// A value is out of its bounds; the sentence says which.
    #[error("{0}")]
    Invalid(&'static str),
    /// Values of a form cannot be taken.
    #[error("some fields have values that they cannot have")]
    Fields(Vec<FieldError>),
    /// It cannot be done as things stand; the sentence says why.
    #[error("{0}")]
    Conflict(&'static str),
    /// A cursor or a moment is none that this server gave out.
    #[error("the position in the list is not one of ours")]
    Cursor,
    /// The name or the password is wrong.
    #[error("the name or the password is wrong")]
    WrongCredentials,
    /// The password is right, and a code is needed besides.
    #[error("a code is needed besides the password")]
    CodeNeeded,
    /// The code is wrong, or has been used.
    #[error("the code is wrong or has been used")]
    WrongCode,
    /// The sign-in that awaits a code is unknown, too old, or no longer possible.
    #[error("the sign-in has to begin again")]
    SignInExpired,
    /// The identity token is rejected.
    #[error("the identity token was rejected: {0}")]
    InvalidIdentity(#[from] IdentityProblem),
    /// The name is taken.
    #[error("there is an account with this name already")]
    NameTaken,
    /// The picture cannot be used.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// The file has more bytes than are taken.
    #[error("the file has more than {limit} bytes")]
    FileTooLarge {
        /// The most bytes that are taken.
        limit: u64,
    },
    /// The file is of a kind that is not taken.
    #[error("files of this kind are not taken")]
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
    /// It has just been found that nothing can be written at the moment.
    #[error("nothing can be written at the moment")]
    Unavailable,
    /// Too many wait for an answer that takes long.
    #[error("too many ask for the same at the moment")]
    Crowded,
    /// Too many wait for their passwords to be checked.
    #[error("too many passwords wait to be hashed")]
    Busy,
    /// The client has taken as much as it may for the moment.
    #[error("a limit was reached")]
    Limited {
        /// How long until the same passes.
        retry_after: Duration,
    },
    /// The shop has blocked the customer.
    #[error("the customer is blocked")]
    Blocked,
    /// Something that cannot happen did.
    #[error("{0}")]
    Broken(&'static str),
}

impl DomainError {
    /// Whether the same may succeed in a moment: the database or the store of
    /// files cannot be used now.
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
