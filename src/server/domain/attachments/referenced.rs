//! The stored files to which rows refer. Read page by page, and only from columns that
//! the databases of earlier versions have too.

use std::fmt;

use sea_orm::{Condition, DbBackend, QueryOrder, QuerySelect, entity::prelude::*};

use super::{FOLDER, avatars};
use crate::{
    model::ids::{AgentId, MessageId},
    server::{
        domain::database::statement,
        entity::{agent, chat_settings, message},
        storage::StorageKey,
    },
};

/// How many rows are read at a time.
const PAGE: u64 = 500;

/// The SQL of the files to which rows refer, except the logo.
const COUNTED: [&str; 3] = [
    "support_message WHERE attachment IS NOT NULL",
    "support_message WHERE attachment_thumbnail IS NOT NULL",
    "support_supportagent WHERE avatar LIKE '/support/avatars/%'",
];

/// A stored file to which a row refers.
#[derive(Clone, Debug)]
pub struct ReferencedFile {
    /// Where it is stored.
    pub key: StorageKey,
    /// Its size in bytes, if the row states it.
    pub size: Option<u64>,
    /// The row.
    pub owner: Owner,
}

/// The row that refers to a file.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// A message with an attachment.
    Message(MessageId),
    /// A message with a picture, whose thumbnail the file is.
    Thumbnail(MessageId),
    /// An agent with a picture.
    Agent(AgentId),
    /// The settings of a shop with a logo.
    Settings,
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(id) => write!(f, "the attachment of message {id}"),
            Self::Thumbnail(id) => write!(f, "the thumbnail of message {id}"),
            Self::Agent(id) => write!(f, "the picture of agent {id}"),
            Self::Settings => f.write_str("the logo of the shop"),
        }
    }
}

/// Reads the files page by page.
#[derive(Debug)]
pub struct Pages(Next);

#[derive(Clone, Copy, Debug)]
enum Next {
    Messages { after: i64 },
    Agents { after: i64 },
    Logo,
    End,
}

type MessageRow = (MessageId, Option<String>, Option<i64>, Option<String>);

impl Default for Pages {
    fn default() -> Self {
        Self(Next::Messages { after: i64::MIN })
    }
}

impl Pages {
    /// Returns the files of the next rows, or none after the last. A page may be empty.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn next(&mut self, connection: &impl ConnectionTrait) -> Result<Option<Vec<ReferencedFile>>, DbErr> {
        match self.0 {
            Next::Messages { after } => {
                let rows = messages(connection, after).await?;
                let last = rows.last().map(|row| row.0.0);
                self.0 = last.map_or(Next::Agents { after: i64::MIN }, |after| Next::Messages { after });
                Ok(Some(rows.into_iter().flat_map(of_message).collect()))
            }
            Next::Agents { after } => {
                let rows = agents(connection, after).await?;
                self.0 = rows.last().map_or(Next::Logo, |row| Next::Agents { after: row.0.0 });
                Ok(Some(rows.into_iter().filter_map(|(id, avatar)| picture(Owner::Agent(id), &avatar?)).collect()))
            }
            Next::Logo => {
                self.0 = Next::End;
                let logo = logo(connection).await?;
                Ok(Some(logo.and_then(|address| picture(Owner::Settings, &address)).into_iter().collect()))
            }
            Next::End => Ok(None),
        }
    }
}

async fn messages(connection: &impl ConnectionTrait, after: i64) -> Result<Vec<MessageRow>, DbErr> {
    message::Entity::find()
        .select_only()
        .columns([
            message::Column::Id,
            message::Column::Attachment,
            message::Column::AttachmentSize,
            message::Column::AttachmentThumbnail,
        ])
        .filter(message::Column::Id.gt(after))
        .filter(
            Condition::any()
                .add(message::Column::Attachment.is_not_null())
                .add(message::Column::AttachmentThumbnail.is_not_null()),
        )
        .order_by_asc(message::Column::Id)
        .limit(PAGE)
        .into_tuple()
        .all(connection)
        .await
}

async fn agents(connection: &impl ConnectionTrait, after: i64) -> Result<Vec<(AgentId, Option<String>)>, DbErr> {
    agent::Entity::find()
        .select_only()
        .columns([agent::Column::Id, agent::Column::Avatar])
        .filter(agent::Column::Id.gt(after))
        .order_by_asc(agent::Column::Id)
        .limit(PAGE)
        .into_tuple()
        .all(connection)
        .await
}

fn of_message((id, attachment, size, thumbnail): MessageRow) -> impl Iterator<Item = ReferencedFile> {
    let size = size.and_then(|size| u64::try_from(size).ok());
    let attachment =
        attachment.map(|key| ReferencedFile { key: StorageKey::stored(&key), size, owner: Owner::Message(id) });
    let owner = Owner::Thumbnail(id);
    let thumbnail = thumbnail.map(|key| ReferencedFile { key: StorageKey::stored(&key), size: None, owner });
    attachment.into_iter().chain(thumbnail)
}

/// Returns the address of the shop's logo. The databases of earlier versions have no column for it.
async fn logo(connection: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    let column = match connection.get_database_backend() {
        DbBackend::Sqlite => "SELECT name FROM pragma_table_info('support_chatsettings') WHERE name = 'shop_logo'",
        _ => {
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() \
             AND table_name = 'support_chatsettings' AND column_name = 'shop_logo'"
        }
    };
    if connection.query_one_raw(statement(connection, column, [])).await?.is_none() {
        return Ok(None);
    }
    let query = chat_settings::Entity::find().select_only().column(chat_settings::Column::ShopLogo);
    Ok(query.into_tuple::<Option<String>>().one(connection).await?.flatten())
}

/// Returns the file of a picture of an agent or of the shop, if it is stored here.
fn picture(owner: Owner, address: &str) -> Option<ReferencedFile> {
    let name = address.strip_prefix(avatars::AVATAR_PREFIX)?;
    Some(ReferencedFile { key: StorageKey::new(avatars::FOLDER, name), size: None, owner })
}

/// Returns how many files rows refer to.
///
/// # Errors
/// If the database cannot be read.
pub async fn count(connection: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let mut all = u64::from(logo(connection).await?.is_some());
    for counted in COUNTED {
        let sql = format!("SELECT CAST(COUNT(*) AS bigint) AS rows FROM {counted}");
        let row = connection.query_one_raw(statement(connection, &sql, [])).await?;
        let count: i64 = row.ok_or(DbErr::RecordNotFound(sql))?.try_get("", "rows")?;
        all += count.unsigned_abs();
    }
    Ok(all)
}

/// Returns those of the files in the store to which no row refers.
///
/// # Errors
/// If the database cannot be read.
pub async fn without_owner(
    connection: &impl ConnectionTrait,
    mut keys: Vec<StorageKey>,
) -> Result<Vec<StorageKey>, DbErr> {
    let names: Vec<String> = keys.iter().map(|key| key.as_str().to_owned()).collect();
    let mut owned: Vec<String> = Vec::new();
    for column in [message::Column::Attachment, message::Column::AttachmentThumbnail] {
        let query = message::Entity::find().select_only().column(column).filter(column.is_in(names.clone()));
        owned.extend(query.into_tuple::<String>().all(connection).await?);
    }
    let avatars: Vec<String> = keys
        .iter()
        .filter(|key| key.as_str().starts_with(&format!("{}/", avatars::FOLDER)))
        .map(|key| format!("{}{}", avatars::AVATAR_PREFIX, key.name()))
        .collect();
    let query =
        agent::Entity::find().select_only().column(agent::Column::Avatar).filter(agent::Column::Avatar.is_in(avatars));
    let mut shown: Vec<String> = query.into_tuple().all(connection).await?;
    shown.extend(logo(connection).await?);
    keys.retain(|key| {
        let is_shown = key.as_str().starts_with(avatars::FOLDER)
            && shown.contains(&format!("{}{}", avatars::AVATAR_PREFIX, key.name()));
        let is_owned = is_shown || owned.iter().any(|owned| owned == key.as_str());
        !is_owned
    });
    Ok(keys)
}

/// Returns whether the server deletes a file without a row automatically, a day after it was
/// stored.
pub fn is_swept(key: &StorageKey) -> bool {
    key.as_str().starts_with(&format!("{FOLDER}/"))
}
