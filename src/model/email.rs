//! The check of email addresses, for customers and for the team.

/// Returns whether a text has some characters, an `@`, and a host with a dot. Whether
/// mail arrives there can be found out only by sending one.
pub fn is_email(text: &str) -> bool {
    let Some(at) = text.bytes().position(|byte| byte == b'@') else { return false };
    let (local, host) = (&text.as_bytes()[..at], &text.as_bytes()[at + 1..]);
    let parts_fit = host.contains(&b'.') && host.split(|byte| *byte == b'.').all(|part| !part.is_empty());
    let is_plain = !text.chars().any(|c| c.is_control() || c.is_whitespace());
    !local.is_empty() && !host.contains(&b'@') && parts_fit && is_plain
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn an_address_has_a_name_and_a_host() {
        for address in ["a@b.example", "first.last+tag@sub.example.com", "ডাক@উদাহরণ.বাংলা"]
        {
            assert!(is_email(address), "{address}");
        }
        for address in [
            "",
            "a",
            "@",
            "a@",
            "@b.example",
            "a@b",
            "a b@c.example",
            "a@b..example",
            "a@b@c.example",
            "a@b.example.",
            "a\0@b.example",
        ] {
            assert!(!is_email(address), "{address:?}");
        }
    }
}
