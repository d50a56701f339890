//! The aggregate as it was last made, what has moved since, and its files.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{dates, text};
use kit::charts::{About, BarsByCommune, Datum};
use kit::ui::Badge;
use kit::{Answer, Ctx, Problem, Shell, Visit};
use papers::Letter;

use super::{Head, preparable, shell};
use crate::actions::{self, Made};
use crate::model::Briefing;
use crate::snapshot::{self, Changes, Groups, Snapshot};
use crate::{figures, letters};

pub(crate) struct SumRow {
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) unit: String,
    pub(crate) total: String,
    pub(crate) href: String,
    pub(crate) change: String,
    pub(crate) previous: String,
    pub(crate) last_year: String,
    pub(crate) gaps: String,
    /// Unit, figure, and the page of the rows that it counts.
    pub(crate) by_unit: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "briefings/aggregate.html")]
struct AggregatePage {
    shell: Shell,
    head: Head,
    heading: String,
    can_make: bool,
    made: Option<Made>,
    when: String,
    badge: Option<Badge>,
    changes: Changes,
    waiting: Vec<String>,
    sums: Vec<SumRow>,
    chart: Option<BarsByCommune>,
    groups: Groups,
    older: Vec<(i64, String)>,
}

pub(crate) async fn aggregate(visit: Visit, Path(id): Path<String>) -> Response {
    let number = visit.query("lan").and_then(|number| number.parse::<i64>().ok());
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            Answer::page(&aggregate_page(ctx, &briefing, number)?)
        })
        .await
}

fn aggregate_page(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    number: Option<i64>,
) -> Result<AggregatePage, Problem> {
    let mut all = actions::aggregates(ctx, briefing.id)?;
    let older: Vec<(i64, String)> =
        all.iter().map(|one| (one.number, dates::print_time(one.made_ms))).collect();
    let newest = all.first().map(|one| one.number);
    let at = number
        .map_or(Some(0), |number| all.iter().position(|one| one.number == number))
        .ok_or(Problem::NotFound)?;
    let before = all.get(at + 1).map(|one| one.snapshot.clone()).unwrap_or_default();
    let made = if all.is_empty() { None } else { Some(all.swap_remove(at)) };
    let changes = made
        .as_ref()
        .filter(|one| one.number > 1)
        .map(|one| snapshot::changes(&before, &one.snapshot))
        .unwrap_or_default();
    let is_newest = made.as_ref().map(|one| one.number) == newest;
    // A report that came in, or went back, after the newest aggregate
    let waiting = match &made {
        Some(made) if is_newest && briefing.takes_reports() => stale(ctx, briefing, &made.snapshot)?,
        Some(_) | None => Vec::new(),
    };
    let badge = made.as_ref().map(|made| {
        if made.snapshot.missing.is_empty() {
            Badge::done("Đủ báo cáo")
        } else {
            Badge::waiting(format!("Thiếu {} xã", made.snapshot.missing.len()))
        }
    });
    let head = Head::of(ctx, briefing, "/tong-hop")?;
    let shell = shell(ctx, briefing, "Báo cáo tổng hợp", "/tong-hop")?;
    let when = made.as_ref().map_or_else(String::new, |made| {
        format!("Lần {}, {} bởi {}", made.number, dates::print_time(made.made_ms), made.made_by)
    });
    Ok(AggregatePage {
        shell,
        head,
        heading: format!("Tổng hợp {}", briefing.quarter_label()),
        can_make: briefing.takes_reports(),
        when,
        badge,
        changes,
        waiting,
        sums: match &made {
            Some(made) => sum_rows(ctx, briefing, &made.snapshot)?,
            None => Vec::new(),
        },
        chart: made.as_ref().and_then(|made| chart(&made.snapshot)),
        groups: made.as_ref().map(|made| snapshot::grouped(&made.snapshot.raised)).unwrap_or_default(),
        made,
        older,
    })
}

fn stale(ctx: &mut Ctx<'_>, briefing: &Briefing, made: &Snapshot) -> Result<Vec<String>, Problem> {
    let standing = actions::standing(ctx, briefing)?;
    Ok(standing
        .iter()
        .filter(|one| one.is_in() != made.units_in.contains(&one.area.name))
        .map(|one| {
            if one.is_in() {
                format!("{} mới nộp", one.area.name)
            } else {
                format!("{} đã bị trả lại", one.area.name)
            }
        })
        .collect())
}

pub(crate) fn sum_rows(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    made: &Snapshot,
) -> Result<Vec<SumRow>, Problem> {
    let communes = directory::commune_councils(ctx.tx, briefing.area_id, briefing.held_on)?;
    let link = |unit: &str, indicator: &str| {
        let found = communes.iter().find(|(area, _)| area.name == unit);
        found.map_or_else(String::new, |(area, _)| figures::path(&area.code, briefing.quarter(), indicator))
    };
    Ok(made
        .sums
        .iter()
        .map(|sum| SumRow {
            code: sum.code.clone(),
            label: sum.label.clone(),
            unit: sum.unit.clone(),
            total: sum.total.printed(),
            href: format!("#x-{}", sum.code),
            change: sum.total.change_from(sum.previous),
            previous: sum.previous.printed(),
            last_year: sum.last_year.printed(),
            gaps: sum.gaps_words(),
            by_unit: sum
                .by_unit
                .iter()
                .map(|(unit, number)| (unit.clone(), number.printed(), link(unit, &sum.code)))
                .collect(),
        })
        .collect())
}

/// Sessions held by each commune, the figure every briefing begins with.
fn chart(made: &Snapshot) -> Option<BarsByCommune> {
    let sum = made.sums.iter().find(|sum| sum.code == "A02").or_else(|| made.sums.first())?;
    let data = sum.by_unit.iter().map(|(unit, number)| Datum::new(unit, number.value)).collect();
    let says = format!("{}: {}", sum.label, sum.total.printed());
    Some(BarsByCommune::new(About::new("tong-hop", says).unit(&sum.unit), data))
}

/// The report as a letter: the newest aggregate.
fn letter(ctx: &mut Ctx<'_>, briefing: &Briefing) -> Result<(Letter, Snapshot), Problem> {
    let made = actions::aggregates(ctx, briefing.id)?.into_iter().next().ok_or(Problem::NotFound)?;
    let head = letters::Head::of(ctx, briefing.council_id, ctx.today)?;
    Ok((letters::aggregate(&head, briefing, &made.snapshot, ctx.today), made.snapshot))
}

fn file_name(briefing: &Briefing, ending: &str) -> String {
    format!("tong-hop-giao-ban-{}.{ending}", text::slug(&briefing.period))
}

pub(crate) async fn docx(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            let (letter, _) = letter(ctx, &briefing)?;
            Answer::docx(&letter, file_name(&briefing, "docx"))
        })
        .await
}

pub(crate) async fn pdf(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            let (letter, _) = letter(ctx, &briefing)?;
            Answer::pdf(ctx.app, &letter, file_name(&briefing, "pdf"))
        })
        .await
}

pub(crate) async fn xlsx(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            let (_, made) = letter(ctx, &briefing)?;
            let subtitle = if made.missing.is_empty() {
                "Đủ báo cáo của các xã, thị trấn".to_owned()
            } else {
                format!("Không gồm: {}", made.missing.join(", "))
            };
            let sheet = |name: &str, table| ::papers::Sheet {
                name: name.to_owned(),
                title: format!("Tổng hợp {}", briefing.quarter_label()),
                subtitle: subtitle.clone(),
                table,
            };
            let sheets =
                [sheet("Tổng hợp", letters::totals(&made)), sheet("Theo xã", letters::by_unit(&made))];
            Answer::xlsx(&sheets, file_name(&briefing, "xlsx"))
        })
        .await
}
