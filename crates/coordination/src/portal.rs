//! What anyone may know of coordination.

use askama::Template;
use axum::response::Response;
use kit::{Answer, Problem, Shell, Visit};

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

/// Regulations with what was met this year, activities and campaigns, as far as they are public.
pub(crate) async fn page(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?.id;
            let year = ctx.today.year();
            let mut regulations = store::coordinations(ctx.tx, council)?;
            regulations.retain(|one| one.is_public);
            let regulations = regulation_rows(ctx, council, &regulations, year)?;
            let mut activities = store::activities(ctx.tx, council)?;
            activities.retain(|one| one.is_public);
            let activities = activity_rows(ctx, &activities)?;
            let mut all = store::campaigns(ctx.tx, council)?;
            all.retain(|one| one.is_public);
            let news = all.iter().map(|one| {
                let lines = one.news.lines().map(str::trim).filter(|line| !line.is_empty());
                lines.map(str::to_owned).collect::<Vec<_>>()
            });
            let news: Vec<Vec<String>> = news.collect();
            let campaigns = campaign_rows(ctx, &all)?.into_iter().zip(news).collect();
            let groups = groups::of_council(ctx, council)?
                .into_iter()
                .map(|one| (one.short_name, format!("/to-dai-bieu/{}", one.id)))
                .collect();
            let shell = ctx.shell("Phối hợp")?.crumb("Trang chủ", "/").crumb("Phối hợp", "/phoi-hop");
            Answer::page(&PublicPage { shell, year, regulations, activities, campaigns, groups })
        })
        .await
}
