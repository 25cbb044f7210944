//! Reads `ADDA_LIMITS`.

use std::{collections::HashMap, str::FromStr, time::Duration};

use super::rules::{Limit, Rate};

/// Which limits are enabled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitSettings {
    /// None, for load tests.
    Off,
    /// All, some of them with other rates than the defaults. A limit with the
    /// value none is disabled.
    On(HashMap<Limit, Option<Rate>>),
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self::On(HashMap::new())
    }
}

impl LimitSettings {
    /// Returns the rate of a limit, if it is enabled.
    pub fn rate(&self, limit: Limit) -> Option<Rate> {
        match self {
            Self::Off => None,
            Self::On(changed) => changed.get(&limit).copied().unwrap_or(Some(limit.rule().rate)),
        }
    }
}

/// Why `ADDA_LIMITS` cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLimits {
    /// A limit with this name does not exist.
    #[error(
        "there is no limit named \"{0}\"; write on, off, or the names of limits with their rates, such as {EXAMPLE}"
    )]
    Name(String),
    /// The value of a limit is not a rate.
    #[error(
        "\"{0}\" is not a rate; write off, or a number and a period (s, min or h), optionally with a burst: 20/min/40"
    )]
    Rate(String),
}

const EXAMPLE: &str = "sign_in_address=20/min/40";

/// Reads `on`, `off`, or a list of limits with their rates, separated by commas:
/// `messages_account=20/min,uploads_account=off`.
impl FromStr for LimitSettings {
    type Err = InvalidLimits;

    fn from_str(text: &str) -> Result<Self, InvalidLimits> {
        match text.trim().to_ascii_lowercase().as_str() {
            "on" | "true" | "yes" | "1" => return Ok(Self::default()),
            "off" | "false" | "no" | "0" => return Ok(Self::Off),
            _ => {}
        }
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        items.map(change).collect::<Result<_, _>>().map(Self::On)
    }
}

fn change(item: &str) -> Result<(Limit, Option<Rate>), InvalidLimits> {
    let (name, value) = item.split_once('=').unwrap_or((item, ""));
    let limit = Limit::ALL.into_iter().find(|limit| limit.rule().name == name.trim());
    let limit = limit.ok_or_else(|| InvalidLimits::Name(name.trim().to_owned()))?;
    let value = value.trim();
    if value.eq_ignore_ascii_case("off") {
        return Ok((limit, None));
    }
    let rate = rate(value).ok_or_else(|| InvalidLimits::Rate(value.to_owned()))?;
    Ok((limit, Some(rate)))
}

/// Reads `COUNT/PERIOD` or `COUNT/PERIOD/BURST`. Without a burst, the count is the
/// burst too.
fn rate(text: &str) -> Option<Rate> {
    let mut parts = text.split('/').map(str::trim);
    let count = parts.next()?.parse().ok().filter(|count| *count > 0)?;
    let period = match parts.next()? {
        "s" => Duration::from_secs(1),
        "min" => Duration::from_secs(60),
        "h" => Duration::from_secs(60 * 60),
        _ => return None,
    };
    let burst = match parts.next() {
        Some(burst) => burst.parse().ok().filter(|burst| *burst > 0)?,
        None => count,
    };
    parts.next().is_none().then_some(Rate { count, period, burst })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_on_or_off() {
        assert_eq!("on".parse(), Ok(LimitSettings::default()));
        assert_eq!("off".parse(), Ok(LimitSettings::Off));
        assert_eq!(LimitSettings::Off.rate(Limit::SignInAddress), None);
        assert_eq!(LimitSettings::default().rate(Limit::SignInAddress), Some(Limit::SignInAddress.rule().rate));
    }

    #[test]
    fn single_limits_are_changed_and_the_others_hold() {
        let settings: LimitSettings =
            "messages_account=20/h, uploads_account=off,sign_in_address=3/s/9".parse().unwrap();
        let rate = |count, seconds, burst| Some(Rate { count, period: Duration::from_secs(seconds), burst });
        assert_eq!(settings.rate(Limit::MessagesAccount), rate(20, 3_600, 20));
        assert_eq!(settings.rate(Limit::UploadsAccount), None);
        assert_eq!(settings.rate(Limit::SignInAddress), rate(3, 1, 9));
        assert_eq!(settings.rate(Limit::SignInAccount), Some(Limit::SignInAccount.rule().rate));
    }

    #[test]
    fn an_unknown_limit_is_refused_by_name() {
        for (text, error) in [
            ("perhaps", InvalidLimits::Name("perhaps".to_owned())),
            ("messages=1/s", InvalidLimits::Name("messages".to_owned())),
            ("messages_account", InvalidLimits::Rate(String::new())),
            ("messages_account=0/s", InvalidLimits::Rate("0/s".to_owned())),
            ("messages_account=1/day", InvalidLimits::Rate("1/day".to_owned())),
            ("messages_account=1/s/0", InvalidLimits::Rate("1/s/0".to_owned())),
            ("messages_account=1/s/2/3", InvalidLimits::Rate("1/s/2/3".to_owned())),
            ("messages_account=-1/s", InvalidLimits::Rate("-1/s".to_owned())),
        ] {
            assert_eq!(text.parse::<LimitSettings>(), Err(error), "{text}");
        }
    }
}
