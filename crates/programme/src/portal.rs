//! What anyone may read: decided programmes, their items, what of them was done.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::numbers;
use kit::charts::QuarterStrip;
use kit::ui::Pager;
use kit::{Answer, Form, Problem, Shell, Visit, listing};

use crate::calendar::sessions_before;
use crate::model::{Kind, Programme};
use crate::pages::{
    ChangeRow, FILTERS, QuarterRows, ROWS_MAX, Shown, after, change_rows, filter_of, find, pager, quarters,
    reference, rows,
};
use crate::store::{self, Filter};
use crate::view::{self, DueLine, Tally};
use crate::{policy, rules};

/// The public list as an address asks for it: what is decided, of every council that keeps its
/// programmes here.
pub(crate) fn asked(form: &Form) -> Filter {
    Filter { council: form.value("hdnd").parse().ok(), ..filter_of(form) }
}

#[derive(Template)]
#[template(path = "programme/public_list.html")]
struct PublicListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    query: String,
    councils: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    pager: Pager,
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let filter = asked(&form);
            let found = store::list(ctx.tx, &filter, after(form.value("sau")), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let names: Vec<&str> = FILTERS.iter().copied().chain(["hdnd"]).collect();
            let query = form.query(&names, None);
            let pager = pager("/chuong-trinh", &query, &found);
            let mut councils = Vec::new();
            if let Some(home) = directory::home_council(ctx.tx, ctx.today)? {
                councils.push((home.id.to_string(), home.short_name.clone()));
                let communes = directory::commune_councils(ctx.tx, home.area_id, ctx.today)?;
                councils.extend(communes.into_iter().map(|(_, one)| (one.id.to_string(), one.short_name)));
            }
            let rows = rows(ctx, found, Programme::public_path)?;
            let shell = ctx
                .shell("Chương trình công tác, giám sát")?
                .crumb("Trang chủ", "/")
                .crumb("Chương trình", "/chuong-trinh");
            Answer::page(&PublicListPage {
                shell,
                form,
                rows,
                total: numbers::print_integer(total),
                query,
                councils: listing::any("Mọi HĐND", councils),
                kinds: listing::any("Mọi loại", Kind::choices()),
                pager,
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "programme/public_detail.html")]
struct PublicPage {
    shell: Shell,
    one: Programme,
    body: String,
    reference: String,
    tally: Tally,
    dues: Vec<DueLine>,
    strip: Option<QuarterStrip>,
    quarters: Vec<QuarterRows>,
    changes: Vec<ChangeRow>,
    may_open: bool,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            if !one.is_open() {
                return Ok(Answer::see_other(one.path()));
            }
            let body = directory::organization(ctx.tx, one.body_id)?.ok_or(Problem::NotFound)?;
            let items = store::items(ctx.tx, one.id)?;
            // Whose account changed it is the office's matter
            let mut changes = change_rows(store::changes(ctx.tx, one.id)?);
            for change in &mut changes {
                change.actor.clear();
            }
            let sessions = sessions_before(ctx.tx, one.council_id, one.year)?;
            let milestones = rules::calendar(ctx.law, &one, body.kind, sessions);
            let title = format!("{}, {}", one.label(), body.short_name);
            let shell = ctx
                .shell(title)?
                .crumb("Trang chủ", "/")
                .crumb("Chương trình", "/chuong-trinh")
                .crumb(one.label(), one.public_path());
            Answer::page(&PublicPage {
                shell,
                reference: reference(&one),
                tally: Tally::of(&items, ctx.today, ctx.law),
                dues: view::dues(milestones, ctx.today, ctx.law),
                strip: view::strip(&one, &items, None, ctx.today, ctx.law),
                quarters: quarters(ctx, &items, false),
                changes,
                body: body.name,
                may_open: policy::may(ctx.actor, policy::Action::Keep, &one),
                one,
            })
        })
        .await
}
