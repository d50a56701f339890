//! What this area answers of the indicators: C09 (letters that urged) and F02 (conclusions of
//! the last briefing addressed to a unit). The same question gives the number and the rows.

use db::Tx;
use kernel::{AreaId, Date, FollowUpId, OrganizationId};

use crate::model::FollowUp;
use crate::store;

/// A row that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Its date.
    pub on: Option<Date>,
    /// A word more.
    pub note: String,
}

/// C09: letters of this council that urged, dated in the window.
pub fn reminders(
    tx: &mut Tx,
    council: OrganizationId,
    from: Date,
    to: Date,
    most: i64,
) -> db::Result<(i64, Vec<Counted>)> {
    let db::One((total,)) = store::count_reminders(tx, council, from, to)?;
    Ok((total, store::reminders(tx, council, from, to, most)?.into_iter().map(urged).collect()))
}

/// E09: those of them in matters of one kind of source.
pub fn reminders_about(
    tx: &mut Tx,
    council: OrganizationId,
    kind: &str,
    from: Date,
    to: Date,
    most: i64,
) -> db::Result<(i64, Vec<Counted>)> {
    let db::One((total,)) = store::count_reminders_about(tx, council, kind, from, to)?;
    let rows = store::reminders_about(tx, council, kind, from, to, most)?;
    Ok((total, rows.into_iter().map(urged).collect()))
}

fn urged((on, code, id, text): (Date, String, FollowUpId, String)) -> Counted {
    Counted {
        label: format!("{code}: {text}"),
        href: format!("/lam-viec/viec/{id}"),
        on: Some(on),
        note: "Đôn đốc".to_owned(),
    }
}

/// Whether this council follows anything here.
pub fn keeps(tx: &mut Tx, council: OrganizationId) -> db::Result<bool> {
    Ok(store::any_of_council(tx, council)?.is_some())
}

/// F02: conclusions of briefings first asked in the window whose lead is a body of this unit;
/// `part` is `done`, `late`, `open`, `overdue`, or nothing for all.
pub fn of_last_briefing(
    tx: &mut Tx,
    area: AreaId,
    from: Date,
    to: Date,
    part: Option<&str>,
    today: Date,
) -> db::Result<Vec<Counted>> {
    let leads: Vec<OrganizationId> =
        directory::organizations_of_area(tx, area)?.into_iter().map(|one| one.id).collect();
    let rows = store::briefing_duties(tx, &leads, from, to, part, today)?;
    Ok(rows.iter().map(counted).collect())
}

fn counted(follow_up: &FollowUp) -> Counted {
    Counted {
        label: format!("{}: {}", follow_up.code, kernel::text::truncate_words(&follow_up.text, 120)),
        href: if follow_up.is_public { follow_up.public_path() } else { follow_up.path() },
        on: follow_up.due_on,
        note: follow_up.result.map_or_else(|| follow_up.state.label(), |result| result.label()).to_owned(),
    }
}
