//! The waits between polls.

/// Milliseconds between polls of a window that is open and visible.
pub const POLL_MS: u32 = 3_000;
/// Milliseconds between polls of such a window while hints of changes come. A change
/// without a hint, such as the start of business hours, is seen by the next poll.
pub const POLL_HINTED_MS: u32 = 10_000;
/// Milliseconds between polls of a hidden page or a closed window.
pub const POLL_HIDDEN_MS: u32 = 15_000;
/// The longest wait after errors, in milliseconds.
pub const BACKOFF_MAX_MS: u32 = 30_000;

/// Returns the wait before the next try after `failures` failures in a row. It doubles
/// from [`POLL_MS`]. `jitter` (0 to 1) spreads it over the upper half, so that not all
/// windows come back at once when a server returns.
pub fn backoff_ms(failures: u32, jitter: f64) -> u32 {
    let full = POLL_MS.saturating_mul(1 << failures.min(4)).min(BACKOFF_MAX_MS);
    let spread = f64::from(full / 2) * jitter.clamp(0.0, 1.0);
    // At most 30,000, so the conversion loses only the fraction.
    full / 2 + spread as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_limit() {
        assert_eq!(backoff_ms(0, 1.0), 3_000);
        assert_eq!(backoff_ms(1, 1.0), 6_000);
        assert_eq!(backoff_ms(2, 0.0), 6_000);
        assert_eq!(backoff_ms(40, 1.0), BACKOFF_MAX_MS);
        assert_eq!(backoff_ms(40, 0.0), BACKOFF_MAX_MS / 2);
    }
}
