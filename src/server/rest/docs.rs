//! The description of the API: as JSON for programs, and as a page for people. The
//! server makes the page from the description, so the page needs neither a script nor a
//! file from elsewhere.

use std::sync::{Arc, OnceLock};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderValue, header},
    response::Html,
    routing::get,
};
use leptos::prelude::*;
use utoipa::openapi::{OpenApi, RefOr, path::Operation};

use crate::server::{caching::CachePolicy, head::Head, state::AppState};

/// The address of the description.
const DESCRIPTION: &str = "/support/api/openapi.json";

/// The description and the page. Each is made at its first request and kept, because
/// making it takes milliseconds and it stays the same.
struct Rendered {
    /// Makes the description. It is not kept, because it occupies megabytes.
    describe: fn() -> OpenApi,
    description: OnceLock<Bytes>,
    page: OnceLock<Bytes>,
}

impl Rendered {
    fn description(&self) -> Bytes {
        let make = || serde_json::to_vec(&(self.describe)()).unwrap_or_default().into();
        self.description.get_or_init(make).clone()
    }

    fn page(&self) -> Bytes {
        let make = || Owner::new().with(|| view! { <Page api=(self.describe)() /> }.to_html()).into();
        self.page.get_or_init(make).clone()
    }
}

/// Returns the routes of both addresses.
pub(super) fn router(describe: fn() -> OpenApi) -> Router<AppState> {
    let rendered = Arc::new(Rendered { describe, description: OnceLock::new(), page: OnceLock::new() });
    let described = Arc::clone(&rendered);
    let description = move || async move {
        ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], described.description())
    };
    let page =
        move || async move { ([(header::CACHE_CONTROL, CachePolicy::Rechecked.value())], Html(rendered.page())) };
    Router::new().route(DESCRIPTION, get(description)).route("/support/api/docs", get(page))
}

#[component]
fn Page(api: OpenApi) -> impl IntoView {
    let operations: Vec<_> = api
        .paths
        .paths
        .into_iter()
        .flat_map(|(path, item)| {
            let methods = [
                ("GET", item.get),
                ("POST", item.post),
                ("PUT", item.put),
                ("PATCH", item.patch),
                ("DELETE", item.delete),
            ];
            methods.into_iter().filter_map(move |(method, operation)| Some((method, path.clone(), operation?)))
        })
        .collect();
    let schemas = api.components.unwrap_or_default().schemas.into_iter();
    let schemas =
        schemas.map(|(name, schema)| view! { <SchemaSection name=name schema=json(&schema) /> }).collect_view();
    let door = |name: &'static str| {
        let own = operations.iter().filter(|(_, _, operation)| tag(operation) == Some(name));
        let own = own.map(|(method, path, operation)| {
            view! { <OperationSection method=method path=path.clone() operation=operation.clone() /> }
        });
        view! {
            <section aria-labelledby=name>
                <h2 id=name>{name}</h2>
                {own.collect_view()}
            </section>
        }
    };
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <Head title="The REST API · Adda".to_owned() style="docs.css" />
            <body>
                <main>
                    <h1>"The REST API"</h1>
                    <p>
                        "For programs: " <a href=DESCRIPTION>"openapi.json"</a>
                        ". A caller shows a session cookie (same site) or a bearer token."
                    </p>
                    {["customer", "agent", "admin"].map(door)}
                    <section aria-labelledby="schemas">
                        <h2 id="schemas">"schemas"</h2>
                        {schemas}
                    </section>
                </main>
            </body>
        </html>
    }
}

/// Renders one method of one address. Its details open without a script.
#[component]
fn OperationSection(method: &'static str, path: String, operation: Operation) -> impl IntoView {
    let id = operation.operation_id.clone();
    let parameters = operation.parameters.iter().flatten().map(|parameter| match parameter {
        RefOr::T(parameter) => {
            let description = parameter.description.clone().unwrap_or_default();
            view! { <li><code>{parameter.name.clone()}</code> " " {description}</li> }
        }
        RefOr::Ref(reference) => view! { <li><code>{reference.ref_location.clone()}</code> " " {String::new()}</li> },
    });
    let parameters: Vec<_> = parameters.collect();
    let parameters = (!parameters.is_empty()).then(|| view! { <h3>"Parameters"</h3><ul>{parameters}</ul> });
    let body =
        operation.request_body.as_ref().map(|body| view! { <h3>"Body"</h3><pre tabindex="0">{json(body)}</pre> });
    let responses = json(&operation.responses);
    let summary = operation.summary.unwrap_or_default();
    let description = operation.description.filter(|description| *description != summary);
    view! {
        <details id=id>
            <summary>
                <code class=["method method--", &method.to_ascii_lowercase()].concat()>{method}</code>
                " "
                <code>{path}</code>
                " "
                <span>{summary}</span>
            </summary>
            {description.map(|description| view! { <p>{description}</p> })}
            {parameters}
            {body}
            <h3>"Answers"</h3>
            <pre tabindex="0">{responses}</pre>
        </details>
    }
}

#[component]
fn SchemaSection(name: String, schema: String) -> impl IntoView {
    let id = ["schema-", &name].concat();
    view! {
        <details id=id>
            <summary>
                <code>{name}</code>
            </summary>
            <pre tabindex="0">{schema}</pre>
        </details>
    }
}

fn tag(operation: &Operation) -> Option<&str> {
    operation.tags.as_ref()?.first().map(String::as_str)
}

/// Returns a part of the description as indented JSON.
fn json(part: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(part).unwrap_or_default()
}
