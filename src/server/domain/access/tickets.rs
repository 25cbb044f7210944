//! Tickets for single files. A page of another site sends a bearer token, but
//! its pictures and links cannot. Their addresses carry a ticket of the session
//! instead. A ticket is valid for one file, and expires with the session or
//! after one to two days.

use std::fmt;

use chrono::Duration;
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use sha2::Sha256;

use super::sessions::Token;
use crate::{
    model::role::Role,
    server::{
        domain::{actor::CustomerActor, error::DomainError, services::AccessService},
        entity::{account, session},
    },
};

/// The period of tickets. They expire at the end of a day, not a day after they
/// were made, so that a picture has the same address for all of the day, and is
/// loaded once.
const DAY: i64 = Duration::days(1).num_seconds();

/// A ticket as part of an address.
#[derive(Clone, Debug, Deserialize)]
pub struct Ticket {
    session: i64,
    until: i64,
    sign: String,
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { session, until, sign } = self;
        write!(f, "session={session}&until={until}&sign={sign}")
    }
}

/// Makes the tickets of one session.
#[derive(Clone, Debug)]
pub struct TicketIssuer {
    session: session::Model,
    until: i64,
}

impl TicketIssuer {
    /// Returns a ticket for `path`.
    pub fn ticket(&self, path: &str) -> Ticket {
        let Self { session, until } = self;
        Ticket { session: session.id, until: *until, sign: hex::encode(sign(session, *until, path)) }
    }
}

impl AccessService {
    /// Returns the ticket issuer for the session of a token; none if the
    /// session is unknown.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ticket_issuer(&self, token: &Token) -> Result<Option<TicketIssuer>, DomainError> {
        let query = session::Entity::find().filter(session::Column::TokenHash.eq(token.hash()));
        let until = (self.now().timestamp() / DAY + 2) * DAY;
        Ok(query.one(self.database.read()).await?.map(|session| TicketIssuer { session, until }))
    }

    /// Returns the customer of a ticket for `path`; none if it is not valid.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn customer_with(&self, ticket: &Ticket, path: &str) -> Result<Option<CustomerActor>, DomainError> {
        let now = self.now();
        let found = session::Entity::find_by_id(ticket.session)
            .filter(session::Column::ExpiresAt.gt(now))
            .find_also_related(account::Entity)
            .one(self.database.read())
            .await?;
        let Some((session, Some(account))) = found else { return Ok(None) };
        let is_good = ticket.until > now.timestamp() && is_signed(&session, ticket, path);
        let is_customer = account.is_active && account.role == Role::Customer;
        Ok((is_good && is_customer).then(|| CustomerActor { customer: account.into() }))
    }
}

/// Returns the MAC of a ticket. Its key is the stored hash of the session's
/// token, which only the server has; a client that has the token itself needs
/// no ticket.
fn mac(session: &session::Model, until: i64, path: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(session.token_hash.as_bytes()).ok()?;
    mac.update(format!("{until} {path}").as_bytes());
    Some(mac)
}

fn sign(session: &session::Model, until: i64, path: &str) -> Vec<u8> {
    mac(session, until, path).map(|mac| mac.finalize().into_bytes().to_vec()).unwrap_or_default()
}

/// Returns whether a ticket's signature is right, in constant time.
fn is_signed(session: &session::Model, ticket: &Ticket, path: &str) -> bool {
    let (Some(mac), Ok(signature)) = (mac(session, ticket.until, path), hex::decode(&ticket.sign)) else {
        return false;
    };
    mac.verify_slice(&signature).is_ok()
}
