//! Codes as agents type them: app codes and recovery codes.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, entity::prelude::*};

use super::totp;
use crate::{
    model::{digits, ids::UserId},
    server::{
        domain::{access::sessions::Token, error::DomainError, random, services::AccessService},
        entity::{recovery_code, totp as secret},
    },
};

/// How many recovery codes an agent has.
const RECOVERY_CODES: usize = 10;
/// The length of a recovery code in characters: 80 random bits.
const RECOVERY_CHARS: usize = 16;
/// The number of characters between two hyphens of a recovery code.
const GROUP: usize = 4;
/// The number of digits of an app code.
const CODE_DIGITS: usize = 6;
/// The maximum length of a typed code, including separators.
const MAX_BYTES: usize = 200;

/// A code that was typed.
#[derive(Debug, PartialEq, Eq)]
enum Typed {
    /// An app code: six digits.
    OfApp(String),
    /// A recovery code, normalised.
    Recovery(String),
}

impl Typed {
    /// Reads a code; none if it is far too long.
    fn read(text: &str) -> Option<Self> {
        let is_between = |c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '—');
        let text = Some(text).filter(|text| text.len() <= MAX_BYTES)?;
        let text: String = digits::to_ascii(text).chars().filter(|c| !is_between(*c)).collect();
        if text.len() == CODE_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::OfApp(text));
        }
        // The alphabet lacks these letters because they look like digits.
        let alike = |c: char| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        Some(Self::Recovery(text.chars().map(alike).collect()))
    }
}

/// Returns the hash of a recovery code that is stored. The code has 80 random bits, so
/// a fast hash is enough.
fn hash(code: String) -> String {
    Token::new(code).hash()
}

impl AccessService {
    /// Uses a code of an agent, whose account is locked. It cannot be used again.
    ///
    /// # Errors
    /// If it is wrong or was used already.
    pub(in crate::server::domain::access) async fn use_code(
        &self,
        transaction: &DatabaseTransaction,
        user: UserId,
        code: &str,
    ) -> Result<(), DomainError> {
        match Typed::read(code) {
            Some(Typed::OfApp(code)) => self.use_code_of_app(transaction, user, &code).await,
            Some(Typed::Recovery(code)) => {
                let used = recovery_code::Entity::delete_many()
                    .filter(recovery_code::Column::UserId.eq(user))
                    .filter(recovery_code::Column::CodeHash.eq(hash(code)))
                    .exec(transaction)
                    .await?;
                if used.rows_affected == 0 { Err(DomainError::WrongCode) } else { Ok(()) }
            }
            None => Err(DomainError::WrongCode),
        }
    }

    /// Uses an app code, but not a recovery code: it proves that the app has the
    /// secret.
    pub(super) async fn use_first_code(
        &self,
        transaction: &DatabaseTransaction,
        user: UserId,
        code: &str,
    ) -> Result<(), DomainError> {
        match Typed::read(code) {
            Some(Typed::OfApp(code)) => self.use_code_of_app(transaction, user, &code).await,
            _ => Err(DomainError::WrongCode),
        }
    }

    async fn use_code_of_app(
        &self,
        transaction: &DatabaseTransaction,
        user: UserId,
        code: &str,
    ) -> Result<(), DomainError> {
        let row = secret::Entity::find_by_id(user).one(transaction).await?.ok_or(DomainError::WrongCode)?;
        let step = totp::usable_step(&row.secret, code, row.last_step, self.now())?.ok_or(DomainError::WrongCode)?;
        let mut change: secret::ActiveModel = row.into();
        change.last_step = Set(Some(step));
        change.update(transaction).await?;
        Ok(())
    }

    /// Replaces an agent's recovery codes. The codes are only in the answer: the
    /// database stores their hashes.
    pub(super) async fn make_recovery_codes(
        &self,
        transaction: &DatabaseTransaction,
        user: UserId,
    ) -> Result<Vec<String>, DomainError> {
        delete_recovery_codes(transaction, user).await?;
        let codes: Vec<String> =
            (0..RECOVERY_CODES).map(|_| random::characters(&*self.random, RECOVERY_CHARS)).collect();
        let rows = codes.iter().map(|code| recovery_code::ActiveModel {
            user_id: Set(user),
            code_hash: Set(hash(code.clone())),
            ..Default::default()
        });
        recovery_code::Entity::insert_many(rows).exec(transaction).await?;
        Ok(codes.iter().map(|code| grouped(code)).collect())
    }
}

/// Deletes an agent's recovery codes.
pub(super) async fn delete_recovery_codes(connection: &impl ConnectionTrait, user: UserId) -> Result<(), DomainError> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::UserId.eq(user)).exec(connection).await?;
    Ok(())
}

/// Returns a recovery code in groups: `XXXX-XXXX-XXXX-XXXX`.
fn grouped(code: &str) -> String {
    let characters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = characters.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for text in ["123456", " 123 456 ", "123-456", "১২৩৪৫৬", "১২৩ ৪৫৬\n"] {
            assert_eq!(Typed::read(text), Some(Typed::OfApp("123456".to_owned())), "{text}");
        }
        for text in ["0A1B-2C3D-4E5F-6G7H", "oaib2c3d4e5f6g7h", "OALB 2C3D 4E5F 6G7H"] {
            assert_eq!(Typed::read(text), Some(Typed::Recovery("0A1B2C3D4E5F6G7H".to_owned())), "{text}");
        }
        for text in ["", "12345", "1234567", "\0", "é"] {
            assert!(matches!(Typed::read(text), Some(Typed::Recovery(_))), "{text}");
        }
        assert_eq!(Typed::read(&"1".repeat(MAX_BYTES + 1)), None);
    }

    #[test]
    fn a_recovery_code_is_read_in_groups() {
        assert_eq!(grouped("0A1B2C3D4E5F6G7H"), "0A1B-2C3D-4E5F-6G7H");
    }
}
