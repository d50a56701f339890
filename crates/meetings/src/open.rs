//! What indicators ask of meetings: B01 and B02.

use db::Tx;
use directory::OrganizationKind;
use kernel::{Date, OrganizationId, text};

use crate::model::Kind;
use crate::store;

/// Which meetings are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Of the Standing Committee.
    Standing,
    /// Of committees, of all of them.
    Committees,
    /// Of the committees with this field in their name.
    CommitteesOf(&'static str),
    /// Of the committees with none of the known fields.
    OtherCommittees,
}

/// The fields of committees, folded as they stand in the committees' names.
pub const FIELDS: [&str; 5] = ["phap che", "kinh te xa hoi", "kinh te ngan sach", "van hoa xa hoi", "do thi"];

/// A row that an indicator counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// The day on which it was held.
    pub on: Date,
    /// Whose meeting.
    pub note: String,
}

/// Whether this council's meetings are written down here from the beginning of a window.
pub fn keeps(tx: &mut Tx, council: OrganizationId, from: Date) -> db::Result<bool> {
    let db::One((first,)) = store::begins(tx, council)?;
    Ok(first.is_some_and(|first| first <= from || first.first_of_month() <= from))
}

/// The committees of a council whose names hold a field, or none of the known ones.
fn committees(
    tx: &mut Tx,
    council: OrganizationId,
    wanted: impl Fn(&str) -> bool,
) -> db::Result<Vec<OrganizationId>> {
    let Some(known) = directory::organization(tx, council)? else { return Ok(Vec::new()) };
    Ok(directory::organizations_of_area(tx, known.area_id)?
        .into_iter()
        .filter(|one| one.kind == OrganizationKind::Committee && one.parent_id == Some(council))
        .filter(|one| wanted(&text::fold(&one.name)))
        .map(|one| one.id)
        .collect())
}

fn narrowed(
    tx: &mut Tx,
    council: OrganizationId,
    part: Part,
) -> db::Result<(Kind, Option<Vec<OrganizationId>>)> {
    Ok(match part {
        Part::Standing => (Kind::Standing, None),
        Part::Committees => (Kind::Committee, None),
        Part::CommitteesOf(field) => {
            (Kind::Committee, Some(committees(tx, council, |name| name.contains(field))?))
        }
        Part::OtherCommittees => {
            let other = |name: &str| !FIELDS.iter().any(|field| name.contains(field));
            (Kind::Committee, Some(committees(tx, council, other)?))
        }
    })
}

/// How many.
pub fn count(tx: &mut Tx, council: OrganizationId, from: Date, to: Date, part: Part) -> db::Result<i64> {
    let (kind, bodies) = narrowed(tx, council, part)?;
    store::count_held(tx, council, (from, to), &[kind], bodies.as_deref())
}

/// Which.
pub fn list(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    part: Part,
    most: i64,
) -> db::Result<Vec<Counted>> {
    let (kind, bodies) = narrowed(tx, council, part)?;
    let found = store::held(tx, council, (from, to), &[kind], bodies.as_deref(), most)?;
    let names = directory::names(tx)?;
    Ok(found
        .into_iter()
        .map(|one| Counted {
            label: one.label(),
            href: one.path(),
            on: one.held_on,
            note: names.get(&one.body_id).cloned().unwrap_or_default(),
        })
        .collect())
}
