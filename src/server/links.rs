//! Addresses of files for pages of other sites: absolute, and with a ticket,
//! because such a page has no cookie to send.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    model::{agent::AgentCard, error::ApiError, ids::ConversationId, message::Message, thread::Thread},
    server::{
        auth,
        auth::FromShop,
        domain::{
            access::{sessions::Token, tickets::TicketIssuer},
            attachments::FILE_PREFIX,
        },
        state::AppState,
    },
};

/// Rewrites the addresses in responses for the page that receives them.
pub struct Links {
    state: AppState,
    /// The session of another site's page; none on our own pages.
    token: Option<Token>,
}

impl FromRequestParts<AppState> for Links {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(state, parts))
    }
}

impl Links {
    /// Makes links for the page that a request came from.
    pub fn of(state: &AppState, request: &Parts) -> Self {
        Self::with(state, request, auth::bearer_token(&request.headers))
    }

    /// Makes links for a customer whose session has begun with this request.
    pub fn with(state: &AppState, request: &Parts, token: Option<Token>) -> Self {
        let is_from_shop = request.extensions.get::<FromShop>().is_some();
        Self::to(state, token.filter(|_| is_from_shop))
    }

    /// Makes links for a page of another site whose customer has this session; without
    /// one, for our own pages.
    pub fn to(state: &AppState, token: Option<Token>) -> Self {
        Self { state: state.clone(), token }
    }

    /// Returns the part of a conversation with rewritten addresses.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn thread(&self, mut thread: Thread) -> Result<Thread, ApiError> {
        let Some(token) = &self.token else { return Ok(thread) };
        if let Some(AgentCard { avatar: Some(avatar), .. }) = &mut thread.agent {
            self.complete(avatar);
        }
        self.messages(token, thread.messages.iter_mut().chain(&mut thread.deleted)).await?;
        Ok(thread)
    }

    /// Returns the message with rewritten addresses.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn message(&self, mut message: Message) -> Result<Message, ApiError> {
        if let Some(token) = &self.token {
            self.messages(token, [&mut message].into_iter()).await?;
        }
        Ok(message)
    }

    /// Returns the address of a conversation's transcript for the page; none on
    /// our own pages, whose cookie is enough.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn transcript(&self, id: &ConversationId) -> Result<Option<String>, ApiError> {
        let Some(token) = &self.token else { return Ok(None) };
        let Some(issuer) = self.state.desk.access().ticket_issuer(token).await? else { return Ok(None) };
        let path = transcript_path(id);
        let mut address = format!("{path}/?{}", issuer.ticket(&path));
        self.complete(&mut address);
        Ok(Some(address))
    }

    async fn messages(
        &self,
        token: &Token,
        messages: impl Iterator<Item = &mut Message> + Send,
    ) -> Result<(), ApiError> {
        let mut addresses = Vec::new();
        for message in messages {
            addresses.extend(message.sender_avatar.as_mut());
            addresses.extend(message.attachment.as_mut());
            addresses.extend(message.picture.as_mut().map(|picture| &mut picture.thumbnail));
        }
        // Most polls contain no file, and so need no further query.
        let has_files = addresses.iter().any(|address| address.starts_with(FILE_PREFIX));
        let issuer = if has_files { self.state.desk.access().ticket_issuer(token).await? } else { None };
        for address in addresses {
            admit(issuer.as_ref(), address);
            self.complete(address);
        }
        Ok(())
    }

    /// Completes an address of this server with scheme and host.
    fn complete(&self, address: &mut String) {
        if address.starts_with('/') {
            address.insert_str(0, self.state.config.public_url.as_str());
        }
    }
}

/// Returns the path for which the ticket of a transcript is valid.
pub fn transcript_path(id: &ConversationId) -> String {
    format!("/support/api/conversation/{id}/transcript")
}

/// Adds the ticket that a file needs.
fn admit(issuer: Option<&TicketIssuer>, address: &mut String) {
    if let Some(issuer) = issuer
        && address.starts_with(FILE_PREFIX)
    {
        *address = format!("{address}?{}", issuer.ticket(address));
    }
}
