//! What is measured, and whose plans are looked at.

use db::{Select, Tx};
use kernel::{Actor, Role, dates, text};

use super::{TODAY, World};
use crate::model::{CompetenceLevel, Number, Sector, State};
use crate::open::{Part, Question};
use crate::pages::ROWS_MAX;
use crate::store_lists::{self, Filter, Group, Reader};
use crate::{actions, store, store_days, summary};

/// Does something once, and gives how many rows it showed.
type Run = fn(&mut Tx, &World) -> db::Result<usize>;

/// An operation as a page does it.
pub struct Operation {
    /// What it is called.
    pub name: &'static str,
    /// Does it once.
    pub run: Run,
}

fn clerk(world: &World) -> Actor {
    Actor { role: Role::Specialist, council: Some(world.council), ..Actor::visitor() }
}

fn department(world: &World) -> Actor {
    Actor { role: Role::Department, organization: world.bodies.get(1).copied(), ..Actor::visitor() }
}

fn commune(world: &World) -> Actor {
    let (area, organization) = (world.areas.first().copied(), world.below.first().copied());
    Actor { role: Role::CommuneCouncil, area, organization, ..Actor::visitor() }
}

/// What a member of the office sees of a group, narrowed.
fn looked(tx: &mut Tx, world: &World, group: Group, narrow: impl Fn(&mut Filter)) -> db::Result<usize> {
    let mut filter = Filter::of(group, TODAY);
    narrow(&mut filter);
    let actor = clerk(world);
    Ok(store_lists::look(tx, Reader::Actor(&actor), &filter, None, ROWS_MAX)?.rows.len())
}

fn worded(filter: &mut Filter, words: &str) {
    filter.words = Some(text::fold(words));
}

/// Words that nearly every third petition has, and words of a few.
const COMMON: &str = "đường";
const RARE: &str = "máy siêu âm Thượng Ngòi";

/// Every operation that is measured.
pub fn operations() -> Vec<Operation> {
    let all: Vec<(&'static str, Run)> = vec![
        ("list, open", |tx, world| looked(tx, world, Group::Open, |_| {})),
        ("list, all, after the middle", |tx, world| {
            let Some((id, day)) = world.middle else { return Ok(0) };
            let (actor, filter) = (clerk(world), Filter::of(Group::All, TODAY));
            let listed = store_lists::look(tx, Reader::Actor(&actor), &filter, Some((day, id)), ROWS_MAX)?;
            Ok(listed.rows.len())
        }),
        ("list, public", |tx, world| {
            let filter = Filter::of(Group::All, TODAY);
            Ok(store_lists::look(tx, Reader::Public(world.council), &filter, None, ROWS_MAX)?.rows.len())
        }),
        ("list, overdue", |tx, world| looked(tx, world, Group::Overdue, |_| {})),
        ("list, one sector", |tx, world| {
            looked(tx, world, Group::All, |filter| filter.sector = Some(Sector::Health))
        }),
        ("list, the districts' level", |tx, world| {
            looked(tx, world, Group::All, |filter| filter.level = Some(CompetenceLevel::District))
        }),
        ("list, one body", |tx, world| {
            looked(tx, world, Group::All, |filter| filter.lead = world.bodies.first().copied())
        }),
        ("list, one unit and sector, closed", |tx, world| {
            looked(tx, world, Group::In(State::Closed), |filter| {
                filter.area = world.areas.first().copied();
                filter.sector = Some(Sector::Culture);
            })
        }),
        ("list, a department's own", |tx, world| {
            let (actor, filter) = (department(world), Filter::of(Group::All, TODAY));
            Ok(store_lists::look(tx, Reader::Actor(&actor), &filter, None, ROWS_MAX)?.rows.len())
        }),
        ("list, a commune's own", |tx, world| {
            let (actor, filter) = (commune(world), Filter::of(Group::All, TODAY));
            Ok(store_lists::look(tx, Reader::Actor(&actor), &filter, None, ROWS_MAX)?.rows.len())
        }),
        ("words, common", |tx, world| looked(tx, world, Group::All, |filter| worded(filter, COMMON))),
        ("words, rare", |tx, world| looked(tx, world, Group::All, |filter| worded(filter, RARE))),
        ("words, common, of a sector", |tx, world| {
            looked(tx, world, Group::All, |filter| {
                worded(filter, COMMON);
                filter.sector = Some(Sector::Health);
            })
        }),
        ("words, common, overdue", |tx, world| {
            looked(tx, world, Group::Overdue, |filter| worded(filter, COMMON))
        }),
        ("a petition's page", |tx, world| {
            let Some((id, _)) = world.middle else { return Ok(0) };
            let entries = store::entries(tx, id)?.len();
            let around = store::merged_into(tx, id)?.len() + store::repeats_of(tx, id)?.len();
            Ok(store::petition(tx, id)?.iter().count() + entries + around)
        }),
        ("petitions alike", |tx, world| {
            let Some((id, _)) = world.middle else { return Ok(0) };
            let words = store::petition(tx, id)?.map(|one| one.text).unwrap_or_default();
            Ok(actions::alike(tx, world.council, id, &words)?.len())
        }),
        ("report of the last quarter", |tx, world| report(tx, world, "2026-07-01", "2026-09-30")),
        ("report of a quarter of old", |tx, world| report(tx, world, "2020-07-01", "2020-09-30")),
    ];
    all.into_iter().map(|(name, run)| Operation { name, run }).collect()
}

fn report(tx: &mut Tx, world: &World, from: &str, to: &str) -> db::Result<usize> {
    let day = |iso: &str| dates::parse_iso(iso).unwrap_or(TODAY);
    let summary = summary::of(tx, world.council, day(from), day(to), TODAY)?;
    Ok(summary.levels.len() + summary.sectors.len() + summary.outcomes.len() + summary.waiting.len())
}

/// The statements of lists and reports, by name.
pub fn plans(tx: &Tx, world: &World) -> Vec<(&'static str, Select)> {
    let actor = clerk(world);
    let (reader, public) = (Reader::Actor(&actor), Reader::Public(world.council));
    let all = Filter::of(Group::All, TODAY);
    let mut found = Filter::of(Group::All, TODAY);
    worded(&mut found, COMMON);
    let overdue = Filter::of(Group::Overdue, TODAY);
    let mut sector = Filter::of(Group::All, TODAY);
    sector.sector = Some(Sector::Health);
    let (many, few) = (Number::MoreThan(store_lists::COUNTED_MAX), Number::Exactly(100));
    let lists = [
        ("numbers of the groups", store_lists::by_state(reader, &sector)),
        ("number of those overdue", store_lists::late(reader, &all)),
        (
            "numbers of the groups, with words",
            found.sought(None).and_then(|words| store_lists::found_by_state(tx, reader, &found, &words)),
        ),
        ("number of a group with words", store_lists::found_in_group(tx, reader, &found)),
        ("first page of many", store_lists::page(tx, public, &all, many, None, ROWS_MAX)),
        ("later page of many", store_lists::page(tx, reader, &all, many, Some(1), ROWS_MAX)),
        ("page of few", store_lists::page(tx, reader, &sector, few, None, ROWS_MAX)),
        ("page of many overdue", store_lists::page(tx, reader, &overdue, many, None, ROWS_MAX)),
        ("page of many with words", store_lists::page(tx, reader, &found, many, None, ROWS_MAX)),
        ("page of few with words", store_lists::page(tx, reader, &found, few, None, ROWS_MAX)),
    ];
    let mut plans: Vec<(&'static str, Select)> =
        lists.into_iter().filter_map(|(name, select)| select.map(|select| (name, select))).collect();
    let (from, to) = (kernel::Date::constant(2026, 7, 1), kernel::Date::constant(2026, 9, 30));
    plans.extend(store_days::statements(world.council, from, to));
    let rows = [
        ("rows received in a window", Part::Received),
        ("rows open before a window", Part::OpenBefore),
        ("rows closed in a window", Part::Closed(crate::Outcome::Resolved)),
        ("rows answered in a window", Part::Answered),
        ("rows due in a window", Part::Due),
    ];
    let ask = |part| Question { council: world.council, from, to, part };
    plans.extend(rows.map(|(name, part)| (name, store::listing(&ask(part), ROWS_MAX))));
    plans
}
