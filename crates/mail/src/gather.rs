//! What there is to tell somebody: the list "Hôm nay", the reports that are owed, what is new.

use std::sync::OnceLock;

use follow::{Line, Todo};
use kernel::{Date, text};
use kit::Ctx;
use sha2::{Digest as _, Sha256};

use crate::model::{Content, Item, Section, Topic};
use crate::rules;

/// Things of one mail; the page has them all.
const ITEMS_MAX: usize = 40;

/// Something new that is told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What it is, always the same.
    pub key: String,
    /// "Công văn 12/HĐND-VP".
    pub label: String,
    /// Its day.
    pub on: Option<Date>,
    /// Its page.
    pub href: String,
}

/// What other areas tell beside the list "Hôm nay".
#[derive(Debug)]
pub struct Sources {
    /// The quarterly reports that the actor's body owes, as they stand on the list.
    pub reports: fn(&mut Ctx<'_>) -> db::Result<Vec<Todo>>,
    /// Letters that came and nobody opened, sessions ahead.
    pub news: fn(&mut Ctx<'_>) -> db::Result<Vec<News>>,
}

static SOURCES: OnceLock<&'static Sources> = OnceLock::new();

pub(crate) fn install(sources: &'static Sources) {
    // A second installation is the same
    let _ = SOURCES.set(sources);
}

/// One thing to tell.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) topic: Topic,
    /// What is told, so that it is told once.
    pub(crate) what: String,
    pub(crate) item: Item,
}

/// A short key of any words.
fn key(topic: Topic, words: &str) -> String {
    format!("{}:{}", topic.as_str(), text::hex(&Sha256::digest(words.as_bytes())))
}

/// Everything that this actor is told under these topics, as it stands today.
pub(crate) fn found(ctx: &mut Ctx<'_>, wanted: &[Topic]) -> db::Result<Vec<Found>> {
    let (today, law) = (ctx.today, ctx.law);
    let left = |due| law.working_days_left(today, due);
    let mut found = Vec::new();
    let mut lines = follow::lines(ctx)?;
    if wanted.contains(&Topic::Report) {
        for line in reports(ctx)? {
            lines.retain(|other| other.href != line.href);
            let stage = rules::stage_of(line.due, today, left);
            found.push(of_line(Topic::Report, &line, stage, today));
        }
    }
    for line in &lines {
        if let Some(topic) = rules::topic_of(line, wanted, today, left) {
            found.push(of_line(topic, line, "", today));
        }
    }
    if wanted.contains(&Topic::News) {
        found.extend(news(ctx)?);
    }
    Ok(found)
}

fn reports(ctx: &mut Ctx<'_>) -> db::Result<Vec<Line>> {
    let Some(sources) = SOURCES.get() else { return Ok(Vec::new()) };
    Ok((sources.reports)(ctx)?.into_iter().map(follow::line_of).collect())
}

/// What is new now.
pub(crate) fn news(ctx: &mut Ctx<'_>) -> db::Result<Vec<Found>> {
    let Some(sources) = SOURCES.get() else { return Ok(Vec::new()) };
    let news = (sources.news)(ctx)?;
    let found = news.into_iter().map(|one| Found {
        topic: Topic::News,
        what: key(Topic::News, &one.key),
        item: Item {
            label: one.label,
            note: one.on.map(|on| format!("ngày {}", kernel::dates::print(on))).unwrap_or_default(),
            href: one.href,
        },
    });
    Ok(found.collect())
}

fn of_line(topic: Topic, line: &Line, stage: &str, today: Date) -> Found {
    let due = line.due.map(kernel::dates::iso).unwrap_or_default();
    // Work that is moved to another day is near, and late, once more
    let words = if topic == Topic::Assigned {
        line.key.clone()
    } else {
        // "Kiểm tra 5 đơn" is the same thing as "Kiểm tra 6 đơn"
        let label: String = line.label.chars().filter(|c| !c.is_ascii_digit()).collect();
        format!("{} {label} {due} {stage}", line.key)
    };
    Found {
        topic,
        what: key(topic, &words),
        item: Item {
            label: line.label.clone(),
            note: rules::note_of(line.due, today, &line.body),
            href: line.href.clone(),
        },
    }
}

/// The things as sections, the worst first, and what does not fit as a number.
pub(crate) fn content(found: &[Found]) -> Content {
    let mut content = Content::default();
    let mut room = ITEMS_MAX;
    for topic in [Topic::Overdue, Topic::Report, Topic::Assigned, Topic::Soon, Topic::News] {
        let all: Vec<&Found> = found.iter().filter(|one| one.topic == topic).collect();
        if all.is_empty() {
            continue;
        }
        let items: Vec<Item> = all.iter().take(room).map(|one| one.item.clone()).collect();
        room -= items.len();
        content.more += all.len() - items.len();
        if !items.is_empty() {
            content.sections.push(Section { title: topic.label().to_owned(), items });
        }
    }
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(topic: Topic, label: &str) -> Found {
        Found {
            topic,
            what: key(topic, label),
            item: Item { label: label.to_owned(), note: String::new(), href: "/lam-viec".to_owned() },
        }
    }

    #[test]
    fn the_worst_comes_first_and_what_does_not_fit_is_counted() {
        let mut all: Vec<Found> = (0..ITEMS_MAX).map(|i| one(Topic::Soon, &i.to_string())).collect();
        all.push(one(Topic::News, "n"));
        all.push(one(Topic::Overdue, "o"));
        let content = content(&all);
        let titles: Vec<&str> = content.sections.iter().map(|section| section.title.as_str()).collect();
        assert_eq!(titles, [Topic::Overdue.label(), Topic::Soon.label()]);
        assert_eq!(content.sections[1].items.len(), ITEMS_MAX - 1);
        assert_eq!(content.more, 2);
        assert!(all.iter().all(|one| one.what.len() < 400));
    }
}
