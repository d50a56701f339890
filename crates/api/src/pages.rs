//! The keys of an installation, and the form that makes one.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use kernel::{ApiKeyId, Date, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::model::{ApiKey, Scope};
use crate::policy::{self, Action};
use crate::{rules, store};

pub(crate) const BASE: &str = "/lam-viec/khoa-api";
const ROWS_MAX: i64 = 50;
/// Above every identifier.
const LAST: &str = "~";
/// What is warned of: a key that soon ends.
const SOON_DAYS: i64 = 30;

struct Row {
    key: ApiKey,
    body: String,
    scopes: Vec<&'static str>,
    expires: String,
    used: String,
    badge: Badge,
    may_revoke: bool,
}

#[derive(Template)]
#[template(path = "api/list.html")]
pub(crate) struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Row>,
    older: Option<String>,
    bodies: Vec<(String, String)>,
    scopes: Vec<(String, String)>,
    fresh: Option<String>,
}

fn standing(key: &ApiKey, today: Date) -> Badge {
    let soon = dates::date_of(dates::midnight(today) + SOON_DAYS * 86_400_000);
    if let Some(day) = key.revoked_on {
        Badge::moved(format!("Thu hồi {}", dates::print(day)))
    } else if key.expires_on < today {
        Badge::moved("Hết hạn")
    } else if key.expires_on <= soon {
        Badge::doing("Sắp hết hạn")
    } else {
        Badge::done("Đang dùng")
    }
}

/// The page; `fresh` is a key that was just made, shown this once.
pub(crate) fn list_page(
    ctx: &mut Ctx<'_>,
    form: Form,
    before: &str,
    fresh: Option<String>,
) -> Result<ListPage, Problem> {
    if !policy::may(ctx.actor, Action::Keep) {
        return Err(Problem::NotFound);
    }
    let before = if before.is_empty() { LAST } else { before };
    let keys = store::keys_before(ctx.tx, before, ROWS_MAX)?;
    let uses: HashMap<ApiKeyId, Date> = store::uses_before(ctx.tx, before, ROWS_MAX)?.into_iter().collect();
    let older = keys
        .last()
        .filter(|_| i64::try_from(keys.len()) == Ok(ROWS_MAX))
        .map(|last| format!("{BASE}?truoc={}", last.id));
    let ids: Vec<_> = keys.iter().map(|key| key.organization_id).collect();
    let names: HashMap<_, _> = directory::organizations_of_ids(ctx.tx, &ids)?
        .into_iter()
        .map(|body| (body.id, body.short_name))
        .collect();
    let today = ctx.today;
    let rows = keys
        .into_iter()
        .map(|key| Row {
            body: names.get(&key.organization_id).cloned().unwrap_or_default(),
            scopes: key.scopes().into_iter().map(Scope::label).collect(),
            expires: dates::print(key.expires_on),
            used: uses.get(&key.id).map_or_else(|| "chưa dùng".to_owned(), |day| dates::print(*day)),
            badge: standing(&key, today),
            may_revoke: key.holds_on(today),
            key,
        })
        .collect();
    let shell = ctx
        .shell("Khóa API của cơ quan")?
        .crumb("Quản trị", "/lam-viec/tai-khoan")
        .crumb("Khóa API của cơ quan", BASE)
        .with_faults_of(&form);
    Ok(ListPage { shell, form, rows, older, bodies: bodies(ctx)?, scopes: Scope::choices(), fresh })
}

/// The bodies for which programs may act.
fn bodies(ctx: &mut Ctx<'_>) -> Result<Vec<(String, String)>, Problem> {
    let working = directory::working_organizations(ctx.tx, ctx.today)?;
    let mut ids: Vec<_> = working.iter().map(|body| body.area_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let tiers: HashMap<_, _> =
        directory::areas_of_ids(ctx.tx, &ids)?.into_iter().map(|area| (area.id, area.tier)).collect();
    let mut choices = vec![(String::new(), "Chọn cơ quan".to_owned())];
    choices.extend(
        working
            .into_iter()
            .filter(|body| {
                tiers.get(&body.area_id).is_some_and(|tier| rules::role_of(body.kind, *tier).is_some())
            })
            .map(|body| (body.id.to_string(), body.name)),
    );
    Ok(choices)
}

/// The form as it is first shown: a key of a year.
pub(crate) fn fresh_form(ctx: &Ctx<'_>) -> Form {
    Form::with(&[("het-han", &dates::print(rules::latest(ctx.today)))])
}

pub(crate) async fn list(visit: Visit) -> Response {
    let before = visit.query("truoc").unwrap_or_default();
    visit
        .read(move |ctx| {
            let form = fresh_form(ctx);
            Answer::page(&list_page(ctx, form, &before, None)?)
        })
        .await
}
