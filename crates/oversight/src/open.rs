//! What this area answers of the indicators: C01, C02, C04 to C07. The same question gives the
//! number and the rows. What is secret is counted nowhere.

use db::Tx;
use follow::KindPart;
use kernel::{Date, OrganizationId, dates, text};
use law::Law;

use crate::model::{BodyKind, Outcome, Oversight, Recommendation, RecommendationKind};
use crate::{rules, store};

/// The oversights of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Thematic ones whose work with the bodies ended in it: C01.
    Thematic(Option<BodyKind>),
    /// Surveys made in it: C02.
    Survey,
    /// Those whose work with the bodies had ended: their report has a day by law.
    Reporting,
}

/// The recommendations as they stood at the end of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Due by then: the denominator of C06.
    Due,
    /// Over by then, with this result.
    Ended(Outcome),
    /// Not over by then, late by so many days at least and at most: C07.
    Open(i64, i64),
}

/// Late at all.
pub const ANY_DAYS: (i64, i64) = (0, 36_500);

/// A row that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// What it is called.
    pub label: String,
    /// Its public page.
    pub href: String,
    /// The day by which it is counted.
    pub on: Option<Date>,
    /// A word more.
    pub note: String,
}

const ROWS_MAX: i64 = 10_000;

/// Whether this council's oversights are kept here from the beginning of a window.
pub fn keeps(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    Ok(store::begins(tx, council)?.0.0.is_some_and(|first| first.year() <= from.year()))
}

/// The number of oversights.
pub fn count(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
) -> db::Result<i64> {
    store::count_counted(tx, council, window, today, part)
}

/// The oversights behind the number.
pub fn list(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    part: Part,
) -> db::Result<Vec<CountedRow>> {
    let found = store::list_counted(tx, council, window, today, part, ROWS_MAX)?;
    Ok(found.iter().map(|one| row(one, one.field_ended_on.or(one.began_on), String::new())).collect())
}

fn row(one: &Oversight, on: Option<Date>, note: String) -> CountedRow {
    let note = if note.is_empty() { one.state.label().to_owned() } else { note };
    let label = format!("{}: {}", one.label(), text::truncate_words(&one.title, 120));
    CountedRow { label, href: one.public_path(), on, note }
}

/// C04: the reports that were due in a window, in time or all of them. A report enters when its day
/// is over, or when it is done.
pub fn reports(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
    law: &Law,
    in_time: bool,
) -> db::Result<Vec<CountedRow>> {
    let found = store::list_counted(tx, council, window, today, Part::Reporting, ROWS_MAX)?;
    let due = |one: &Oversight| one.field_ended_on.and_then(|on| rules::report_due(law, one.body_kind, on));
    Ok(found
        .iter()
        .filter_map(|one| due(one).map(|deadline| (one, deadline.due)))
        .filter(|(_, due)| window.0 <= *due && *due <= window.1)
        .filter(|(one, due)| *due < today || one.reported_on.is_some())
        .filter(|(one, due)| !in_time || one.reported_on.is_some_and(|on| on <= *due))
        .map(|(one, due)| {
            let done = one
                .reported_on
                .map_or_else(|| "chưa báo cáo".to_owned(), |on| format!("báo cáo {}", dates::print(on)));
            row(one, Some(due), format!("Hạn {}, {done}", dates::print(due)))
        })
        .collect())
}

/// C05: the recommendations issued in a window.
pub fn issued_count(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    kind: Option<RecommendationKind>,
) -> db::Result<i64> {
    store::count_issued(tx, council, window, kind)
}

/// The rows behind C05.
pub fn issued(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    kind: Option<RecommendationKind>,
) -> db::Result<Vec<CountedRow>> {
    let found = store::list_issued(tx, council, window, kind, ROWS_MAX)?;
    let names = directory::names(tx)?;
    let codes = codes(tx, &found)?;
    Ok(found
        .iter()
        .map(|one| {
            let lead = names.get(&one.lead_id).map_or("", String::as_str);
            recommendation_row(
                one,
                &codes,
                one.issued_on,
                format!("{lead}, hạn {}", dates::print(one.due_on)),
            )
        })
        .collect())
}

type Codes = std::collections::HashMap<kernel::OversightId, String>;

fn codes(tx: &mut Tx, found: &[Recommendation]) -> db::Result<Codes> {
    let mut ids: Vec<_> = found.iter().map(|one| one.oversight_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(store::many(tx, &ids)?.into_iter().map(|one| (one.id, one.code)).collect())
}

fn recommendation_row(one: &Recommendation, codes: &Codes, on: Date, note: String) -> CountedRow {
    let code = codes.get(&one.oversight_id).map_or("", String::as_str);
    CountedRow {
        label: format!("{code}, kiến nghị {}: {}", one.place, text::truncate_words(&one.text, 120)),
        href: format!("/giam-sat/{code}#kien-nghi-{}", one.place),
        on: Some(on),
        note,
    }
}

/// C06 and C07: recommendations by how they stood at the end of a window.
pub fn standing(
    tx: &mut Tx,
    council: OrganizationId,
    end: Date,
    today: Date,
    which: Standing,
) -> db::Result<Vec<CountedRow>> {
    let part = match which {
        Standing::Due => KindPart::Due,
        Standing::Ended(Outcome::Met) => KindPart::Ended(follow::Result_::Met),
        Standing::Ended(Outcome::Partly) => KindPart::Ended(follow::Result_::Partly),
        Standing::Ended(Outcome::NotDone) => KindPart::Ended(follow::Result_::NotDone),
        Standing::Open(from, to) => KindPart::Open { from, to },
    };
    let followed = follow::of_kind(tx, council, "recommendation", end, today, part)?;
    let ids: Vec<_> = followed.iter().filter_map(|one| one.source_id.as_deref()?.parse().ok()).collect();
    let known = store::recommendations_of_ids(tx, &ids)?;
    let own: Vec<Recommendation> = store::unfollowed(tx, council, end, today)?
        .into_iter()
        .filter(|one| stands(one, end, today, which))
        .collect();
    let all: Vec<Recommendation> = known.iter().chain(&own).cloned().collect();
    let codes = codes(tx, &all)?;
    let mut rows: Vec<CountedRow> = followed
        .iter()
        .map(|one| {
            let source = one.source_id.as_deref().unwrap_or_default();
            let recommendation = known.iter().find(|known| known.id.to_string() == source);
            let due = one.due_on.unwrap_or(one.origin_on);
            let stand = one.result.map_or_else(|| one.state.label(), follow::Result_::label);
            let note = format!("Hạn {}, {stand}", dates::print(due));
            match recommendation {
                Some(known) => recommendation_row(known, &codes, due, note),
                None => CountedRow { label: one.code.clone(), href: one.public_path(), on: one.due_on, note },
            }
        })
        .collect();
    rows.extend(own.iter().map(|one| {
        let stand = one.result.map_or("chưa xong", Outcome::label);
        recommendation_row(one, &codes, one.due_on, format!("Hạn {}, {stand}", dates::print(one.due_on)))
    }));
    Ok(rows)
}

/// The same for one that nothing else follows.
fn stands(one: &Recommendation, end: Date, today: Date, which: Standing) -> bool {
    let ended = one.ended_on.filter(|on| *on <= end);
    match which {
        Standing::Due => true,
        Standing::Ended(outcome) => ended.is_some() && one.result == Some(outcome),
        Standing::Open(from, to) => {
            let late = one.due_on.until(end.min(today)).map_or(0, |span| i64::from(span.get_days()));
            ended.is_none() && one.due_on < today && from <= late && late <= to
        }
    }
}
