//! The charts and their data.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    bars::{DayBar, DayBars},
    card::{ChartCard, Table},
    heat::HeatMap,
    shares::{ShareBar, ShareCard},
    subject::{Chart, Subject},
    words,
};
use crate::{
    console::texts::Texts,
    model::{
        language::Language,
        statistics::{AgentFigures, Share, Statistics},
    },
};

/// Shows all charts of a period.
#[component]
pub fn Charts(statistics: Arc<Statistics>, language: Language) -> impl IntoView {
    let common = Texts::of(language);
    let subject = |chart| Subject { chart, days: statistics.days(), language };
    let statuses = statistics.by_status.iter().map(|share| bar(common.status(share.of), share.of.code(), share));
    let priorities = statistics.by_priority.iter().map(|share| bar(common.priority(share.of), share.of.code(), share));
    let languages = statistics.by_language.iter().map(|share| bar(share.of.own_name(), "language", share));
    view! {
        <div class="charts">
            <ConversationsPerDay subject=subject(Chart::Conversations) statistics=statistics.clone() />
            <MessagesPerDay subject=subject(Chart::Messages) statistics=statistics.clone() />
            <Hours subject=subject(Chart::Hours) hours=statistics.hours.clone() />
            <ShareCard subject=subject(Chart::Status) bars=statuses.collect() />
            <ShareCard subject=subject(Chart::Priority) bars=priorities.collect() />
            <Agents subject=subject(Chart::Agents) agents=statistics.by_agent.clone() />
            <ShareCard subject=subject(Chart::Language) bars=languages.collect() />
            {statistics
                .shows_ratings()
                .then(|| view! { <ShareCard subject=subject(Chart::Ratings) bars=stars(&statistics, language) /> })}
        </div>
    }
}

fn bar<T>(name: &str, sign: &str, share: &Share<T>) -> ShareBar {
    ShareBar {
        name: name.to_owned(),
        sign: sign.to_owned(),
        count: share.count.conversations,
        before: share.count.before,
    }
}

/// Returns the ratings, the best first.
fn stars(statistics: &Statistics, language: Language) -> Vec<ShareBar> {
    let given = statistics.totals.ratings.distribution.into_iter().zip(statistics.before.ratings.distribution);
    let bars = (1..).zip(given).map(|(stars, (count, before)): (u32, _)| ShareBar {
        name: [words::count(stars, language), " ★".to_owned()].concat(),
        sign: "rating".to_owned(),
        count,
        before,
    });
    let mut bars: Vec<ShareBar> = bars.collect();
    bars.reverse();
    bars
}

#[component]
fn ConversationsPerDay(subject: Subject, statistics: Arc<Statistics>) -> impl IntoView {
    let (texts, language) = (subject.texts(), subject.language);
    let rows = statistics
        .per_day
        .iter()
        .map(|day| vec![words::long_day(day.date, language), words::count(day.conversations, language)]);
    let table = Table::new([texts.day, texts.conversations], rows);
    let bars = statistics.per_day.iter().map(|day| DayBar { day: day.date, parts: vec![day.conversations] }).collect();
    view! {
        <ChartCard subject=subject table=table>
            <DayBars title=texts.conversations_per_day bars=bars language=language />
        </ChartCard>
    }
}

#[component]
fn MessagesPerDay(subject: Subject, statistics: Arc<Statistics>) -> impl IntoView {
    let (texts, language) = (subject.texts(), subject.language);
    let count = |count| words::count(count, language);
    let rows = statistics
        .per_day
        .iter()
        .map(|day| vec![words::long_day(day.date, language), count(day.customer_messages), count(day.agent_messages)]);
    let table = Table::new([texts.day, texts.of_customers, texts.of_agents], rows);
    let days = statistics.per_day.iter();
    let bars =
        days.map(|day| DayBar { day: day.date, parts: vec![day.customer_messages, day.agent_messages] }).collect();
    view! {
        <ChartCard subject=subject table=table>
            <DayBars title=texts.messages_per_day bars=bars legend=vec![texts.of_customers, texts.of_agents] language=language />
        </ChartCard>
    }
}

#[component]
fn Hours(subject: Subject, hours: Vec<Vec<u32>>) -> impl IntoView {
    let (texts, language) = (subject.texts(), subject.language);
    let names = (0..24).map(|hour| words::hour(hour, language));
    let head = [texts.weekday.to_owned()].into_iter().chain(names).collect();
    let row = |(day, counts): (usize, &Vec<u32>)| {
        let counts = counts.iter().map(|count| words::count(*count, language));
        [words::weekday(day, "long", language)].into_iter().chain(counts).collect()
    };
    let rows = language.week().into_iter().filter_map(|day| Some((day, hours.get(day)?))).map(row).collect();
    let table = Table { head, rows };
    view! {
        <ChartCard subject=subject table=table>
            <HeatMap title=texts.busiest_hours hours=hours language=language />
        </ChartCard>
    }
}

/// Shows the chart by agent, whose table also has their replies.
#[component]
fn Agents(subject: Subject, agents: Vec<AgentFigures>) -> impl IntoView {
    let (texts, language) = (subject.texts(), subject.language);
    let name = |figures: &AgentFigures| {
        let agent = figures.agent.as_ref().map(|agent| agent.name_in(language));
        agent.unwrap_or(Texts::of(language).unassigned).to_owned()
    };
    let rows = agents.iter().map(|figures| {
        let counts = [figures.count.conversations, figures.count.before, figures.replies];
        [name(figures)].into_iter().chain(counts.map(|count| words::count(count, language))).collect()
    });
    let table = Table::new([texts.by_agent, texts.conversations, texts.before, texts.replies], rows);
    let bars = agents.iter().map(|figures| ShareBar {
        name: name(figures),
        sign: "agent".to_owned(),
        count: figures.count.conversations,
        before: figures.count.before,
    });
    view! { <ShareCard subject=subject bars=bars.collect() table=table /> }
}
