//! What is proposed, and what the head decides: each with its paper, sent at once.

use kernel::{Date, LetterId, OrganizationId, dates};
use kit::{Ctx, Error};

use super::{Result, add_note, keep, load, load_version, other};
use crate::model::{EntryKind, Letter, Outcome, Refusal, State};
use crate::policy::Action;
use crate::{paper, rules};

/// What is proposed.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// What to do.
    pub outcome: Outcome,
    /// Who settles it.
    pub lead: Option<OrganizationId>,
    /// By when the body answers.
    pub due_on: Option<Date>,
    /// Why: sealed.
    pub note: String,
}

fn facts<'a>(one: &Letter, missing: &'a [crate::model::Missing], has_lead: bool) -> rules::Facts<'a> {
    rules::Facts {
        kind: one.kind,
        source: one.source,
        missing,
        in_competence: one.in_competence.unwrap_or(false),
        has_lead,
    }
}

/// The outcomes that may be proposed for a letter.
pub(crate) fn allowed(one: &Letter) -> Vec<Outcome> {
    rules::allowed(facts(one, &one.missing(), true))
}

/// Proposes what to do with it.
pub fn propose(ctx: &mut Ctx<'_>, id: LetterId, version: i64, proposal: &Proposal) -> Result<Letter> {
    let mut one = load_version(ctx, id, version, Action::Handle)?;
    let missing = one.missing();
    let lead = proposal.lead.filter(|_| proposal.outcome.awaits());
    let facts = facts(&one, &missing, lead.is_some());
    one.state = rules::propose(one.state, facts, proposal.outcome).map_err(Error::Refused)?;
    if proposal.outcome.awaits() && proposal.due_on.is_none_or(|due| due <= ctx.today) {
        return Err(Error::Refused(Refusal::NotLater));
    }
    if let Some(lead) = lead {
        let lead = directory::organization(ctx.tx, lead)?.ok_or(Error::NotFound)?;
        if !lead.works_on(ctx.today) {
            return Err(Error::Refused(Refusal::Other(format!("{} đã giải thể.", lead.short_name))));
        }
        one.lead_id = Some(lead.id);
    }
    add_note(ctx, &mut one, &proposal.note)?;
    one.outcome = Some(proposal.outcome);
    one.due_on = proposal.due_on.filter(|_| proposal.outcome.awaits());
    one.proposed_by = ctx.actor.name.clone();
    keep(ctx, &one, "letter.propose", EntryKind::Proposed, proposal.outcome.label())
}

/// The head wants another proposal; the reason is sealed.
pub fn send_back(ctx: &mut Ctx<'_>, id: LetterId, version: i64, reason: &str) -> Result<Letter> {
    let mut one = load_version(ctx, id, version, Action::Decide)?;
    one.state = rules::send_back(one.state, reason).map_err(Error::Refused)?;
    if one.kind != crate::model::Kind::Denunciation {
        add_note(ctx, &mut one, reason)?;
    }
    (one.outcome, one.due_on) = (None, None);
    keep(ctx, &one, "letter.send_back", EntryKind::SentBack, "")
}

/// The paper of what was proposed, as it will be sent; none for a letter that is filed.
pub fn preview(ctx: &mut Ctx<'_>, one: &Letter) -> Result<Option<papers::Letter>> {
    Ok(paper::of_decision(ctx, one, None)?.map(|(_, letter)| letter))
}

/// Decides as was proposed: the paper takes its number, the body owes its answer by the day.
pub fn decide(ctx: &mut Ctx<'_>, id: LetterId, version: i64) -> Result<Letter> {
    let mut one = load_version(ctx, id, version, Action::Decide)?;
    let state = rules::decide(one.state, one.outcome, one.due_on, ctx.today).map_err(Error::Refused)?;
    let outcome = one.outcome.ok_or(Error::NotFound)?;
    let mut said = outcome.label().to_owned();
    if let Some((kind, letter)) = paper::of_decision(ctx, &one, None)? {
        let head = follow::Head::of(ctx, one.council_id).map_err(other)?;
        let new = documents::NewDocument {
            organization: head.organization,
            kind,
            title: paper::title(&one, outcome),
            letter,
            signer: head.signer,
            subject_kind: "letter",
            subject_id: one.id.to_string(),
            is_public: false,
            recipients: one.lead_id.filter(|_| outcome.awaits()).into_iter().collect(),
        };
        let document = documents::issue_new(ctx, &new, ctx.today)
            .map_err(|error| Error::from_other(error, |refusal| Refusal::Other(refusal.to_string())))?;
        one.document_id = Some(document.id);
        said = format!("{said}, {}", document.name());
    }
    if state == State::AwaitingAnswer {
        let asker = follow::Head::of(ctx, one.council_id).map_err(other)?.organization;
        owe(ctx, &mut one, asker)?;
    } else {
        one.closed_on = Some(ctx.today);
    }
    one.state = state;
    one.decided_on = Some(ctx.today);
    one.decided_by = ctx.actor.name.clone();
    keep(ctx, &one, "letter.decide", EntryKind::Decided, &said)
}

/// Makes it something that the body owes by the day. Nothing of its kind is said: follow-ups are
/// read by many.
pub(crate) fn owe(ctx: &mut Ctx<'_>, one: &mut Letter, asker: OrganizationId) -> Result<()> {
    let (Some(lead), Some(due_on)) = (one.lead_id, one.due_on) else {
        return Err(Error::Refused(Refusal::NoBody));
    };
    let new = follow::NewFollowUp {
        council: one.council_id,
        asker,
        lead,
        cooperating: Vec::new(),
        text: format!("Giải quyết đơn số {}, trả lời bằng văn bản", one.code()),
        source_kind: "letter".to_owned(),
        source_id: Some(one.id.to_string()),
        source_label: one.label(),
        source_href: one.path(),
        origin_on: ctx.today,
        origin_label: format!("đơn thư {}", ctx.today.year()),
        due: follow::Due::On {
            date: due_on,
            reason: format!("Thời hạn trả lời ghi ở văn bản chuyển đơn: {}", dates::print(due_on)),
        },
        is_public: false,
        is_demonstration: one.is_demonstration,
    };
    one.follow_up_id = Some(follow::issue(ctx, &new).map_err(other)?);
    Ok(())
}

/// The paper for the citizen, with name and address in it: made to be printed, never kept.
pub(crate) fn paper_with_name(ctx: &mut Ctx<'_>, id: LetterId) -> Result<(Letter, papers::Letter)> {
    let one = load(ctx, id, Action::Open)?;
    let opened = crate::sealed::open(&ctx.app.settings().keeper, &one).map_err(Error::Refused)?;
    let to = if opened.sender.address.is_empty() {
        format!("Ông (bà) {}", opened.sender.name)
    } else {
        format!("Ông (bà) {}, {}", opened.sender.name, opened.sender.address)
    };
    let is_told = one.answered_on.is_some();
    let made = if is_told {
        Some(paper::of_answer(ctx, &one, Some(&to))?)
    } else {
        paper::of_decision(ctx, &one, Some(&to))?.map(|(_, letter)| letter)
    };
    let letter =
        made.ok_or(Error::Refused(Refusal::Other("Đơn lưu: không có văn bản gửi công dân.".to_owned())))?;
    Ok((one, letter))
}
