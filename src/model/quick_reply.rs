//! Quick replies: answers that are given often, and the values of their placeholders.

use serde::{Deserialize, Serialize};

use super::{
    digits,
    ids::{ConversationId, QuickReplyId},
    language::Language,
    text,
};

/// An answer that is given often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct QuickReply {
    /// Its id.
    pub id: QuickReplyId,
    /// A short title to find it by.
    pub title: String,
    /// The same in Bangla; may be empty.
    pub title_bn: String,
    /// The answer. It may hold the placeholders `{customer_name}`, `{agent_name}` and
    /// `{conversation_id}`.
    pub content: String,
    /// The same in Bangla; may be empty.
    pub content_bn: String,
    /// The category; may be empty.
    pub category: String,
    /// Whether it is offered.
    pub is_active: bool,
    /// Its place in the list.
    pub order: i32,
}

impl QuickReply {
    /// Returns the title in a language.
    pub fn title_in(&self, language: Language) -> &str {
        language.pick(&self.title, &self.title_bn)
    }

    /// Returns the answer in a language, without filling its placeholders.
    pub fn content_in(&self, language: Language) -> &str {
        language.pick(&self.content, &self.content_bn)
    }

    /// Returns how far it is from the words that an agent types to find it. Lower is better. None
    /// if it lacks one of the words.
    fn distance(&self, words: &[String]) -> Option<u8> {
        let holds_all = |texts: &[&str]| {
            let texts = compared(&texts.join("\n"));
            words.iter().all(|word| texts.contains(word))
        };
        let Self { title, title_bn, category, content, content_bn, .. } = self;
        let beginning = words.join(" ");
        if [title, title_bn].into_iter().any(|title| compared(title).starts_with(&beginning)) {
            Some(0)
        } else if holds_all(&[title, title_bn, category]) {
            Some(1)
        } else {
            holds_all(&[title, title_bn, category, content, content_bn]).then_some(2)
        }
    }
}

/// Returns a text as it is compared: in one spelling, with small letters and ASCII
/// digits.
fn compared(text: &str) -> String {
    digits::to_ascii(&text::normal(text).to_lowercase())
}

/// Returns the quick replies that have all words that are typed to find them, in any
/// order and in either language. Those with the words in the title come first, then
/// those with the words in the answer. Each group keeps the order given.
pub fn find<'a>(replies: &'a [QuickReply], query: &str) -> Vec<&'a QuickReply> {
    let query: Vec<String> = compared(query).split_whitespace().map(str::to_owned).collect();
    let mut found: Vec<(u8, &QuickReply)> =
        replies.iter().filter_map(|reply| Some((reply.distance(&query)?, reply))).collect();
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().map(|(_, reply)| reply).collect()
}

/// The values of the placeholders `{customer_name}`, `{agent_name}` and
/// `{conversation_id}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blanks<'a> {
    /// The customer's name; empty for a visitor without one.
    pub customer_name: &'a str,
    /// The name of the agent who answers, in the conversation's language.
    pub agent_name: &'a str,
    /// The conversation.
    pub conversation_id: &'a ConversationId,
    /// The conversation's language.
    pub language: Language,
}

impl Blanks<'_> {
    /// Returns `text` with its placeholders filled. An unknown placeholder stays as it
    /// is, because the agent sees it before sending.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let known = after.split_once('}').and_then(|(name, rest)| Some((self.value(name)?, rest)));
            match known {
                Some((value, after)) => {
                    filled.push_str(value);
                    rest = after;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }

    fn value(&self, name: &str) -> Option<&str> {
        match name {
            "customer_name" if self.customer_name.is_empty() => {
                Some(self.language.pick("valued customer", "সম্মানিত গ্রাহক"))
            }
            "customer_name" => Some(self.customer_name),
            "agent_name" => Some(self.agent_name),
            "conversation_id" => Some(self.conversation_id.as_str()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(id: i64, title: &str, title_bn: &str, category: &str, content: &str) -> QuickReply {
        QuickReply {
            id: QuickReplyId(id),
            title: title.to_owned(),
            title_bn: title_bn.to_owned(),
            content: content.to_owned(),
            content_bn: String::new(),
            category: category.to_owned(),
            is_active: true,
            order: 1,
        }
    }

    fn filled(text: &str, customer_name: &str, language: Language) -> String {
        let conversation_id = "CONV-7F3A91C2D0B4".parse().expect("an id");
        Blanks { customer_name, agent_name: "Mina", conversation_id: &conversation_id, language }.fill(text)
    }

    #[test]
    fn known_placeholders_are_filled() {
        assert_eq!(
            filled("Hello {customer_name}, {agent_name} here about {conversation_id}.", "Rahim", Language::En),
            "Hello Rahim, Mina here about CONV-7F3A91C2D0B4."
        );
        assert_eq!(filled("{agent_name}{agent_name}", "", Language::En), "MinaMina");
    }

    #[test]
    fn a_visitor_without_a_name_gets_a_friendly_word() {
        assert_eq!(filled("Hello {customer_name}.", "", Language::En), "Hello valued customer.");
        assert_eq!(filled("{customer_name}, নমস্কার।", "", Language::Bn), "সম্মানিত গ্রাহক, নমস্কার।");
    }

    #[test]
    fn text_that_is_not_a_placeholder_is_unchanged() {
        for text in ["{order_number}", "{", "}", "{}", "{agent_name", "a { b } c", "{{x}}", "{Agent_Name}"] {
            assert_eq!(filled(text, "Rahim", Language::En), text);
        }
        assert_eq!(filled("{{agent_name}}", "Rahim", Language::En), "{Mina}");
        assert_eq!(filled("{what} {agent_name}", "Rahim", Language::En), "{what} Mina");
    }

    #[test]
    fn a_name_is_not_read_for_placeholders() {
        assert_eq!(filled("Hello {customer_name}", "{agent_name}", Language::En), "Hello {agent_name}");
    }

    #[test]
    fn titles_are_found_before_texts_in_either_language() {
        let replies = [
            reply(1, "Shipping Info", "শিপিং তথ্য", "Shipping", "We track each parcel."),
            reply(2, "Track Order", "অর্ডার ট্র্যাক", "Orders", "From My Orders."),
            reply(3, "Return Policy", "রিটার্ন নীতি", "Returns", "Within 7 days."),
        ];
        let ids = |query: &str| find(&replies, query).iter().map(|reply| reply.id.0).collect::<Vec<_>>();
        assert_eq!(ids(""), [1, 2, 3]);
        assert_eq!(ids("TRACK"), [2, 1]);
        assert_eq!(ids("order"), [2]);
        assert_eq!(ids("নীতি"), [3]);
        assert_eq!(ids("policy "), [3]);
        assert_eq!(ids("no such"), [0; 0]);
        assert_eq!(ids("policy return"), [3]);
        assert_eq!(ids("days ৭"), [3]);
        assert_eq!(ids("policy parcel"), [0; 0]);
    }
}
