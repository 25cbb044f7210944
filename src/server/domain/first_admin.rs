//! The admin that a new shop begins with.
//!
//! A random password is shown once and stored only as a hash. Between its
//! storing and its showing, the process can be interrupted. So the password
//! first goes to a file in the data folder, and the file is deleted after the
//! password was shown. The next start finds it there, and shows the same one.

use std::path::Path;

use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{accounts::NewAccount, desk::Desk, error::DomainError, kept_password::KeptPassword, passwords, random};
use crate::{
    model::{credentials::check_username, role::Role, text},
    server::entity::{account, agent, chat_settings},
};

/// What a start says of the admin that it, or an interrupted start before it,
/// has made.
#[derive(Debug)]
pub struct FirstAdmin {
    /// The name.
    pub username: String,
    /// The random password, in clear this one time; none: the configuration
    /// sets it.
    pub password: Option<String>,
    kept: KeptPassword,
}

impl FirstAdmin {
    /// Forgets the password: it was shown.
    pub fn was_shown(self) {
        self.kept.delete();
    }
}

impl Desk {
    /// Makes the first admin, with the password of the configuration or a
    /// random one, which is kept in `folder` until it was shown. Returns the
    /// admin if it was made just now, or if it was made by a start that did not
    /// come to show its password. Makes none if there is an admin already,
    /// disabled ones included.
    ///
    /// # Errors
    /// If the name or the password cannot be used, or the name is taken by an
    /// account that is not an admin.
    pub async fn ensure_admin(
        &self,
        username: &str,
        configured: Option<&str>,
        folder: &Path,
    ) -> Result<Option<FirstAdmin>, DomainError> {
        let username = text::tidy_name(username);
        check_username(&username)?;
        let kept = KeptPassword::within(folder);
        if let Some(admin) = first_admin(self.database.read()).await? {
            return not_shown_yet(admin, kept).await;
        }
        let transaction = self.database.begin().await?;
        // One start at a time: another node may start at the same moment.
        chat_settings::Entity::find_by_id(chat_settings::ONLY_ROW).lock_exclusive().one(&transaction).await?;
        if let Some(admin) = first_admin(&transaction).await? {
            return not_shown_yet(admin, kept).await;
        }
        let (password, shown) = match configured {
            Some(password) => (password.to_owned(), None),
            None => {
                let password = kept.read_or_keep(|| random::characters(&*self.random, 20));
                (password.clone(), Some(password))
            }
        };
        passwords::check(&password, &username)?;
        let hash = passwords::hash_apart(password).await?;
        let account = NewAccount { username: username.clone(), password: Some(hash), role: Role::Admin };
        let details = agent::ActiveModel {
            display_name: Set(username.clone()),
            display_name_bn: Set("রকমারি".to_owned()),
            bio: Set("Customer Support Representative".to_owned()),
            ..Default::default()
        };
        self.insert_agent(&transaction, account, details).await?;
        transaction.commit().await?;
        Ok(Some(FirstAdmin { username, password: shown, kept }))
    }
}

/// The admin of an earlier start, if their password is still kept and is still
/// the one that signs them in.
async fn not_shown_yet(admin: account::Model, kept: KeptPassword) -> Result<Option<FirstAdmin>, DomainError> {
    let Some(password) = kept.read() else { return Ok(None) };
    if passwords::verify_apart(password.clone(), admin.password).await? {
        return Ok(Some(FirstAdmin { username: admin.username, password: Some(password), kept }));
    }
    // Another node made the admin, or the password was changed.
    kept.delete();
    Ok(None)
}

/// The oldest admin, a disabled one included.
async fn first_admin(connection: &impl ConnectionTrait) -> Result<Option<account::Model>, DomainError> {
    let admins = account::Entity::find().filter(account::Column::Role.eq(Role::Admin));
    Ok(admins.order_by_asc(account::Column::Id).limit(1).one(connection).await?)
}
