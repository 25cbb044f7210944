//! JSON between the server and the widget.

use adda::{
    model::{
        agent::AgentCard,
        config::{Asked, WidgetConfig, WidgetPosition},
        conversation::Status,
        error::{ApiError, ErrorCode},
        ids::{ClientId, ConversationId, MessageId},
        message::MessageType,
        page::VisitedPage,
        thread::{MessageRange, Thread},
        timestamp::Timestamp,
    },
    ui::outbox::{Entry, EntryState},
    wire::{Body, WithOriginal, parse, stringify},
};
use wasm_bindgen_test::wasm_bindgen_test;

const MESSAGE: &str = r#"{
    "id": 7, "client_id": null, "sender_id": 3, "sender_name": "Mina", "sender_name_bn": "মিনা", "sender_avatar": null,
    "is_agent": true, "message_type": "text", "content": "Hello", "attachment": null, "attachment_name": "",
    "attachment_type": null, "attachment_size": null, "picture": null, "is_read": false, "created_at": "2026-01-02T03:04:05Z"
}"#;

fn thread(more: &str) -> String {
    [r#"{"messages": ["#, MESSAGE, r#"], "status": "open", "agent": null, "settings_version": 4"#, more, "}"].concat()
}

#[wasm_bindgen_test]
fn fields_that_the_server_leaves_out_have_their_defaults() {
    let thread = parse::<Thread>(&thread("")).expect("a thread");
    assert_eq!((thread.status, thread.settings_version), (Status::Open, 4));
    assert_eq!((thread.unread, thread.has_more), (0, false));
    assert!(thread.within_business_hours.0);
    let message = &thread.messages[0];
    assert_eq!((message.id, message.is_note, message.content.as_str()), (MessageId(7), false, "Hello"));
    assert_eq!(message.created_at, Timestamp("2026-01-02T03:04:05Z".to_owned()));
}

#[wasm_bindgen_test]
fn words_of_a_newer_server_leave_the_answer_readable() {
    let newer = thread("").replace(r#""open""#, r#""snoozed""#).replace(r#""text""#, r#""card""#);
    let thread = parse::<Thread>(&newer).expect("a thread");
    assert_eq!((thread.status, thread.messages[0].message_type), (Status::Open, MessageType::Text));
    let error = parse::<ApiError>(r#"{"error": "Too early.", "code": "too_early"}"#).expect("an error");
    assert_eq!((error.code, error.retry_after), (ErrorCode::Internal, None));
}

#[wasm_bindgen_test]
fn what_lacks_a_field_or_has_another_type_is_not_read() {
    assert!(parse::<Thread>(&thread("").replace(r#""content": "Hello", "#, "")).is_none());
    assert!(parse::<Thread>(&thread("").replace(r#""Hello""#, "5")).is_none());
    assert!(parse::<Thread>(&thread(r#", "unread": "3""#)).is_none());
    assert!(parse::<AgentCard>("null").is_none());
    assert!(parse::<Thread>("{").is_none());
    assert!(parse::<ConversationId>(r#""CONV-short""#).is_none());
}

#[wasm_bindgen_test]
fn words_and_numbers_of_the_settings_are_read() {
    let config = parse::<WidgetConfig>(
        r##"{"enabled": true, "position": "bottom-left", "primary_color": "#123456", "show_online_status": false,
            "welcome_message": "Hi", "offline_message": "Away", "agents_online": 2, "max_file_size": 5242880,
            "attachment_types": ["png"], "within_business_hours": true, "languages": ["en", "bn"], "rating_enabled": true,
            "prechat_name": "required", "prechat_email": "off", "allow_anonymous": true, "settings_version": 9}"##,
    )
    .expect("the settings");
    assert_eq!((config.settings.position, config.settings.prechat_name), (WidgetPosition::BottomLeft, Asked::Required));
    assert_eq!((config.agents_online, config.settings.max_file_size), (2, 5_242_880));
    assert_eq!(config.settings.primary_color.to_string(), "#123456");
}

#[wasm_bindgen_test]
fn parameters_are_written_under_the_names_of_the_fields() {
    let range = MessageRange { after: Some(MessageId(5)), before: None, limit: Some(50), deletions: None };
    assert_eq!(stringify(&range), r#"{"after":5,"before":null,"limit":50,"deletions":null}"#);
    let page = VisitedPage { url: "https://shop.example/".to_owned(), title: "a \"b\"\n".to_owned() };
    let body = Body::new().with("page", &Some(page));
    assert_eq!(stringify(&body), r#"{"page":{"url":"https://shop.example/","title":"a \"b\"\n"}}"#);
}

#[wasm_bindgen_test]
fn an_unsent_message_is_stored_and_read_again() {
    let mut entry = Entry::new(
        "0192d1f5-0000-7000-8000-000000000000".parse::<ClientId>().expect("an id"),
        "হ্যালো \u{1} \\".to_owned(),
        Timestamp("2026-01-02T03:04:05Z".to_owned()),
    );
    assert_eq!(parse::<Entry>(&stringify(&entry)), Some(entry.clone()));
    entry.state = EntryState::Failed(ApiError::new(ErrorCode::Blocked, "No."));
    entry.customer = Some("ada".to_owned());
    assert_eq!(parse::<Entry>(&stringify(&entry)), Some(entry));
}

#[wasm_bindgen_test]
fn an_answer_is_passed_on_as_it_came() {
    let answer = parse::<WithOriginal<Thread>>(&thread(r#", "of_a_newer_server": 1"#)).expect("a thread");
    assert!(stringify(&answer.original).contains(r#""of_a_newer_server":1"#));
}
