//! Letters that come by network, from the writer to the register without a hand between; and
//! where a letter stands, for who has its receipt.

use kernel::{AreaId, OrganizationId};
use kit::{Ctx, Error};
use seal::receipt;

use super::{ABOUT, NewLetter, Result};
use crate::model::{EntryKind, Kind, Letter, Refusal, Source, State, Subject};
use crate::sealed::Sender;
use crate::{denunciation, store, view};

/// What somebody sends by network.
#[derive(Debug, Clone)]
pub struct Online {
    /// To whose register.
    pub council: OrganizationId,
    /// Feedback or petition.
    pub kind: Kind,
    /// The class of its subject.
    pub subject: Subject,
    /// The unit in which the writer lives.
    pub area: Option<AreaId>,
    /// Who wrote; empty when nothing was said.
    pub sender: Sender,
    /// What.
    pub content: String,
    /// By which way it came: "Open311".
    pub by: &'static str,
}

/// Takes in what somebody sent: into the register with the next number, sealed, the clocks running
/// from today. What else the deed writes is written by `also`, before the journal's entry. Returns
/// the receipt, which nobody is told again. Only feedback and petitions come this way, and nothing
/// that reads like a denunciation.
pub fn receive(
    ctx: &mut Ctx<'_>,
    sent: &Online,
    also: impl FnOnce(&mut Ctx<'_>, &Letter) -> db::Result<()>,
) -> Result<String> {
    let is_kind = matches!(sent.kind, Kind::Feedback | Kind::CitizenPetition);
    if !is_kind || denunciation::reads_like(&sent.content) {
        return Err(Error::Refused(Refusal::NothingOfDenunciation));
    }
    let new = NewLetter {
        council: sent.council,
        received_on: ctx.today,
        source: Source::Online,
        source_reference: sent.by.to_owned(),
        kind: sent.kind,
        subject: sent.subject,
        area: sent.area,
        signers: 1,
        sender: sent.sender.clone(),
        content: sent.content.clone(),
        paper_number: String::new(),
        uploads: Vec::new(),
        batch: None,
        split_from: None,
    };
    let number = super::next_number(ctx, sent.council, i64::from(ctx.today.year()))?;
    let (id, receipt) = super::insert(ctx, &new, number)?;
    super::tell(ctx, id, EntryKind::Registered, &format!("{} ({})", Source::Online.label(), sent.by))?;
    let one = store::letter(ctx.tx, id)?.ok_or(Error::NotFound)?;
    also(ctx, &one)?;
    super::record(ctx, &one, "letter.send")?;
    receipt.ok_or(Error::NotFound)
}

/// A letter, for who has its receipt.
#[derive(Debug, Clone)]
pub struct Followed {
    /// The letter.
    pub letter: Letter,
    /// Where it stands, in one sentence that names no matter.
    pub sentence: String,
    /// Who settles it; empty before somebody is named.
    pub lead: String,
    /// Whether nothing more will be done.
    pub is_over: bool,
}

/// The letter of a receipt, and where it stands. Of one that was split, the part that is not over
/// speaks for the whole.
pub fn by_receipt(ctx: &mut Ctx<'_>, typed: &str) -> db::Result<Option<Followed>> {
    let Some(hash) = receipt::hash(ABOUT, typed) else { return Ok(None) };
    let Some((id,)) = store::by_receipt(ctx.tx, &hash)? else { return Ok(None) };
    let Some(letter) = store::letter(ctx.tx, id)? else { return Ok(None) };
    let part = if letter.is_split {
        store::parts_of(ctx.tx, id)?.into_iter().find(|part| part.state != State::Closed)
    } else {
        None
    };
    let speaks = part.as_ref().unwrap_or(&letter);
    let lead = match speaks.lead_id {
        Some(lead) => directory::organization(ctx.tx, lead)?.map_or_else(String::new, |lead| lead.name),
        None => String::new(),
    };
    let sentence = view::sentence(speaks, &lead, ctx.today);
    let is_over = speaks.state == State::Closed;
    Ok(Some(Followed { letter, sentence, lead, is_over }))
}

/// Where a letter stands, in one sentence, for who has its receipt.
pub fn look_up(ctx: &mut Ctx<'_>, typed: &str) -> db::Result<Option<String>> {
    Ok(by_receipt(ctx, typed)?.map(|found| found.sentence))
}
