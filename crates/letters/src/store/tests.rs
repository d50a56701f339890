//! The register on a real database: the arithmetic of its figures, no letter without a day, and
//! what the database itself refuses.

use jiff::ToSpan as _;
use kernel::LetterEntryId;
use proptest::prelude::*;
use testkit::ground::{Ground, council, id};

use super::*;
use crate::model::Missing;
use crate::{clocks, rules};

fn day(offset: i32) -> Date {
    Date::constant(2021, 12, 1).checked_add(offset.days()).unwrap()
}

fn fresh() -> Ground {
    Ground::fresh(&schema::SCHEMA)
}

fn put(tx: &mut Tx, number: u16, kind: Kind, received: Date, sealed: Option<Vec<u8>>) -> db::Result<Letter> {
    let law = law::Law::shipped().unwrap();
    let due = clocks::process_due(&law, received).unwrap().due;
    let letter: LetterId = id(1_000 + number);
    let year = i64::from(received.year());
    insert(
        tx,
        letter,
        council(),
        year,
        i64::from(number) + 1,
        received,
        Source::Post,
        "",
        kind,
        Subject::Land,
        None,
        1,
        false,
        sealed,
        None,
        None,
        None,
        None,
        None,
        "",
        None,
        due,
        None,
        None,
        None,
        false,
    )?;
    super::letter(tx, letter)?.ok_or(db::Error::NotFound)
}

/// What happens to a letter, in any order and at any time; what the rules forbid does not.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Screen(bool),
    Classify(bool),
    Propose(Outcome),
    Decide,
    SendBack,
    Answer,
    Inform,
    Withdraw,
}

fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => any::<bool>().prop_map(Deed::Screen),
        3 => any::<bool>().prop_map(Deed::Classify),
        4 => proptest::sample::select(Outcome::ALL).prop_map(Deed::Propose),
        4 => Just(Deed::Decide),
        1 => Just(Deed::SendBack),
        3 => Just(Deed::Answer),
        2 => Just(Deed::Inform),
        1 => Just(Deed::Withdraw),
    ]
}

/// A letter's kind, when it came, and its deeds with the days between them.
type History = (Kind, i32, Vec<(Deed, i32)>);

fn any_history() -> impl Strategy<Value = History> {
    let kind = proptest::sample::select(&[Kind::Complaint, Kind::CitizenPetition, Kind::Denunciation][..]);
    (kind, 0..120_i32, proptest::collection::vec((any_deed(), 0..25_i32), 0..14))
}

/// Does a deed by the same rules as the actions do.
fn act(one: &mut Letter, deed: Deed, today: Date) -> Result<(), crate::model::Refusal> {
    let missing = one.missing();
    let facts = rules::Facts {
        kind: one.kind,
        source: one.source,
        missing: &missing,
        in_competence: one.in_competence.unwrap_or(false),
        has_lead: true,
    };
    match deed {
        Deed::Screen(whole) => {
            one.state = rules::screen(one.state)?;
            one.missing = if whole { String::new() } else { Missing::Signature.as_str().to_owned() };
            one.is_eligible = Some(whole);
            one.screened_on = Some(today);
        }
        Deed::Classify(own) => {
            one.state = rules::classify(one.state)?;
            one.in_competence = Some(own);
        }
        Deed::Propose(outcome) => {
            one.state = rules::propose(one.state, facts, outcome)?;
            one.outcome = Some(outcome);
            one.due_on = outcome.awaits().then(|| today.checked_add(30.days()).unwrap());
        }
        Deed::Decide => {
            one.state = rules::decide(one.state, one.outcome, one.due_on, today)?;
            one.decided_on = Some(today);
            one.closed_on = (one.state == State::Closed).then_some(today);
        }
        Deed::SendBack => {
            one.state = rules::send_back(one.state, "xem lại")?;
            (one.outcome, one.due_on) = (None, None);
        }
        Deed::Answer => {
            let result = rules::results(one.kind)[0];
            one.state = rules::answer(one.state, one.kind, result, "1/UBND")?;
            (one.answered_on, one.result) = (Some(today), Some(result));
        }
        Deed::Inform => {
            one.state = rules::inform(one.state, one.answered_on, today, today)?;
            (one.informed_on, one.closed_on) = (Some(today), Some(today));
        }
        Deed::Withdraw => {
            one.state = rules::withdraw(one.state)?;
            one.closed_on = Some(today);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever happens to letters in whatever order: what was open, and what came, less what
    /// ended, is what is open; fit and unfit are those that were looked at; the outcomes are
    /// those that were decided; rows are as many as the number; and no letter that waits for
    /// anybody is without the day by which it must be done, nor missing among the late ones
    /// once that day has passed.
    #[test]
    fn the_figures_of_any_history_add_up_and_no_letter_misses_a_clock(
        histories in proptest::collection::vec(any_history(), 0..12),
        from in 0..160_i32,
        days in 0..120_i32,
    ) {
        let fresh = fresh();
        let (from, to) = (day(from), day(from + days));
        let law = law::Law::shipped().unwrap();
        let told = histories.clone();
        let kept: Vec<Letter> = fresh.db.write(move |tx| {
            // A follow-up and its parties are another area's; here only their days are asked
            let mut kept = Vec::new();
            for ((kind, received, deeds), number) in told.iter().zip(0_u16..) {
                let mut one = put(tx, number, *kind, day(*received), None)?;
                let mut today = day(*received);
                for (deed, later) in deeds {
                    today = today.checked_add(later.days()).unwrap();
                    let mut next = one.clone();
                    if act(&mut next, *deed, today).is_ok() {
                        one = next;
                    }
                }
                let mut stored = one.clone();
                // Stands for the body's debt, which the database asks for
                if stored.state == State::AwaitingAnswer {
                    stored.state = State::Answered;
                }
                save(tx, &stored)?;
                kept.push(one);
            }
            tx.take_touched()?;
            Ok::<_, db::Error>(kept)
        }).unwrap();
        let (numbers, rows) = fresh.db.read(|tx| {
            let ask = |part| Question { council: council(), from, to, part };
            let mut parts = vec![
                Part::OpenBefore, Part::Received, Part::Closed, Part::OpenAfter, Part::Eligible, Part::Ineligible,
                Part::Decided, Part::ProcessDue, Part::ProcessedInTime,
            ];
            parts.extend(Outcome::ALL.iter().map(|outcome| Part::DecidedAs(*outcome)));
            parts.extend(Kind::ALL.iter().map(|kind| Part::OfKind(*kind)));
            let mut numbers = Vec::new();
            let mut rows = Vec::new();
            for part in parts {
                numbers.push(count_counted(tx, &ask(part))?);
                rows.push(i64::try_from(list_counted(tx, &ask(part), 1_000)?.len()).unwrap());
            }
            Ok::<_, db::Error>((numbers, rows))
        }).unwrap();
        prop_assert_eq!(&numbers, &rows);
        let [before, received, closed, after, fit, unfit, decided, due, in_time, ..] = numbers[..] else { panic!() };
        prop_assert_eq!(before + received - closed, after);
        let outcomes = Outcome::ALL.len();
        prop_assert_eq!(numbers[9..9 + outcomes].iter().sum::<i64>(), decided);
        prop_assert_eq!(numbers[9 + outcomes..].iter().sum::<i64>(), received);
        prop_assert!(fit + unfit <= received && in_time <= due);
        for one in &kept {
            let today = day(600);
            let running = clocks::of(&law, one, &[], today).into_iter().any(|clock| clock.is_late(today));
            // The law's term of keeping ended on 14/11/2021; after it only a council's own rule runs
            let is_filed = one.outcome == Some(Outcome::File)
                && one.decided_on.is_some_and(|on| clocks::keep_until(&law, on).is_ok());
            prop_assert_eq!(running, one.state != State::Closed || is_filed, "{:?}", one);
            prop_assert!(one.process_due_on > one.received_on);
            prop_assert!(!(one.state == State::AwaitingAnswer && one.due_on.is_none()), "{:?}", one);
        }
    }
}

#[test]
fn the_database_itself_refuses_the_words_of_a_denunciation() {
    let fresh = fresh();
    let refused = fresh.db.write(|tx| put(tx, 1, Kind::Denunciation, day(1), Some(vec![1, 2, 3])));
    assert!(refused.is_err(), "a sealed name of a denouncer");
    let kept = fresh.db.write(|tx| {
        put(tx, 1, Kind::Denunciation, day(1), None)?;
        put(tx, 2, Kind::Complaint, day(1), Some(vec![1, 2, 3]))?;
        tx.take_touched()?;
        Ok::<_, db::Error>(())
    });
    assert!(kept.is_ok(), "{kept:?}");
    let noted = fresh.db.write(|tx| {
        let mut one = letter(tx, id(1_001))?.ok_or(db::Error::NotFound)?;
        one.note = Some(vec![1]);
        save(tx, &one).map(|_| ())
    });
    assert!(noted.is_err(), "a note about a denunciation");
    let emptied = fresh.db.write(|tx| {
        let mut one = letter(tx, id(1_002))?.ok_or(db::Error::NotFound)?;
        one.kind = Kind::Denunciation;
        let early = save(tx, &one);
        assert!(early.is_err(), "a complaint with its words becomes no denunciation");
        Err::<(), db::Error>(db::Error::NotFound)
    });
    assert!(emptied.is_err());
}

#[test]
fn the_course_of_a_letter_is_told_in_the_order_of_its_entries() {
    let fresh = fresh();
    let told = fresh.db.write(|tx| {
        let one = put(tx, 1, Kind::Feedback, day(1), None)?;
        for (at, kind) in [(1, EntryKind::Registered), (2, EntryKind::Screened)] {
            insert_entry(tx, id::<LetterEntryId>(at), one.id, i64::from(at), day(1), "Lan", kind, "")?;
        }
        tx.take_touched()?;
        entries(tx, one.id)
    });
    let kinds: Vec<EntryKind> = told.unwrap().into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EntryKind::Registered, EntryKind::Screened]);
}
