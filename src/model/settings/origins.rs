//! Shops' addresses: scheme, host and port, as a browser writes an `Origin`.

/// Returns the origin as browsers write it: in lower case, without the scheme's default port,
/// without a slash at the end. None for anything else. Plain http is accepted only for a shop that
/// is being built on the developer's own machine. A page that can be changed in transit must not
/// sign customers in.
pub(super) fn normalized(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let (scheme, rest) = text.split_once("://")?;
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !authority.ends_with(']') => (host, Some(port_number(port)?)),
        _ => (authority, None),
    };
    let (is_local, own_port) = (is_local(host), if scheme == "https" { 443 } else { 80 });
    let fits = match scheme {
        "https" => is_local || is_name(host),
        "http" => is_local,
        _ => false,
    };
    let port = port.filter(|port| *port != own_port).map(|port| [":", &port.to_string()].concat());
    fits.then(|| [scheme, "://", host, &port.unwrap_or_default()].concat())
}

fn port_number(text: &str) -> Option<u16> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| is_plain && *port > 0)
}

fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.strip_suffix(".localhost").is_some_and(is_name)
}

/// Returns whether a text is a host's name or an IPv4 address as browsers write it. Names in
/// other scripts are written in Punycode, as browsers do. Browsers read a host whose last label
/// is a number as an IPv4 address ([WHATWG URL]), so `1.2.3` becomes `1.2.0.3`.
///
/// [WHATWG URL]: https://url.spec.whatwg.org/#ends-in-a-number-checker
fn is_name(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
        || last.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_number {
        return host.parse::<std::net::Ipv4Addr>().is_ok();
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn an_origin_is_written_as_browsers_do() {
        for (typed, origin) in [
            ("https://shop.example.com", "https://shop.example.com"),
            (" HTTPS://Shop.Example.com:443/ ", "https://shop.example.com"),
            ("https://shop.example.com:8443", "https://shop.example.com:8443"),
            ("http://localhost:8000", "http://localhost:8000"),
            ("http://[::1]:8000", "http://[::1]:8000"),
            ("http://[::1]", "http://[::1]"),
            ("https://192.168.1.5:8443", "https://192.168.1.5:8443"),
            ("https://xn--54b7fta0cc.com", "https://xn--54b7fta0cc.com"),
        ] {
            assert_eq!(normalized(typed).as_deref(), Some(origin), "{typed}");
        }
    }

    #[test]
    fn nothing_else_is_an_origin() {
        for wrong in [
            "",
            "shop.example.com",
            "http://shop.example.com",
            "ftp://shop.example.com",
            "https://",
            "https://shop.example.com/path",
            "https://shop.example.com?x",
            "https://user@shop.example.com",
            "https://shop.example.com:0",
            "https://shop.example.com:99999",
            "https://shop..example",
            "https://1.2.3",
            "https://shop.1",
            "https://shop.0x1f",
            "https://010.0.0.1",
            "https://*.example.com",
            "https://shop.example.com\nhttps://evil.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(normalized(wrong), None, "{wrong:?}");
        }
    }

    #[cfg(feature = "ssr")]
    proptest::proptest! {
        /// The configuration parses origins as browsers do (`server::config::Origin`), so
        /// the two checks write an origin in the same way.
        #[test]
        fn accepted_origins_are_normalized_like_in_browsers(
            typed in crate::generated_inputs::pattern("https?://([a-zA-Z0-9-]{1,4}[.]){0,4}[a-z0-9]{1,4}(:[0-9]{1,5})?/?"),
        ) {
            if let Some(origin) = normalized(&typed) {
                let parsed = typed.parse::<crate::server::config::Origin>();
                proptest::prop_assert_eq!(parsed.map(|parsed| parsed.as_str().to_owned()).ok(), Some(origin));
            }
        }
    }
}
