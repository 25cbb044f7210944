//! The admin pages that edit and sort quick replies.

mod editor;
mod list;
mod preview;
mod row;
mod state;
mod texts;

use leptos::{either::EitherOf4, prelude::*};
use leptos_router::hooks::use_params_map;

use self::{editor::Editor, list::List, state::Replies, texts::QuickReplyTexts};
use super::{admin::AdminPage, link::Link, loaded::PageDataView, locale::use_locale, place};
use crate::model::{ids::QuickReplyId, quick_reply::QuickReply};

/// The page at an address.
#[derive(Clone, PartialEq)]
enum Place {
    List,
    New,
    One(Box<QuickReply>),
    Unknown,
}

/// Shows the list, or the editor of one quick reply.
#[component]
pub fn QuickRepliesPage() -> impl IntoView {
    let replies = Replies::new();
    let params = use_params_map();
    provide_context(replies);
    view! {
        {move || {
            let asked = params.with(|params| params.get("id"));
            view! {
                <PageDataView loaded=replies.list>
                    {match place_of(asked.as_deref(), replies) {
                        Place::List => EitherOf4::A(view! { <List /> }),
                        Place::New => EitherOf4::B(view! { <Editor reply=None /> }),
                        Place::One(reply) => EitherOf4::C(view! { <Editor reply=Some(*reply) /> }),
                        Place::Unknown => EitherOf4::D(view! { <Gone /> }),
                    }}
                </PageDataView>
            }
        }}
    }
}

/// Returns the page for an address. Not tracked, because an open editor must
/// not be drawn again when the list changes.
fn place_of(asked: Option<&str>, replies: Replies) -> Place {
    match asked {
        None => Place::List,
        Some(place::NEW) => Place::New,
        Some(id) => {
            let id = id.parse().map(QuickReplyId).ok();
            id.and_then(|id| replies.find(id)).map_or(Place::Unknown, |reply| Place::One(Box::new(reply)))
        }
    }
}

/// Shows that the quick reply in the address does not exist, for example because it was deleted.
#[component]
fn Gone() -> impl IntoView {
    let locale = use_locale();
    let texts = move || QuickReplyTexts::of(locale.language());
    view! {
        <AdminPage title=move || texts().edit_title.to_owned() hint=move || texts().gone.to_owned()>
            <p>
                <Link href=place::QUICK_REPLIES class="button">{move || texts().back}</Link>
            </p>
        </AdminPage>
    }
}
