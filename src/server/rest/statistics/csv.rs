//! Parts of the statistics as CSV (RFC 4180), for spreadsheets.

use crate::{
    model::{
        agent::Colleague,
        statistics::{AgentFigures, Part, Share, Statistics, Totals},
        text::without_turns,
    },
    server::domain::error::DomainError,
};

/// The mark by which spreadsheets recognise UTF-8. Without it, Bangla is garbled.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// The names of the weekdays, Monday first, as in [`Statistics::hours`].
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

type Row = Vec<String>;

/// Returns one part as CSV, with a header row.
pub(super) fn csv(statistics: &Statistics, part: Part) -> Result<String, DomainError> {
    let rows = match part {
        Part::Totals => totals(&statistics.totals, &statistics.before),
        Part::Days => days(statistics),
        Part::Status => shares("status", &statistics.by_status),
        Part::Priority => shares("priority", &statistics.by_priority),
        Part::Language => shares("language", &statistics.by_language),
        Part::Agents => agents(&statistics.by_agent),
        Part::Hours => hours(&statistics.hours),
        Part::Ratings => ratings(&statistics.totals, &statistics.before),
    };
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let written = rows.iter().try_for_each(|row| writer.write_record(row)).is_ok();
    let bytes = writer.into_inner().ok().filter(|_| written);
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(DomainError::Broken("a table could not be written"))
}

/// Returns a text that spreadsheets do not read as a formula.
fn text(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    // A change of direction that is left open would also change the cells after it.
    let cell = without_turns(cell);
    if is_formula { format!("'{cell}") } else { cell }
}

fn head<const N: usize>(names: [&str; N]) -> Row {
    names.map(str::to_owned).into()
}

fn optional(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn totals(now: &Totals, before: &Totals) -> Vec<Row> {
    let mut rows = vec![head(["figure", "period", "before"])];
    let pairs = figures(now).into_iter().zip(figures(before));
    rows.extend(pairs.map(|((name, now), (_, before))| vec![name.to_owned(), now, before]));
    rows
}

/// Returns all figures of a period by name.
fn figures(totals: &Totals) -> [(&'static str, String); 11] {
    [
        ("conversations", totals.conversations.to_string()),
        ("customer_messages", totals.customer_messages.to_string()),
        ("agent_messages", totals.agent_messages.to_string()),
        ("first_responses", totals.first_response.count.to_string()),
        ("first_response_median_seconds", optional(totals.first_response.median_seconds)),
        ("first_response_p90_seconds", optional(totals.first_response.p90_seconds)),
        ("resolutions", totals.resolution.count.to_string()),
        ("resolution_median_seconds", optional(totals.resolution.median_seconds)),
        ("resolution_p90_seconds", optional(totals.resolution.p90_seconds)),
        ("ratings", totals.ratings.count.to_string()),
        ("rating_average", optional(totals.ratings.average)),
    ]
}

fn days(statistics: &Statistics) -> Vec<Row> {
    let mut rows = vec![head(["date", "conversations", "customer_messages", "agent_messages"])];
    rows.extend(statistics.per_day.iter().map(|day| {
        let counts = [day.conversations, day.customer_messages, day.agent_messages];
        [day.date.to_string()].into_iter().chain(counts.map(|count| count.to_string())).collect()
    }));
    rows
}

fn shares<T: ToString>(name: &str, shares: &[Share<T>]) -> Vec<Row> {
    let mut rows = vec![head([name, "conversations", "before"])];
    rows.extend(shares.iter().map(|share| {
        vec![share.of.to_string(), share.count.conversations.to_string(), share.count.before.to_string()]
    }));
    rows
}

fn agents(agents: &[AgentFigures]) -> Vec<Row> {
    let mut rows = vec![head(["agent", "agent_bn", "conversations", "before", "replies"])];
    rows.extend(agents.iter().map(|figures| {
        let name = |of: fn(&Colleague) -> &str| figures.agent.as_ref().map_or("", of);
        vec![
            text(name(|agent| &agent.name)),
            text(name(|agent| &agent.name_bn)),
            figures.count.conversations.to_string(),
            figures.count.before.to_string(),
            figures.replies.to_string(),
        ]
    }));
    rows
}

fn hours(hours: &[Vec<u32>]) -> Vec<Row> {
    let names = (0..24).map(|hour| format!("{hour:02}:00"));
    let mut rows = vec![["weekday".to_owned()].into_iter().chain(names).collect()];
    rows.extend(
        WEEKDAYS.iter().zip(hours).map(|(weekday, hours)| {
            [(*weekday).to_owned()].into_iter().chain(hours.iter().map(u32::to_string)).collect()
        }),
    );
    rows
}

fn ratings(now: &Totals, before: &Totals) -> Vec<Row> {
    let mut rows = vec![head(["stars", "ratings", "before"])];
    let pairs = now.ratings.distribution.iter().zip(before.ratings.distribution);
    rows.extend(
        (1..)
            .zip(pairs)
            .map(|(stars, (now, before)): (u32, _)| vec![stars.to_string(), now.to_string(), before.to_string()]),
    );
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_looks_like_a_formula_is_only_a_text() {
        for formula in ["=1+1", "+880 1711", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        assert_eq!(text("\u{202E}Nadia\u{2069}"), "Nadia");
        for plain in ["Nadia", "রকমারি", "a=b", "", "'quoted"] {
            assert_eq!(text(plain), plain);
        }
    }
}
