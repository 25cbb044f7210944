//! Stores many conversations with few statements.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, Statement, entity::prelude::*, sea_query::OnConflict};

use super::{
    rows::{Names, Rows, rows},
    seeded_random::SeededRandom,
    story::{Customer, Story},
};
use crate::{
    model::{
        ids::{AgentId, LabelId, UserId},
        role::Role,
    },
    server::{
        domain::{database::Transaction, error::DomainError, random},
        entity::{
            account, chat_settings, conversation, conversation_label, conversation_period, message, text::prepare,
        },
    },
};

/// How many rows one statement inserts. A conversation has 38 columns and a
/// statement at most 32,766 values (SQLite).
const STATEMENT: usize = 500;
/// The shop's id of its regular customer.
const REGULAR: &str = "demo-regular";

/// The settings, agents and labels that the conversations refer to.
pub(super) struct Shop<'a> {
    pub settings: &'a chat_settings::Model,
    /// The agents, with their accounts.
    pub agents: Vec<(AgentId, UserId)>,
    pub labels: Vec<LabelId>,
}

/// Stores conversations. Their public ids are derived from the first row
/// number, so that the same conversations in two new databases are the same.
pub(super) async fn store(transaction: &Transaction, stories: &[Story], shop: &Shop<'_>) -> Result<(), DomainError> {
    let numbers = take_numbers(transaction, "support_conversation", stories.len()).await?;
    let seeded = SeededRandom::new(numbers.first().copied().unwrap_or_default().unsigned_abs());
    let customers = store_customers(transaction, stories, &seeded).await?;
    let count = stories.iter().map(|story| story.lines.len() + 1).sum();
    let ids = take_numbers(transaction, "support_message", count).await?;
    let mut ids = &ids[..];
    let mut all = Vec::with_capacity(stories.len());
    for ((story, number), customer) in stories.iter().zip(numbers).zip(customers) {
        let (own, rest) = ids.split_at(story.lines.len() + 1);
        ids = rest;
        let agent = story.agent.filter(|_| !shop.agents.is_empty()).map(|agent| shop.agents[agent % shop.agents.len()]);
        let names = Names {
            number,
            id: random::conversation_id(&seeded)?,
            messages: own,
            customer,
            agent,
            labels: &shop.labels,
            welcome: shop.settings.welcome_in(story.language),
        };
        all.push(rows(story, &names));
    }
    insert(transaction, all).await
}

/// Inserts the rows; those that other rows refer to come first.
async fn insert(transaction: &Transaction, all: Vec<Rows>) -> Result<(), DomainError> {
    let (mut conversations, mut messages, mut periods, mut labels) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for rows in all {
        conversations.push(prepare(rows.conversation, true, &[]));
        messages.extend(rows.messages.into_iter().map(|row| prepare(row, true, &[])));
        periods.extend(rows.period);
        labels.extend(rows.labels);
    }
    insert_all::<conversation::Entity, _>(transaction, conversations).await?;
    insert_all::<message::Entity, _>(transaction, messages).await?;
    insert_all::<conversation_period::Entity, _>(transaction, periods).await?;
    insert_all::<conversation_label::Entity, _>(transaction, labels).await
}

async fn insert_all<E, A>(transaction: &Transaction, rows: Vec<A>) -> Result<(), DomainError>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E> + Clone,
{
    for some in rows.chunks(STATEMENT) {
        E::insert_many(some.iter().cloned()).exec_without_returning(transaction).await?;
    }
    Ok(())
}

/// Creates an account for each customer, and returns them.
async fn store_customers(
    transaction: &Transaction,
    stories: &[Story],
    seeded: &SeededRandom,
) -> Result<Vec<UserId>, DomainError> {
    // Before row numbers are reserved: on SQLite, this row would get one of them.
    let regular = match stories.iter().find(|story| matches!(story.customer, Customer::Regular)) {
        Some(story) => Some(regular_customer(transaction, story).await?),
        None => None,
    };
    let new = stories.iter().filter(|story| matches!(story.customer, Customer::New { .. })).count();
    let mut numbers = take_numbers(transaction, "accounts_user", new).await?.into_iter();
    let mut customers = Vec::with_capacity(stories.len());
    let mut accounts = Vec::with_capacity(new);
    for story in stories {
        let customer = match &story.customer {
            Customer::New { name, email, is_identified } => {
                let id = UserId(numbers.next().unwrap_or_default());
                accounts.push(prepare(
                    account::ActiveModel {
                        id: Set(id),
                        username: Set(format!("demo-{}", random::secret(seeded))),
                        name: Set(name.clone()),
                        email: Set(email.clone()),
                        role: Set(Role::Customer),
                        external_id: Set(is_identified.then(|| format!("demo-{}", random::characters(seeded, 16)))),
                        date_joined: Set(story.begins),
                        ..Default::default()
                    },
                    true,
                    &[],
                ));
                id
            }
            Customer::Regular => regular.ok_or(DomainError::Broken("the regular customer has no account"))?,
        };
        customers.push(customer);
    }
    insert_all::<account::Entity, _>(transaction, accounts).await?;
    Ok(customers)
}

/// Returns the account of the regular customer, which the first batch creates.
async fn regular_customer(transaction: &Transaction, story: &Story) -> Result<UserId, DomainError> {
    let row = account::ActiveModel {
        username: Set(REGULAR.to_owned()),
        name: Set("The regular".to_owned()),
        email: Set("regular@example.com".to_owned()),
        role: Set(Role::Customer),
        external_id: Set(Some(REGULAR.to_owned())),
        date_joined: Set(story.begins),
        ..Default::default()
    };
    account::Entity::insert(prepare(row, true, &[]))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(transaction)
        .await?;
    let found = account::Entity::find().filter(account::Column::ExternalId.eq(REGULAR)).one(transaction).await?;
    found.map(|row| row.id).ok_or(DomainError::Broken("the name of the regular customer is taken"))
}

/// Reserves increasing row numbers in a table. The transaction holds SQLite's write
/// lock, so that other writers do not get them.
async fn take_numbers(transaction: &Transaction, table: &str, count: usize) -> Result<Vec<i64>, DomainError> {
    let count = i64::try_from(count).unwrap_or(0);
    let backend = transaction.get_database_backend();
    if backend == DbBackend::Sqlite {
        let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?";
        let row = transaction.query_one_raw(Statement::from_sql_and_values(backend, sql, [table.into()])).await?;
        let last: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
        return Ok((last + 1..=last + count).collect());
    }
    let sql = "SELECT nextval(pg_get_serial_sequence($1, 'id')) FROM generate_series(1, $2)";
    let statement = Statement::from_sql_and_values(backend, sql, [table.into(), count.into()]);
    let mut numbers = transaction
        .query_all_raw(statement)
        .await?
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<Result<Vec<i64>, _>>()?;
    numbers.sort_unstable();
    Ok(numbers)
}
