//! Fills a database with conversations as a shop has them, for trying Adda out.

mod dialogues;
mod people;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, entity::prelude::*};

use super::{accounts::NewAgent, desk::Desk, error::DomainError, excerpt::headline, random};
use crate::{
    model::{
        conversation::Status,
        ids::{MessageId, UserId},
        language::Language,
        message::MessageType,
        role::Role,
    },
    server::entity::{account, agent, conversation, message},
};
use dialogues::{DIALOGUES, Dialogue, Side};

/// How many conversations the demonstration has.
pub const CONVERSATIONS: usize = 200;
/// Over how many days they are spread.
pub const DAYS: usize = 60;
/// Time between two messages of a conversation.
const PACE: Duration = Duration::minutes(3);

impl Desk {
    /// Adds [`CONVERSATIONS`] conversations over the last [`DAYS`] days, in
    /// both languages and all statuses, and two colleagues. `progress` hears
    /// how many are done.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn fill_with_demo(&self, mut progress: impl FnMut(usize)) -> Result<(), DomainError> {
        for (name, name_bn) in people::COLLEAGUES {
            self.add_demo_agent(name, name_bn).await?;
        }
        let agents = agent::Entity::find().order_by_asc(agent::Column::Id).all(self.database.read()).await?;
        let settings = self.settings().await?;
        // A transaction for each ten: quick, and the progress is real.
        for first in (0..CONVERSATIONS).step_by(10) {
            let transaction = self.database.begin().await?;
            for number in first..(first + 10).min(CONVERSATIONS) {
                let plan = Plan::of(number, self.now());
                let welcome = settings.welcome_in(plan.language);
                self.add_demo_conversation(&transaction, &plan, welcome, &agents).await?;
                progress(number + 1);
            }
            transaction.commit().await?;
        }
        Ok(())
    }

    /// A colleague with a password that nobody knows: `adda user password` sets one.
    async fn add_demo_agent(&self, name: &str, name_bn: &str) -> Result<(), DomainError> {
        let added = self
            .add_agent(NewAgent {
                username: name.to_owned(),
                password: random::secret(&*self.random),
                role: Role::Agent,
                display_name_bn: name_bn.to_owned(),
                bio: "Demonstration".to_owned(),
            })
            .await;
        match added {
            Ok(_) | Err(DomainError::NameTaken) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn add_demo_conversation(
        &self,
        transaction: &DatabaseTransaction,
        plan: &Plan,
        welcome: &str,
        agents: &[agent::Model],
    ) -> Result<(), DomainError> {
        let customer = account::ActiveModel {
            username: Set(format!("demo-{}", random::secret(&*self.random))),
            name: Set(plan.name.to_owned()),
            email: Set(plan.email()),
            role: Set(Role::Customer),
            external_id: Set(plan.is_identified().then(|| format!("demo-{}", random::characters(&*self.random, 16)))),
            date_joined: Set(plan.begins),
            ..Default::default()
        }
        .insert(transaction)
        .await?;
        let agent = plan.agent(agents);
        let row = conversation::ActiveModel {
            conversation_id: Set(random::conversation_id(&*self.random)?),
            user_id: Set(customer.id),
            assigned_agent_id: Set(agent.map(|agent| agent.id)),
            assigned_at: Set(Some(plan.begins)),
            subject: Set(plan.dialogue.subject(plan.language).to_owned()),
            status: Set(plan.status),
            priority: Set(plan.dialogue.priority),
            language: Set(plan.language),
            created_at: Set(plan.begins),
            updated_at: Set(plan.begins),
            ..Default::default()
        }
        .insert(transaction)
        .await?;
        line(row.id, plan.begins, welcome, None).insert(transaction).await?;
        let mut change: conversation::ActiveModel = row.clone().into();
        let mut at = plan.begins;
        for (index, (side, text)) in plan.lines().iter().enumerate() {
            at += PACE;
            let speaker = match side {
                Side::Customer => customer.id,
                Side::Agent => agent.map_or(customer.id, |agent| agent.user_id),
            };
            let mut line = line(row.id, at, text, Some((*side, speaker)));
            let unread = *side == Side::Customer && plan.waits() && index + 1 == plan.lines().len();
            line.is_read = Set(!unread);
            line.read_at = Set((!unread).then_some(at));
            let stored = line.insert(transaction).await?;
            remember(&mut change, &stored, unread);
        }
        change.updated_at = Set(at);
        change.resolved_at = Set((!plan.status.is_active()).then_some(at));
        change.update(transaction).await?;
        Ok(())
    }
}

/// A message of the demonstration; without a speaker, a line by the system.
fn line(conversation: i64, at: DateTime<Utc>, text: &str, speaker: Option<(Side, UserId)>) -> message::ActiveModel {
    message::ActiveModel {
        conversation_id: Set(conversation),
        sender_id: Set(speaker.map(|(_, id)| id)),
        is_agent: Set(speaker.is_none_or(|(side, _)| side == Side::Agent)),
        message_type: Set(if speaker.is_some() { MessageType::Text } else { MessageType::System }),
        content: Set(text.to_owned()),
        is_read: Set(true),
        created_at: Set(at),
        ..Default::default()
    }
}

/// What the conversation's row keeps of its newest message.
fn remember(change: &mut conversation::ActiveModel, message: &message::Model, unread: bool) {
    let read: Option<MessageId> = (!unread).then_some(message.id);
    if message.is_agent {
        change.user_read_up_to = Set(read);
        change.waiting_since = Set(None);
        if change.first_response_at.try_as_ref().copied().flatten().is_none() {
            change.first_response_at = Set(Some(message.created_at));
            change.responded_at = Set(Some(message.created_at));
        }
    } else if unread {
        change.agent_unread_count = Set(1);
        change.waiting_since = Set(Some(message.created_at));
    } else {
        change.agent_read_up_to = Set(read);
    }
    if change.first_message_at.try_as_ref().copied().flatten().is_none() {
        change.first_message_at = Set(Some(message.created_at));
        change.opened_at = Set(Some(message.created_at));
        change.asked_at = Set(Some(message.created_at));
    }
    change.last_message_id = Set(Some(message.id));
    change.last_message_at = Set(Some(message.created_at));
    change.last_message_text = Set(headline(message));
    change.last_message_type = Set(message.message_type);
    change.last_message_is_agent = Set(message.is_agent);
}

/// What one conversation of the demonstration is: the same for the same
/// number, so that pictures of it can be compared.
struct Plan {
    number: usize,
    dialogue: &'static Dialogue,
    language: Language,
    name: &'static str,
    status: Status,
    begins: DateTime<Utc>,
}

impl Plan {
    fn of(number: usize, now: DateTime<Utc>) -> Self {
        let scattered = number * 7919 % CONVERSATIONS;
        let language = if scattered.is_multiple_of(2) { Language::En } else { Language::Bn };
        let names = match language {
            Language::En => &people::ENGLISH_NAMES,
            Language::Bn => &people::BANGLA_NAMES,
        };
        // Number 0 is the newest. The newest are still being talked about.
        let status = match (number, scattered % 10) {
            (0..=13, 3) => Status::Pending,
            (0..=13, _) => Status::Open,
            (_, 0 | 1) => Status::Closed,
            (14..=40, 2) => Status::Pending,
            _ => Status::Resolved,
        };
        let minutes = number * DAYS * 24 * 60 / CONVERSATIONS / if number < 14 { 20 } else { 1 };
        let ago = Duration::minutes(i64::try_from(minutes + scattered % 50 + 20).unwrap_or(0));
        Self {
            number,
            dialogue: &DIALOGUES[number % DIALOGUES.len()],
            language,
            name: names[scattered / 2 % names.len()],
            status,
            begins: now - ago,
        }
    }

    /// Of ten customers, seven are known to the shop.
    fn is_identified(&self) -> bool {
        self.number % 10 < 7
    }

    fn email(&self) -> String {
        if self.is_identified() { format!("customer{}@example.com", self.number + 1) } else { String::new() }
    }

    /// Whether the customer waits for an answer: then the dialogue stops there.
    fn waits(&self) -> bool {
        self.status.is_active() && self.number.is_multiple_of(2)
    }

    fn lines(&self) -> &'static [(Side, &'static str)] {
        let lines = self.dialogue.lines(self.language);
        let is_new = self.number % 6 == 4 && self.status.is_active();
        if is_new {
            &lines[..1]
        } else if self.waits() {
            let last = lines.iter().rposition(|(side, _)| *side == Side::Customer).unwrap_or(0);
            &lines[..=last]
        } else {
            lines
        }
    }

    /// Who answers; new ones wait for somebody.
    fn agent<'a>(&self, agents: &'a [agent::Model]) -> Option<&'a agent::Model> {
        let nobody = self.lines().len() == 1;
        if nobody { None } else { agents.get(self.number % agents.len().max(1)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_has_both_languages_and_all_statuses_over_its_days() {
        let now = Utc::now();
        let plans: Vec<Plan> = (0..CONVERSATIONS).map(|number| Plan::of(number, now)).collect();
        for language in Language::ALL {
            assert!(plans.iter().filter(|plan| plan.language == language).count() >= CONVERSATIONS / 3);
        }
        for status in Status::ALL {
            assert!(plans.iter().any(|plan| plan.status == status), "{status} is missing");
        }
        let oldest = plans.iter().map(|plan| now - plan.begins).max().unwrap_or_default();
        assert!((55..=61).contains(&oldest.num_days()), "the oldest is {} days old", oldest.num_days());
        assert!(plans.iter().all(|plan| plan.begins + PACE * 6 < now), "a message would lie in the future");
    }
}
