//! Detects that two admins change the same thing at once.

use super::error::DomainError;

/// Refuses a change that would overwrite another admin's. `started_from` is
/// what the admin saw before they began, if that is known. A change to the
/// value that is already stored is not refused.
pub(super) fn refuse_overwriting<T: PartialEq>(
    started_from: Option<&T>,
    current: &T,
    wanted: &T,
    refusal: &'static str,
) -> Result<(), DomainError> {
    match started_from {
        Some(seen) if seen != current && wanted != current => Err(DomainError::Conflict(refusal)),
        _ => Ok(()),
    }
}
