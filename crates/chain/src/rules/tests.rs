use kernel::{Id, LinkId, OrganizationId, ids::uuid_v7};
use proptest::prelude::*;

use super::*;

const fn day(day: i8) -> Date {
    Date::constant(2020, 10, day)
}

fn council() -> OrganizationId {
    OrganizationId::from_uuid(uuid_v7(1, [1; 10]))
}

fn record(id: &str, on: Date, is_open: bool) -> Seen {
    let known = Known {
        id: id.to_owned(),
        council: council(),
        label: id.to_uppercase(),
        about: String::new(),
        href: String::new(),
        body: String::new(),
        state: String::new(),
        on,
        ended: None,
        is_open,
    };
    Seen { key: ("petition".to_owned(), id.to_owned()), kind: "Kiến nghị cử tri", known }
}

fn link(from: &str, to: &str) -> Link {
    Link {
        id: LinkId::from_uuid(uuid_v7(1, [2; 10])),
        from_kind: "petition".to_owned(),
        from_id: from.to_owned(),
        to_kind: "petition".to_owned(),
        to_id: to.to_owned(),
        linked_by: None,
    }
}

/// The tree as one string: depth by dots, `=` where a record stood already.
fn drawn(seen: &[Seen], links: &[Link]) -> Vec<String> {
    tree(seen, links)
        .into_iter()
        .map(|line| {
            let again = if line.is_again { "=" } else { "" };
            format!("{}{}{again}", ".".repeat(line.depth), seen[line.seen].known.id)
        })
        .collect()
}

#[test]
fn what_came_of_it_stands_below_it_the_older_first() {
    let seen = [record("c", day(9), false), record("b", day(5), false), record("a", day(1), false)];
    assert_eq!(drawn(&seen, &[link("a", "c"), link("a", "b")]), ["a", ".b", ".c"]);
    assert_eq!(tree(&seen, &[link("a", "c")])[1].after_days, Some(8));
    assert_eq!(tree(&seen, &[link("a", "c")])[0].after_days, None);
}

#[test]
fn a_record_with_two_causes_is_shown_in_full_once() {
    let seen = [
        record("a", day(1), false),
        record("b", day(2), false),
        record("c", day(3), false),
        record("d", day(4), false),
    ];
    let links = [link("a", "c"), link("b", "c"), link("c", "d")];
    assert_eq!(drawn(&seen, &links), ["a", ".c", "..d", "b", ".c="]);
}

#[test]
fn a_ring_ends_and_hides_nobody() {
    let seen = [record("a", day(1), false), record("b", day(2), false)];
    assert_eq!(drawn(&seen, &[link("a", "b"), link("b", "a")]), ["a", ".b", "..a="]);
}

#[test]
fn a_chain_of_ten_thousand_is_not_too_deep() {
    let seen: Vec<Seen> = (0..10_000).map(|i| record(&format!("{i:05}"), day(1), false)).collect();
    let links: Vec<Link> = (1..10_000).map(|i| link(&format!("{:05}", i - 1), &format!("{i:05}"))).collect();
    let lines = tree(&seen, &links);
    assert_eq!(lines.len(), 10_000);
    assert_eq!(lines.last().map(|line| line.depth), Some(9_999));
}

#[test]
fn the_longest_wait_is_between_two_records_or_in_an_open_one() {
    let seen = [record("a", day(1), false), record("b", day(5), false), record("c", day(7), true)];
    let links = [link("a", "b"), link("b", "c")];
    // Three days since the 7th are fewer than the four between the 1st and the 5th; so are as many
    let between = Some(Slowest::Between { from: 0, to: 1, days: 4 });
    assert_eq!(slowest(&seen, &links, day(10)), between);
    assert_eq!(slowest(&seen, &links, day(11)), between);
    assert_eq!(slowest(&seen, &links, day(12)), Some(Slowest::Open { at: 2, days: 5 }));
}

#[test]
fn what_happened_in_a_day_is_not_slow() {
    let seen = [record("a", day(1), false), record("b", day(1), true)];
    assert_eq!(slowest(&seen, &[link("a", "b")], day(1)), None);
}

#[test]
fn what_hangs_by_something_hidden_is_left_out() {
    let start = ("petition".to_owned(), "a".to_owned());
    // "h" lies between "b" and "c", and the reader may not know it
    let seen = vec![record("a", day(1), false), record("b", day(2), false), record("c", day(3), false)];
    let links = vec![link("a", "b"), link("b", "h"), link("h", "c")];
    let (seen, links) = around(&start, seen, links);
    assert_eq!(drawn(&seen, &links), ["a", ".b"]);
    assert_eq!(links.len(), 1);
}

proptest! {
    /// Whatever the links, each record is shown in full exactly once, and each link once.
    #[test]
    fn nothing_is_lost_and_nothing_told_twice(pairs in proptest::collection::vec((0_usize..12, 0_usize..12), 0..40)) {
        let seen: Vec<Seen> = (0..12).map(|i| record(&format!("{i:02}"), day(1), false)).collect();
        let links: Vec<Link> = pairs.iter().filter(|(from, to)| from != to)
            .map(|(from, to)| link(&format!("{from:02}"), &format!("{to:02}"))).collect();
        let lines = tree(&seen, &links);
        prop_assert_eq!(lines.iter().filter(|line| !line.is_again).count(), seen.len());
        let mut distinct: Vec<_> = links.iter().map(|one| (&one.from_id, &one.to_id)).collect();
        distinct.sort_unstable();
        distinct.dedup();
        prop_assert_eq!(lines.iter().filter(|line| line.depth > 0).count(), distinct.len());
    }
}
