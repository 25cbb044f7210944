//! Tickets for single files. A page of another site shows a bearer token, but
//! the addresses of its pictures and links cannot: they carry a ticket, which
//! stands for the session, is good for one file, and ends with the session or
//! after a day or two.

use std::fmt;

use chrono::Duration;
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use sha2::Sha256;

use super::{actor::CustomerActor, desk::Desk, error::DomainError, sessions::Token};
use crate::{
    model::role::Role,
    server::entity::{account, session},
};

/// Tickets end at the end of a day, not a day after they were made: so a
/// picture has one address for all of the day, and is fetched once.
const DAY: i64 = Duration::days(1).num_seconds();

/// A ticket as it stands in an address.
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

/// What makes the tickets of one session.
#[derive(Clone, Debug)]
pub struct TicketOffice {
    session: session::Model,
    until: i64,
}

impl TicketOffice {
    /// A ticket for what stands at `path`.
    pub fn ticket(&self, path: &str) -> Ticket {
        let Self { session, until } = self;
        Ticket { session: session.id, until: *until, sign: hex::encode(sign(session, *until, path)) }
    }
}

impl Desk {
    /// What makes tickets for the session of a token; none if it is unknown.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ticket_office(&self, token: &Token) -> Result<Option<TicketOffice>, DomainError> {
        let query = session::Entity::find().filter(session::Column::TokenHash.eq(token.hash()));
        let until = (self.now().timestamp() / DAY + 2) * DAY;
        Ok(query.one(self.database.read()).await?.map(|session| TicketOffice { session, until }))
    }

    /// The customer whose ticket for what stands at `path` this is.
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

/// Signed with what only the server has of a session's token; whoever has the
/// token itself needs no ticket.
fn mac(session: &session::Model, until: i64, path: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(session.token_hash.as_bytes()).ok()?;
    mac.update(format!("{until} {path}").as_bytes());
    Some(mac)
}

fn sign(session: &session::Model, until: i64, path: &str) -> Vec<u8> {
    mac(session, until, path).map(|mac| mac.finalize().into_bytes().to_vec()).unwrap_or_default()
}

/// In a time that does not tell how much of the signature is right.
fn is_signed(session: &session::Model, ticket: &Ticket, path: &str) -> bool {
    let (Some(mac), Ok(signature)) = (mac(session, ticket.until, path), hex::decode(&ticket.sign)) else {
        return false;
    };
    mac.verify_slice(&signature).is_ok()
}
