//! What this area answers of the indicators: C01, C02, C04 to C07, and of G02
//! the conclusions that had to be open to everyone. The same question gives the
//! number and the rows. What is secret is counted nowhere.

use std::collections::HashMap;

use db::Tx;
use follow::KindPart;
use kernel::{Date, OrganizationId, dates, text};
use law::Publication;

use crate::model::{Addressee, BodyKind, Oversight, Recommendation};
use crate::{rules, store};

/// The oversights of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Thematic ones whose work with the bodies ended in it: C01.
    Thematic(Option<BodyKind>),
    /// Surveys made in it: C02.
    Survey,
    /// Those whose report was due in it: the denominator of C04.
    ReportDue,
    /// Those of them that came in time: its numerator.
    ReportInTime,
}

/// The recommendations as they stood at the end of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Due by then: the denominator of C06.
    Due,
    /// Over by then, with this result.
    Ended(follow::Result_),
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
    Ok(found.iter().map(|one| row(one, part)).collect())
}

fn row(one: &Oversight, part: Part) -> CountedRow {
    let (on, note) = match part {
        Part::Thematic(_) => (one.field_ended_on, one.state.label().to_owned()),
        Part::Survey => (one.began_on, one.state.label().to_owned()),
        Part::ReportDue | Part::ReportInTime => {
            let due = one.report_due_on.map(dates::print).unwrap_or_default();
            let done = one
                .reported_on
                .map_or_else(|| "chưa báo cáo".to_owned(), |on| format!("báo cáo {}", dates::print(on)));
            (one.report_due_on, format!("Hạn {due}, {done}"))
        }
    };
    let label = format!("{}: {}", one.label(), text::truncate_words(&one.title, 120));
    CountedRow { label, href: one.public_path(), on, note }
}

/// C05: the recommendations issued in a window, all or those to one kind of addressee.
pub fn issued_count(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    to: Option<Addressee>,
) -> db::Result<i64> {
    match to {
        None => store::count_issued(tx, council, window),
        Some(_) => Ok(i64::try_from(addressed(tx, council, window, to)?.len()).unwrap_or(i64::MAX)),
    }
}

/// The recommendations issued in a window to one kind of addressee.
fn addressed(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    to: Option<Addressee>,
) -> db::Result<Vec<Recommendation>> {
    let mut found = store::list_issued(tx, council, window, ROWS_MAX)?;
    let Some(to) = to else { return Ok(found) };
    let mut leads: Vec<_> = found.iter().map(|one| one.lead_id).chain([council]).collect();
    leads.sort_unstable();
    leads.dedup();
    let bodies = directory::organizations_of_ids(tx, &leads)?;
    let mut areas: Vec<_> = bodies.iter().map(|one| one.area_id).collect();
    areas.sort_unstable();
    areas.dedup();
    let parents: HashMap<_, _> =
        directory::areas_of_ids(tx, &areas)?.into_iter().map(|one| (one.id, one.parent_id)).collect();
    let own = bodies.iter().find(|one| one.id == council).map(|one| one.area_id);
    let kinds: HashMap<_, _> = bodies
        .iter()
        .map(|one| {
            let parent = parents.get(&one.area_id).copied().flatten();
            (one.id, rules::addressee(one.kind, own == Some(one.area_id), own.is_some() && own == parent))
        })
        .collect();
    found.retain(|one| kinds.get(&one.lead_id) == Some(&to));
    Ok(found)
}

/// The rows behind C05.
pub fn issued(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    to: Option<Addressee>,
) -> db::Result<Vec<CountedRow>> {
    let found = addressed(tx, council, window, to)?;
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

/// A conclusion that had to be open to everyone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// "Kết luận GS-2020-0003: …".
    pub label: String,
    /// Its public page.
    pub href: String,
    /// The day by which it had to be open, and the first on which it was.
    pub days: Publication,
}

/// G02: conclusions that had to be open by a day of a window. One whose day is today is not due
/// yet, unless it is open.
pub fn publications(
    tx: &mut Tx,
    council: OrganizationId,
    window: (Date, Date),
    today: Date,
) -> db::Result<Vec<Published>> {
    let found = store::publications(tx, council, window.0, window.1)?.into_iter();
    Ok(found
        .filter(|(_, _, due, on)| on.is_some() || *due < today)
        .map(|(code, title, due, on)| Published {
            label: format!("Kết luận giám sát {code}: {}", text::truncate_words(&title, 120)),
            href: format!("/giam-sat/{code}"),
            days: Publication { due: Some(due), on },
        })
        .collect())
}

type Codes = HashMap<kernel::OversightId, String>;

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
        Standing::Ended(result) => KindPart::Ended(result),
        Standing::Open(from, to) => KindPart::Open { from, to },
    };
    let followed = follow::of_kind(tx, council, "recommendation", end, today, part)?;
    let ids: Vec<_> = followed.iter().filter_map(|one| one.source_id.as_deref()?.parse().ok()).collect();
    let known = store::recommendations_of_ids(tx, &ids)?;
    let codes = codes(tx, &known)?;
    Ok(followed
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
        .collect())
}
