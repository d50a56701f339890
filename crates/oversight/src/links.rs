//! Links by which an overseen body without an account hands its report in.
//!
//! Invariants: the token is shown once and only its hash is kept; a link opens nothing but the one
//! report of its body; wrong, expired and revoked are the same nothing.

use audit::Deed;
use directory::OrganizationKind;
use kernel::{Actor, Date, Entropy, OversightBodyId, OversightId, ReportLinkId, Role, dates, text};
use kit::{Ctx, Error, token_sha256};

use crate::actions::{HandedIn, body_of, take_report};
use crate::common::{Result, hit, permitted};
use crate::model::{Body, Link, Oversight, Refusal};
use crate::policy::{self, Action};
use crate::store;

/// No link opens longer.
pub(crate) const DAYS_MAX: i64 = 60;
/// What is offered where the plan names no day.
const DAYS_USUAL: i64 = 14;
/// 160 bits.
const TOKEN_BYTES: usize = 20;

fn days_after(today: Date, days: i64) -> Date {
    dates::date_of(dates::midnight(today) + days * 86_400_000)
}

/// The day that is offered.
pub(crate) fn standard_until(body: &Body, today: Date) -> Date {
    let due = body.due_on.filter(|due| today < *due);
    due.unwrap_or_else(|| days_after(today, DAYS_USUAL)).min(days_after(today, DAYS_MAX))
}

/// Makes a link; returns its token, which is not kept.
pub fn make(ctx: &mut Ctx<'_>, id: OversightId, body: OversightBodyId, until: Date) -> Result<String> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    let known = body_of(ctx, id, body)?;
    if !policy::takes_reports(one.state) {
        return Err(Error::Refused(Refusal::NoReportNow));
    }
    if known.handed_in_on.is_some() {
        return Err(Error::Refused(Refusal::HandedIn));
    }
    if until <= ctx.today {
        return Err(Error::Refused(Refusal::LinkNotLater));
    }
    if days_after(ctx.today, DAYS_MAX) < until {
        return Err(Error::Refused(Refusal::LinkTooLong(DAYS_MAX)));
    }
    let token = text::hex(&Entropy::secret::<TOKEN_BYTES>());
    let link: ReportLinkId = ctx.id();
    let by = ctx.actor.name.clone();
    store::insert_link(ctx.tx, link, body, &token_sha256(&token), ctx.now, &by, until)?;
    let label = format!("{}, mở đến ngày {}", one.label(), dates::print(until));
    audit::record(ctx, Deed::new("oversight.make_link", "report_link", link, label))?;
    Ok(token)
}

/// Takes a link back: it opens no more from this moment on.
pub fn revoke(ctx: &mut Ctx<'_>, id: OversightId, link: ReportLinkId) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    let known = store::link(ctx.tx, link)?.ok_or(Error::NotFound)?;
    body_of(ctx, id, known.body_id)?;
    hit(store::revoke_link(ctx.tx, ctx.now, link)?)?;
    audit::record(ctx, Deed::new("oversight.revoke_link", "report_link", link, one.label()))?;
    Ok(())
}

/// What a link opens: itself, its body, the oversight, and the body as one who acts.
pub(crate) struct Opened {
    pub(crate) link: Link,
    pub(crate) body: Body,
    pub(crate) one: Oversight,
    pub(crate) actor: Actor,
}

/// What a token opens today; wrong, expired and revoked are the same nothing.
pub(crate) fn opened(ctx: &mut Ctx<'_>, token: &str) -> db::Result<Option<Opened>> {
    let is_token = token.len() == TOKEN_BYTES * 2 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_token {
        return Ok(None);
    }
    let Some(link) = store::open_link(ctx.tx, &token_sha256(token), ctx.today)? else { return Ok(None) };
    let Some(body) = store::body(ctx.tx, link.body_id)? else { return Ok(None) };
    let Some(one) = store::oversight(ctx.tx, body.oversight_id)? else { return Ok(None) };
    let Some(organization) = directory::organization(ctx.tx, body.organization_id)? else {
        return Ok(None);
    };
    let role = match organization.kind {
        OrganizationKind::PeoplesCommittee => Role::PeoplesCommittee,
        OrganizationKind::FatherlandFront => Role::FatherlandFront,
        _ => Role::Department,
    };
    let actor = Actor {
        name: format!("{} (qua đường dẫn nộp báo cáo)", organization.short_name),
        role,
        area: Some(organization.area_id),
        organization: Some(organization.id),
        // As the body's own account would: the journal shows it to the council's office
        council: Some(one.council_id),
        ..Actor::visitor()
    };
    Ok(Some(Opened { link, body, one, actor }))
}

/// The body hands its report in by its link, once.
pub(crate) fn hand_in(ctx: &mut Ctx<'_>, opened: &Opened, new: &HandedIn) -> Result<()> {
    if !store::use_link(ctx.tx, ctx.now, opened.link.id)?.hit() {
        return Err(Error::Refused(Refusal::HandedIn));
    }
    take_report(&mut ctx.acting_as(&opened.actor), &opened.one, opened.body.id, new)
}
