//! What this area answers of the indicators: A03, A04, A07, and of the scorecard: how much of the
//! time of sessions was discussion. The same rows give the number.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use db::Tx;
use kernel::{Date, OrganizationId, SessionId, dates};
use sessions::Session;

use crate::model::{CLOSED, ItemKind};
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
    /// How much it counts.
    pub count: i64,
    /// How much it counts in the denominator.
    pub whole: i64,
}

/// Whether this council's sessions sat here from the beginning of a window.
pub fn keeps(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store::begins(tx, council)?.0.0.is_some_and(|first| first <= from))
}

/// The council's sessions that anyone may read of: only these are counted, as in A01.
fn public(tx: &mut Tx, council: OrganizationId) -> db::Result<HashMap<SessionId, Session>> {
    let all = sessions::list_of_council(tx, council)?;
    Ok(all.into_iter().filter(|one| one.is_public).map(|one| (one.id, one)).collect())
}

/// A03: of each session closed in the window, delegates present when the opening was over, and
/// all delegates.
pub fn attendance(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<CountedRow>> {
    let (addresses, public) = (sessions::Addresses::load(tx, to)?, public(tx, council)?);
    let mut rows = Vec::new();
    for (session, present, seats) in store::presence_between(tx, council, from, to)? {
        let Some(session) = public.get(&session) else { continue };
        rows.push(CountedRow {
            label: session.label(),
            href: format!("{}/dien-bien", addresses.of(session)),
            on: session.opened_on,
            note: format!("{present}/{seats} đại biểu"),
            count: present,
            whole: seats,
        });
    }
    Ok(rows)
}

/// A04: of each resolution carried in sessions closed in the window, votes for it, and all
/// delegates.
pub fn agreement(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<CountedRow>> {
    let public = public(tx, council)?;
    let (mut rows, mut hidden) = (Vec::new(), HashMap::new());
    for poll in store::carried_between(tx, council, from, to)? {
        if !public.contains_key(&poll.session_id) {
            continue;
        }
        let hidden = match hidden.entry(poll.session_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store::closed_polls(tx, poll.session_id)?),
        };
        rows.push(CountedRow {
            href: poll.path(),
            on: poll.on(),
            note: format!("{}/{} đại biểu tán thành", poll.yes.unwrap_or(0), poll.total),
            count: poll.yes.unwrap_or(0),
            whole: poll.total,
            label: if hidden.contains(&(poll.id,)) { CLOSED.to_owned() } else { poll.title },
        });
    }
    Ok(rows)
}

/// A07: speeches in items of discussion of sessions closed in the window.
pub fn speeches(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<CountedRow>> {
    let (addresses, public) = (sessions::Addresses::load(tx, to)?, public(tx, council)?);
    let spoken = store::spoken_between(tx, council, from, to)?;
    let ids: Vec<_> = spoken.iter().map(|(_, _, person, ..)| *person).collect();
    let names: HashMap<_, _> = directory::persons_by_name(tx, &ids)?.into_iter().collect();
    let mut rows = Vec::new();
    for (_, session, person, item, is_hidden, at) in spoken {
        let Some(session) = public.get(&session) else { continue };
        let name = names.get(&person).map_or("", String::as_str);
        rows.push(CountedRow {
            label: if is_hidden { "Một đại biểu".to_owned() } else { format!("Đại biểu {name}") },
            href: format!("{}/dien-bien", addresses.of(session)),
            on: dates::date_of(at),
            note: if is_hidden { CLOSED.to_owned() } else { item },
            count: 1,
            whole: 0,
        });
    }
    Ok(rows)
}

/// Of each item begun and ended in sessions closed in the window: the whole minutes of debate and
/// of questioning, and the whole minutes of anything. Breaks between items are no session time.
pub fn discussion(tx: &mut Tx, council: OrganizationId, from: Date, to: Date) -> db::Result<Vec<CountedRow>> {
    let (addresses, public) = (sessions::Addresses::load(tx, to)?, public(tx, council)?);
    let mut rows = Vec::new();
    for (session, title, kind, is_closed, begun, ended) in store::timed_between(tx, council, from, to)? {
        let Some(session) = public.get(&session) else { continue };
        let minutes = whole_minutes(begun, ended);
        rows.push(CountedRow {
            label: if is_closed { CLOSED.to_owned() } else { title },
            href: format!("{}/dien-bien", addresses.of(session)),
            on: dates::date_of(begun),
            note: format!("{}, {minutes} phút", session.label()),
            count: if is_debate(kind) { minutes } else { 0 },
            whole: minutes,
        });
    }
    Ok(rows)
}

const fn is_debate(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::GroupDiscussion | ItemKind::PlenaryDiscussion | ItemKind::Questioning)
}

/// Whole minutes from one moment to another.
const fn whole_minutes(begun: i64, ended: i64) -> i64 {
    let minutes = ended.saturating_sub(begun) / 60_000;
    if minutes < 0 { 0 } else { minutes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_counts_when_it_is_over() {
        assert_eq!(whole_minutes(0, 59_999), 0);
        assert_eq!(whole_minutes(0, 60_000), 1);
        assert_eq!(whole_minutes(60_000, 0), 0);
    }

    #[test]
    fn debate_is_discussion_in_groups_and_in_plenary_and_questioning() {
        let debated: Vec<_> = ItemKind::ALL.iter().copied().filter(|kind| is_debate(*kind)).collect();
        assert_eq!(debated, [ItemKind::GroupDiscussion, ItemKind::PlenaryDiscussion, ItemKind::Questioning]);
    }
}
