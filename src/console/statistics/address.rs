//! The period in the address bar: `?period=7`, or `?from=2026-11-01&to=2026-11-22`.

use crate::{
    console::place,
    model::{
        day::Days,
        statistics::{Part, Period, Preset},
    },
};

/// The address from which tables are fetched.
const TABLES: &str = "/support/agent/api/statistics";

/// Reads the parameters. Unknown values are ignored.
pub fn read(period: Option<&str>, from: Option<&str>, to: Option<&str>) -> Period {
    if let (Some(from), Some(to)) = (from, to)
        && let Ok(days) = Days::read(from, to)
    {
        return Period::Own { from: days.from.to_string(), to: days.to.to_string() };
    }
    Period::Preset(period.and_then(|code| code.parse().ok()).unwrap_or_default())
}

/// Returns the address of a preset period.
pub fn of_preset(preset: Preset) -> String {
    format!("{}?period={preset}", place::STATISTICS)
}

/// Returns the address of a range of days.
pub fn of_days(days: Days) -> String {
    format!("{}?{}", place::STATISTICS, parameters(days))
}

/// Returns the address of a part as CSV.
pub fn of_table(part: Part, days: Days) -> String {
    format!("{TABLES}/{part}.csv?{}", parameters(days))
}

fn parameters(days: Days) -> String {
    format!("from={}&to={}", days.from, days.to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_from_the_address() {
        assert_eq!(read(Some("7"), None, None), Period::Preset(Preset::Week));
        assert_eq!(read(None, None, None), Period::default());
        let own = read(Some("7"), Some("2026-11-01"), Some("2026-11-22"));
        assert_eq!(own, Period::Own { from: "2026-11-01".to_owned(), to: "2026-11-22".to_owned() });
    }

    #[test]
    fn an_invalid_period_is_ignored() {
        assert_eq!(read(Some("8"), Some("2026-11-22"), Some("2026-11-01")), Period::default());
        assert_eq!(read(Some("month"), Some("today"), None), Period::Preset(Preset::ThisMonth));
    }

    #[test]
    fn addresses_name_the_period() {
        let days = Days::read("2026-11-01", "2026-11-22").expect("days");
        assert_eq!(of_preset(Preset::ThisMonth), "/console/statistics?period=month");
        assert_eq!(of_days(days), "/console/statistics?from=2026-11-01&to=2026-11-22");
        assert_eq!(
            of_table(Part::Hours, days),
            "/support/agent/api/statistics/hours.csv?from=2026-11-01&to=2026-11-22"
        );
    }
}
