//! One row of the list.

use super::{
    chat::Chat,
    delivery::{delivery_mark, refusal, refused},
    launch::Launch,
    undo,
};
use crate::{
    model::{edit, language::Language, message::Message, quote::Quote},
    ui::{
        dom::Tag,
        files::attachment,
        signals::*,
        time,
        timeline::{Content, Look, Row, RowKey},
    },
    wire,
};

/// Returns a message, a day separator or the line "New".
pub fn row_view(chat: Chat, row: Row) -> Tag {
    let launch = chat.launch;
    let Row { key, content, look } = row;
    let look = RwSignal::from(look);
    match content {
        Content::Day(at) => line("adda-day", &time::day_label(&at, launch.language)),
        Content::New => line("adda-new", launch.texts.new_line),
        Content::System(message) => {
            Tag::new("p", "adda-system").child(Tag::new("span", "").attr("dir", "auto").words(&message.content))
        }
        Content::Received(message) => received(chat, &message, look),
        Content::Sent(message) => own(chat, key, &message.content, file(&message, launch.language), false, look),
        Content::Pending(entry) => own(chat, key, &entry.text, None, true, look),
    }
}

fn line(class: &'static str, words: &str) -> Tag {
    Tag::new("p", class).child(Tag::new("span", "").text(words))
}

/// Returns a message of the shop: white, at the left, with name and time below
/// its group.
fn received(chat: Chat, message: &Message, look: RwSignal<Look>) -> Tag {
    let language = chat.launch.language;
    let name = message.sender_name_in(language);
    // Isolated from each other, so that a right-to-left name stays in front.
    let meta = Tag::new("p", "adda-meta")
        .child(Tag::new("bdi", "").text(name))
        .text(" · ")
        .child(Tag::new("bdi", "").text(&time::clock(&message.created_at, language)))
        .maybe(edited(message, language));
    grouped("adda-message adda-message-received", look)
        .attr("data-message", &wire::stringify(&message.id))
        .child(bubble(
            name,
            message.quote.as_ref().map(|quote| quoted(chat, quote)),
            file(message, language),
            &message.content,
        ))
        .child(meta)
}

/// Returns a message of the customer: coloured, at the right, with time and
/// marks below. `file` is its attachment. One that was unsent when it was first shown can be taken back
/// for a while.
fn own(chat: Chat, key: RowKey, text: &str, file: Option<Tag>, is_new: bool, look: RwSignal<Look>) -> Tag {
    let launch = chat.launch;
    let clock = move || look.with(|look| time::clock(&look.at, launch.language));
    let delivery = move || look.with(|look| look.delivery.clone());
    let meta = Tag::new("p", "adda-meta")
        .child(Tag::new("bdi", "").live_text(clock))
        .text(" · ")
        .slot(delivery, move |delivery| Some(delivery_mark(launch.texts, delivery.as_ref()?)));
    let meta = match &key {
        RowKey::Own(client_id) if is_new => undo::offer(meta, chat, client_id.clone(), text.to_owned(), look),
        _ => meta,
    };
    grouped("adda-message adda-message-own", look)
        .child(bubble(launch.texts.you, None, file, text))
        .child(meta)
        .slot(move || look.with(|look| refused(look.delivery.as_ref())), move |code| refusal(chat, &key, (*code)?))
}

fn grouped(class: &'static str, look: RwSignal<Look>) -> Tag {
    Tag::new("div", class)
        .live_class("adda-group-starts", move || look.with(|look| look.starts_group))
        .live_class("adda-group-ends", move || look.with(|look| look.ends_group))
}

/// Returns the attachment of a message, or the words in place of what was deleted.
fn file(message: &Message, language: Language) -> Option<Tag> {
    let Some((deletion, at)) = message.deletion() else { return attachment(message, language) };
    let words = [deletion.words(language), " · ", &time::moment(at, language)].concat();
    Some(Tag::new("span", "adda-deleted").text(&words))
}

/// Returns the mark of an edited message.
fn edited(message: &Message, language: Language) -> Option<Tag> {
    let at = message.edited_at.as_ref()?;
    let words = [" · ", edit::word(language)].concat();
    Some(Tag::new("span", "").attr("title", &time::moment(at, language)).text(&words))
}

/// Returns the message that another one quotes, with its author.
fn quoted(chat: Chat, quote: &Quote) -> Tag {
    let Launch { language, texts, .. } = chat.launch;
    let author = if quote.is_agent { quote.sender_name_in(language) } else { texts.you };
    let quote_now = quote.clone();
    let text = move || chat.timeline.with(|timeline| timeline.quoted(&quote_now, language).to_owned());
    Tag::new("span", "adda-quote")
        .attr("role", "blockquote")
        .child(Tag::new("bdi", "").text(author))
        .child(Tag::new("span", "").attr("dir", "auto").live_text(text))
}

/// Returns the bubble, with the author's name for screen readers.
fn bubble(author: &str, quote: Option<Tag>, file: Option<Tag>, words: &str) -> Tag {
    // Text inside a `bdi` does not set the direction of the surrounding text.
    let author = Tag::new("bdi", "adda-spoken").text(author).text(": ");
    Tag::new("p", "adda-bubble").attr("dir", "auto").child(author).maybe(quote).maybe(file).words(words)
}
