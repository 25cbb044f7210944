//! The parameters in braces in an address.

use utoipa::openapi::{
    KnownFormat, Object, RefOr, Required, SchemaFormat,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn},
    schema::{ObjectBuilder, Type},
};

use crate::model::ids::ConversationId;

/// Describes the parameters of the path that the handler has not described.
pub(super) fn add(path: &str, operation: &mut Operation) {
    let parts: Vec<&str> = path.split('/').collect();
    let parameters = operation.parameters.get_or_insert_default();
    for (place, part) in parts.iter().enumerate() {
        let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else { continue };
        let is_said = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(parameter) if parameter.name == name);
        if !parameters.iter().any(is_said) {
            let folder = place.checked_sub(1).and_then(|place| parts.get(place)).copied().unwrap_or_default();
            let (description, schema) = of_folder(folder);
            let parameter = ParameterBuilder::new()
                .name(name)
                .description(Some(description))
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(schema))
                .build();
            parameters.push(RefOr::T(parameter));
        }
    }
}

/// Returns the description and the type of the id that follows a part of the path.
fn of_folder(folder: &str) -> (&'static str, Object) {
    let number = || {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
            .build()
    };
    match folder {
        "conversation" => {
            let pattern = format!("^{}[0-9A-Z]{{{}}}$", ConversationId::PREFIX, ConversationId::RANDOM_LENGTH);
            let id = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).build();
            ("The conversation's id.", id)
        }
        "messages" => ("The message's id.", number()),
        "agents" => ("The agent's id.", number()),
        "labels" => ("The label's id.", number()),
        "quick-replies" => ("The quick reply's id.", number()),
        _ => ("Which one.", Object::with_type(Type::String)),
    }
}
