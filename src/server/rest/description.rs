//! What the description of the API says of all addresses alike, so that no
//! handler has to repeat it: how to sign in, how errors look, which slash
//! addresses end in.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, Content, HttpMethod, Info, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        schema::{Object, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

use crate::{
    model::error::{ApiError, ErrorCode},
    server::auth::{AGENT_COOKIE, CUSTOMER_COOKIE},
};

const BEARER: &str = "bearer";
const CUSTOMER: &str = "customer_cookie";
const AGENT: &str = "agent_cookie";

/// The description that the handlers make, completed.
pub(super) fn complete(mut api: OpenApi) -> OpenApi {
    api.info = Info::builder()
        .title("Adda")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("Live customer support: what the widget and the console do, for programs."))
        .build();
    let paths = std::mem::take(&mut api.paths.paths);
    api.paths.paths = paths.into_iter().map(|(path, item)| (with_slash(&path), item_of(&path, item))).collect();
    let components = api.components.get_or_insert_with(Components::default);
    components.schemas.insert("ApiError".to_owned(), ApiError::schema());
    let mut schemas = Vec::new();
    ApiError::schemas(&mut schemas);
    components.schemas.extend(schemas);
    add_security(components);
    api
}

/// Addresses end in a slash, those of files aside.
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

fn item_of(path: &str, mut item: PathItem) -> PathItem {
    let operations = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ];
    for (method, operation) in operations {
        if let Some(operation) = operation {
            describe(path, &method, operation);
        }
    }
    item
}

fn describe(path: &str, method: &HttpMethod, operation: &mut Operation) {
    let (door, cookie) = door(path);
    operation.tags = Some(vec![door.to_owned()]);
    operation.operation_id = Some(operation_id(path, method));
    add_path_parameters(path, operation);
    let is_public = operation.security.is_some();
    if !is_public {
        let any_of = [BEARER, cookie].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
        operation.security = Some(any_of.into());
    }
    add_errors(path, method, is_public, operation);
}

/// Whose address it is, and the cookie that opens it.
fn door(path: &str) -> (&'static str, &'static str) {
    if path.starts_with("/support/admin/") {
        ("admin", AGENT)
    } else if path.starts_with("/support/agent/") {
        ("agent", AGENT)
    } else {
        ("customer", CUSTOMER)
    }
}

/// A name of its own for each method of each address: `get_agent_statistics`.
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

/// What stands in braces in the address, where the handler has not said more.
fn add_path_parameters(path: &str, operation: &mut Operation) {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameters = operation.parameters.get_or_insert_default();
    for name in names {
        let is_said = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(parameter) if parameter.name == name);
        if !parameters.iter().any(is_said) {
            let parameter = ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(Object::with_type(Type::String)))
                .build();
            parameters.push(RefOr::T(parameter));
        }
    }
}

/// The errors that follow from what an address is.
fn add_errors(path: &str, method: &HttpMethod, is_public: bool, operation: &mut Operation) {
    let has_parameters = operation.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty());
    // The original lets a GET begin a conversation.
    let is_write = *method != HttpMethod::Get || path.ends_with("/conversation/create");
    let is_customers = door(path).0 == "customer";
    let errors = [
        (has_parameters || operation.request_body.is_some(), ErrorCode::Malformed, "It could not be read."),
        (!is_public, ErrorCode::NotSignedIn, "Nobody is signed in."),
        (!is_customers, ErrorCode::Forbidden, "The role does not allow it, or a page of another site asks."),
        (is_write, ErrorCode::ForeignOrigin, "A page of another site asks."),
        (path.contains('{'), ErrorCode::NotFound, "Unknown, or somebody else's."),
        (operation.request_body.is_some(), ErrorCode::TooLarge, "The body is too large."),
        (operation.request_body.is_some(), ErrorCode::UnsupportedType, "The body is of another type."),
        (has_parameters || operation.request_body.is_some(), ErrorCode::InvalidValue, "A value is out of its bounds."),
        (true, ErrorCode::Internal, "The server failed; its log says how."),
        (true, ErrorCode::Unavailable, "It cannot be done at the moment; `Retry-After` says when to try again."),
    ];
    for (applies, code, description) in errors {
        if applies {
            let responses = &mut operation.responses.responses;
            responses.entry(code.status().to_string()).or_insert_with(|| RefOr::T(error(description)));
        }
    }
}

fn error(description: &str) -> Response {
    let content = Content::new(Some(Ref::from_schema_name(ApiError::name())));
    ResponseBuilder::new().description(description).content("application/json", content).build()
}
