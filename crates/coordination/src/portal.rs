//! What anyone may know of coordination.

use askama::Template;
use axum::response::Response;
use chain::Reader;
use directory::Organization;
use kernel::dates;
use kit::{Answer, Ctx, ListFile, Problem, Shell, Visit};
use papers::{Cell, Column, Table};
use serde_json::{Value, json};

use crate::model::{Activity, Campaign, Coordination, parted};
use crate::pages::{ActivityRow, CampaignRow, RegulationRow, activity_rows, campaign_rows, regulation_rows};
use crate::{groups, store};

#[derive(Template)]
#[template(path = "coordination/public.html")]
struct PublicPage {
    shell: Shell,
    year: i16,
    regulations: Vec<RegulationRow>,
    activities: Vec<ActivityRow>,
    campaigns: Vec<(CampaignRow, Vec<String>)>,
    groups: Vec<(String, String)>,
}

/// What anyone may know: public regulations with what was met this year, activities, campaigns.
struct Known {
    year: i16,
    regulations: Vec<Coordination>,
    rows: Vec<RegulationRow>,
    activities: Vec<Activity>,
    campaigns: Vec<Campaign>,
    groups: Vec<Organization>,
}

impl Known {
    fn load(ctx: &mut Ctx<'_>) -> Result<Self, Problem> {
        let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?.id;
        let year = ctx.today.year();
        let mut regulations = store::coordinations(ctx.tx, council)?;
        regulations.retain(|one| one.is_public);
        let rows = regulation_rows(ctx, Reader::Public, council, &regulations, year)?;
        let mut activities = store::activities(ctx.tx, council)?;
        activities.retain(|one| one.is_public);
        let mut campaigns = store::campaigns(ctx.tx, council)?;
        campaigns.retain(|one| one.is_public);
        let groups = groups::of_council(ctx, council)?;
        Ok(Self { year, regulations, rows, activities, campaigns, groups })
    }
}

/// The news of a campaign on the portal.
fn news_of(one: &Campaign) -> Vec<String> {
    one.news.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

pub(crate) async fn page(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let known = Known::load(ctx)?;
            let activities = activity_rows(ctx, &known.activities)?;
            let news: Vec<Vec<String>> = known.campaigns.iter().map(news_of).collect();
            let campaigns = campaign_rows(ctx, &known.campaigns)?.into_iter().zip(news).collect();
            let groups = known
                .groups
                .into_iter()
                .map(|one| (one.short_name, format!("/to-dai-bieu/{}", one.id)))
                .collect();
            let shell = ctx.shell("Phối hợp")?.crumb("Trang chủ", "/").crumb("Phối hợp", "/phoi-hop");
            let (year, regulations) = (known.year, known.rows);
            Answer::page(&PublicPage { shell, year, regulations, activities, campaigns, groups })
        })
        .await
}

/// The regulations as a file, with what was met this year.
pub(crate) async fn file(visit: Visit, file: ListFile) -> Response {
    visit
        .read(move |ctx| {
            let known = Known::load(ctx)?;
            let count = |number: usize| Cell::Number(i64::try_from(number).unwrap_or(i64::MAX));
            let day = |day: Option<kernel::Date>| day.map_or_else(|| Cell::text(""), Cell::Date);
            let rows = known
                .regulations
                .iter()
                .zip(&known.rows)
                .map(|(one, row)| {
                    vec![
                        Cell::text(&one.number),
                        Cell::text(&one.title),
                        Cell::text(&row.parties),
                        Cell::Date(one.signed_on),
                        Cell::Date(one.from_on),
                        day(one.to_on),
                        count(row.met),
                        count(row.due),
                        Cell::text(row.missed.join("; ")),
                    ]
                })
                .collect();
            let columns = vec![
                Column::left("Số", 3),
                Column::left("Quy chế", 8),
                Column::left("Các bên", 6),
                Column::center("Ngày ký", 3),
                Column::center("Từ ngày", 3),
                Column::center("Đến ngày", 3),
                Column::right("Đã thực hiện (kỳ)", 2),
                Column::right("Phải thực hiện (kỳ)", 2),
                Column::left("Kỳ chưa thực hiện", 6),
            ];
            let table = Table { caption: String::new(), columns, rows, notes: Vec::new() };
            Answer::list(ctx, file, "Quy chế phối hợp", "phoi-hop", table)
        })
        .await
}

/// The same as data.
pub(crate) async fn json(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let known = Known::load(ctx)?;
            let names = directory::names(ctx.tx)?;
            let base = ctx.app.settings().public_url.clone();
            let bodies = |column: &str| -> Vec<String> {
                parted(column).iter().filter_map(|id| names.get(id).cloned()).collect()
            };
            let regulations: Vec<Value> = known
                .regulations
                .iter()
                .zip(&known.rows)
                .map(|(one, row)| {
                    json!({
                        "id": one.id.to_string(),
                        "number": one.number,
                        "title": one.title,
                        "signed_on": dates::iso(one.signed_on),
                        "from_on": dates::iso(one.from_on),
                        "to_on": one.to_on.map(dates::iso),
                        "parties": bodies(&one.parties),
                        "met": row.met,
                        "due": row.due,
                        "missed": row.missed,
                        "demonstration": one.is_demonstration,
                    })
                })
                .collect();
            let activities: Vec<Value> = known
                .activities
                .iter()
                .map(|one| {
                    json!({
                        "id": one.id.to_string(),
                        "title": one.title,
                        "from_on": dates::iso(one.from_on),
                        "to_on": dates::iso(one.to_on),
                        "leads": bodies(&one.leads),
                        "cooperating": bodies(&one.cooperating),
                        "product": one.product,
                        "done_on": one.done_on.map(dates::iso),
                        "result": one.result,
                        "demonstration": one.is_demonstration,
                    })
                })
                .collect();
            let campaigns: Vec<Value> = known
                .campaigns
                .iter()
                .map(|one| {
                    let news = news_of(one).into_iter().map(|path| format!("{base}{path}"));
                    json!({
                        "id": one.id.to_string(),
                        "topic": one.topic,
                        "from_on": dates::iso(one.from_on),
                        "to_on": dates::iso(one.to_on),
                        "bodies": bodies(&one.bodies),
                        "channels": one.channels,
                        "news": news.collect::<Vec<_>>(),
                        "demonstration": one.is_demonstration,
                    })
                })
                .collect();
            let groups: Vec<Value> = known
                .groups
                .iter()
                .map(|one| json!({ "name": one.name, "url": format!("{base}/to-dai-bieu/{}", one.id) }))
                .collect();
            Answer::json(&json!({
                "year": known.year,
                "regulations": regulations,
                "activities": activities,
                "campaigns": campaigns,
                "groups": groups,
                "url": format!("{base}/phoi-hop"),
            }))
        })
        .await
}
