//! The description of the API, checked against the router that it is made with.

use axum_test::TestRequest;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Engine, TestApp};

const DESCRIPTION: &str = "/support/api/openapi.json";

/// Method and address of everything that is described.
fn operations(description: &Value) -> Vec<(String, String, Value)> {
    let paths = description["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &Value)| {
        let path = path.clone();
        let operations = item.as_object().unwrap().clone().into_iter();
        operations.map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
    };
    paths.iter().flat_map(of_path).collect()
}

/// A change of the API shows here, in review.
#[tokio::test]
async fn the_addresses_of_the_api() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.nobody().get(DESCRIPTION).await.ok();
    let lines: Vec<String> =
        operations(&description).into_iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[rstest]
#[tokio::test]
async fn what_is_described_is_there(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::new(engine).await;
    let description = app.nobody().get(DESCRIPTION).await.ok();
    for (method, path, operation) in operations(&description) {
        let is_public = operation["security"] == json!([{}]);
        let path = path.replace("{id}", "CONV-AAAAAAAAAAAA").replace("{label}", "1").replace("{file}", "days.csv");
        let answer = app.nobody().ask(&method, &path, |request| request.json(&json!({}))).await;
        let expected =
            if is_public { answer.status.as_u16() != 404 && answer.status != 405 } else { answer.status == 401 };
        assert!(expected, "{answer}");
        assert!(operation["responses"][answer.status.as_str()].is_object(), "not described: {answer}");
        let is_write = method != "GET" || path.ends_with("/conversation/create/");
        if is_write {
            let elsewhere = |request: TestRequest| request.add_header("origin", "https://elsewhere.example");
            app.nobody().ask(&method, &path, elsewhere).await.fails(403, "foreign_origin");
            assert!(operation["responses"]["403"].is_object(), "{method} {path} does not say who may not");
        }
    }
}

#[tokio::test]
async fn each_operation_says_all_that_a_program_needs() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.nobody().get(DESCRIPTION).await.ok();
    let mut ids = std::collections::HashSet::new();
    for (method, path, operation) in operations(&description) {
        let what = format!("{method} {path}");
        assert!(path.ends_with('/') || path.ends_with("{file}"), "{what} has no slash at its end");
        assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{what} is not explained");
        assert!(ids.insert(operation["operationId"].clone()), "{what} has another's name");
        assert!(operation["responses"]["200"]["content"].is_object(), "{what} does not say what it answers");
        let names: Vec<&str> = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        for name in names {
            let is_described = operation["parameters"].as_array().unwrap().iter().any(|own| own["name"] == name);
            assert!(is_described, "{what} does not describe {name}");
        }
        let is_public = operation["security"] == json!([{}]);
        assert!(operation["responses"]["401"].is_object() || is_public, "{what} does not say who may");
    }
}

/// No reference leads nowhere.
#[tokio::test]
async fn every_schema_that_is_named_is_there() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.nobody().get(DESCRIPTION).await.ok();
    let text = description.to_string();
    let names: std::collections::BTreeSet<&str> =
        text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(names.contains("ApiError") && names.len() > 20);
    for name in names {
        assert!(description["components"]["schemas"][name].is_object(), "{name} is missing");
    }
}

/// A change names some of the fields that there are, none of which must be
/// given.
#[tokio::test]
async fn a_change_is_described_field_by_field() {
    let app = TestApp::new(Engine::Sqlite).await;
    let description = app.nobody().get(DESCRIPTION).await.ok();
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
    }
}

#[tokio::test]
async fn the_description_can_be_read_by_people() {
    let app = TestApp::new(Engine::Sqlite).await;
    for path in ["/support/api/docs/", "/support/api/docs"] {
        let page = app.nobody().get(path).await;
        assert_eq!(page.status, 200, "{page}");
        for part in ["/support/agent/api/statistics/", "schema-ApiError", "docs.css"] {
            assert!(page.body.contains(part), "{part} is missing");
        }
        assert!(!page.body.contains("<script") && !page.body.contains("style="), "the policy allows neither");
    }
}
