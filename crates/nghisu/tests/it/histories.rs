//! Every one of the 52 indicators on histories that nobody wrote down: the list is the figure, and of
//! a rate the list of the part is inside the list of the whole.
//!
//! What is random, and what is not: a history begins as the demonstration's, which holds records of
//! every area, made by deeds. Each round then does a few things behind the journal's back, as far as
//! the schema permits: it moves some rows of a table to other years, all days of a row together; it
//! turns a row into another state, or hides it, or takes an answer from it; it makes a record as a
//! copy of another, and takes one away. What the schema refuses is not done, and no other error is
//! taken for a refusal. Rounds follow one another, so the histories drift apart from the first. In
//! each, every indicator is asked of a random unit, for a random window of one day to two years that
//! need not be a quarter's, on a random day, for the whole or a random part. What is not random:
//! words, and who owns a record.
//!
//! The suite runs `ROUNDS` of them on each engine. `NGHISU_HISTORIES=10000` runs ten thousand,
//! `NGHISU_HISTORIES_ENGINE=sqlite` or `postgresql` on one engine alone:
//!
//!     NGHISU_HISTORIES=10000 cargo test -p nghisu --test it histories

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use db::Tx;
use kernel::{Date, dates};
use reports::{ALL, Ask, CountedRow, Nature, Source};

use crate::office::each_engine;

/// Rounds for each engine unless more are asked for; each asks 52 indicators.
const ROUNDS: u64 = 100;
/// Things done in a round.
const DEEDS: usize = 5;
/// Rows moved by one of them, at most.
const MOVED_MAX: usize = 10;
/// Copies that stand at a time, at most.
const COPIES_MAX: usize = 120;
const DAY_MS: i64 = 86_400_000;

/// A table whose rows change.
struct Table {
    name: &'static str,
    /// The columns that hold days.
    days: &'static [&'static str],
    /// What a row may be turned into; `{day}` is a random day.
    turns: &'static [&'static str],
    /// What a copy has for itself, beside its id, which is `$2`; nothing where no copy is made.
    own: Option<&'static [(&'static str, &'static str)]>,
}

const fn table(
    name: &'static str,
    days: &'static [&'static str],
    turns: &'static [&'static str],
    own: Option<&'static [(&'static str, &'static str)]>,
) -> Table {
    Table { name, days, turns, own }
}

const NOTHING: Option<&[(&str, &str)]> = Some(&[]);
const CODE: Option<&[(&str, &str)]> = Some(&[("code", "'X-' || cast($2 as text)")]);

const TABLES: &[Table] = &[
    table(
        "follow_up",
        &["origin_on", "due_on", "closed_on"],
        &[
            "state = 'closed', result = 'met', closed_on = {day}",
            "state = 'closed', result = 'partly', closed_on = {day}",
            "state = 'closed', result = 'not_done', closed_on = {day}",
            "state = 'in_progress', result = null, closed_on = null",
            "state = 'reported', result = null, closed_on = null",
            "is_public = not is_public",
            "due_kind = 'next_briefing', due_on = null",
            "due_kind = 'date', due_on = {day}",
        ],
        CODE,
    ),
    table("follow_entry", &["on_date", "due_on"], &[], NOTHING),
    table(
        "session",
        &["opened_on", "closed_on"],
        &[
            "state = 'cancelled'",
            "state = 'closed', closed_on = coalesce(closed_on, opened_on)",
            "state = 'opened', closed_on = null",
            "is_public = not is_public",
            "kind = 'thematic'",
            "kind = 'regular'",
            "kind = 'urgent'",
        ],
        Some(&[("number", "(select max(number) + 1 from session)")]),
    ),
    table("sitting", &["opened_on", "closed_on"], &[], None),
    table(
        "resolution",
        &[
            "adopted_on",
            "signed_on",
            "effective_on",
            "expired_on",
            "sent_up_on",
            "send_up_due_on",
            "publish_due_on",
            "published_on",
        ],
        &[
            "is_public = not is_public",
            "is_normative = not is_normative",
            "sent_up_on = null",
            "published_on = null",
            "published_on = {day}",
            "sent_up_on = {day}",
            "publish_due_on = {day}",
        ],
        Some(&[("seq", "(select max(seq) + 1 from resolution)")]),
    ),
    table(
        "briefing",
        &["held_on", "reports_due_on"],
        &["state = 'cancelled'", "state = 'held'", "state = 'concluded'"],
        NOTHING,
    ),
    table(
        "briefing_report",
        &[],
        &["state = 'returned'", "state = 'draft'", "state = 'submitted'", "gaps = ''"],
        None,
    ),
    table(
        "difficulty",
        &["raised_on", "due_on", "cleared_on", "answered_on"],
        &[
            "cleared_on = {day}",
            "cleared_on = null",
            "answered_on = {day}",
            "answered_on = null",
            "level = 'district'",
            "level = 'commune'",
            "level = null",
            "is_public = true",
            "is_public = false",
        ],
        NOTHING,
    ),
    table(
        "voter_meeting",
        &["held_on"],
        &["state = 'held', voters = 31", "state = 'planned'", "state = 'cancelled'", "voters = 0"],
        NOTHING,
    ),
    table("opinion", &[], &["is_remark = not is_remark"], NOTHING),
    table(
        "petition",
        &["received_on", "forwarded_on", "due_on", "answered_on", "road_on", "promised_on", "closed_on"],
        &[
            "state = 'closed', closed_on = {day}, outcome = 'resolved'",
            "state = 'closed', closed_on = {day}, outcome = 'explained'",
            "state = 'monitoring', outcome = 'in_progress', road_on = {day}, closed_on = null",
            "state = 'monitoring', outcome = 'in_progress', promised_on = {day}, closed_on = null",
            "state = 'forwarded', outcome = null, closed_on = null, answered_on = null",
            "state = 'received', outcome = null, closed_on = null",
            "state = 'set_aside', is_public = false",
            "state = 'quarantined', is_public = false",
            "state = 'answered', answered_on = {day}, outcome = 'resolved'",
            "answered_on = {day}",
            "answered_on = null",
            "due_on = {day}",
            "is_public = not is_public",
            "times = 2",
            "times = 1",
            "level = 'district'",
            "level = 'commune'",
            "level = null",
        ],
        Some(&[
            ("code", "'X-' || cast($2 as text)"),
            ("number", "(select max(number) + 1 from petition)"),
            ("receipt", "null"),
        ]),
    ),
    table(
        "reception",
        &["held_on", "posted_on"],
        &[
            "state = 'held'",
            "state = 'planned'",
            "state = 'cancelled', reason = 'Mưa bão'",
            "kind = 'joint'",
            "kind = 'chair'",
        ],
        NOTHING,
    ),
    table(
        "visit",
        &["received_on", "outcome_on", "due_on", "replied_on", "settled_on", "notified_on", "informed_on"],
        &["people = 1", "people = 7", "kind = 'feedback'", "kind = 'complaint'", "state = 'closed'"],
        Some(&[
            ("code", "'X-' || cast($2 as text)"),
            ("number", "(select max(number) + 1 from visit)"),
            ("receipt", "null"),
        ]),
    ),
    table(
        "letter",
        &[
            "received_on",
            "screened_on",
            "process_due_on",
            "decided_on",
            "due_on",
            "accepted_on",
            "answered_on",
            "informed_on",
            "closed_on",
        ],
        &[
            "state = 'closed', closed_on = {day}",
            "decided_on = {day}, outcome = 'forward'",
            "decided_on = {day}, outcome = 'accept'",
            "decided_on = {day}, outcome = 'guide'",
            "decided_on = null, outcome = null",
            "is_eligible = true",
            "is_eligible = false",
            "is_anonymous = not is_anonymous",
            "answered_on = {day}",
            "answered_on = null",
            "due_on = {day}",
            "process_due_on = {day}",
            "closed_on = null, state = 'classified'",
            "kind = 'mixed'",
            "kind = 'feedback'",
        ],
        Some(&[("number", "(select max(number) + 1 from letter)"), ("receipt", "null")]),
    ),
    table(
        "question",
        &["asked_on", "written_allowed_on", "due_on", "answered_on", "discussed_on"],
        &[
            "state = 'withdrawn'",
            "state = 'asked'",
            "state = 'compiled'",
            "state = 'written_allowed', answered_on = null",
            "state = 'answered_written', answered_on = {day}",
            "mode = 'oral'",
            "is_public = not is_public",
        ],
        CODE,
    ),
    table(
        "session_paper",
        &["due_on", "received_on", "sent_on"],
        &[
            "sent_on = null",
            "received_on = null, sent_on = null",
            "sent_on = {day}",
            "is_public = not is_public",
            "is_required = not is_required",
            "is_addendum = not is_addendum",
        ],
        NOTHING,
    ),
    table(
        "programme_item",
        &["due_on", "done_on"],
        &[
            "done_on = null",
            "done_on = {day}, evidence = 'Biên bản'",
            "dropped_on = {day}",
            "dropped_on = null",
            "due_on = {day}",
        ],
        NOTHING,
    ),
    table(
        "programme",
        &["publish_due_on", "published_on"],
        &[
            "state = 'draft', decided_on = null",
            "published_on = null",
            "published_on = {day}",
            "kind = 'oversight'",
        ],
        Some(&[("year", "(select max(year) + 1 from programme)")]),
    ),
    table(
        "meeting",
        &["held_on", "minutes_approved_on"],
        &[
            "state = 'held'",
            "state = 'planned', minutes_approved_on = null",
            "state = 'cancelled', cancel_reason = 'Mưa bão', minutes_approved_on = null",
            "is_public = not is_public",
            "kind = 'standing'",
            "kind = 'committee'",
        ],
        NOTHING,
    ),
    table(
        "oversight",
        &[
            "included_on",
            "decided_on",
            "outline_sent_on",
            "notified_on",
            "began_on",
            "field_ended_on",
            "report_due_on",
            "reported_on",
            "considered_on",
            "concluded_on",
            "closed_on",
            "publish_due_on",
            "published_on",
        ],
        &[
            "is_secret = not is_secret",
            "state = 'cancelled'",
            "state = 'working'",
            "state = 'follow_up'",
            "reported_on = null, considered_on = null, concluded_on = null",
            "report_due_on = {day}",
            "published_on = null",
            "published_on = {day}",
            "kind = 'survey', first_id = null",
            "kind = 'thematic', first_id = null",
            "body_kind = 'council', person_id = null",
        ],
        CODE,
    ),
    table(
        "recommendation",
        &["due_on", "issued_on", "explain_asked_on", "explain_due_on", "explained_on"],
        &["is_public = not is_public"],
        NOTHING,
    ),
    table(
        "hearing",
        &["held_on", "notified_on", "concluded_on"],
        &[
            "is_closed = not is_closed",
            "state = 'held', notified_on = {day}, minutes = 'Biên bản', concluded_on = null",
            "state = 'proposed', concluded_on = null",
            "state = 'cancelled', cancel_reason = 'Mưa bão', concluded_on = null",
        ],
        CODE,
    ),
    table(
        "text_review",
        &[
            "text_on",
            "opened_on",
            "found_on",
            "demanded_on",
            "answer_due_on",
            "answered_on",
            "raised_on",
            "submitted_on",
            "ended_on",
        ],
        &["is_unlawful = not is_unlawful, articles = 'Điều 2'"],
        CODE,
    ),
    table(
        "objective",
        &["baseline_on", "due_on", "done_on"],
        &["done_on = null", "done_on = {day}, evidence = 'Báo cáo'", "due_on = {day}"],
        Some(&[("follow_up_id", "null")]),
    ),
    table(
        "outgoing_document",
        &["issued_on"],
        &["state = 'recalled'", "is_public = not is_public"],
        Some(&[(
            "seq",
            "case when seq is null then null else (select max(seq) + 1 from outgoing_document) end",
        )]),
    ),
    table(
        "news_item",
        &[],
        &["state = 'draft'", "state = 'published'", "published_ms = published_ms + 8640000000"],
        Some(&[("slug", "'x-' || cast($2 as text)")]),
    ),
];

/// A row of numbers that is the same in every run (splitmix64).
#[derive(Debug, Clone, Copy)]
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From nothing up to, and without, the bound.
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(bound.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// Both ends included.
    fn between(&mut self, least: i64, most: i64) -> i64 {
        let span = usize::try_from(most - least + 1).unwrap_or(1);
        least + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// A day of the years in which windows are asked for.
    fn day(&mut self) -> Date {
        later(Date::constant(2018, 9, 1), self.between(0, 1_200))
    }
}

fn later(day: Date, days: i64) -> Date {
    dates::date_of(dates::midnight(day) + days * DAY_MS)
}

/// The statements of a table, made once.
struct Statements {
    ids: &'static str,
    /// Read the days of every row, write those of one.
    days: Option<(&'static str, &'static str)>,
    /// The statement, and whether it wants a day.
    turns: Vec<(&'static str, bool)>,
    copy: Option<&'static str>,
    remove: &'static str,
}

fn kept(sql: String) -> &'static str {
    Box::leak(sql.into_boxed_str())
}

fn columns(tx: &mut Tx, engine: &str, table: &str) -> db::Result<Vec<String>> {
    let sql = if engine == "sqlite" {
        "select name from pragma_table_info($1) order by cid"
    } else {
        "select cast(column_name as text) from information_schema.columns
         where table_name = $1 and table_schema = current_schema() order by ordinal_position"
    };
    let rows: Vec<(String,)> = tx.rows(sql, &[&table])?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

fn statements(tx: &mut Tx, engine: &str) -> db::Result<Vec<Statements>> {
    let mut all = Vec::new();
    for table in TABLES {
        let name = table.name;
        let columns = columns(tx, engine, name)?;
        let days = (!table.days.is_empty()).then(|| {
            let read: Vec<String> = table.days.iter().map(|one| format!("coalesce({one}, '-')")).collect();
            let sets: Vec<String> =
                table.days.iter().enumerate().map(|(i, one)| format!("{one} = ${}", i + 1)).collect();
            (
                kept(format!("select id, {} from {name} order by id", read.join(" || ' ' || "))),
                kept(format!("update {name} set {} where id = ${}", sets.join(", "), table.days.len() + 1)),
            )
        });
        let turn = |one: &&str| {
            let wants_day = one.contains("{day}");
            let id = if wants_day { "$2" } else { "$1" };
            (kept(format!("update {name} set {} where id = {id}", one.replace("{day}", "$1"))), wants_day)
        };
        let copy = table.own.map(|own| {
            let value = |column: &String| match own.iter().find(|(known, _)| known == column) {
                _ if column == "id" => "cast($2 as text)".to_owned(),
                Some((_, value)) => (*value).to_owned(),
                None => column.clone(),
            };
            let values: Vec<String> = columns.iter().map(value).collect();
            kept(format!(
                "insert into {name} ({}) select {} from {name} where id = $1",
                columns.join(", "),
                values.join(", ")
            ))
        });
        all.push(Statements {
            ids: kept(format!("select id from {name} order by id")),
            days,
            turns: table.turns.iter().map(turn).collect(),
            copy,
            remove: kept(format!("delete from {name} where id = $1")),
        });
    }
    Ok(all)
}

/// Moves some rows of a table, each to a random place in time.
fn shake(tx: &mut Tx, (read, write): (&'static str, &'static str), dice: &mut Dice) -> db::Result<()> {
    let mut rows: Vec<(String, String)> = tx.rows(read, &[])?;
    for _ in 0..MOVED_MAX.min(rows.len().div_ceil(3)) {
        let (id, days) = rows.swap_remove(dice.below(rows.len()));
        let days: Vec<Option<Date>> = days.split(' ').map(|day| day.parse::<Date>().ok()).collect();
        let target = dice.day();
        let Some(first) = days.iter().flatten().min() else { continue };
        let by = (dates::midnight(target) - dates::midnight(*first)) / DAY_MS;
        let moved: Vec<Option<Date>> = days.iter().map(|day| day.map(|day| later(day, by))).collect();
        let mut binds: Vec<&dyn db::Bind> = moved.iter().map(|day| day as &dyn db::Bind).collect();
        binds.push(&id);
        tx.change(write, &binds)?;
    }
    Ok(())
}

/// A row of the table; none of an empty one.
fn any_of(tx: &mut Tx, table: &Statements, dice: &mut Dice) -> db::Result<Option<String>> {
    let mut rows: Vec<(String,)> = tx.rows(table.ids, &[])?;
    Ok((!rows.is_empty()).then(|| rows.swap_remove(dice.below(rows.len())).0))
}

/// What one deed of a round did.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Did {
    Nothing,
    Changed,
    Made(usize, String),
    Removed(usize, String),
}

/// Does one random thing to the records. `copies` are those that were made and still stand.
fn disturb(
    tx: &mut Tx,
    tables: &[Statements],
    copies: &[(usize, String)],
    dice: &mut Dice,
) -> db::Result<Did> {
    let place = dice.below(tables.len());
    let table = &tables[place];
    let did = match dice.below(8) {
        0..3 if table.days.is_some() => {
            if let Some(days) = table.days {
                shake(tx, days, dice)?;
            }
            Did::Changed
        }
        6 if table.copy.is_some() && copies.len() < COPIES_MAX => {
            let Some(id) = any_of(tx, table, dice)? else { return Ok(Did::Nothing) };
            let random = [0_u8; 10].map(|_| u8::try_from(dice.below(256)).unwrap_or(0));
            let new = kernel::uuid_v7(1_602_723_600_000, random).to_string();
            tx.change(table.copy.unwrap_or_default(), &[&id, &new])?;
            Did::Made(place, new)
        }
        7 if !copies.is_empty() && dice.below(4) != 0 => {
            let (place, id) = copies[dice.below(copies.len())].clone();
            tx.change(tables[place].remove, &[&id])?;
            Did::Removed(place, id)
        }
        // One of the demonstration's own; what others refer to stays
        7 if dice.below(8) == 0 => {
            let Some(id) = any_of(tx, table, dice)? else { return Ok(Did::Nothing) };
            tx.change(table.remove, &[&id])?;
            Did::Changed
        }
        _ if !table.turns.is_empty() => {
            let (turn, wants_day) = table.turns[dice.below(table.turns.len())];
            let Some(id) = any_of(tx, table, dice)? else { return Ok(Did::Nothing) };
            let day = dice.day();
            if wants_day {
                tx.change(turn, &[&day, &id])?;
            } else {
                tx.change(turn, &[&id])?;
            }
            Did::Changed
        }
        _ => Did::Nothing,
    };
    // It is done behind the journal's back: what it would refuse is taken off
    tx.take_touched()?;
    Ok(did)
}

fn added(rows: &[CountedRow]) -> i64 {
    rows.iter().map(|row| row.count).sum()
}

/// Whether each row of the part stands in the whole, and counts no more there than here.
fn is_inside(part: &[CountedRow], whole: &[CountedRow]) -> bool {
    let mut left: HashMap<(&str, &str), i64> = HashMap::new();
    for row in whole {
        *left.entry((&row.label, &row.href)).or_default() += row.count;
    }
    part.iter().all(|row| {
        let count = left.entry((&row.label, &row.href)).or_default();
        *count -= row.count;
        0 <= *count
    })
}

/// What is wrong with the answer to one question, by its kind; nothing when the unit keeps no such
/// records.
fn faults(
    tx: &mut Tx,
    source: &Source,
    nature: Nature,
    ask: &Ask,
    cut: Date,
) -> db::Result<Option<Vec<&'static str>>> {
    if !(source.keeps)(tx, ask)? {
        return Ok(None);
    }
    let mut faults = Vec::new();
    let mut claim = |holds: bool, what: &'static str| {
        if !holds {
            faults.push(what);
        }
    };
    let count = (source.count)(tx, ask)?;
    let list = (source.list)(tx, ask)?;
    claim(added(&list) == count, "the list is not the figure");
    if ask.part.is_none()
        && let Some((count_whole, list_whole)) = source.denominator
    {
        let (number, whole) = (count_whole(tx, ask)?, list_whole(tx, ask)?);
        claim(added(&whole) == number, "the list of the whole is not the whole");
        claim(count <= number, "the part is more than the whole");
        claim(is_inside(&list, &whole), "a row of the part is none of the whole");
    }
    // Parts of a flow may stand at a moment, as letters open before the window
    let adds_up = nature == Nature::Flow && ask.part.is_none() && !ONCE.contains(&source.code);
    if adds_up && ask.from <= cut && cut < ask.to {
        let first = Ask { to: cut, ..ask.clone() };
        let second = Ask { from: later(cut, 1), ..ask.clone() };
        let halves = (source.count)(tx, &first)? + (source.count)(tx, &second)?;
        claim(halves == count, "two halves of a window are not the window");
    }
    Ok(Some(faults))
}

/// Numbers of different things: a case received twice in a window is one case.
const ONCE: [&str; 1] = ["E03"];

fn asked(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[test]
fn every_indicator_has_a_source_and_on_random_histories_its_list_is_its_figure() {
    let sources: Vec<&Source> = ALL
        .iter()
        .map(|one| {
            let mut all = nghisu::report_sources().iter().flat_map(|area| area.iter());
            all.find(|source| source.code == one.code)
                .unwrap_or_else(|| panic!("{} is not computed", one.code))
        })
        .collect();
    assert_eq!(sources.len(), 52);
    let rounds =
        asked("NGHISU_HISTORIES").map_or(ROUNDS, |value| value.parse().expect("a number of histories"));
    let engine = asked("NGHISU_HISTORIES_ENGINE");
    each_engine(|office| {
        let on = office.fresh.engine.to_string();
        if engine.as_ref().is_some_and(|wanted| *wanted != on) {
            return;
        }
        let db = office.installation.app.db();
        let units: Vec<(kernel::AreaId, kernel::OrganizationId)> = db
            .read(|tx| {
                let day = Date::new(2020, 10, 15).map_err(|_| db::Error::NotFound)?;
                let home = directory::home_council(tx, day)?.ok_or(db::Error::NotFound)?;
                let mut units = vec![(home.area_id, home.id); 17];
                let communes = directory::commune_councils(tx, home.area_id, day)?;
                units.extend(communes.into_iter().map(|(area, council)| (area.id, council.id)));
                Ok::<_, db::Error>(units)
            })
            .expect("the units");
        let tables = db.read(|tx| statements(tx, &on)).expect("the columns");
        let tables = Arc::new(tables);
        let first = Date::constant(2019, 1, 1);
        let mut dice = Dice(20_201_015);
        let mut computed = vec![0_u64; ALL.len()];
        let mut wrong = BTreeMap::new();
        let mut copies: Vec<(usize, String)> = Vec::new();
        let (mut done, mut refused, mut questions) = (0_u64, 0_u64, 0_u64);
        let begun = std::time::Instant::now();
        for round in 0..rounds {
            for _ in 0..DEEDS {
                let (tables, start, standing) = (Arc::clone(&tables), dice, copies.clone());
                dice.roll();
                match db.write(move |tx| disturb(tx, &tables, &standing, &mut start.clone())) {
                    Ok(Did::Nothing) => {}
                    Ok(did) => {
                        done += 1;
                        match did {
                            Did::Made(place, id) => copies.push((place, id)),
                            Did::Removed(place, id) => copies.retain(|one| *one != (place, id.clone())),
                            Did::Nothing | Did::Changed => {}
                        }
                    }
                    Err(error) => {
                        let words = format!("{error:?}");
                        assert!(words.contains("constraint"), "{on}: {words}");
                        refused += 1;
                    }
                }
            }
            db.read(|tx| {
                for (place, (one, source)) in ALL.iter().zip(&sources).enumerate() {
                    let (area, council) = units[dice.below(units.len())];
                    let from = later(first, dice.between(0, 800));
                    let to = later(from, dice.between(0, 730));
                    let cut = later(from, dice.between(0, 730));
                    let part = (dice.below(3) == 0 && !source.parts.is_empty())
                        .then(|| source.parts[dice.below(source.parts.len())].0.to_owned());
                    let today = later(first, dice.between(300, 1_200));
                    let ask = Ask { area, council, from, to, part, today };
                    let found = faults(tx, source, one.nature, &ask, cut)?;
                    questions += 1;
                    computed[place] += u64::from(found.is_some());
                    for fault in found.into_iter().flatten() {
                        wrong
                            .entry((one.code, fault))
                            .or_insert_with(|| format!("history {round}: {ask:?}, cut on {cut}"));
                    }
                }
                Ok::<_, db::Error>(())
            })
            .expect("answers");
        }
        let took = begun.elapsed().as_millis();
        eprintln!(
            "{on}: {rounds} histories, {done} changes ({refused} refused by the schema), {questions} questions, {} of records kept here, {took} ms",
            computed.iter().sum::<u64>()
        );
        assert!(wrong.is_empty(), "{on}: {wrong:#?}");
        let never: Vec<&str> =
            ALL.iter().zip(&computed).filter(|(_, times)| **times == 0).map(|(one, _)| one.code).collect();
        assert_eq!(never, Vec::<&str>::new(), "computed in no history");
    });
}
