//! The messages of a page, day by day.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use leptos::{either::Either, prelude::*};

use super::{END, address, conversation::Shown, texts::Texts};
use crate::{
    model::{edit, message::Message, quote::Quote},
    server::calendar::Calendar,
    ui::{files::AttachmentView, words::Words},
};

/// The messages, with links to older and newer ones.
#[component]
pub(super) fn Messages(shown: Shown) -> impl IntoView {
    let Shown { past, thread, calendar, texts, is_newest, .. } = shown;
    let page = address(&past.conversation_id);
    let first = thread.messages.first().filter(|_| thread.has_more).map(|message| message.id);
    let older = first.map(|first| format!("{page}?before={first}"));
    let is_new = |message: &Message| message.is_agent && !message.is_read;
    let first_new = thread.messages.iter().find(|message| is_new(message)).map(|message| message.id);
    let mut day = None;
    let items = thread.messages.into_iter().map(|message| {
        let at = moment(&message);
        let day_line = day_begins(&mut day, &calendar, at);
        let new_line = (first_new == Some(message.id)).then_some(texts.new);
        view! {
            {day_line.map(|day| view! { <li class="day">{day}</li> })}
            {new_line.map(|new| view! { <li class="new"><span>{new}</span></li> })}
            <MessageItem message at calendar texts/>
        }
    });
    let items = items.collect_view();
    let newer = if is_newest {
        view! { <a href=format!("{page}#{END}")>{texts.check_for_new}</a> }
    } else {
        view! { <a href=format!("{page}#{END}")>{texts.newest}</a> }
    };
    view! {
        {older.map(|older| view! { <p class="further"><a href=older>{texts.older_messages}</a></p> })}
        <ol class="messages" aria-label=texts.messages>{items}</ol>
        <p class="further" id=END>{newer}</p>
    }
}

/// Returns the moment at which a message was stored. A moment that the API writes can
/// always be read.
fn moment(message: &Message) -> DateTime<Utc> {
    message.created_at.0.parse().unwrap_or_default()
}

/// Returns the day's name at the first message of each day.
fn day_begins(day: &mut Option<NaiveDate>, calendar: &Calendar, at: DateTime<Utc>) -> Option<String> {
    let today = calendar.day_of(at);
    (day.replace(today) != Some(today)).then(|| calendar.day(at))
}

#[component]
fn MessageItem(message: Message, at: DateTime<Utc>, calendar: Calendar, texts: &'static Texts) -> impl IntoView {
    if message.is_system() {
        return Either::Left(view! { <li class="system" dir="auto"><Words text=message.content/></li> });
    }
    let class = if message.is_agent { "message" } else { "message message--own" };
    let author = author(message.is_agent, message.sender_name_in(texts.language), texts).to_owned();
    let quote = message.quote.as_ref().map(|quote| quoted(quote, texts));
    let delivery = (!message.is_agent).then(|| [" · ", if message.is_read { texts.read } else { texts.sent }].concat());
    let language = texts.language;
    let edited = message.edited_at.as_ref().map(|at| {
        let at = at.0.parse().map(|at| calendar.moment(at)).unwrap_or_default();
        view! { " · " <span title=at>{edit::word(language)}</span> }
    });
    let words = message.content.clone();
    let deleted = message.deletion().map(|(deletion, at)| {
        let at = at.0.parse().map(|at| calendar.moment(at)).unwrap_or_default();
        view! { <p class="deleted">{deletion.words(language)} " · " <bdi>{at}</bdi></p> }
    });
    let words = (!words.is_empty()).then(|| view! { <p dir="auto"><Words text=words/></p> });
    // The types are erased, because those of a whole page would be too deep for the
    // compiler.
    let file = view! { <AttachmentView message=Arc::new(message) language/> }.into_any();
    Either::Right(view! {
        <li class=class>
            <div class="bubble">
                {quote}
                {file}
                {deleted}
                {words}
            </div>
            <p class="meta">
                <bdi>{author}</bdi> " · " <time datetime=at.to_rfc3339()><bdi>{calendar.clock(at)}</bdi></time> {edited} {delivery}
            </p>
        </li>
    })
}

fn author<'a>(is_agent: bool, name: &'a str, texts: &'static Texts) -> &'a str {
    match name {
        _ if !is_agent => texts.you,
        "" => texts.support,
        name => name,
    }
}

/// Shows the message that another one quotes.
fn quoted(quote: &Quote, texts: &'static Texts) -> AnyView {
    let author = author(quote.is_agent, quote.sender_name_in(texts.language), texts).to_owned();
    let text = Quote::shown(&quote.text, texts.language).to_owned();
    view! {
        <blockquote>
            <cite><bdi>{author}</bdi></cite> <span dir="auto">{text}</span>
        </blockquote>
    }
    .into_any()
}
