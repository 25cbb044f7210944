//! The agents' inbox, and the same action on many conversations.

use axum::{Json, extract::State};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    exact::{self, Fields},
    input::{Body, Parameters},
};
use crate::{
    model::{
        bulk::{BulkReport, BulkRequest},
        conversation::Priority,
        error::{ApiError, ErrorCode},
        ids::{AgentId, LabelId},
        inbox::{InboxChanges, InboxCursor, InboxPage},
        view::{Assignee, InboxView},
    },
    server::{answer::report, auth::AsAgent, domain::desk::Desk, state::AppState},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(conversations)).routes(routes!(changes)).routes(routes!(bulk))
}

/// The inbox's parameters. Lists are words with commas between them. Days are those of
/// the shop's time zone. An empty parameter counts as missing.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct InboxParameters {
    /// Only these statuses, such as `open,pending`. Snoozed conversations have none of them.
    #[param(example = "open,pending")]
    status: String,
    /// With `true`, snoozed conversations are listed beside those of `status`; without
    /// `status`, only they are. Without both, all conversations are listed.
    snoozed: String,
    /// Only these priorities, such as `high,urgent`.
    #[param(example = "high,urgent")]
    priority: String,
    /// Only conversations of this agent: an id, `me`, `none` or `any`.
    #[param(example = "me")]
    assignee: String,
    /// Only conversations in this language, `en` or `bn`.
    language: String,
    /// With `true`, only conversations with unread messages.
    unread: String,
    /// With `me`, only conversations with a note that mentions the asking agent.
    #[param(example = "me")]
    mentioned: String,
    /// Only conversations with the label of this id.
    label: String,
    /// Only conversations whose last message came on this day, `yyyy-mm-dd`, or
    /// later.
    #[param(format = Date)]
    from: String,
    /// Only conversations whose last message came on this day or earlier.
    #[param(format = Date)]
    to: String,
    /// Words to search for, in any order.
    q: String,
    /// The order: `last_message` (the newest first; the default), `waiting` (the
    /// customer who has waited longest first) or `priority` (the most urgent first).
    sort: String,
    /// The `next_cursor` of the page before.
    cursor: String,
}

impl InboxParameters {
    async fn view(&self, desk: &Desk) -> Result<InboxView, ApiError> {
        let (view, [first, last]) = self.read()?;
        let (from, until) = desk.inbox().days(first, last).await?;
        Ok(InboxView { from, until, ..view })
    }

    /// Returns the view without its days, and the days. They are separate because the
    /// moment at which a day begins depends on the shop's time zone.
    fn read(&self) -> Result<(InboxView, [Option<NaiveDate>; 2]), ApiError> {
        let days = [one("from", &self.from)?, one("to", &self.to)?];
        let view = InboxView {
            statuses: words("status", &self.status)?,
            snoozed: one("snoozed", &self.snoozed)?.unwrap_or(false),
            priorities: words("priority", &self.priority)?,
            assignee: assignee(&self.assignee)?,
            language: one("language", &self.language)?,
            unread: one("unread", &self.unread)?.unwrap_or(false),
            mentioned: mentioned(&self.mentioned)?,
            label: one("label", &self.label)?.map(LabelId),
            query: self.q.clone(),
            sort: one("sort", &self.sort)?.unwrap_or_default(),
            ..InboxView::default()
        };
        Ok((view, days))
    }
}

/// Reads a list such as `open,pending`. It is empty for an empty text.
fn words<T: std::str::FromStr>(name: &str, text: &str) -> Result<Vec<T>, ApiError> {
    text.split(',').filter_map(|word| one(name, word.trim()).transpose()).collect()
}

/// Reads one word; none if it is empty.
fn one<T: std::str::FromStr>(name: &str, word: &str) -> Result<Option<T>, ApiError> {
    if word.is_empty() { Ok(None) } else { word.parse().map(Some).map_err(|_| unknown_word(name)) }
}

fn assignee(text: &str) -> Result<Assignee, ApiError> {
    match text {
        "" | "any" => Ok(Assignee::Anyone),
        "me" => Ok(Assignee::Me),
        "none" => Ok(Assignee::Unassigned),
        "waiting" => Ok(Assignee::Waiting),
        id => id.parse().map(|id| Assignee::Agent(AgentId(id))).map_err(|_| unknown_word("assignee")),
    }
}

fn mentioned(text: &str) -> Result<bool, ApiError> {
    match text {
        "" => Ok(false),
        "me" => Ok(true),
        _ => Err(unknown_word("mentioned")),
    }
}

fn unknown_word(name: &str) -> ApiError {
    ApiError::new(ErrorCode::Malformed, format!("The parameter {name} is invalid."))
}

/// Returns a page of the inbox.
#[utoipa::path(
    get,
    path = "/conversations",
    params(InboxParameters),
    responses((status = 200, body = InboxPage)),
)]
async fn conversations(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Parameters(parameters): Parameters<InboxParameters>,
) -> Result<Json<InboxPage>, ApiError> {
    let view = parameters.view(&desk).await?;
    let cursor = Some(parameters.cursor.as_str()).filter(|cursor| !cursor.is_empty());
    Ok(Json(desk.inbox().inbox(&agent, &view, cursor).await?))
}

/// The cursor of the inbox's changes.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ChangesParameters {
    /// The `since` of an earlier answer.
    since: InboxCursor,
}

/// Returns what has changed in any conversation since an earlier answer. With
/// `reload`, the inbox must be read again.
#[utoipa::path(
    get,
    path = "/conversations/changes",
    params(ChangesParameters),
    responses((status = 200, body = InboxChanges)),
)]
async fn changes(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Parameters(parameters): Parameters<ChangesParameters>,
) -> Result<Json<InboxChanges>, ApiError> {
    Ok(Json(desk.inbox().inbox_changes(&agent, &parameters.since).await?))
}

/// The same action on many conversations.
// Describes `BulkRequest` with all fields in one object: generators of clients
// cannot read an object that is composed of alternatives.
#[derive(ToSchema)]
#[schema(as = BulkRequest)]
#[expect(dead_code, reason = "it describes the body and is never read")]
struct BulkForm {
    /// The ids of the conversations, at most 200.
    #[schema(max_items = 200)]
    ids: Vec<String>,
    /// The action for each conversation.
    action: BulkWord,
    /// The value of the action: for `assign` the agent's id, or `null` to unassign; for
    /// `priority` the priority; for `label` and `unlabel` the label's id.
    value: Option<BulkValue>,
}

/// The action for each conversation.
#[derive(ToSchema)]
#[schema(as = BulkAction, rename_all = "snake_case")]
#[expect(dead_code, reason = "it describes the body and is never read")]
enum BulkWord {
    Resolve,
    Close,
    Reopen,
    Assign,
    Priority,
    Label,
    Unlabel,
}

/// An id, or a priority.
#[derive(ToSchema)]
#[schema(as = BulkValue)]
#[serde(untagged)]
#[expect(dead_code, reason = "it describes the body and is never read")]
enum BulkValue {
    /// An agent's or a label's id.
    Id(i64),
    /// How urgent it is.
    Priority(Priority),
}

/// Does the same to many conversations, and returns what happened to each.
#[utoipa::path(
    post,
    path = "/conversations/bulk",
    request_body = BulkForm,
    responses((status = 200, body = BulkReport)),
)]
async fn bulk(
    AsAgent(agent): AsAgent,
    State(desk): State<Desk>,
    Body(fields): Body<Fields>,
) -> Result<Json<BulkReport>, ApiError> {
    exact::allow(&fields, |key| matches!(key, "ids" | "action" | "value"))?;
    let request: BulkRequest = exact::read(fields)?;
    Ok(Json(report(desk.inbox().act_on_many(&agent, request.ids, request.action).await?)))
}

#[cfg(test)]
mod tests {
    use axum::{extract::Query, http::Uri};

    use super::*;
    use crate::generated_inputs::any_bytes;

    /// Tests any bytes as the part of the address after `?`.
    #[test]
    fn any_bytes_as_filter() {
        let words = [
            "status=",
            "snoozed=true",
            "priority=",
            "assignee=",
            "language=bn",
            "unread=true",
            "mentioned=me",
            "label=",
            "from=2026-11-22",
            "to=",
            "q=",
            "sort=",
            "open,pending",
            "urgent",
            "me",
            "waiting",
            "&",
            ",",
            "=",
            "%",
            "%C3%A9",
            "+",
            "%00",
        ];
        any_bytes("filter", &words, |bytes| {
            let address = [b"/conversations?", bytes].concat();
            let Ok(address) = Uri::try_from(address.as_slice()) else { return false };
            let Ok(Query(parameters)) = Query::<InboxParameters>::try_from_uri(&address) else { return false };
            let Ok((view, _)) = parameters.read() else { return false };
            assert!(view.statuses.len() <= bytes.len() && view.priorities.len() <= bytes.len());
            assert!(view.query.len() <= 3 * bytes.len(), "bytes that are not UTF-8 take three each");
            true
        });
    }
}
