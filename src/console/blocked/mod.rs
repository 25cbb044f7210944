//! Blocked customers: the list of all, and the control in the details of a conversation.

mod control;
mod texts;

use leptos::prelude::*;

pub use self::control::{BlockControl, BlockTools};
use self::texts::BlockTexts;
use super::{
    admin::AdminPage,
    customer,
    link::Link,
    loaded::{PageData, PageDataView},
    locale::use_locale,
    notice::use_notices,
    place,
    scope::Scope,
    session::use_session,
    verified::Verified,
};
use crate::{
    api::blocks::{blocked_customers, unblock_customer},
    model::{block::Block, error::ErrorCode, ids::BlockId, language::Language, timestamp::Timestamp},
    ui::time,
};

/// Shows the page that lists all blocked customers.
#[component]
pub fn BlockedPage() -> impl IntoView {
    let locale = use_locale();
    let texts = move || BlockTexts::of(locale.language());
    let (session, notices, scope) = (use_session(), use_notices(), Scope::here());
    let blocks = PageData::new(blocked_customers);
    let unblock = Callback::new(move |id: BlockId| {
        scope.spawn(async move {
            match session.change(unblock_customer(id)).await {
                Ok(()) => {}
                // A colleague has unblocked the customer already.
                Err(error) if error.code == ErrorCode::NotFound => {}
                Err(error) => return notices.tell(&error),
            }
            blocks.update(|blocks| blocks.retain(|block| block.id != id));
        });
    });
    let is_empty = Memo::new(move |_| blocks.with(Vec::is_empty).unwrap_or_default());
    view! {
        <div class="single-page">
            <AdminPage title=move || texts().title.to_owned() hint=move || texts().hint.to_owned()>
                <PageDataView loaded=blocks>
                    <Show when=move || is_empty.get()>
                        <div class="empty">
                            <h2>{move || texts().empty}</h2>
                            <p>{move || texts().empty_hint}</p>
                        </div>
                    </Show>
                    <ul class="blocked" aria-label=move || texts().title>
                        <For
                            each=move || blocks.with(Clone::clone).unwrap_or_default()
                            key=|block| block.id
                            children=move |block| view! { <Row block unblock /> }
                        />
                    </ul>
                </PageDataView>
            </AdminPage>
        </div>
    }
}

#[component]
fn Row(block: Block, unblock: Callback<BlockId>) -> impl IntoView {
    let locale = use_locale();
    let id = block.id;
    let known = block.customer.clone();
    let customer = Signal::stored(Some(block.customer.clone()));
    let name = Memo::new(move |_| customer::name(&known, locale.texts()));
    let title = match &block.conversation_id {
        Some(conversation) => {
            view! { <Link href=place::conversation(conversation)><bdi>{name}</bdi></Link> }.into_any()
        }
        None => view! { <bdi>{name}</bdi> }.into_any(),
    };
    view! {
        <li>
            <div>
                <strong>{title}</strong>
                " "
                <Verified customer />
                <Facts block />
            </div>
            <button type="button" class="button" on:click=move |_| unblock.run(id)>
                {move || BlockTexts::of(locale.language()).unblock}
                <span class="visually-hidden">" "{name}</span>
            </button>
        </li>
    }
}

/// Shows who has blocked a customer, and until when the address is blocked too.
#[component]
fn Facts(block: Block) -> impl IntoView {
    let locale = use_locale();
    let texts = move || BlockTexts::of(locale.language());
    let Block { blocked_by, blocked_at, address_until, .. } = block;
    let address = address_until.map(|until| {
        let until = move || moment(&until, locale.language());
        view! { <p class="quiet">{move || texts().address_until}": "{until}</p> }
    });
    view! {
        <p class="quiet">
            {move || texts().by}": "<bdi>{blocked_by}</bdi>" · "{move || moment(&blocked_at, locale.language())}
        </p>
        {address}
    }
}

fn moment(at: &Timestamp, language: Language) -> String {
    format!("{}, {}", time::day_label(at, language), time::clock(at, language))
}
