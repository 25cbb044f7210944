//! The list of all quick replies, by category.

use leptos::{either::Either, prelude::*};

use super::{row::Row, state::use_replies, texts::QuickReplyTexts};
use crate::{
    console::{admin::AdminPage, link::Link, locale::use_locale, place, sorting::SortedList},
    model::ids::QuickReplyId,
};

/// Shows the page.
#[component]
pub fn List() -> impl IntoView {
    let locale = use_locale();
    let replies = use_replies();
    let texts = move || QuickReplyTexts::of(locale.language());
    let categories = Memo::new(move |_| replies.categories());
    let content = move || {
        if categories.with(Vec::is_empty) {
            Either::Left(view! { <Empty /> })
        } else {
            Either::Right(view! {
                <For each=move || categories.get() key=Clone::clone let:category>
                    <Category category />
                </For>
            })
        }
    };
    view! {
        <AdminPage title=move || texts().title.to_owned() hint=move || texts().hint.to_owned()>
            <div class="page-actions">
                <Link href=place::NEW_QUICK_REPLY class="button button--primary">
                    {move || texts().add}
                </Link>
            </div>
            <p class="page-problem" role="alert">{move || replies.order_problem.get()}</p>
            {content}
        </AdminPage>
    }
}

#[component]
fn Category(category: String) -> impl IntoView {
    let locale = use_locale();
    let replies = use_replies();
    let texts = move || QuickReplyTexts::of(locale.language());
    let category = StoredValue::new(category);
    let ids = Memo::new(move |_| category.with_value(|category| replies.ids_in(category)));
    let name = Signal::derive(move || {
        category.with_value(|name| if name.is_empty() { texts().no_category.to_owned() } else { name.clone() })
    });
    let title_of = move |id: i64| {
        replies.find(QuickReplyId(id)).map(|reply| reply.title_in(locale.language()).to_owned()).unwrap_or_default()
    };
    let row = |id: i64| view! { <Row id=QuickReplyId(id) /> }.into_any();
    let order = move |ids: Vec<i64>| category.with_value(|category| replies.order(category, &ids));
    view! {
        <section class="sorted-group">
            <h2>{name}</h2>
            <SortedList
                label=name
                ids=ids
                name_of=title_of
                row=row
                on_order=order
            />
        </section>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let locale = use_locale();
    let texts = move || QuickReplyTexts::of(locale.language());
    view! {
        <div class="empty">
            <h2>{move || texts().empty}</h2>
            <p>{move || texts().empty_hint}</p>
        </div>
    }
}
