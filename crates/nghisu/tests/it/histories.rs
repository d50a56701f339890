//! Every one of the 52 indicators on histories that nobody wrote down: the list is the figure.
//!
//! What is random, and what is not: a history begins as the demonstration's, which holds records of
//! every area, made by deeds. Each round then takes a few tables and moves a random quarter of their
//! rows by a random number of days, all days of a row together, so that the order of days inside a
//! record stays what the schema demands, and the order between records becomes anything: answers
//! before sessions, reports of another year. Rounds follow one another, so the histories drift apart
//! from the first. In each, every indicator is asked of a random unit, for a random window of one day
//! to two years that need not be a quarter's, on a random day, for the whole or a random part. That
//! is more than ten thousand questions for each engine. What is not random: how many records there
//! are, their words, states and owners.

use db::Tx;
use kernel::{Date, dates};
use reports::{ALL, Ask, Nature, Source};

use crate::office::each_engine;

/// Rounds for each engine; each asks 52 indicators.
const ROUNDS: u64 = 200;
const DAY_MS: i64 = 86_400_000;

/// The tables whose days are moved, with the columns that hold them.
const TABLES: &[(&str, &[&str])] = &[
    ("follow_up", &["origin_on", "due_on", "closed_on"]),
    ("follow_entry", &["on_date", "due_on"]),
    ("session", &["opened_on", "closed_on"]),
    ("sitting", &["opened_on", "closed_on"]),
    (
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
    ),
    ("briefing", &["held_on", "reports_due_on"]),
    ("difficulty", &["raised_on", "due_on", "cleared_on", "answered_on"]),
    ("voter_meeting", &["held_on"]),
    (
        "petition",
        &["received_on", "forwarded_on", "due_on", "answered_on", "road_on", "promised_on", "closed_on"],
    ),
    ("reception", &["held_on", "posted_on"]),
    (
        "visit",
        &["received_on", "outcome_on", "due_on", "replied_on", "settled_on", "notified_on", "informed_on"],
    ),
    (
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
    ),
    ("question", &["asked_on", "written_allowed_on", "due_on", "answered_on", "discussed_on"]),
    ("session_paper", &["due_on", "received_on", "sent_on"]),
    ("programme_item", &["due_on", "done_on"]),
    ("meeting", &["held_on", "minutes_approved_on"]),
    (
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
        ],
    ),
    ("recommendation", &["due_on", "issued_on", "explain_asked_on", "explain_due_on", "explained_on"]),
    ("hearing", &["held_on", "notified_on", "concluded_on"]),
    ("objective", &["baseline_on", "due_on", "done_on"]),
    ("outgoing_document", &["issued_on"]),
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
}

fn later(day: Date, days: i64) -> Date {
    dates::date_of(dates::midnight(day) + days * DAY_MS)
}

/// One statement for each table, made once.
struct Moved {
    read: &'static str,
    write: &'static str,
}

fn statements() -> Vec<Moved> {
    let kept = |sql: String| -> &'static str { Box::leak(sql.into_boxed_str()) };
    TABLES
        .iter()
        .map(|(table, columns)| {
            let days: Vec<String> = columns.iter().map(|one| format!("coalesce({one}, '-')")).collect();
            let sets: Vec<String> =
                columns.iter().enumerate().map(|(i, one)| format!("{one} = ${}", i + 1)).collect();
            Moved {
                read: kept(format!("select id, {} from {table} order by id", days.join(" || ' ' || "))),
                write: kept(format!(
                    "update {table} set {} where id = ${}",
                    sets.join(", "),
                    columns.len() + 1
                )),
            }
        })
        .collect()
}

/// Moves a random quarter of the rows of a table, each by days of its own.
fn shake(tx: &mut Tx, table: &Moved, dice: &mut Dice) -> db::Result<()> {
    let rows: Vec<(String, String)> = tx.rows(table.read, &[])?;
    for (id, days) in rows {
        if dice.below(4) != 0 {
            continue;
        }
        let by = dice.between(-120, 120);
        let moved: Vec<Option<Date>> =
            days.split(' ').map(|day| day.parse::<Date>().ok().map(|day| later(day, by))).collect();
        let mut binds: Vec<&dyn db::Bind> = moved.iter().map(|day| day as &dyn db::Bind).collect();
        binds.push(&id);
        tx.change(table.write, &binds)?;
    }
    Ok(())
}

fn added(rows: &[reports::CountedRow]) -> i64 {
    rows.iter().map(|row| row.count).sum()
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
    claim(added(&(source.list)(tx, ask)?) == count, "the list is not the figure");
    if ask.part.is_none()
        && let Some((count_whole, list_whole)) = source.denominator
    {
        let whole = count_whole(tx, ask)?;
        claim(added(&list_whole(tx, ask)?) == whole, "the list of the whole is not the whole");
        claim(count <= whole || OF_ANOTHER.contains(&source.code), "the part is more than the whole");
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

/// Rates whose part is no part of their whole: D07 holds what was answered in a window against what
/// was due in it, and an answer may come before its window.
const OF_ANOTHER: [&str; 1] = ["D07"];

/// Numbers of different things: a case received twice in a window is one case.
const ONCE: [&str; 1] = ["E03"];

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
    each_engine(|office| {
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
        let statements = std::sync::Arc::new(statements());
        let first = Date::new(2019, 1, 1).expect("a day");
        let mut dice = Dice(20_201_015);
        let mut computed = vec![0_u32; ALL.len()];
        let mut wrong = std::collections::BTreeMap::new();
        for _ in 0..ROUNDS {
            let (tables, start) = (std::sync::Arc::clone(&statements), dice);
            dice.roll();
            db.write(move |tx| {
                let mut dice = start;
                for _ in 0..3 {
                    let place = dice.below(tables.len());
                    if let Some(table) = tables.get(place) {
                        shake(tx, table, &mut dice)?;
                    }
                }
                // The rows are moved behind the journal's back: what it would refuse is taken off
                tx.take_touched().map(|_| ())
            })
            .expect("a history");
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
                    computed[place] += u32::from(found.is_some());
                    for fault in found.into_iter().flatten() {
                        wrong.entry((one.code, fault)).or_insert_with(|| format!("{ask:?}, cut on {cut}"));
                    }
                }
                Ok::<_, db::Error>(())
            })
            .expect("answers");
        }
        assert!(wrong.is_empty(), "{}: {wrong:#?}", office.fresh.engine);
        let never: Vec<&str> =
            ALL.iter().zip(&computed).filter(|(_, times)| **times == 0).map(|(one, _)| one.code).collect();
        assert_eq!(never, Vec::<&str>::new(), "computed in no history");
    });
}
