//! Adds the parts that are the same for all addresses to the description of the API, so
//! that no handler has to repeat them: how to sign in, the errors, and the slash at the
//! end of addresses.

mod errors;
mod parameters;
mod schemas;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, HttpMethod, Info, OpenApi, RefOr,
        path::{Operation, PathItem},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

use self::schemas::Schemas;
use crate::{
    model::error::ApiError,
    server::auth::{AGENT_COOKIE, CUSTOMER_COOKIE},
};

const BEARER: &str = "bearer";
const CUSTOMER: &str = "customer_cookie";
const AGENT: &str = "agent_cookie";

/// Completes the description that the handlers make.
pub(super) fn complete(mut api: OpenApi) -> OpenApi {
    api.info = Info::builder()
        .title("Adda")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("Live customer support: what the widget and the console do, for programs."))
        .build();
    let components = api.components.get_or_insert_with(Components::default);
    components.schemas.insert("ApiError".to_owned(), ApiError::schema());
    let mut schemas = Vec::new();
    ApiError::schemas(&mut schemas);
    components.schemas.extend(schemas);
    add_security(components);
    let schemas = Schemas(&components.schemas);
    let paths = std::mem::take(&mut api.paths.paths);
    api.paths.paths =
        paths.into_iter().map(|(path, item)| (with_slash(&path), item_of(&path, item, &schemas))).collect();
    api
}

/// Returns an address with a slash at its end, except for addresses of files.
fn with_slash(path: &str) -> String {
    if path.ends_with("{file}") { path.to_owned() } else { format!("{path}/") }
}

fn add_security(components: &mut Components) {
    let cookie = |name: &str| SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(name)));
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    components.add_security_scheme(BEARER, SecurityScheme::Http(bearer));
    components.add_security_scheme(CUSTOMER, cookie(CUSTOMER_COOKIE));
    components.add_security_scheme(AGENT, cookie(AGENT_COOKIE));
}

fn item_of(path: &str, mut item: PathItem, schemas: &Schemas<'_>) -> PathItem {
    let operations = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    for (method, operation) in operations {
        if let Some(operation) = operation {
            describe(path, &method, operation, schemas);
        }
    }
    item
}

fn describe(path: &str, method: &HttpMethod, operation: &mut Operation, schemas: &Schemas<'_>) {
    let (door, cookie) = role_and_cookie(path);
    operation.tags = Some(vec![door.to_owned()]);
    operation.operation_id = Some(operation_id(path, method));
    parameters::add(path, operation);
    let is_public = operation.security.is_some();
    if !is_public {
        let any_of = [BEARER, cookie].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
        operation.security = Some(any_of.into());
    }
    errors::add(path, method, is_public, operation);
    describe_responses(operation, schemas);
}

/// Describes the responses that the handler has not described.
fn describe_responses(operation: &mut Operation, schemas: &Schemas<'_>) {
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description = match errors::meaning(status) {
                Some(meaning) => meaning.to_owned(),
                None => schemas.meaning(response),
            };
        }
    }
}

/// Returns the role that an address is for, and the cookie that it needs.
fn role_and_cookie(path: &str) -> (&'static str, &'static str) {
    if path.starts_with("/support/admin/") {
        ("admin", AGENT)
    } else if path.starts_with("/support/agent/") {
        ("agent", AGENT)
    } else {
        ("customer", CUSTOMER)
    }
}

/// Returns a unique name for each method of each address: `get_agent_statistics`.
fn operation_id(path: &str, method: &HttpMethod) -> String {
    let words = path.trim_start_matches("/support/").replace("/api/", "/").replace(['{', '}'], "");
    let words = words.trim_start_matches("api/").replace(['/', '-'], "_");
    let method = match method {
        HttpMethod::Get => "get",
        HttpMethod::Post => "post",
        HttpMethod::Put => "put",
        HttpMethod::Patch => "patch",
        _ => "delete",
    };
    [method, &words].join("_")
}
