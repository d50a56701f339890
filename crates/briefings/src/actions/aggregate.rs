//! The aggregate of the communes' reports, made as often as something new comes in.

use std::collections::HashMap;

use audit::Deed;
use directory::{Area, Organization};
use kernel::{AreaId, BriefingId, OrganizationId};
use kit::{Ctx, Error};

use super::report::{Standing, standing};
use super::{Result, load};
use crate::model::{Briefing, Refusal};
use crate::policy::Action;
use crate::snapshot::{Raised, Snapshot, Texts};
use crate::{figures, store_reports, store_room};

/// An aggregate that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// From 1.
    pub number: i64,
    /// When.
    pub made_ms: i64,
    /// By whom.
    pub made_by: String,
    /// Reports in.
    pub reports_in: i64,
    /// Reports owed.
    pub reports_total: i64,
    /// What it says.
    pub snapshot: Snapshot,
}

/// Makes an aggregate of what is in now. Gives its number.
pub fn aggregate(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<i64> {
    let briefing = load(ctx, id, Action::Prepare, None)?;
    if !briefing.takes_reports() {
        return Err(Error::Refused(Refusal::WrongState(briefing.state)));
    }
    let snapshot = compose(ctx, &briefing)?;
    let number = store_room::aggregates(ctx.tx, id)?.first().map_or(1, |last| last.0 + 1);
    let (there, missing) = (count(&snapshot.units_in), count(&snapshot.missing));
    let content = serde_json::to_string(&snapshot)
        .map_err(|error| Error::Refused(Refusal::Other(error.to_string())))?;
    let row: BriefingId = ctx.id();
    let name = ctx.actor.name.clone();
    store_room::insert_aggregate(
        ctx.tx,
        &row.to_string(),
        id,
        number,
        ctx.now,
        &name,
        there,
        there + missing,
        &content,
    )?;
    let label = format!("{}, báo cáo tổng hợp lần {number} ({there}/{})", briefing.title, there + missing);
    audit::record(ctx, Deed::new("briefing.aggregate", "briefing", id, label))?;
    Ok(number)
}

fn count(names: &[String]) -> i64 {
    i64::try_from(names.len()).unwrap_or(i64::MAX)
}

/// What an aggregate would say now.
fn compose(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<Snapshot> {
    let all = standing(ctx, briefing)?;
    let owing: Vec<&Standing> = all.iter().filter(|one| !one.is_gone()).collect();
    let units: Vec<(Area, Organization)> =
        owing.iter().map(|one| (one.area.clone(), one.council.clone())).collect();
    let only: Vec<AreaId> = owing.iter().filter(|one| one.is_in()).map(|one| one.area.id).collect();
    let names = directory::names(ctx.tx)?;
    Ok(Snapshot {
        units_in: owing.iter().filter(|one| one.is_in()).map(|one| one.area.name.clone()).collect(),
        missing: owing.iter().filter(|one| !one.is_in()).map(|one| one.area.name.clone()).collect(),
        sums: figures::sums(ctx, &units, briefing.quarter(), &only)?,
        texts: owing.iter().filter(|one| one.is_in()).filter_map(|one| texts(one)).collect(),
        raised: raised(ctx, briefing, &owing, &names)?,
    })
}

fn texts(one: &Standing) -> Option<Texts> {
    let report = one.report.as_ref()?;
    Some(Texts {
        unit: one.area.name.clone(),
        results: report.results.clone(),
        shortcomings: report.shortcomings.clone(),
        tasks: report.tasks.clone(),
    })
}

fn raised(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    owing: &[&Standing],
    names: &HashMap<OrganizationId, String>,
) -> Result<Vec<Raised>> {
    let all = store_reports::difficulties(ctx.tx, briefing.id)?;
    let unit = |body: OrganizationId| {
        owing.iter().find(|one| one.council.id == body).map(|one| one.area.name.clone())
    };
    Ok(all
        .into_iter()
        .filter_map(|one| {
            let unit = unit(one.raised_by_id)?;
            let addressee = one.addressee_id.and_then(|body| names.get(&body).cloned());
            Some(Raised {
                unit,
                kind: one.kind.label().to_owned(),
                addressee: addressee.unwrap_or_else(|| "cơ quan chưa ghi rõ".to_owned()),
                subject: one.subject,
                text: one.text,
                answer: one.answer,
            })
        })
        .collect())
}

/// The aggregates of a briefing, newest first.
pub fn aggregates(ctx: &mut Ctx<'_>, id: BriefingId) -> Result<Vec<Made>> {
    let rows = store_room::aggregates(ctx.tx, id)?;
    rows.into_iter()
        .map(|(number, made_ms, made_by, reports_in, reports_total, content)| {
            let snapshot = serde_json::from_str(&content)
                .map_err(|_| db::Error::Corrupt { column: 5, wanted: "the content of an aggregate" })?;
            Ok(Made { number, made_ms, made_by, reports_in, reports_total, snapshot })
        })
        .collect()
}
