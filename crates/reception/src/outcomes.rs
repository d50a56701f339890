//! What becomes of a visit: how the citizen left, and what is owed after that.

use kernel::{Date, OrganizationId, VisitId, dates};
use kit::{Ctx, Error};

use crate::actions::{Result, hit, load_visit, may_visit, other, record, tell};
use crate::model::{EntryKind, Ground, Outcome, Refusal, Visit, VisitState};
use crate::policy::Action;
use crate::rules::{self, Leaving};
use crate::words::{self, Words};
use crate::{letters, store, store_visits};

/// The kind by which follow-ups point here.
pub(crate) const KIND: &str = "visit";

/// How a citizen leaves, as the desk writes it.
#[derive(Debug, Clone)]
pub struct Left {
    /// With what.
    pub outcome: Outcome,
    /// Why refused.
    pub ground: Option<Ground>,
    /// Who answers for it; the council itself when nobody is named.
    pub owner: Option<OrganizationId>,
    /// By when.
    pub due: Option<Date>,
    /// What was answered, or how guided: sealed.
    pub reply: String,
}

/// Seals the words again with another answer in them.
fn resealed(ctx: &mut Ctx<'_>, one: &Visit, reply: &str) -> Result<Option<Vec<u8>>> {
    if reply.is_empty() {
        return Ok(one.words.clone());
    }
    let opened = words::open(ctx, one)?;
    let words = Words { reply: reply.to_owned(), ..opened };
    words::seal(&ctx.app.settings().keeper, one.id, &words).map(Some)
}

/// Writes down how the citizen left; what is forwarded takes a numbered slip and becomes
/// something that the body owes.
pub fn leave(ctx: &mut Ctx<'_>, id: VisitId, version: i64, left: &Left) -> Result<Visit> {
    let one = load_visit(ctx, id, Action::Receive)?;
    if one.version != version {
        return Err(Error::Conflict);
    }
    let at = match one.reception_id {
        Some(reception) => store::reception(ctx.tx, reception)?.map(|reception| reception.kind),
        None => None,
    };
    // What is over at once is over today; what was taken up is answered by the law's day
    let due = left.due.or_else(|| match left.outcome {
        Outcome::Answered | Outcome::Guided | Outcome::Refused => Some(ctx.today),
        Outcome::Accepted => rules::answer_by(ctx.law, one.received_on).map(|deadline| deadline.due),
        Outcome::Forwarded => None,
    });
    let leaving = Leaving { outcome: left.outcome, ground: left.ground, owner: left.owner, due };
    let state =
        rules::leave(one.state, one.kind, at, &leaving, ctx.law, ctx.today).map_err(Error::Refused)?;
    if let Some(owner) = left.owner {
        let body = directory::organization(ctx.tx, owner)?.ok_or(Error::NotFound)?;
        if !body.works_on(ctx.today) {
            return Err(Error::Refused(Refusal::Other(format!("{} đã giải thể.", body.short_name))));
        }
    }
    let sealed = resealed(ctx, &one, &left.reply)?;
    let forwarded = match (left.outcome, left.owner, due) {
        (Outcome::Forwarded, Some(body), Some(day)) => Some(forward(ctx, &one, body, day)?),
        _ => None,
    };
    let ground = left.ground.filter(|_| left.outcome == Outcome::Refused);
    let owner = left.owner.or(Some(one.council_id));
    let slip = forwarded.as_ref().map(|sent| sent.slip);
    let follow_up = forwarded.as_ref().map(|sent| sent.follow_up);
    hit(store_visits::leave(
        ctx.tx,
        state,
        left.outcome,
        ctx.today,
        ground,
        owner,
        due,
        slip,
        follow_up,
        sealed,
        id,
        version,
    )?)?;
    let words = match (&forwarded, ground) {
        (Some(sent), _) => sent.words.clone(),
        (None, Some(ground)) => format!("{}: {}", left.outcome.label(), ground.label()),
        (None, None) => left.outcome.label().to_owned(),
    };
    tell(ctx, id, EntryKind::Left, &words)?;
    record(ctx, "visit.leave", id)
}

/// A matter on its way to a body.
struct Sent {
    slip: kernel::DocumentId,
    follow_up: kernel::FollowUpId,
    words: String,
}

/// The slip and the follow-up name the visit's code; who came and what was said goes on paper.
fn forward(ctx: &mut Ctx<'_>, one: &Visit, body: OrganizationId, due: Date) -> Result<Sent> {
    let head = follow::Head::of(ctx, one.council_id).map_err(other)?;
    let to = directory::organization(ctx.tx, body)?.ok_or(Error::NotFound)?;
    let new = documents::NewDocument {
        organization: head.organization,
        kind: documents::Kind::TransferSlip,
        title: format!("Chuyển vụ việc tiếp công dân {} đến {}", one.code, to.short_name),
        letter: letters::slip(ctx, one, &head, &to, due),
        signer: head.signer.clone(),
        subject_kind: KIND,
        subject_id: one.id.to_string(),
        is_public: false,
        recipients: vec![body],
    };
    let document = documents::issue_new(ctx, &new, ctx.today).map_err(other)?;
    let number = document.number.clone().unwrap_or_default();
    let owed = follow::NewFollowUp {
        council: one.council_id,
        asker: head.organization,
        lead: body,
        cooperating: Vec::new(),
        text: format!("Giải quyết vụ việc tiếp công dân {}", one.code),
        source_kind: KIND.to_owned(),
        source_id: Some(one.id.to_string()),
        source_label: format!("Tiếp công dân {}", one.code),
        source_href: one.path(),
        origin_on: ctx.today,
        origin_label: format!("tiếp công dân {}", dates::print(one.received_on)),
        due: follow::Due::On { date: due, reason: format!("Thời hạn ghi ở phiếu chuyển {number}") },
        is_public: false,
        is_demonstration: one.is_demonstration,
    };
    let follow_up = follow::issue(ctx, &owed).map_err(other)?;
    let words =
        format!("Phiếu chuyển {number} gửi {}, báo kết quả trước {}", to.short_name, dates::print(due));
    Ok(Sent { slip: document.id, follow_up, words })
}

/// The written answer to what was taken up.
pub fn reply(ctx: &mut Ctx<'_>, id: VisitId, reference: &str, said: &str) -> Result<Visit> {
    let one = load_visit(ctx, id, Action::Receive)?;
    let state = rules::step(one.state, VisitState::Answering, VisitState::Closed).map_err(Error::Refused)?;
    if reference.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoReference));
    }
    let sealed = resealed(ctx, &one, said)?;
    hit(store_visits::reply(ctx.tx, state, reference, ctx.today, sealed, id, one.version)?)?;
    tell(ctx, id, EntryKind::Replied, reference)?;
    record(ctx, "visit.reply", id)
}

/// The body says what came of it, by number and date of its document alone; or the office
/// writes down what came on paper.
pub fn settle(ctx: &mut Ctx<'_>, id: VisitId, reference: &str, settled_on: Date) -> Result<Visit> {
    let one = load_visit(ctx, id, Action::ReadVisit)?;
    let is_body = may_visit(ctx, &one, Action::Report)?;
    if !is_body && !may_visit(ctx, &one, Action::Receive)? {
        return Err(Error::Forbidden);
    }
    let state = rules::settle(one.state, reference, settled_on, ctx.today).map_err(Error::Refused)?;
    if let Some(follow_up) = one.follow_up_id {
        let evidence = follow::Evidence {
            text: "Đã giải quyết; kết quả theo văn bản gửi kèm hồ sơ.".to_owned(),
            reference: reference.to_owned(),
            uploads: Vec::new(),
        };
        let done = if is_body {
            follow::answer(ctx, follow_up, &evidence)
        } else {
            follow::answer_on_paper(ctx, follow_up, &evidence)
        };
        done.map_err(other)?;
    }
    hit(store_visits::settle(ctx.tx, state, reference, settled_on, ctx.today, id, one.version)?)?;
    let words = format!("{reference}; giải quyết xong ngày {}", dates::print(settled_on));
    tell(ctx, id, EntryKind::Settled, &words)?;
    record(ctx, "visit.settle", id)
}

/// The citizen is told; the body owes nothing any more.
pub fn inform(ctx: &mut Ctx<'_>, id: VisitId) -> Result<Visit> {
    let one = load_visit(ctx, id, Action::Receive)?;
    let state = rules::step(one.state, VisitState::Settled, VisitState::Closed).map_err(Error::Refused)?;
    if let Some(follow_up) = one.follow_up_id {
        follow::assess(ctx, follow_up, follow::Assessment::Met, "").map_err(other)?;
    }
    hit(store_visits::inform(ctx.tx, state, ctx.today, id, one.version)?)?;
    tell(ctx, id, EntryKind::Informed, "")?;
    record(ctx, "visit.inform", id)
}

/// Issues the written notice of a refusal (Mẫu 01/TCD). Its words name the visit's code and the
/// ground; name and address are written by hand on the paper that is handed over.
pub fn refuse_in_writing(ctx: &mut Ctx<'_>, id: VisitId) -> Result<Visit> {
    let one = load_visit(ctx, id, Action::Receive)?;
    let state = rules::step(one.state, VisitState::Refusing, VisitState::Closed).map_err(Error::Refused)?;
    let ground = one.ground.ok_or(Error::Refused(Refusal::NoGround))?;
    let head = follow::Head::of(ctx, one.council_id).map_err(other)?;
    let new = documents::NewDocument {
        organization: head.organization,
        kind: documents::Kind::Notice,
        title: format!("Từ chối tiếp công dân, lượt tiếp {}", one.code),
        letter: letters::refusal(ctx, &one, &head, ground),
        signer: head.signer.clone(),
        subject_kind: KIND,
        subject_id: one.id.to_string(),
        is_public: false,
        recipients: Vec::new(),
    };
    let document = documents::issue_new(ctx, &new, ctx.today).map_err(other)?;
    hit(store_visits::refuse(ctx.tx, state, document.id, ctx.today, id, one.version)?)?;
    tell(ctx, id, EntryKind::Refused, &document.name())?;
    record(ctx, "visit.refuse", id)
}

/// The follow-up of a visit passed to another body, or to another day; part of that deed.
pub fn moved(ctx: &mut Ctx<'_>, id: &str, lead: OrganizationId, due: Option<Date>) -> db::Result<()> {
    let Ok(id) = id.parse() else { return Ok(()) };
    store_visits::moved(ctx.tx, lead, due, id)?;
    Ok(())
}
