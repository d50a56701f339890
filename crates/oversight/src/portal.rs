//! What anyone may read: the oversights of the council, their steps, reports, conclusions,
//! recommendations, and what became of them (Luật 87/2015/QH13, Điều 89). What is secret is not.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{OrganizationId, dates, numbers};
use kit::charts::QuarterStrip;
use kit::ui::{Badge, Facets, Pager, Steps};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, listing};

use crate::common::Whole;
use crate::model::{BodyKind, Kind, Oversight};
use crate::pages::{
    BodyRow, Choices, FILTERS, ROWS_MAX, RecommendationRow, Shown, VisitRow, body_rows, facets, filter_of,
    first_visit, recommendation_rows, rows, strip, team_names, visit_rows, year_choices,
};
use crate::paper::{self, PaperRow};
use crate::policy::Action;
use crate::store::{self, Filter};
use crate::view::{self, DueLine};

/// The public list as an address asks for it: the installation's own council's.
pub(crate) fn asked(ctx: &mut Ctx<'_>, form: &Form) -> Result<(Filter, OrganizationId), Problem> {
    let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?.id;
    Ok((Filter { council: Some(council), ..filter_of(form) }, council))
}

#[derive(Template)]
#[template(path = "oversight/public_list.html")]
struct PublicListPage {
    shell: Shell,
    form: Form,
    strip: Option<QuarterStrip>,
    facets: Facets,
    rows: Vec<Shown>,
    total: String,
    query: String,
    years: Choices,
    kinds: Choices,
    body_kinds: Choices,
    pager: Pager,
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let (filter, council) = asked(ctx, &form)?;
            let found = store::list(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let query = form.query(&FILTERS, None);
            let pager = Pager {
                newer: None,
                older: listing::next(&format!("/giam-sat{query}"), &found, ROWS_MAX, |one| {
                    (one.planned_from, one.id)
                }),
            };
            let year = filter.year.unwrap_or_else(|| i64::from(ctx.today.year()));
            let csv = format!("/giam-sat.csv?nam={year}");
            let strip = strip(ctx, &filter, year, csv, Oversight::public_path)?;
            let facets = facets(ctx, &form, &filter, "/giam-sat")?;
            let years = year_choices(ctx, Some(council))?;
            let rows = rows(ctx, found, Oversight::public_path)?;
            let shell =
                ctx.shell("Giám sát, khảo sát")?.crumb("Trang chủ", "/").crumb("Giám sát", "/giam-sat");
            Answer::page(&PublicListPage {
                shell,
                form,
                strip,
                facets,
                rows,
                total: numbers::print_integer(total),
                query,
                years,
                kinds: listing::any("Mọi loại", Kind::choices()),
                body_kinds: listing::any("Mọi chủ thể", BodyKind::choices()),
                pager,
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "oversight/public_detail.html")]
struct PublicPage {
    shell: Shell,
    one: Oversight,
    badge: Badge,
    by: String,
    plan: String,
    steps: Steps,
    dues: Vec<DueLine>,
    head: String,
    members: Vec<String>,
    bodies: Vec<BodyRow>,
    visits: Vec<VisitRow>,
    recommendations: Vec<RecommendationRow>,
    late: usize,
    done: usize,
    papers: Vec<PaperRow>,
    first: Option<(String, String)>,
    again: Vec<(String, String)>,
    reported: String,
    concluded: String,
    may_open: bool,
}

impl PublicPage {
    /// In the words of <https://schema.org/Report>.
    fn linked_data(&self) -> String {
        let one = &self.one;
        let address = format!("{}{}", self.shell.public_url, one.public_path());
        kit::linked_data(kit::json!({
            "@type": "Report",
            "@id": address,
            "url": address,
            "name": one.title,
            "reportNumber": one.code,
            "inLanguage": "vi",
            "about": one.scope,
            "temporalCoverage": format!("{}/{}", dates::iso(one.planned_from), dates::iso(one.planned_to)),
            "datePublished": one.concluded_on.or(one.decided_on).map(dates::iso),
            "author": { "@type": "GovernmentOrganization", "name": self.by },
        }))
    }
}

pub(crate) async fn show(visit: Visit, Path(code): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = store::by_code(ctx.tx, &code)?.ok_or(Problem::NotFound)?;
            let whole = Whole::of(ctx, one)?;
            if !whole.one.is_open() {
                let may_read = whole.may(ctx.actor, Action::Read);
                return if may_read {
                    Ok(Answer::see_other(whole.one.path()))
                } else {
                    Err(Problem::NotFound)
                };
            }
            Answer::page(&public_page(ctx, whole)?)
        })
        .await
}

fn public_page(ctx: &mut Ctx<'_>, whole: Whole) -> Result<PublicPage, Problem> {
    let id = whole.one.id;
    let names = directory::names(ctx.tx)?;
    let recommendations = recommendation_rows(ctx, id, &names, true)?;
    let bodies = body_rows(ctx, &whole, &names)?;
    let (head, members) = team_names(ctx, &whole)?;
    let first_visit = first_visit(ctx, id)?;
    let open = |one: Oversight| one.is_open().then(|| (one.label(), one.public_path()));
    let first = match whole.one.first_id {
        Some(first) => store::oversight(ctx.tx, first)?.and_then(open),
        None => None,
    };
    let again = store::again(ctx.tx, id)?.into_iter().filter_map(open).collect();
    let papers = paper::public_rows(ctx, &whole)?;
    let visits = visit_rows(ctx, id)?;
    let one = whole.one;
    let shell = ctx
        .shell(one.label())?
        .crumb("Trang chủ", "/")
        .crumb("Giám sát", "/giam-sat")
        .crumb(&one.code, one.public_path());
    Ok(PublicPage {
        shell,
        badge: view::badge(&one, ctx.law, ctx.today),
        by: names.get(&one.body_id).cloned().unwrap_or_default(),
        plan: view::plan(&one),
        steps: view::steps(&one, ctx.law, ctx.today),
        dues: view::dues(&one, first_visit, ctx.law, ctx.today),
        head,
        members,
        bodies,
        visits,
        late: recommendations.iter().filter(|row| row.is_late).count(),
        done: recommendations.iter().filter(|row| !row.is_open).count(),
        recommendations,
        papers,
        first,
        again,
        reported: one.reported_on.map(dates::print_weekday).unwrap_or_default(),
        concluded: one.concluded_on.map(dates::print_weekday).unwrap_or_default(),
        may_open: ctx.actor.is_signed_in(),
        one,
    })
}
