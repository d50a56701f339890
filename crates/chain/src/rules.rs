//! The chain as a tree, and where it is slowest. Pure.

use std::collections::{HashMap, HashSet};

use kernel::Date;

use crate::model::{Key, Known, Link};

/// A record of the chain as the reader may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Kind and id.
    pub key: Key,
    /// "Kiến nghị cử tri".
    pub kind: &'static str,
    /// What is known of it.
    pub known: Known,
}

/// A line of the tree, in the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Which of the records.
    pub seen: usize,
    /// How deep it stands; the first ones stand at 0.
    pub depth: usize,
    /// Days since the record above it; none at depth 0.
    pub after_days: Option<i64>,
    /// True when it stood further up already; what follows from it is shown there.
    pub is_again: bool,
}

/// Where the chain took longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slowest {
    /// From one record to what came of it.
    Between {
        /// The earlier.
        from: usize,
        /// The later.
        to: usize,
        /// Days between them.
        days: i64,
    },
    /// A record that is still open.
    Open {
        /// Which.
        at: usize,
        /// Days since its day.
        days: i64,
    },
}

impl Slowest {
    const fn days(self) -> i64 {
        match self {
            Self::Between { days, .. } | Self::Open { days, .. } => days,
        }
    }
}

/// The tree: records that nothing precedes stand first, each with what came of it below, the
/// older first. A record with two causes stands in full under the first and is named under the
/// others, so a ring ends as well. Links to records that the reader may not know are left out.
pub fn tree(seen: &[Seen], links: &[Link]) -> Vec<Line> {
    let place: HashMap<&Key, usize> = seen.iter().enumerate().map(|(i, one)| (&one.key, i)).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); seen.len()];
    let mut has_cause = vec![false; seen.len()];
    for (from, to) in pairs(&place, links) {
        if let Some(list) = after.get_mut(from)
            && !list.contains(&to)
        {
            list.push(to);
        }
        if let Some(mark) = has_cause.get_mut(to) {
            *mark = true;
        }
    }
    let order = |one: &usize| seen.get(*one).map(|one| (one.known.on, one.known.label.clone()));
    for list in &mut after {
        list.sort_by_key(order);
    }
    let mut roots: Vec<usize> =
        (0..seen.len()).filter(|one| !has_cause.get(*one).copied().unwrap_or(false)).collect();
    roots.sort_by_key(order);
    // Of a ring nothing is first: its oldest is
    let mut rest: Vec<usize> = (0..seen.len()).collect();
    rest.sort_by_key(order);
    let mut shown = HashSet::new();
    let mut lines = Vec::new();
    for root in roots.into_iter().chain(rest) {
        if !shown.contains(&root) {
            walk(seen, &after, root, &mut shown, &mut lines);
        }
    }
    lines
}

/// One first record with everything below it; a stack of its own, so that no chain is too deep.
fn walk(seen: &[Seen], after: &[Vec<usize>], root: usize, shown: &mut HashSet<usize>, lines: &mut Vec<Line>) {
    let mut waiting: Vec<(usize, usize, Option<usize>)> = vec![(root, 0, None)];
    while let Some((at, depth, above)) = waiting.pop() {
        let is_again = !shown.insert(at);
        let after_days = above.and_then(|above| days_between(seen, above, at));
        lines.push(Line { seen: at, depth, after_days, is_again });
        if !is_again && let Some(list) = after.get(at) {
            waiting.extend(list.iter().rev().map(|one| (*one, depth + 1, Some(at))));
        }
    }
}

fn pairs<'a>(
    place: &'a HashMap<&Key, usize>,
    links: &'a [Link],
) -> impl Iterator<Item = (usize, usize)> + 'a {
    links.iter().filter_map(|link| Some((*place.get(&link.from())?, *place.get(&link.to())?)))
}

fn days_between(seen: &[Seen], from: usize, to: usize) -> Option<i64> {
    Some(days(seen.get(from)?.known.on, seen.get(to)?.known.on))
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Of these records and links, those that hang together with one of them by records that the
/// reader knows: what hangs only by something hidden would tell of it.
pub fn around(start: &Key, seen: Vec<Seen>, links: Vec<Link>) -> (Vec<Seen>, Vec<Link>) {
    let known: HashSet<Key> = seen.iter().map(|one| one.key.clone()).collect();
    let links: Vec<Link> =
        links.into_iter().filter(|link| known.contains(&link.from()) && known.contains(&link.to())).collect();
    let mut beside: HashMap<Key, Vec<Key>> = HashMap::new();
    for link in &links {
        beside.entry(link.from()).or_default().push(link.to());
        beside.entry(link.to()).or_default().push(link.from());
    }
    let mut reached = HashSet::new();
    let mut waiting = vec![start.clone()];
    while let Some(key) = waiting.pop() {
        if known.contains(&key) && reached.insert(key.clone()) {
            waiting.extend(beside.remove(&key).unwrap_or_default());
        }
    }
    let links = links.into_iter().filter(|link| reached.contains(&link.from())).collect();
    (seen.into_iter().filter(|one| reached.contains(&one.key)).collect(), links)
}

/// The longest wait: between two linked records, or in one that is still open. Between equals the
/// first in the order of the records is told; a chain whose waits are all of no days has none.
pub fn slowest(seen: &[Seen], links: &[Link], today: Date) -> Option<Slowest> {
    let place: HashMap<&Key, usize> = seen.iter().enumerate().map(|(i, one)| (&one.key, i)).collect();
    let between = pairs(&place, links)
        .filter_map(|(from, to)| Some(Slowest::Between { from, to, days: days_between(seen, from, to)? }));
    let open = seen
        .iter()
        .enumerate()
        .filter(|(_, one)| one.known.is_open)
        .map(|(at, one)| Slowest::Open { at, days: days(one.known.on, today) });
    between.chain(open).filter(|one| one.days() > 0).fold(None, |best: Option<Slowest>, one| match best {
        Some(best) if best.days() >= one.days() => Some(best),
        _ => Some(one),
    })
}

#[cfg(test)]
mod tests;
