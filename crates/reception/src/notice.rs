//! The notice of conclusions of a reception (thông báo kết luận tiếp công dân).

use audit::Deed;
use kernel::{DocumentId, OrganizationId, ReceptionId, dates};
use kit::{Ctx, Error};

use crate::actions::{Result, load, other};
use crate::letters::{self, Concluded};
use crate::model::{Outcome, Refusal};
use crate::policy::Action;
use crate::{store, store_visits, view};

/// The kind by which documents point here.
pub(crate) const KIND: &str = "reception";

/// Drafts the notice of what was concluded; it is read, signed and issued among the documents.
pub fn draft(ctx: &mut Ctx<'_>, id: ReceptionId) -> Result<DocumentId> {
    let one = load(ctx, id, Action::Conclude)?;
    let known = documents::of_subject(ctx.tx, KIND, &id.to_string())?;
    if known.iter().any(|document| document.state != documents::State::Recalled) {
        return Err(Error::Refused(Refusal::HasNotice));
    }
    let names = directory::names(ctx.tx)?;
    let name = |id: OrganizationId| names.get(&id).cloned().unwrap_or_default();
    let mut recipients = Vec::new();
    let mut lines = Vec::new();
    for visit in store_visits::of_reception(ctx.tx, id)? {
        // A denunciation is not even counted here
        let Some(outcome) = visit.outcome.filter(|_| !visit.is_denunciation()) else { continue };
        let who = visit.owner_id.unwrap_or(one.council_id);
        if !recipients.contains(&who) && outcome == Outcome::Forwarded {
            recipients.push(who);
        }
        lines.push(Concluded {
            code: visit.code.clone(),
            what: outcome.label().to_owned(),
            who: name(who),
            due: visit.due_on.map_or_else(String::new, dates::print),
        });
    }
    if lines.is_empty() {
        return Err(Error::Refused(Refusal::NothingConcluded));
    }
    let hosts: Vec<String> =
        store::hosts(ctx.tx, id)?.iter().map(|host| view::host(host, &name(host.organization_id))).collect();
    let area = directory::area(ctx.tx, one.area_id)?.map_or_else(String::new, |area| area.in_sentence());
    let head = follow::Head::of(ctx, one.council_id).map_err(other)?;
    let new = documents::NewDocument {
        organization: head.organization,
        kind: documents::Kind::Notice,
        title: format!("Kết luận tiếp công dân ngày {}", dates::print(one.held_on)),
        letter: letters::conclusions(ctx, &one, &head, &hosts, &area, &lines),
        signer: head.signer.clone(),
        subject_kind: KIND,
        subject_id: id.to_string(),
        is_public: false,
        recipients,
    };
    let document = documents::draft(ctx, &new).map_err(other)?;
    audit::record(ctx, Deed::new("reception.notice", "reception", id, one.label()))?;
    Ok(document)
}
