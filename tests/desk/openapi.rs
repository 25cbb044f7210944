//! The description of the API, compared with the router from which it is generated.

use axum_test::TestRequest;
use rstest::rstest;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use crate::support::{Engine, TestApp};

const DESCRIPTION: &str = "/support/api/openapi.json";

/// Returns the method, the address and the description of every operation.
fn operations(description: &Value) -> Vec<(String, String, Value)> {
    let paths = description["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &Value)| {
        let path = path.clone();
        let operations = item.as_object().unwrap().clone().into_iter();
        operations.map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
    };
    paths.iter().flat_map(of_path).collect()
}

/// Makes a change of the API visible in review.
#[tokio::test]
async fn the_addresses_of_the_api() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.signed_out().get(DESCRIPTION).await.ok();
    let lines: Vec<String> =
        operations(&description).into_iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[rstest]
#[tokio::test]
async fn every_described_operation_exists(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let description = app.signed_out().get(DESCRIPTION).await.ok();
    for (method, path, operation) in operations(&description) {
        let is_public = operation["security"] == json!([{}]);
        let path = path.replace("{id}", "CONV-AAAAAAAAAAAA").replace("{label}", "1").replace("{file}", "days.csv");
        let answer = app.signed_out().ask(&method, &path, |request| request.json(&json!({}))).await;
        let expected =
            if is_public { answer.status.as_u16() != 404 && answer.status != 405 } else { answer.status == 401 };
        assert!(expected, "{answer}");
        assert!(operation["responses"][answer.status.as_str()].is_object(), "not described: {answer}");
        let is_write = method != "GET" || path.ends_with("/conversation/create/");
        if is_write {
            let elsewhere = |request: TestRequest| request.add_header("origin", "https://elsewhere.example");
            app.signed_out().ask(&method, &path, elsewhere).await.fails(403, "foreign_origin");
            assert!(operation["responses"]["403"].is_object(), "{method} {path} does not describe 403");
        }
    }
}

#[tokio::test]
async fn each_operation_has_everything_that_a_generator_needs() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.signed_out().get(DESCRIPTION).await.ok();
    let mut ids = std::collections::HashSet::new();
    for (method, path, operation) in operations(&description) {
        let what = format!("{method} {path}");
        assert!(path.ends_with('/') || path.ends_with("{file}"), "{what} does not end with a slash");
        assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{what} has no summary");
        assert!(ids.insert(operation["operationId"].clone()), "{what} has the id of another operation");
        let has_answer = operation["responses"]["200"]["content"].is_object();
        // Without a body.
        let has_none = operation["responses"]["204"].is_object();
        assert!(has_answer || has_none, "{what} does not describe its answer");
        let names: Vec<&str> = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        for name in names {
            let is_described = operation["parameters"].as_array().unwrap().iter().any(|own| own["name"] == name);
            assert!(is_described, "{what} does not describe {name}");
        }
        let is_public = operation["security"] == json!([{}]);
        assert!(operation["responses"]["401"].is_object() || is_public, "{what} does not describe 401");
    }
}

#[tokio::test]
async fn everything_is_described() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.signed_out().get(DESCRIPTION).await.ok();
    let says_something = |part: &Value| part["description"].as_str().is_some_and(|text| text.len() > 3);
    assert!(!description.to_string().contains("[`"), "the description has a link into the source code");
    for (method, path, operation) in operations(&description) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            assert!(says_something(response), "{method} {path} does not describe {status}");
            let is_temporary = matches!(status.as_str(), "429" | "503");
            assert_eq!(response["headers"]["Retry-After"].is_object(), is_temporary, "{method} {path} {status}");
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(says_something(parameter), "{method} {path} does not describe {}", parameter["name"]);
        }
    }
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
        assert!(says_something(schema), "{name} is not described");
        let parts = schema["allOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
        for (field, field_schema) in parts.iter().filter_map(|part| part["properties"].as_object()).flatten() {
            let is_of_a_type = |part: &Value| part["$ref"].is_string() || says_something(part);
            let is_described = is_of_a_type(field_schema)
                || field_schema["oneOf"].as_array().is_some_and(|parts| parts.iter().any(is_of_a_type));
            assert!(is_described, "{name}.{field} is not described");
        }
    }
}

#[tokio::test]
async fn timestamps_are_described_as_such() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.signed_out().get(DESCRIPTION).await.ok();
    let schemas = &description["components"]["schemas"];
    assert_eq!(
        (&schemas["Timestamp"]["type"], &schemas["Timestamp"]["format"]),
        (&json!("string"), &json!("date-time"))
    );
    let mut timestamps = 0;
    for (name, schema) in schemas.as_object().unwrap() {
        for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
            if field.ends_with("_at") || field == "waiting_since" {
                assert!(schema.to_string().contains("schemas/Timestamp"), "{name}.{field}: {schema}");
                timestamps += 1;
            }
        }
    }
    assert!(timestamps > 8, "{timestamps}");
    assert_eq!(schemas["Day"]["format"], "date");
}

/// The description names the reasons for which `session/` refuses a session.
#[rstest]
#[tokio::test]
async fn session_refusals_match_their_descriptions(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let description = app.signed_out().get(DESCRIPTION).await.ok();
    let responses = &description["paths"]["/support/api/session/"]["post"]["responses"];
    let begin = |body: Value| async { app.signed_out().post("/support/api/session/", body).await };
    begin(json!({ "identity_token": "none" })).await.fails(401, "invalid_identity");
    assert_eq!(responses["401"]["description"], "The identity token is rejected; `reason` says why.");
    app.change_settings(|settings| settings.allow_anonymous = Set(false)).await;
    begin(json!({})).await.fails(403, "identity_required");
    assert!(responses["403"]["description"].as_str().unwrap().starts_with("The shop requires sign-in"));
    app.change_settings(|settings| settings.is_enabled = Set(false)).await;
    begin(json!({})).await.fails(409, "chat_disabled");
    assert_eq!(responses["409"]["description"], "The shop isn't taking new conversations.");
}

/// The description lists the types that a value in the change log can have.
#[tokio::test]
async fn a_logged_value_has_one_of_the_described_types() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.signed_out().get(DESCRIPTION).await.ok();
    let alternatives = description["components"]["schemas"]["LoggedValue"]["oneOf"].as_array().unwrap().clone();
    let types: Vec<&str> = alternatives.iter().filter_map(|alternative| alternative["type"].as_str()).collect();
    assert_eq!(types, ["boolean", "integer", "string", "array", "object"]);
    for side in ["before", "after"] {
        let schema = description["components"]["schemas"]["FieldChange"]["properties"][side].to_string();
        assert!(schema.contains("schemas/LoggedValue") && schema.contains("null"), "{schema}");
    }
}

#[tokio::test]
async fn every_referenced_schema_exists() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.signed_out().get(DESCRIPTION).await.ok();
    let text = description.to_string();
    let names: std::collections::BTreeSet<&str> =
        text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(names.contains("ApiError") && names.len() > 20);
    for name in names {
        assert!(description["components"]["schemas"][name].is_object(), "{name} is missing");
    }
}

/// The body of a change lists existing fields, and none of them is required.
#[tokio::test]
async fn a_change_is_described_field_by_field() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.signed_out().get(DESCRIPTION).await.ok();
    let schema = |reference: &Value| {
        let name = reference["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
        description["components"]["schemas"][name].clone()
    };
    for (path, field) in [
        ("/support/admin/api/agents/{id}/", "display_name"),
        ("/support/admin/api/agents/{id}/", "is_active"),
        ("/support/admin/api/quick-replies/{id}/", "content_bn"),
        ("/support/admin/api/settings/", "welcome_message"),
    ] {
        let body = schema(&description["paths"][path]["patch"]["requestBody"]["content"]["application/json"]["schema"]);
        let parts = body["allOf"].as_array().cloned().unwrap_or_else(|| vec![body]);
        assert!(parts.iter().any(|part| part["properties"][field]["type"].is_string()), "{path} {field}: {parts:?}");
        assert!(parts.iter().all(|part| part["required"].is_null()), "{path}: {parts:?}");
        // Otherwise clients would send the default of an omitted field.
        let fields = parts.iter().filter_map(|part| part["properties"].as_object()).flatten();
        for (name, field) in fields {
            assert!(field.get("default").is_none(), "{path} {name}: {field}");
        }
    }
}

#[tokio::test]
async fn the_description_has_a_page_for_people() {
    let app = TestApp::new(Engine::Sqlite).await;
    for path in ["/support/api/docs/", "/support/api/docs"] {
        let page = app.signed_out().get(path).await;
        assert_eq!(page.status, 200, "{page}");
        for part in ["/support/agent/api/statistics/", "schema-ApiError", "docs.css"] {
            assert!(page.body.contains(part), "{part} is missing");
        }
        assert!(!page.body.contains("<script") && !page.body.contains("style="), "the page has a script or a style");
    }
}
