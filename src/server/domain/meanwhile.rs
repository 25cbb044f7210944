//! Two admins who change the same thing at once.

use super::error::DomainError;

/// Refuses a change that would write over another's. `started_from` is what the
/// admin saw before they began, if that is known. Who wants what another has
/// done already is not refused.
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
