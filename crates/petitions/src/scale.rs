//! A register of any size, made up: for measuring and for looking at plans, never in use.
//!
//! The same seed gives the same register on both engines. Days, levels, sectors, bodies and
//! states stand to one another as in real registers: the old is nearly all closed, the new is
//! open, the districts end on 30/6/2025.

mod operations;
mod texts;

pub use operations::{Operation, operations, plans};

use db::{Bind, Tx, Value};
use kernel::{AreaId, Date, Id, OrganizationId, PetitionEntryId, PetitionId, dates, text, uuid_v7};

use crate::model::{CompetenceLevel, EntryKind, Outcome, Sector, Source, State};
use crate::{code, store_scale};

/// The day on which the made-up register is looked at.
pub const TODAY: Date = Date::constant(2026, 11, 2);
const FIRST_DAY: Date = Date::constant(2016, 7, 1);
/// The last day of the districts.
const DISTRICTS_END: Date = Date::constant(2025, 6, 30);
const DAY_MS: i64 = 86_400_000;
/// Numbers start behind those that an installation has given.
const FIRST_NUMBER: i64 = 5_000;
/// Where the petitions are asked and who answers them.
#[derive(Debug, Clone)]
pub struct World {
    /// Whose register.
    pub council: OrganizationId,
    /// The units whose voters ask.
    pub areas: Vec<AreaId>,
    /// The bodies of the council's own unit that answer.
    pub bodies: Vec<OrganizationId>,
    /// The People's Committees of the units, in the order of `areas`.
    pub below: Vec<OrganizationId>,
    /// The council's committees.
    pub committees: Vec<OrganizationId>,
    /// A petition in the middle of the register's years, and its day.
    pub middle: Option<(PetitionId, Date)>,
}

impl World {
    /// What there is in a database; nothing when it has no council with units below it.
    pub fn load(tx: &mut Tx) -> db::Result<Option<Self>> {
        use directory::OrganizationKind as Kind;
        // Bodies of any time will do, so no day is asked for
        let on = Date::constant(2020, 10, 1);
        let Some(council) = directory::home_council(tx, on)? else { return Ok(None) };
        let areas: Vec<AreaId> =
            directory::children(tx, council.area_id, on)?.into_iter().map(|area| area.id).collect();
        let own = directory::organizations_of_area(tx, council.area_id)?;
        let of_kind = |kinds: &[Kind]| {
            own.iter().filter(|one| kinds.contains(&one.kind)).map(|one| one.id).collect::<Vec<_>>()
        };
        let (bodies, committees) =
            (of_kind(&[Kind::PeoplesCommittee, Kind::Department]), of_kind(&[Kind::Committee]));
        let mut below = Vec::new();
        for area in &areas {
            let here = directory::organizations_of_area(tx, *area)?;
            let body = here.iter().find(|one| one.kind == Kind::PeoplesCommittee).or(here.first());
            below.push(body.map_or(council.id, |one| one.id));
        }
        let is_whole = !areas.is_empty() && !bodies.is_empty() && !committees.is_empty();
        let middle = store_scale::middle(tx)?;
        Ok(is_whole.then_some(Self { council: council.id, areas, bodies, below, committees, middle }))
    }
}

/// A sequence of numbers that a seed gives (splitmix64).
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `end`, which is not zero.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.below(all.len())).copied()
    }

    /// True `per_thousand` times of a thousand.
    fn chance(&mut self, per_thousand: usize) -> bool {
        self.below(1_000) < per_thousand
    }

    /// A day `from` to `to` days after another.
    fn later(&mut self, day: Date, from: usize, to: usize) -> Date {
        let days = i64::try_from(from + self.below(to - from + 1)).unwrap_or(0);
        dates::date_of(dates::midnight(day) + days * DAY_MS)
    }

    fn id<T: Id>(&mut self, at_ms: i64) -> T {
        let (high, low) = (self.next().to_be_bytes(), self.next().to_be_bytes());
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&high);
        bytes[8..].copy_from_slice(&low[..2]);
        T::from_uuid(uuid_v7(at_ms, bytes))
    }
}

/// What became of a petition.
struct Course {
    state: State,
    forwarded: Option<Date>,
    due: Option<Date>,
    answered: Option<Date>,
    outcome: Option<Outcome>,
    road: Option<Date>,
    promised: Option<Date>,
    closed: Option<Date>,
}

fn course(dice: &mut Dice, received: Date) -> Course {
    let age = dates::midnight(TODAY) - dates::midnight(received);
    let mut course = Course {
        state: State::Received,
        forwarded: None,
        due: None,
        answered: None,
        outcome: None,
        road: None,
        promised: None,
        closed: None,
    };
    let fate = dice.below(1_000);
    if fate < 8 {
        course.state = if fate < 5 { State::Merged } else { State::SetAside };
        return course;
    }
    if age < 20 * DAY_MS {
        course.state = match fate % 3 {
            0 => State::Quarantined,
            1 => State::Received,
            _ => State::Classified,
        };
        return course;
    }
    let forwarded = dice.later(received, 3, 15);
    let due = dice.later(forwarded, 30, 30);
    let answered = dice.later(forwarded, 10, 60);
    (course.state, course.forwarded, course.due) = (State::Forwarded, Some(forwarded), Some(due));
    // A few are never answered
    if TODAY < answered || fate < 16 {
        return course;
    }
    course.answered = Some(answered);
    let judged = dice.later(answered, 1, 20);
    course.state = State::Answered;
    course.outcome = dice.one_of(&[
        Outcome::Resolved,
        Outcome::Resolved,
        Outcome::Explained,
        Outcome::Explained,
        Outcome::InProgress,
        Outcome::Recorded,
    ]);
    let is_plan = course.outcome.is_some_and(Outcome::needs_day);
    let promised = dice.later(answered, 60, 900);
    if is_plan {
        course.promised = Some(promised);
    }
    if TODAY < judged {
        return course;
    }
    if is_plan {
        course.road = Some(judged);
        // Most promises are kept, a few are late
        if TODAY < promised || dice.chance(30) {
            course.state = State::Monitoring;
            return course;
        }
        course.outcome = Some(Outcome::Resolved);
    }
    course.state = State::Closed;
    course.closed = Some(if is_plan { promised } else { judged });
    course
}

fn words(dice: &mut Dice, received: Date) -> (Sector, String, String) {
    // Roads and land are what voters ask for most
    let kinds = texts::ASKED.len();
    let kind = dice.below(kinds).min(dice.below(kinds));
    let (sector, asked) = texts::ASKED.get(kind).copied().unwrap_or((Sector::Other, &[""]));
    let place = format!(
        "thôn {} {}",
        dice.one_of(texts::FIRST).unwrap_or_default(),
        dice.one_of(texts::SECOND).unwrap_or_default()
    );
    let year = usize::try_from(received.year()).unwrap_or(2016) - dice.below(4);
    let said = dice
        .one_of(asked)
        .unwrap_or_default()
        .replace("{p}", &place)
        .replace("{n}", &(2 + dice.below(1_999)).to_string())
        .replace("{y}", &year.to_string());
    let (before, after) =
        (dice.one_of(texts::BEFORE).unwrap_or_default(), dice.one_of(texts::AFTER).unwrap_or_default());
    (sector, format!("{before}{said}{after}"), place)
}

fn level(dice: &mut Dice, received: Date) -> CompetenceLevel {
    match dice.below(100) {
        0..=5 => CompetenceLevel::Central,
        6..=22 => CompetenceLevel::Province,
        23..=25 => CompetenceLevel::Other,
        26..=79 if received <= DISTRICTS_END => CompetenceLevel::District,
        _ => CompetenceLevel::Commune,
    }
}

/// The columns of a made-up petition, in the order of [`Made::petition`].
pub const PETITION_COLUMNS: [&str; 31] = [
    "id",
    "code",
    "year",
    "number",
    "council_id",
    "text",
    "area_id",
    "place",
    "source",
    "received_on",
    "level",
    "sector",
    "committee_id",
    "lead_id",
    "state",
    "forwarded_on",
    "due_on",
    "answered_on",
    "answer",
    "answer_reference",
    "outcome",
    "road_on",
    "promised_on",
    "closed_on",
    "merged_into",
    "repeat_of",
    "times",
    "is_public",
    "is_demonstration",
    "folded",
    "version",
];

/// The columns of an entry of its timeline, in the order of [`Made::entries`].
pub const ENTRY_COLUMNS: [&str; 8] =
    ["id", "petition_id", "at_ms", "on_date", "actor_name", "kind", "text", "is_public"];

/// A made-up petition as its row and the rows of its timeline.
#[derive(Debug, Clone)]
pub struct Made {
    /// The values of its columns.
    pub petition: Vec<Value<'static>>,
    /// The values of the columns of each entry.
    pub entries: Vec<Vec<Value<'static>>>,
}

/// The petitions of a register, spread over the years, in the order of their days.
#[derive(Debug)]
pub struct Register {
    world: World,
    dice: Dice,
    rows: usize,
    done: usize,
    year: i16,
    number: i64,
    on_day: i64,
    last: Option<PetitionId>,
}

impl Register {
    /// A register of so many petitions.
    pub fn new(world: World, seed: u64, rows: usize) -> Self {
        Self { world, dice: Dice(seed), rows, done: 0, year: 0, number: 0, on_day: 0, last: None }
    }

    fn day(&self, row: usize) -> Date {
        let days = (dates::midnight(TODAY) - dates::midnight(FIRST_DAY)) / DAY_MS;
        let at = usize::try_from(days).map_or(0, |days| row * days / self.rows.max(1));
        dates::date_of(dates::midnight(FIRST_DAY) + i64::try_from(at).unwrap_or(0) * DAY_MS)
    }
}

impl Iterator for Register {
    type Item = Made;

    fn next(&mut self) -> Option<Made> {
        if self.done == self.rows {
            return None;
        }
        let day = self.day(self.done);
        self.on_day = if self.done > 0 && self.day(self.done - 1) == day { self.on_day + 1 } else { 0 };
        self.done += 1;
        if self.year != day.year() {
            (self.year, self.number) = (day.year(), FIRST_NUMBER);
        }
        self.number += 1;
        Some(self.make(day))
    }
}

fn owned<T: Bind>(value: &T) -> Value<'static> {
    value.value().into_owned()
}

impl Register {
    fn make(&mut self, day: Date) -> Made {
        let dice = &mut self.dice;
        let id: PetitionId = dice.id(dates::midnight(day) + 28_800_000 + self.on_day);
        let code = code::compose(self.year, self.number);
        let (sector, said, hamlet) = words(dice, day);
        let level = level(dice, day);
        let mut course = course(dice, day);
        if course.state == State::Merged && self.last.is_none() {
            course.state = State::SetAside;
        }
        let place = dice.below(self.world.areas.len());
        let index = Sector::ALL.iter().position(|one| *one == sector).unwrap_or(0);
        let lead = match level {
            CompetenceLevel::Commune => self.world.below.get(place),
            _ => self.world.bodies.get(index % self.world.bodies.len()),
        };
        let is_known = !matches!(course.state, State::Quarantined | State::Received);
        let committee = self.world.committees.get(index % (self.world.committees.len() + 1));
        let (times, repeat_of) = match self.last {
            Some(last) if is_known && dice.chance(60) => (2_i64, Some(last)),
            _ => (1, None),
        };
        let answer = course.answered.map_or("", |_| texts::ANSWER);
        let reference = course.answered.map_or_else(String::new, |day| {
            format!("{}/UBND-VP, {}", 1 + dice.below(4_000), dates::print(day))
        });
        let is_public =
            is_known && !matches!(course.state, State::Merged | State::SetAside) && !dice.chance(20);
        let petition = vec![
            owned(&id),
            owned(&code),
            owned(&i64::from(self.year)),
            owned(&self.number),
            owned(&self.world.council),
            owned(&said),
            self.world.areas.get(place).map_or(Value::Null, owned),
            owned(&hamlet),
            owned(&dice.one_of(Source::ALL).unwrap_or(Source::Other)),
            owned(&day),
            owned(&is_known.then_some(level)),
            owned(&is_known.then_some(sector)),
            owned(&committee.copied().filter(|_| is_known)),
            owned(&lead.copied().filter(|_| is_known)),
            owned(&course.state),
            owned(&course.forwarded),
            owned(&course.due),
            owned(&course.answered),
            owned(&answer),
            owned(&reference),
            owned(&course.outcome),
            owned(&course.road),
            owned(&course.promised),
            owned(&course.closed),
            owned(&self.last.filter(|_| course.state == State::Merged)),
            owned(&repeat_of),
            owned(&times),
            owned(&is_public),
            owned(&true),
            owned(&text::fold(&format!("{code} {said} {hamlet}"))),
            owned(&1_i64),
        ];
        if course.state != State::Merged {
            self.last = Some(id);
        }
        let timeline = [
            (Some(day), EntryKind::Received),
            (course.forwarded, EntryKind::Forwarded),
            (course.answered, EntryKind::Answered),
        ];
        let entries = timeline
            .into_iter()
            .filter_map(|(on, kind)| on.map(|on| (on, kind)))
            .map(|(on, kind)| {
                let entry: PetitionEntryId = dice.id(dates::midnight(on));
                vec![
                    owned(&entry),
                    owned(&id),
                    owned(&dates::midnight(on)),
                    owned(&on),
                    owned(&"Văn phòng"),
                    owned(&kind),
                    owned(&""),
                    owned(&true),
                ]
            })
            .collect();
        Made { petition, entries }
    }
}
