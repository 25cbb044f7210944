//! Selects the encoding of a file by `Accept-Encoding`.

use axum::http::{HeaderMap, header::ACCEPT_ENCODING};

/// An encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Brotli, the smallest.
    Brotli,
    /// Gzip, for clients without Brotli.
    Gzip,
    /// Not compressed.
    Identity,
}

impl Encoding {
    /// Returns the word in `Accept-Encoding` and `Content-Encoding`.
    pub(super) const fn token(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// Returns the suffix of a compressed file's name.
    pub(super) const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }

    /// Returns the encoding that the client prefers among those available, the
    /// smaller one if it prefers several equally. [`Encoding::Identity`] is
    /// always available.
    pub(super) fn negotiate(request: &HeaderMap, is_there: impl Fn(Self) -> bool) -> Self {
        let accepted = AcceptedEncodings::read(request);
        let mut best = (Self::Identity, accepted.quality(Self::Identity));
        for encoding in [Self::Gzip, Self::Brotli] {
            let quality = accepted.quality(encoding);
            if quality > 0 && quality >= best.1 && is_there(encoding) {
                best = (encoding, quality);
            }
        }
        best.0
    }
}

/// The weights of `Accept-Encoding`, in thousandths; `None` for an encoding
/// that is not named.
#[derive(Default)]
struct AcceptedEncodings {
    brotli: Option<u16>,
    gzip: Option<u16>,
    identity: Option<u16>,
    others: Option<u16>,
}

impl AcceptedEncodings {
    fn read(request: &HeaderMap) -> Self {
        let mut accepted = Self::default();
        let lines = request.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
        for item in lines.flat_map(|line| line.split(',')) {
            let (token, parameters) = item.split_once(';').unwrap_or((item, ""));
            let quality = Some(read_quality(parameters));
            match token.trim().to_ascii_lowercase().as_str() {
                "br" => accepted.brotli = quality,
                "gzip" | "x-gzip" => accepted.gzip = quality,
                "identity" => accepted.identity = quality,
                "*" => accepted.others = quality,
                _ => {}
            }
        }
        accepted
    }

    fn quality(&self, encoding: Encoding) -> u16 {
        let (named, otherwise) = match encoding {
            Encoding::Brotli => (self.brotli, 0),
            Encoding::Gzip => (self.gzip, 0),
            // Always acceptable, but with the lowest priority.
            Encoding::Identity => (self.identity, 1),
        };
        named.or(self.others).unwrap_or(otherwise)
    }
}

/// Reads `q=0.8` as 800. Returns 1000 without a weight, 0 if it cannot be read.
fn read_quality(parameters: &str) -> u16 {
    let parameters = parameters.trim();
    if parameters.is_empty() {
        return 1000;
    }
    let weight = parameters.strip_prefix("q=").or_else(|| parameters.strip_prefix("Q="));
    match weight.and_then(|weight| weight.trim().parse::<f32>().ok()) {
        // The range is checked, so the conversion loses only a fraction.
        Some(weight) if (0.0..=1.0).contains(&weight) => (weight * 1000.0) as u16,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use rstest::rstest;

    use super::*;

    fn negotiated(accept: &'static str, is_there: impl Fn(Encoding) -> bool) -> Encoding {
        let mut request = HeaderMap::new();
        request.insert(ACCEPT_ENCODING, HeaderValue::from_static(accept));
        Encoding::negotiate(&request, is_there)
    }

    #[rstest]
    #[case::a_browser("gzip, deflate, br, zstd", Encoding::Brotli)]
    #[case::an_old_one("gzip, deflate", Encoding::Gzip)]
    #[case::in_capitals("GZIP;Q=1", Encoding::Gzip)]
    #[case::weights("br;q=0.5, gzip;q=0.8", Encoding::Gzip)]
    #[case::equal_weights("gzip;q=0.8, br;q=0.8", Encoding::Brotli)]
    #[case::refused("br;q=0, gzip;q=0", Encoding::Identity)]
    #[case::anything("*", Encoding::Brotli)]
    #[case::anything_but("*, br;q=0", Encoding::Gzip)]
    #[case::plain_preferred("identity, br;q=0.5", Encoding::Identity)]
    #[case::small_weight("br;q=0.001", Encoding::Brotli)]
    #[case::nonsense("br;q=yes, ;;, gzip;q=2", Encoding::Identity)]
    #[case::empty("", Encoding::Identity)]
    fn the_best_form_is_chosen(#[case] accept: &'static str, #[case] expected: Encoding) {
        assert_eq!(negotiated(accept, |_| true), expected);
    }

    #[test]
    fn a_missing_encoding_is_not_chosen() {
        assert_eq!(negotiated("br, gzip", |encoding| encoding == Encoding::Gzip), Encoding::Gzip);
        assert_eq!(negotiated("br, gzip", |_| false), Encoding::Identity);
    }

    #[test]
    fn without_a_wish_it_is_sent_as_it_is() {
        assert_eq!(Encoding::negotiate(&HeaderMap::new(), |_| true), Encoding::Identity);
    }
}
