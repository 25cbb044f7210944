//! The first admin of a new shop.
//!
//! A random password is shown once and stored only as a hash. The process can
//! be interrupted after storing it and before showing it. So the password is
//! first written to a file in the data folder, and the file is deleted after
//! the password was shown. The next start reads it from the file and shows it.

use std::path::Path;

use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{accounts::NewAccount, password_file::PasswordFile};
use crate::{
    model::{credentials::check_username, role::Role, text},
    server::{
        domain::{access::passwords, error::DomainError, random, services::TeamService},
        entity::{account, agent, chat_settings},
    },
};

/// The admin that this start, or an interrupted earlier start, has created.
#[derive(Debug)]
pub struct FirstAdmin {
    /// The name.
    pub username: String,
    /// The random password in plain text, only this one time; none if the
    /// configuration sets it.
    pub password: Option<String>,
    file: PasswordFile,
}

impl FirstAdmin {
    /// Deletes the password from the file. Called after it was shown.
    pub fn delete_password_file(self) {
        self.file.delete();
    }
}

impl TeamService {
    /// Creates the first admin, with the password of the configuration or a
    /// random one, which is file in `folder` until it was shown. Returns the
    /// admin if it was created just now, or by an earlier start that was
    /// interrupted before it showed the password. Does nothing if an admin
    /// exists already, even a disabled one.
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
        let file = PasswordFile::within(folder);
        if let Some(admin) = first_admin(self.database.read()).await? {
            return not_shown_yet(admin, file).await;
        }
        let transaction = self.database.begin().await?;
        // Locks the row, because another node may start at the same moment.
        chat_settings::Entity::find_by_id(chat_settings::ONLY_ROW).lock_exclusive().one(&transaction).await?;
        if let Some(admin) = first_admin(&transaction).await? {
            return not_shown_yet(admin, file).await;
        }
        let (password, shown) = match configured {
            Some(password) => (password.to_owned(), None),
            None => {
                let password = file.read_or_keep(|| random::characters(&*self.random, 20));
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
        Ok(Some(FirstAdmin { username, password: shown, file }))
    }
}

/// Returns the admin of an earlier start, if their password is still in the
/// file and still valid.
async fn not_shown_yet(admin: account::Model, file: PasswordFile) -> Result<Option<FirstAdmin>, DomainError> {
    let Some(password) = file.read() else { return Ok(None) };
    if passwords::verify_apart(password.clone(), admin.password).await? {
        return Ok(Some(FirstAdmin { username: admin.username, password: Some(password), file }));
    }
    // Another node created the admin, or the password was changed.
    file.delete();
    Ok(None)
}

/// Returns the oldest admin, even a disabled one.
async fn first_admin(connection: &impl ConnectionTrait) -> Result<Option<account::Model>, DomainError> {
    let admins = account::Entity::find().filter(account::Column::Role.eq(Role::Admin));
    Ok(admins.order_by_asc(account::Column::Id).limit(1).one(connection).await?)
}
