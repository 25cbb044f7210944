//! Addresses of the console that the server uses too.

/// The address of the console.
pub const BASE: &str = "/console";
/// The sign-in page.
pub const SIGN_IN: &str = "/console/sign-in";
/// The inbox.
pub const INBOX: &str = "/console/inbox";

/// Returns where to go after signing in: the place that was asked for if it is one of
/// the console's, otherwise the inbox. A link from another site could name any place.
/// Because the agent has just typed a password, only the console's own pages are
/// followed.
pub fn after_sign_in(next: Option<&str>) -> &str {
    next.filter(|place| is_own(place)).unwrap_or(INBOX)
}

fn is_own(place: &str) -> bool {
    let path = place.split(['?', '#']).next().unwrap_or_default();
    let inside = path.strip_prefix(BASE).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let plain = !place.contains('\\') && !place.chars().any(|c| c.is_control() || c.is_whitespace());
    // A browser would walk up from dots and read two slashes as a host.
    let straight = path.split('/').skip(1).all(|part| !part.is_empty() && part != "." && part != "..");
    inside && plain && straight && path != SIGN_IN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_that_was_asked_for_is_returned_to() {
        for place in ["/console", "/console/inbox", "/console/inbox/CONV-7F3A91C2D0B4?tab=mine&status=open,pending"] {
            assert_eq!(after_sign_in(Some(place)), place);
        }
        assert_eq!(after_sign_in(None), INBOX);
    }

    #[test]
    fn no_other_place_is_followed() {
        for place in [
            "",
            "/",
            "/consoles",
            "/console/sign-in",
            "/console/sign-in?next=/console",
            "/console/../support",
            "/console//evil.example",
            "//evil.example/console",
            "https://evil.example/console",
            "javascript:alert(1)",
            "/console\\@evil.example",
            "/console/\tinbox",
            " /console/inbox",
        ] {
            assert_eq!(after_sign_in(Some(place)), INBOX, "{place:?}");
        }
    }
}
