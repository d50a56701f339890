//! What this area answers of the indicators: F01, difficulties raised and difficulties cleared.
//! The same select gives the number and the rows.

use std::collections::HashMap;

use db::Tx;
use kernel::{BriefingId, Date, OrganizationId, ResolutionId, text};

use crate::model::{Briefing, Difficulty, State};
use crate::store;
use crate::store_difficulties;
use crate::store_reports::{self, Counted};

/// A row that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Its date.
    pub on: Option<Date>,
    /// A word more.
    pub note: String,
}

/// The question: difficulties raised in the window; for the part `cleared`, cleared in it; for a
/// level, those that ask it.
pub fn question(council: OrganizationId, from: Date, to: Date, part: Option<&str>) -> Counted {
    let level = part.and_then(|part| part.parse().ok());
    Counted { council, from, to, cleared: part == Some("cleared"), level }
}

/// Whether the council keeps such records here.
pub fn keeps(tx: &mut Tx, council: OrganizationId) -> db::Result<bool> {
    let db::One((any,)) = store_reports::any_difficulty(tx, council)?;
    Ok(any > 0)
}

/// How many difficulties the question counts.
pub fn count(tx: &mut Tx, question: &Counted) -> db::Result<i64> {
    store_reports::count_difficulties(tx, question)
}

/// Which ones.
pub fn list(tx: &mut Tx, question: &Counted, most: i64) -> db::Result<Vec<Row>> {
    let mut known: HashMap<BriefingId, Option<Briefing>> = HashMap::new();
    let mut rows = Vec::new();
    for one in store_reports::list_difficulties(tx, question, most)? {
        let briefing = match one.briefing_id {
            Some(id) if !known.contains_key(&id) => {
                let found = store::briefing(tx, id)?;
                known.entry(id).or_insert(found).clone()
            }
            Some(id) => known.get(&id).cloned().flatten(),
            None => None,
        };
        rows.push(row(&one, briefing.as_ref()));
    }
    Ok(rows)
}

/// The list behind a figure is public. Word for word, a difficulty is so only with the notice.
fn row(one: &Difficulty, briefing: Option<&Briefing>) -> Row {
    let concluded = briefing.filter(|briefing| briefing.state == State::Concluded);
    let words = match (concluded, one.is_public, one.public_text.as_deref()) {
        (_, Some(true), Some(words)) => words,
        (Some(_), ..) => one.text.as_str(),
        (None, ..) if one.briefing_id.is_some() => "nội dung công bố cùng thông báo kết luận",
        (None, ..) => "chưa công bố nội dung",
    };
    let subject = if one.subject.is_empty() { one.kind.label() } else { &one.subject };
    let note = match (one.cleared_on.is_some(), one.answer.is_empty(), one.follow_up_id.is_some()) {
        (true, _, _) => "Đã tháo gỡ",
        (false, false, _) => "Đã trả lời",
        (false, true, true) => "Đã giao giải quyết",
        (false, true, false) => "Chưa tháo gỡ",
    };
    Row {
        label: text::truncate_words(&format!("{subject}: {words}"), 160),
        href: match (concluded, briefing) {
            (Some(concluded), _) => concluded.public_path(),
            (None, Some(briefing)) => format!("{}/kho-khan#k-{}", briefing.path(), one.id),
            (None, None) => one.path(),
        },
        on: one.cleared_on.or(Some(one.raised_on)),
        note: note.to_owned(),
    }
}

/// A difficulty that was cleared, as anyone may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleared {
    /// The difficulty in public words.
    pub text: String,
    /// What was decided.
    pub decided: String,
    /// By whom, and by what paper.
    pub by: String,
    /// When.
    pub on: Date,
    /// Where it stands.
    pub href: String,
}

const CLEARED_MAX: i64 = 20;

/// The difficulties with a resolution that were cleared and are shown.
pub fn cleared_of_resolution(tx: &mut Tx, resolution: ResolutionId) -> db::Result<Vec<Cleared>> {
    Ok(store_difficulties::cleared_of(tx, resolution, CLEARED_MAX)?
        .into_iter()
        .map(|one| Cleared {
            by: one.decided_by(),
            text: text::truncate_words(one.public_text.as_deref().unwrap_or_default(), 160),
            on: one.cleared_on.unwrap_or(one.raised_on),
            href: format!("/kho-khan#k-{}", one.id),
            decided: one.answer,
        })
        .collect())
}
