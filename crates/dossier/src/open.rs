//! What this area answers of the indicators: A05, B03. The same rows give the number.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use db::Tx;
use kernel::{Date, OrganizationId, SessionId, dates};
use sessions::Session;

use crate::model::Paper;
use crate::store;

/// A row that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// The day by which it is counted.
    pub on: Date,
    /// A word more.
    pub note: String,
    /// It went to the delegates in time.
    pub is_in_time: bool,
}

/// Whether this council's papers are listed here from the beginning of a window.
pub fn keeps(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store::begins(tx, council)?.0.0.is_some_and(|first| first <= from))
}

fn note(paper: &Paper) -> (bool, String) {
    let due = dates::print(paper.due_on);
    let (is_in_time, words) = match paper.sent_on {
        Some(sent) if sent <= paper.due_on => (true, format!("hạn {due}, gửi {}", dates::print(sent))),
        Some(sent) => (
            false,
            format!(
                "hạn {due}, gửi {}, trễ {} ngày",
                dates::print(sent),
                crate::rules::days_late(paper.due_on, Some(sent), sent)
            ),
        ),
        None => (false, format!("hạn {due}, chưa gửi")),
    };
    match paper.corrected_on {
        Some(on) => (is_in_time, format!("{words} (đính chính {})", dates::print(on))),
        None => (is_in_time, words),
    }
}

/// A05: the required papers of public sessions whose last day lies in the window, once it is over
/// or the paper was sent. A cancelled session owes nobody papers.
pub fn papers(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    today: Date,
) -> db::Result<Vec<CountedRow>> {
    let addresses = sessions::Addresses::load(tx, to)?;
    let held: HashMap<SessionId, Session> = sessions::list_of_council(tx, council)?
        .into_iter()
        .filter(|one| one.is_public && one.state != sessions::State::Cancelled)
        .map(|one| (one.id, one))
        .collect();
    let mut closed: HashMap<SessionId, Vec<kernel::AgendaItemId>> = HashMap::new();
    let mut rows = Vec::new();
    for paper in store::due_between(tx, council, from, to)? {
        let Some(session) = held.get(&paper.session_id) else { continue };
        if paper.sent_on.is_none() && today <= paper.due_on {
            continue;
        }
        let hidden = match closed.entry(session.id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let items = chamber::items(tx, session.id)?;
                new.insert(items.into_iter().filter(|one| one.is_closed).map(|one| one.id).collect())
            }
        };
        let is_hidden = paper.item_id.is_some_and(|item| hidden.contains(&item));
        let (is_in_time, note) = note(&paper);
        rows.push(CountedRow {
            label: if is_hidden {
                format!("{} của nội dung họp kín, {}", paper.kind.label(), session.label())
            } else if !paper.is_public || paper.sent_on.is_none() {
                // What nobody may read yet has a kind, not a name
                format!("{}, {}", paper.kind.label(), session.label())
            } else {
                format!("{}, {}", paper.label(), session.label())
            },
            href: format!("{}/tai-lieu", addresses.of(session)),
            on: paper.due_on,
            note,
            is_in_time,
        });
    }
    Ok(rows)
}

/// B03: the reports of examination of public sessions that went to the delegates in the window;
/// in time are those sent by their day.
pub fn examined(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<CountedRow>> {
    let addresses = sessions::Addresses::load(tx, to)?;
    let held: HashMap<SessionId, Session> = sessions::list_of_council(tx, council)?
        .into_iter()
        .filter(|one| one.is_public && one.state != sessions::State::Cancelled)
        .map(|one| (one.id, one))
        .collect();
    let mut rows = Vec::new();
    for paper in store::examined_between(tx, council, from, to)? {
        let (Some(session), Some(sent)) = (held.get(&paper.session_id), paper.sent_on) else { continue };
        let (is_in_time, note) = note(&paper);
        rows.push(CountedRow {
            // Of an item held without the public the kind alone is told
            label: format!("{}, {}", paper.kind.label(), session.label()),
            href: format!("{}/tai-lieu", addresses.of(session)),
            on: sent,
            note,
            is_in_time,
        });
    }
    Ok(rows)
}
