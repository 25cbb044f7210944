//! The data of the button on a shop's page, before a visitor opens the chat. It is
//! small, because every page of the shop requests it.

use std::{io, ops::Not, str::FromStr};

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::ZlibEncoder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::input::Parameters;
use crate::{
    model::{color::Color, config::WidgetPosition, error::ApiError, language::Language, settings::ColorScheme},
    server::{
        assets, auth,
        domain::{chat::news::News, desk::Desk},
        language::accepted_language,
        state::AppState,
    },
    widget,
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(widget))
}

/// The page's own values for its button. If a value cannot be read, the shop's settings
/// apply, and the answer warns of it.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ButtonParameters {
    /// The language of the button, `en` or `bn`. Without it, `Accept-Language`
    /// decides; without both, English.
    lang: Option<String>,
    /// The corner, `bottom-right` or `bottom-left`, instead of the one in the
    /// settings.
    position: Option<String>,
    /// The colour as `#RRGGBB`, instead of the one in the settings.
    color: Option<String>,
    /// The colour scheme, `light`, `dark` or `auto`, instead of the one in the settings.
    color_scheme: Option<String>,
    /// The language tag that the page asks for, as it is written there.
    locale: Option<String>,
    /// The names of the attributes that the page's line has, as scripts see them
    /// (`identityToken`), with commas between them. The answer warns of unknown ones.
    data: Option<String>,
}

/// The attributes of the page's line, as `docs/embedding.md` lists them.
const ATTRIBUTES: [&str; 7] =
    ["locale", "position", "color", "colorScheme", "identityToken", "signInUrl", "hideButton"];
/// Attributes that frameworks add to each script: Next.js and WordPress.
const FOREIGN: [&str; 2] = ["nscript", "wpStrategy"];
/// The maximum number of unknown attributes that a response warns of.
const MAX_UNKNOWN: usize = 10;

impl ButtonParameters {
    /// Returns warnings of the values that the page asks for and does not get, in words
    /// for its console.
    fn warnings(&self) -> Vec<String> {
        let color = unread::<Color>(&self.color)
            .map(|color| format!("data-color=\"{color}\" is not a color: write it like #008b8b"));
        let position = unread::<WidgetPosition>(&self.position)
            .map(|position| format!("data-position=\"{position}\" is not a corner: write bottom-right or bottom-left"));
        let scheme = unread::<ColorScheme>(&self.color_scheme)
            .map(|scheme| format!("data-color-scheme=\"{scheme}\" is not a color scheme: write light, dark or auto"));
        let locale = self.locale.as_deref().filter(|tag| Language::from_tag(tag).is_none() && !tag.is_empty());
        let locale =
            locale.map(|tag| format!("data-locale=\"{}\" is not a language of the chat: write en or bn", short(tag)));
        [color, position, scheme, locale].into_iter().flatten().chain(self.unknown_attributes()).collect()
    }

    /// Returns warnings of unknown attributes. They are not errors, because other programs
    /// also add attributes to scripts.
    fn unknown_attributes(&self) -> impl Iterator<Item = String> {
        let names = self.data.as_deref().unwrap_or_default().split(',').filter(|name| !name.is_empty());
        let unknown = names.filter(|name| !ATTRIBUTES.contains(name) && !FOREIGN.contains(name));
        unknown.take(MAX_UNKNOWN).map(|name| format!("unknown {}", short(&attribute(name))))
    }
}

/// Returns an attribute as the page writes it: `data-hide-button` of `hideButton`.
fn attribute(name: &str) -> String {
    let mut written = "data-".to_owned();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            written.push('-');
        }
        written.push(letter.to_ascii_lowercase());
    }
    written
}

/// Returns the beginning of a value that cannot be read.
fn unread<T: FromStr>(wish: &Option<String>) -> Option<String> {
    wish.as_deref().filter(|text| !text.is_empty() && text.parse::<T>().is_err()).map(short)
}

/// Returns as much of a text as a line of the console needs.
fn short(text: &str) -> String {
    text.chars().take(50).collect()
}

/// The button on a shop's page.
#[derive(Serialize, ToSchema)]
struct Button {
    /// Whether the button is shown at all.
    enabled: bool,
    /// The corner in which it is shown.
    position: WidgetPosition,
    /// Its colour.
    primary_color: Color,
    /// The colour scheme of the window. Left out if it is `light`.
    #[serde(skip_serializing_if = "is_light")]
    color_scheme: ColorScheme,
    /// Whether a white icon could not be seen on that colour. Left out if it can.
    #[serde(skip_serializing_if = "Not::not")]
    has_dark_icon: bool,
    /// Its label, in the language asked for.
    label: &'static str,
    /// Whether the caller has a conversation that is not over, or unread messages in
    /// any of their conversations. Left out if not.
    #[serde(skip_serializing_if = "Not::not")]
    is_under_way: bool,
    /// How many messages of the shop the caller has not read, in all of their
    /// conversations. Left out without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<u32>,
    /// The addresses of the rest of the widget.
    program: Program,
    /// Warnings of the values that the page asks for and does not get, in English, for
    /// its console.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_light(scheme: &ColorScheme) -> bool {
    *scheme == ColorScheme::Light
}

/// The addresses of the rest of the widget, which is loaded when the chat is opened.
/// These addresses change with their content.
#[derive(Serialize, ToSchema)]
struct Program {
    /// The address of the script.
    js: String,
    /// The address of the WebAssembly.
    wasm: String,
    /// The address of the style sheet.
    css: String,
}

impl Program {
    fn current() -> Self {
        let [js, wasm, css] = assets::program_urls();
        Self { js, wasm, css }
    }
}

/// Returns the data of the button on a page. It needs no session. A customer is known
/// by a session or, in place of it, by the identity token.
#[utoipa::path(get, path = "/widget", params(ButtonParameters), responses((status = 200, body = Button)), security(()))]
async fn widget(
    State(desk): State<Desk>,
    Parameters(parameters): Parameters<ButtonParameters>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = parameters.lang.as_deref().and_then(Language::from_tag);
    let language = asked.or_else(|| accepted_language(&headers)).unwrap_or_default();
    let config = desk.settings().widget_config(language).await?;
    let news = match (auth::customer(&desk, &headers).await?, auth::bearer_token(&headers)) {
        (Some(customer), _) => desk.chat().news(&customer).await?,
        // If the customer has not opened the chat in this browser yet, the page has no
        // session, but may have the customer's identity token.
        (None, Some(identity)) => desk.chat().news_of_identified(identity.reveal()).await?,
        (None, None) => News::default(),
    };
    let warnings = parameters.warnings();
    let color = parameters.color.and_then(|color| color.parse().ok()).unwrap_or(config.settings.primary_color);
    let scheme = parameters.color_scheme.and_then(|scheme| scheme.parse().ok()).unwrap_or(config.settings.color_scheme);
    let button = Button {
        enabled: config.settings.enabled,
        position: parameters.position.and_then(|position| position.parse().ok()).unwrap_or(config.settings.position),
        primary_color: color,
        color_scheme: scheme,
        has_dark_icon: !color.carries_white_icon(),
        label: widget::button_name(language),
        is_under_way: news.is_under_way || news.unread > 0,
        unread: (news.unread > 0).then_some(news.unread),
        program: Program::current(),
        warnings,
    };
    Ok(compressed(button, &headers))
}

/// Returns the answer, compressed for browsers, because every page of a shop requests it. Of the
/// formats that all of them read, zlib (`deflate`) adds the fewest bytes.
fn compressed(button: Button, request: &HeaderMap) -> Response {
    let accepted = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    let takes_deflate = accepted.flat_map(|line| line.split(',')).any(|encoding| encoding.trim() == "deflate");
    let packed = takes_deflate.then(|| packed(&button)).and_then(Result::ok);
    let mut response = match packed {
        Some(bytes) => {
            ([(header::CONTENT_TYPE, "application/json"), (header::CONTENT_ENCODING, "deflate")], bytes).into_response()
        }
        None => Json(button).into_response(),
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

fn packed(button: &Button) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    serde_json::to_writer(&mut encoder, button)?;
    encoder.finish()
}
