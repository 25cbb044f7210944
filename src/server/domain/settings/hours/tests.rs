use rstest::rstest;

use super::*;

fn span(period: &(&str, &str)) -> Span {
    Span::of(&Period::new(period.0, period.1)).unwrap()
}

/// Returns hours with the same periods each day.
fn daily(zone: Tz, periods: &[(&str, &str)]) -> BusinessHours {
    let day: Vec<Span> = periods.iter().map(span).collect();
    BusinessHours { are_followed: true, week: std::array::from_fn(|_| day.clone()), holidays: BTreeSet::new(), zone }
}

/// Returns hours with periods on one day only; 0 is Monday.
fn only_on(day: usize, periods: &[(&str, &str)]) -> BusinessHours {
    let mut hours = daily(chrono_tz::Asia::Dhaka, &[]);
    hours.week[day] = periods.iter().map(span).collect();
    hours
}

fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().unwrap()
}

const SUNDAY: usize = 6;

// Dhaka is six hours ahead of UTC; 22 November 2026 is a Sunday.
#[rstest]
#[case::before("2026-11-22T02:59:59Z", &[("09:00", "18:00")], false)]
#[case::at_the_start("2026-11-22T03:00:00Z", &[("09:00", "18:00")], true)]
#[case::at_the_end("2026-11-22T12:00:00Z", &[("09:00", "18:00")], false)]
#[case::another_day("2026-11-23T06:00:00Z", &[("09:00", "18:00")], false)]
#[case::in_the_first_of_two("2026-11-22T06:59:59Z", &[("09:00", "13:00"), ("14:00", "18:00")], true)]
#[case::in_the_break("2026-11-22T07:30:00Z", &[("09:00", "13:00"), ("14:00", "18:00")], false)]
#[case::in_the_second_of_two("2026-11-22T08:00:00Z", &[("09:00", "13:00"), ("14:00", "18:00")], true)]
#[case::evening_over_midnight("2026-11-22T17:00:00Z", &[("20:00", "04:00")], true)]
#[case::night_after_it("2026-11-22T20:00:00Z", &[("20:00", "04:00")], true)]
#[case::end_of_that_night("2026-11-22T22:00:00Z", &[("20:00", "04:00")], false)]
#[case::night_before_it("2026-11-21T20:00:00Z", &[("20:00", "04:00")], false)]
#[case::until_midnight("2026-11-22T17:59:59Z", &[("20:00", "00:00")], true)]
#[case::not_after_midnight("2026-11-22T18:00:00Z", &[("20:00", "00:00")], false)]
#[case::in_the_last_minute_of_the_day("2026-11-22T17:59:59Z", &[("00:00", "23:59")], true)]
#[case::not_after_that_minute("2026-11-22T18:00:00Z", &[("00:00", "23:59")], false)]
#[case::in_the_last_minute_of_an_evening("2026-11-22T17:59:30Z", &[("20:00", "23:59")], true)]
#[case::all_day("2026-11-22T10:00:00Z", &[("00:00", "00:00")], true)]
#[case::a_day_from_noon_to_noon("2026-11-23T05:59:59Z", &[("12:00", "12:00")], true)]
#[case::closed("2026-11-22T10:00:00Z", &[], false)]
fn hours_of_a_sunday(#[case] moment: &str, #[case] periods: &[(&str, &str)], #[case] expected: bool) {
    assert_eq!(only_on(SUNDAY, periods).include(at(moment)), expected);
}

// 16 December 2026, from midnight to midnight in Dhaka.
#[rstest]
#[case::the_night_that_began_before("2026-12-15T20:00:00Z", true)]
#[case::after_that_night("2026-12-16T04:00:00Z", false)]
#[case::the_evening_of_the_holiday("2026-12-16T17:00:00Z", false)]
#[case::the_night_that_would_have_begun_then("2026-12-16T20:00:00Z", false)]
#[case::the_next_evening("2026-12-17T15:00:00Z", true)]
fn a_holiday_takes_what_begins_on_it(#[case] moment: &str, #[case] expected: bool) {
    let mut hours = daily(chrono_tz::Asia::Dhaka, &[("20:00", "04:00")]);
    hours.holidays.insert("2026-12-16".parse().unwrap());
    assert_eq!(hours.include(at(moment)), expected);
}

// Berlin turns its clocks forward on 29 March 2026 at 2:00 and back on
// 25 October 2026 at 3:00.
#[rstest]
#[case::winter_before_nine("2026-03-28T07:59:59Z", false)]
#[case::winter_at_nine("2026-03-28T08:00:00Z", true)]
#[case::summer_at_nine("2026-03-29T07:00:00Z", true)]
#[case::summer_at_five("2026-03-29T15:00:00Z", false)]
#[case::winter_again_at_nine("2026-10-25T07:30:00Z", false)]
#[case::winter_again_at_five("2026-10-25T15:59:59Z", true)]
fn nine_stays_nine_when_clocks_are_turned(#[case] moment: &str, #[case] expected: bool) {
    assert_eq!(daily(chrono_tz::Europe::Berlin, &[("09:00", "17:00")]).include(at(moment)), expected);
}

#[test]
fn an_hour_that_comes_twice_counts_twice_and_one_that_never_comes_not_at_all() {
    let night = daily(chrono_tz::Europe::Berlin, &[("02:00", "03:00")]);
    assert!(night.include(at("2026-10-25T00:30:00Z")) && night.include(at("2026-10-25T01:30:00Z")));
    let skipped = (0..24).map(|half_hour| at("2026-03-28T23:00:00Z") + chrono::Duration::minutes(30 * half_hour));
    assert_eq!(skipped.filter(|moment| night.include(*moment)).count(), 0);
}

#[rstest]
#[case::later_today("2026-11-22T02:00:00Z", &[("09:00", "18:00")], Some("2026-11-22T03:00:00Z"))]
#[case::after_a_break("2026-11-22T07:30:00Z", &[("14:00", "18:00"), ("09:00", "13:00")], Some("2026-11-22T08:00:00Z"))]
#[case::next_week("2026-11-22T12:00:00Z", &[("09:00", "18:00")], Some("2026-11-29T03:00:00Z"))]
#[case::open_now("2026-11-22T04:00:00Z", &[("09:00", "18:00")], None)]
#[case::never("2026-11-22T04:00:00Z", &[], None)]
fn the_next_opening_on_sundays(#[case] moment: &str, #[case] periods: &[(&str, &str)], #[case] expected: Option<&str>) {
    assert_eq!(only_on(SUNDAY, periods).next_opening(at(moment)), expected.map(at));
}

#[test]
fn the_next_opening_is_not_on_a_holiday_and_not_in_an_hour_that_is_skipped() {
    let mut hours = daily(chrono_tz::Asia::Dhaka, &[("09:00", "18:00")]);
    hours.holidays.insert(NaiveDate::from_ymd_opt(2026, 12, 16).unwrap());
    assert_eq!(hours.next_opening(at("2026-12-15T12:00:00Z")), Some(at("2026-12-17T03:00:00Z")));
    // Clocks in Berlin go from 02:00 to 03:00 on 28 March 2027.
    let hours = daily(chrono_tz::Europe::Berlin, &[("02:30", "18:00")]);
    assert_eq!(hours.next_opening(at("2027-03-28T00:00:00Z")), Some(at("2027-03-28T01:30:00Z")));
}
