//! "Ai để cử tri chờ": who keeps voters waiting, by body and days. Internal, until the Standing
//! Committee publishes it; withdrawn by the same.

use askama::Template;
use audit::Deed;
use axum::response::Response;
use kernel::{OrganizationId, PetitionEntryId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit};

use crate::actions::{Result, hit};
use crate::policy::{self, Action};
use crate::store_days::Counted;
use crate::store_waiting::{self, Publication};
use crate::summary::{self, Waiting};

/// The public page.
pub(crate) const PATH: &str = "/kien-nghi/ai-de-cu-tri-cho";
const REPORT: &str = "/lam-viec/kien-nghi/bao-cao";

/// Whether the actor publishes it for this council.
pub(crate) fn may(ctx: &Ctx<'_>, council: OrganizationId) -> bool {
    ctx.actor.area.is_some_and(|area| policy::may_in_council(ctx.actor, Action::Publish, council, area))
}

/// The publication that stands.
pub(crate) fn standing(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Option<Publication>> {
    store_waiting::publication(ctx.tx, council)
}

/// Publishes it, from today.
fn show(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<()> {
    if standing(ctx, council)?.is_some() {
        return Err(Error::Conflict);
    }
    let id: PetitionEntryId = ctx.id();
    store_waiting::insert_publication(ctx.tx, id, council, ctx.today, &ctx.actor.name)?;
    record(ctx, "petition.publish_waiting", id)
}

/// Withdraws it, from today.
fn withdraw(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<()> {
    let standing = standing(ctx, council)?.ok_or(Error::Conflict)?;
    hit(store_waiting::withdraw(ctx.tx, ctx.today, standing.id, standing.version)?)?;
    record(ctx, "petition.withdraw_waiting", standing.id)
}

fn record(ctx: &mut Ctx<'_>, action: &'static str, id: PetitionEntryId) -> Result<()> {
    let deed = Deed::new(action, "waiting_publication", id, "Ai để cử tri chờ").public_if(true);
    audit::record(ctx, deed)?;
    Ok(())
}

/// `buoc=thoi` withdraws.
pub(crate) async fn publish(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            if !may(ctx, council) {
                return Err(Problem::NotFound);
            }
            if form.value("buoc") == "thoi" {
                withdraw(ctx, council)?;
                return Ok(Answer::see_other(REPORT).saying("Đã thôi công khai ai để cử tri chờ."));
            }
            show(ctx, council)?;
            Ok(Answer::see_other(REPORT).saying("Đã công khai ai để cử tri chờ."))
        })
        .await
}

#[derive(Template)]
#[template(path = "petitions/waiting.html")]
struct WaitingPage {
    shell: Shell,
    rows: Vec<Waiting>,
    open: i64,
    late: i64,
    today: String,
    since: String,
}

/// Counts what anyone may read, so that each figure opens to as many rows.
pub(crate) async fn page(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let publication = standing(ctx, council.id)?.ok_or(Problem::NotFound)?;
            let rows = summary::waiting(ctx.tx, council.id, ctx.today, Counted::Public)?;
            let shell = ctx
                .shell("Ai để cử tri chờ")?
                .crumb("Trang chủ", "/")
                .crumb("Kiến nghị cử tri", "/kien-nghi")
                .crumb("Ai để cử tri chờ", PATH);
            Answer::page(&WaitingPage {
                shell,
                open: rows.iter().map(|one| one.open).sum(),
                late: rows.iter().map(|one| one.late).sum(),
                rows,
                today: dates::print(ctx.today),
                since: dates::print(publication.published_on),
            })
        })
        .await
}
