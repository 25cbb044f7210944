//! A conversation as a text file for the customer.

use std::fmt::{self, Write};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::senders::Senders;
use crate::{
    model::{
        edit,
        ids::{ConversationId, MessageId},
        language::Language,
        message::Message,
        quote::Quote,
        text::isolated,
    },
    server::{
        calendar::Calendar,
        domain::{
            actor::{Actor, CustomerActor},
            desk::{messages_visible_to, visible_to},
            error::DomainError,
            services::ChatService,
            settings::shop::ShopIdentity,
        },
        entity::{conversation, message},
    },
};

/// How many messages one query reads.
const BATCH: u64 = 500;

/// The texts of a transcript besides the messages.
struct Words {
    shop: &'static str,
    conversation: &'static str,
    subject: &'static str,
    began: &'static str,
    times: &'static str,
    you: &'static str,
    support: &'static str,
    file: &'static str,
}

const EN: Words = Words {
    shop: "Shop",
    conversation: "Conversation",
    subject: "Subject",
    began: "Began",
    times: "Times",
    you: "You",
    support: "Support",
    file: "File",
};
const BN: Words = Words {
    shop: "দোকান",
    conversation: "কথোপকথন",
    subject: "বিষয়",
    began: "শুরু",
    times: "সময়",
    you: "আপনি",
    support: "সহায়তা",
    file: "ফাইল",
};

impl ChatService {
    /// Returns all that the customer sees of a conversation, as text; in the
    /// conversation's language if no other is requested. Notes are left out.
    /// The messages are read as the text is consumed.
    ///
    /// # Errors
    /// If the conversation is not the customer's.
    pub async fn transcript(
        &self,
        customer: &CustomerActor,
        id: &ConversationId,
        language: Option<Language>,
    ) -> Result<Pieces, DomainError> {
        let actor = Actor::from(customer.clone());
        let row = visible_to(&actor, id).one(self.database.read()).await?.ok_or(DomainError::NotFound)?;
        let language = language.unwrap_or(row.language);
        let shop = self.settings().shop_identity().await?;
        let transcript = Transcript::begin(&row, language, self.settings().calendar(language).await?, &shop);
        Ok(Pieces { chat: self.clone(), actor, conversation: row.id, after: None, transcript, is_over: false })
    }

    async fn messages_after(
        &self,
        actor: &Actor,
        conversation: i64,
        after: Option<MessageId>,
    ) -> Result<Vec<message::Model>, DomainError> {
        let mut query = messages_visible_to(actor, conversation);
        if let Some(after) = after {
            query = query.filter(message::Column::Id.gt(after));
        }
        Ok(query.order_by_asc(message::Column::Id).limit(BATCH).all(self.database.read()).await?)
    }
}

/// A transcript, piece by piece: it may be longer than what fits into memory.
pub struct Pieces {
    chat: ChatService,
    actor: Actor,
    /// The conversation's row number.
    conversation: i64,
    after: Option<MessageId>,
    transcript: Transcript,
    is_over: bool,
}

impl Pieces {
    /// Returns the next piece; none after the last one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn next(&mut self) -> Result<Option<String>, DomainError> {
        if self.is_over {
            return Ok(None);
        }
        let rows = self.chat.messages_after(&self.actor, self.conversation, self.after).await?;
        self.is_over = (rows.len() as u64) < BATCH;
        self.after = rows.last().map(|row| row.id).or(self.after);
        let senders = self.chat.senders(&rows).await?;
        for row in rows {
            self.transcript.message(row, &senders);
        }
        Ok(Some(std::mem::take(&mut self.transcript.text)))
    }
}

/// A text that is built message by message.
struct Transcript {
    text: String,
    words: &'static Words,
    language: Language,
    calendar: Calendar,
    day: Option<NaiveDate>,
}

impl Transcript {
    fn begin(row: &conversation::Model, language: Language, calendar: Calendar, shop: &ShopIdentity) -> Self {
        let words = match language {
            Language::En => &EN,
            Language::Bn => &BN,
        };
        let mut transcript = Self { text: String::new(), words, language, calendar, day: None };
        let (name, url) = (shop.name_in(language).map(isolated), Some(shop.url.clone()).filter(|url| !url.is_empty()));
        let shop: Vec<String> = name.into_iter().chain(url).collect();
        if !shop.is_empty() {
            transcript.line(format_args!("{}: {}", words.shop, shop.join(", ")));
        }
        transcript.line(format_args!("{}: {}", words.conversation, row.conversation_id));
        if !row.subject.is_empty() {
            transcript.line(format_args!("{}: {}", words.subject, isolated(&row.subject)));
        }
        let began = format!("{}, {}", calendar.date(row.created_at), calendar.clock(row.created_at));
        transcript.line(format_args!("{}: {began}", words.began));
        transcript.line(format_args!("{}: {}", words.times, calendar.zone()));
        transcript
    }

    fn line(&mut self, line: fmt::Arguments<'_>) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn message(&mut self, row: message::Model, senders: &Senders) {
        let at = row.created_at;
        self.begin_day(at);
        let message = senders.message(row);
        let clock = self.calendar.clock(at);
        let content = self.content(&message);
        if message.is_system() {
            self.line(format_args!("[{clock}] — {content}"));
        } else {
            let author = isolated(self.author(&message));
            self.line(format_args!("[{clock}] {author}: {content}"));
        }
    }

    fn begin_day(&mut self, at: DateTime<Utc>) {
        let day = self.calendar.day_of(at);
        if self.day != Some(day) {
            self.day = Some(day);
            let date = self.calendar.date(at);
            self.line(format_args!("\n{date}"));
        }
    }

    fn author<'a>(&self, message: &'a Message) -> &'a str {
        self.author_named(message.is_agent, message.sender_name_in(self.language))
    }

    fn author_named<'a>(&self, is_agent: bool, name: &'a str) -> &'a str {
        match name {
            _ if !is_agent => self.words.you,
            "" => self.words.support,
            name => name,
        }
    }

    /// Returns the line for what a message quotes.
    fn quote(&self, quote: &Quote) -> String {
        let author = isolated(self.author_named(quote.is_agent, quote.sender_name_in(self.language)));
        let text = isolated(Quote::shown(&quote.text, self.language));
        let (open, close) = if quote.is_deleted { ("[", "]") } else { ("", "") };
        ["> ", &author, ": ", open, &text, close].concat()
    }

    /// Returns the text, after what it quotes and before the file's name. Each line is isolated from the
    /// direction of the time and the name before it. Further lines are indented, so that none looks like a
    /// separate message.
    fn content(&self, message: &Message) -> String {
        let quote = message.quote.as_ref().map(|quote| self.quote(quote));
        let lines: Vec<String> = quote.into_iter().chain(message.content.lines().map(isolated)).collect();
        let mut content = lines.join("\n    ");
        if !message.attachment_name.is_empty() {
            let file = format!("[{}: {}]", self.words.file, isolated(&message.attachment_name));
            let gap = if content.is_empty() { "" } else { "\n    " };
            content = [&content, gap, &file].concat();
        }
        if let Some((deletion, _)) = message.deletion() {
            let gap = if content.is_empty() { "" } else { "\n    " };
            content = [&content, gap, "[", deletion.words(self.language), "]"].concat();
        }
        if message.edited_at.is_some() {
            content = [&content, " [", edit::word(self.language), "]"].concat();
        }
        content
    }
}
