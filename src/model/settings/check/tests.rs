use super::*;
use crate::model::attachment::AttachmentKind;

fn settings() -> ChatSettings {
    ChatSettings {
        welcome_message: "Hello".to_owned(),
        offline_message: "We are offline".to_owned(),
        primary_color: "#008B8B".to_owned(),
        release_after_minutes: 5,
        max_file_size: 5 * MEGABYTE,
        business_hours_start: "09:00".to_owned(),
        business_hours_end: "18:00".to_owned(),
        weekdays: vec![1, 2, 3, 4, 5, 6, 7],
        timezone: "Asia/Dhaka".to_owned(),
        attachment_types: vec![AttachmentKind::Pdf, AttachmentKind::Png, AttachmentKind::Pdf],
        ..ChatSettings::default()
    }
}

/// Checks the settings after a change; returns the fields that are refused.
fn refused(change: impl FnOnce(&mut ChatSettings)) -> Vec<(String, Problem)> {
    let mut settings = settings();
    change(&mut settings);
    settings.check().err().unwrap_or_default().into_iter().map(|error| (error.field, error.problem)).collect()
}

fn checked(change: impl FnOnce(&mut ChatSettings)) -> Option<ChatSettings> {
    let mut settings = settings();
    change(&mut settings);
    settings.check().ok().map(|checked| checked.settings)
}

#[test]
fn each_wrong_field_is_named() {
    let wrong = refused(|settings| {
        settings.welcome_message = "  ".to_owned();
        settings.offline_message_bn = "ক".repeat(2_001);
        settings.primary_color = "teal".to_owned();
        settings.max_file_size = 101 * MEGABYTE;
        settings.business_hours_end = "25:00".to_owned();
        settings.weekdays = vec![0, 8];
        settings.allowed_origins = vec!["http://shop.example.com".to_owned()];
    });
    let expected = [
        ("welcome_message", Problem::Required),
        ("offline_message_bn", Problem::TooLong),
        ("max_file_size", Problem::TooLarge),
        ("business_hours_end", Problem::Invalid),
        ("weekdays", Problem::Invalid),
        ("allowed_origins", Problem::Invalid),
        ("primary_color", Problem::Invalid),
    ];
    assert_eq!(wrong, expected.map(|(field, problem)| (field.to_owned(), problem)));
    assert_eq!(refused(|settings| settings.max_file_size = 5), [("max_file_size".to_owned(), Problem::TooSmall)]);
    let half = 1_500_000;
    assert_eq!(refused(|settings| settings.max_file_size = half), [("max_file_size".to_owned(), Problem::Invalid)]);
}

#[test]
fn the_shops_address_is_one_of_the_web() {
    for url in ["", "https://shop.example", " http://shop.example/bn?x=1 ", "HTTPS://দোকান.বাংলা/"]
    {
        assert_eq!(refused(|settings| settings.shop_url = url.to_owned()), [], "{url}");
    }
    for url in ["shop.example", "javascript:alert(1)", "//shop.example", "https://", "https://a b"] {
        let invalid = [("shop_url".to_owned(), Problem::Invalid)];
        assert_eq!(refused(|settings| settings.shop_url = url.to_owned()), invalid, "{url}");
    }
    let long = ["https://shop.example/", &"x".repeat(480)].concat();
    assert_eq!(refused(|settings| settings.shop_url = long), [("shop_url".to_owned(), Problem::TooLong)]);
}

#[test]
fn an_entry_of_a_list_is_named_after_its_place() {
    let wrong = refused(|settings| {
        let mut week = Week::default();
        week.0[6] = vec![Period::new("09:00", "12:00"), Period::new("11:00", "13:00"), Period::new("", "13:00")];
        settings.business_periods = Some(week);
        let day = |date: &str| Holiday { date: date.to_owned(), ..Holiday::default() };
        settings.holidays = vec![day("2026-12-16"), day("2026-12-16"), day(""), day("2026-02-30")];
    });
    let expected = [
        ("business_periods.6.2", Problem::Invalid),
        ("business_periods.6.0", Problem::Overlaps),
        ("business_periods.6.1", Problem::Overlaps),
        ("holidays.1.date", Problem::Taken),
        ("holidays.2.date", Problem::Required),
        ("holidays.3.date", Problem::Invalid),
    ];
    assert_eq!(wrong, expected.map(|(field, problem)| (field.to_owned(), problem)));
}

#[test]
fn valid_settings_are_normalized() {
    let checked = checked(|settings| {
        settings.welcome_message = " Welcome \n".to_owned();
        settings.business_periods = Some(Week::uniform(&Period::new("10:00", "16:00"), &[7, 1]));
        settings.allowed_origins =
            vec!["HTTPS://Shop.example/".to_owned(), String::new(), "https://shop.example".to_owned()];
    })
    .unwrap_or_else(settings);
    assert_eq!(checked.welcome_message, "Welcome");
    assert_eq!((checked.business_hours_start.as_str(), checked.weekdays), ("10:00", vec![1, 7]));
    assert_eq!(checked.business_periods, None);
    assert_eq!(checked.allowed_origins, ["https://shop.example"]);
    assert_eq!(checked.attachment_types, [AttachmentKind::Png, AttachmentKind::Pdf]);
}

#[test]
fn a_week_without_a_period_is_closed() {
    let closed = checked(|settings| settings.business_periods = Some(Week::default())).unwrap_or_else(settings);
    assert_eq!((closed.weekdays, closed.business_periods), (Vec::new(), None));
}

#[test]
fn data_are_kept_for_a_hundred_years_at_most() {
    let keep = |conversations, attachments, log| {
        refused(|settings| {
            settings.keep_conversations_days = conversations;
            settings.keep_attachments_days = attachments;
            settings.keep_log_days = log;
        })
    };
    assert_eq!(keep(None, Some(1), Some(36_500)), []);
    let expected = [("keep_conversations_days", Problem::TooSmall), ("keep_log_days", Problem::TooLarge)];
    assert_eq!(keep(Some(0), None, Some(36_501)), expected.map(|(field, problem)| (field.to_owned(), problem)));
    assert_eq!(keep(None, Some(-1), None), [("keep_attachments_days".to_owned(), Problem::TooSmall)]);
}
