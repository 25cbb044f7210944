//! Determines the type of a file by the extension of its name.

/// Returns the `Content-Type` of a file.
pub(super) fn of(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        Some("mp3") => "audio/mpeg",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_last_extension_counts() {
        assert_eq!(of("widget.wasm"), "application/wasm");
        assert_eq!(of("covers/book.min.js"), "text/javascript; charset=utf-8");
        assert_eq!(of("LICENSE"), "application/octet-stream");
    }
}
