//! Days of the calendar, without a library, because the widget's bundle contains none.

/// Returns whether a text is a day, `yyyy-mm-dd`, from 1970 on.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let &[year, month, day] = parts.as_slice() else { return false };
    let number = |text: &str, digits: usize| {
        let is_plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| is_plain)
    };
    match (number(year, 4), number(month, 2), number(day, 2)) {
        (Some(year), Some(month), Some(day)) => year >= 1970 && (1..=days_of(year, month)).contains(&day),
        _ => false,
    }
}

/// Returns how many days a month has; none if the month does not exist.
fn days_of(year: u16, month: u16) -> u16 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for day in ["2026-12-16", "2024-02-29", "2000-02-29", "9999-12-31"] {
            assert!(is_date(day), "{day}");
        }
        for wrong in
            ["", "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "16-12-2026", "2026-12-16T00"]
        {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
