//! The deeds on letters. Each: load, ask, rule, save, record. What the journal and the course say
//! of them is neutral: a number, a state, a body; never a word of the letter.

mod alike;
mod decide;
mod online;
mod open;
mod settle;

use audit::Deed;
use db::Count;
use kernel::{AccountId, AreaId, Date, LetterEntryId, LetterId, OrganizationId};
use kit::{Ctx, Error, Upload};
use seal::receipt;

pub use alike::{Alike, alike};
pub use decide::{Proposal, decide, preview, propose, send_back};
pub(crate) use decide::{allowed, owe};
pub use online::{Followed, Online, by_receipt, look_up, receive};
pub(crate) use open::open_paper;
pub use open::{open, open_file, register_with_names};
pub(crate) use settle::has_citizen;
pub use settle::{Answered, accepted, answer, destroy, inform, moved, pause, resume, withdraw};

use crate::model::{ComplaintLevel, EntryKind, Kind, Letter, Missing, Refusal, Source, State, Subject};
use crate::policy::{self, Action};
use crate::sealed::{self, Sender};
use crate::{clocks, rules, store};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// What receipts are about.
const ABOUT: &str = "letter";

/// A letter to be put into the register.
#[derive(Debug, Clone)]
pub struct NewLetter {
    /// Whose register.
    pub council: OrganizationId,
    /// The day from which every clock runs.
    pub received_on: Date,
    /// How it came.
    pub source: Source,
    /// Number and date of the paper with which it was forwarded.
    pub source_reference: String,
    /// Its kind.
    pub kind: Kind,
    /// The class of its subject.
    pub subject: Subject,
    /// The unit in which the writer lives.
    pub area: Option<AreaId>,
    /// How many signed.
    pub signers: i64,
    /// Who wrote; empty when it is anonymous.
    pub sender: Sender,
    /// What.
    pub content: String,
    /// The number in the paper register, of a denunciation.
    pub paper_number: String,
    /// Scans or photographs.
    pub uploads: Vec<Upload>,
    /// The table it came in.
    pub batch: Option<kernel::LetterBatchId>,
    /// The letter it was part of.
    pub split_from: Option<LetterId>,
}

/// One letter as the register has it, whoever asks; pages ask `policy` before they show it.
pub fn find(tx: &mut db::Tx, id: LetterId) -> db::Result<Option<Letter>> {
    store::letter(tx, id)
}

pub(crate) fn load(ctx: &mut Ctx<'_>, id: LetterId, action: Action) -> Result<Letter> {
    let one = store::letter(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let on = policy::Subject::from(&one);
    if !policy::may(ctx.actor, Action::Read, on) {
        return Err(Error::NotFound);
    }
    if !policy::may(ctx.actor, action, on) {
        return Err(Error::Forbidden);
    }
    Ok(one)
}

/// The same, of the version that the actor saw.
pub(crate) fn load_version(ctx: &mut Ctx<'_>, id: LetterId, version: i64, action: Action) -> Result<Letter> {
    let one = load(ctx, id, action)?;
    if one.version == version { Ok(one) } else { Err(Error::Conflict) }
}

/// A follow-up's refusal in this area's words.
pub(crate) fn other(error: Error<follow::Refusal>) -> Error<Refusal> {
    Error::from_other(error, |refusal| Refusal::Other(refusal.to_string()))
}

pub(crate) fn hit(count: Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

pub(crate) fn tell(ctx: &mut Ctx<'_>, one: LetterId, kind: EntryKind, words: &str) -> Result<()> {
    let id: LetterEntryId = ctx.id();
    store::insert_entry(ctx.tx, id, one, ctx.now, ctx.today, &ctx.actor.name, kind, words)?;
    Ok(())
}

/// Keeps the letter as it is now, tells its course and writes the deed down.
pub(crate) fn keep(
    ctx: &mut Ctx<'_>,
    one: &Letter,
    action: &'static str,
    kind: EntryKind,
    words: &str,
) -> Result<Letter> {
    hit(store::save(ctx.tx, one)?)?;
    tell(ctx, one.id, kind, words)?;
    record(ctx, one, action)?;
    store::letter(ctx.tx, one.id)?.ok_or(Error::NotFound)
}

/// No deed on a letter is a leaf of the public log: that there is one is nobody else's to know.
pub(crate) fn record(ctx: &mut Ctx<'_>, one: &Letter, action: &'static str) -> Result<()> {
    audit::record(ctx, Deed::new(action, "letter", one.id, one.label()))?;
    Ok(())
}

/// The number of the next letter of a year.
pub(crate) fn next_number(ctx: &mut Ctx<'_>, council: OrganizationId, year: i64) -> db::Result<i64> {
    let db::One((last,)) = store::last_number(ctx.tx, council, year)?;
    Ok(last + 1)
}

/// Puts a letter into the register. Of a denunciation nothing but neutral facts is kept.
/// Returns it with the receipt, which is shown once; an anonymous writer and a denouncer have
/// none.
pub fn register(ctx: &mut Ctx<'_>, new: &NewLetter) -> Result<(Letter, Option<String>)> {
    if !policy::may_in_council(ctx.actor, Action::Register, new.council) {
        return Err(Error::NotFound);
    }
    let year = i64::from(new.received_on.year());
    let number = next_number(ctx, new.council, year)?;
    let (id, receipt) = insert(ctx, new, number)?;
    for (upload, place) in new.uploads.iter().zip(1..) {
        let name = format!("Bản chụp {place}");
        files::keep_sealed(ctx, upload, "letter", &id.to_string(), &name)
            .map_err(|error| Error::from_other(error, |refusal| Refusal::Other(refusal.to_string())))?;
    }
    tell(ctx, id, EntryKind::Registered, new.source.label())?;
    let one = store::letter(ctx.tx, id)?.ok_or(Error::NotFound)?;
    record(ctx, &one, "letter.register")?;
    Ok((one, receipt))
}

/// Adds the row; tells and records nothing.
pub(crate) fn insert(ctx: &mut Ctx<'_>, new: &NewLetter, number: i64) -> Result<(LetterId, Option<String>)> {
    let is_denunciation = new.kind == Kind::Denunciation;
    let holds_more = !new.sender.is_empty()
        || !new.content.is_empty()
        || !new.uploads.is_empty()
        || !new.source_reference.is_empty()
        || new.area.is_some();
    if is_denunciation && holds_more {
        return Err(Error::Refused(Refusal::NothingOfDenunciation));
    }
    if new.received_on > ctx.today {
        return Err(Error::Refused(Refusal::BadDay));
    }
    let due = clocks::process_due(ctx.law, new.received_on)
        .map_err(|reason| Error::Refused(Refusal::Other(reason.to_string())))?;
    let id: LetterId = ctx.id();
    let kept = sealed::keep(&ctx.app.settings().keeper, id, &new.sender, &new.content);
    let is_anonymous = !is_denunciation && new.sender.name.is_empty();
    // Who sends it from a distance has nothing else in hand
    let is_sent = ctx.actor.account.is_none() && new.source == Source::Online;
    let receipt = (!is_denunciation && (!is_anonymous || is_sent)).then(receipt::fresh);
    let handler = ctx.actor.account.filter(|_| ctx.actor.role == kernel::Role::Specialist);
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    store::insert(
        ctx.tx,
        id,
        new.council,
        i64::from(new.received_on.year()),
        number,
        new.received_on,
        new.source,
        &new.source_reference,
        new.kind,
        new.subject,
        new.area,
        // How many denounced is nobody's to know
        if is_denunciation { 0 } else { new.signers },
        is_anonymous,
        kept.sender,
        kept.content,
        None,
        kept.name,
        kept.card,
        kept.words,
        &new.paper_number,
        new.split_from,
        due.due,
        handler,
        receipt.as_deref().and_then(|receipt| receipt::hash(ABOUT, receipt)),
        new.batch,
        is_demonstration,
    )?;
    Ok((id, receipt))
}

/// Gives it to somebody of the council's office.
pub fn assign(ctx: &mut Ctx<'_>, id: LetterId, version: i64, to: AccountId) -> Result<Letter> {
    let mut one = load_version(ctx, id, version, Action::Assign)?;
    let office = accounts::office_of(ctx.tx, one.council_id)?;
    let (_, name) = office.into_iter().find(|(account, _)| *account == to).ok_or(Error::NotFound)?;
    one.handler_id = Some(to);
    keep(ctx, &one, "letter.assign", EntryKind::Assigned, &name)
}

/// What was found when the conditions were looked at.
#[derive(Debug, Clone, Default)]
pub struct Screening {
    /// What is missing.
    pub missing: Vec<Missing>,
    /// The same letter, received before.
    pub duplicate_of: Option<LetterId>,
}

/// Looks at the conditions; one that was received before ends here, with the earlier one.
pub fn screen(ctx: &mut Ctx<'_>, id: LetterId, version: i64, found: &Screening) -> Result<Letter> {
    let mut one = load_version(ctx, id, version, Action::Handle)?;
    let words: Vec<&str> = found.missing.iter().map(|missing| missing.as_str()).collect();
    one.missing = words.join(" ");
    one.is_eligible = Some(rules::is_eligible(&found.missing));
    one.screened_on = Some(ctx.today);
    if let Some(earlier) = found.duplicate_of {
        let earlier = load(ctx, earlier, Action::Read)?;
        if earlier.id == one.id || earlier.council_id != one.council_id {
            return Err(Error::Refused(Refusal::BadDuplicate));
        }
        one.state =
            rules::set_duplicate(one.state, one.received_on, earlier.received_on).map_err(Error::Refused)?;
        one.duplicate_of = Some(earlier.id);
        one.closed_on = Some(ctx.today);
        let words = format!("Trùng với đơn số {}", earlier.code());
        return keep(ctx, &one, "letter.screen", EntryKind::Screened, &words);
    }
    one.state = rules::screen(one.state).map_err(Error::Refused)?;
    one.duplicate_of = None;
    let said = if found.missing.is_empty() {
        "Đủ điều kiện xử lý"
    } else {
        "Không đủ điều kiện xử lý"
    };
    keep(ctx, &one, "letter.screen", EntryKind::Screened, said)
}

/// Kind, competence and body.
#[derive(Debug, Clone, Copy)]
pub struct Classes {
    /// Its kind.
    pub kind: Kind,
    /// The class of its subject.
    pub subject: Subject,
    /// Whether the council itself settles it.
    pub in_competence: bool,
    /// First or second complaint.
    pub complaint_level: Option<ComplaintLevel>,
    /// A complex matter.
    pub is_complex: bool,
    /// In a remote area.
    pub is_remote: bool,
    /// Who settles it.
    pub lead: Option<OrganizationId>,
}

/// Classifies. One that is found to be a denunciation loses name, content and scans with it;
/// the second value are the contents to be taken from the disk once the deed has held.
pub fn classify(
    ctx: &mut Ctx<'_>,
    id: LetterId,
    version: i64,
    classes: &Classes,
) -> Result<(Letter, Vec<String>)> {
    let mut one = load_version(ctx, id, version, Action::Handle)?;
    one.state = rules::classify(one.state).map_err(Error::Refused)?;
    if let Some(lead) = classes.lead {
        let lead = directory::organization(ctx.tx, lead)?.ok_or(Error::NotFound)?;
        if !lead.works_on(ctx.today) {
            return Err(Error::Refused(Refusal::Other(format!("{} đã giải thể.", lead.short_name))));
        }
    }
    let mut contents = Vec::new();
    if classes.kind == Kind::Denunciation && one.kind != Kind::Denunciation {
        contents = empty(ctx, &one)?;
        tell(ctx, one.id, EntryKind::Emptied, "Không giữ họ tên, nội dung của đơn này")?;
        (one.note, one.area_id) = (None, None);
    }
    one.kind = classes.kind;
    one.subject = classes.subject;
    one.in_competence = Some(classes.in_competence);
    let is_complaint = classes.kind == Kind::Complaint;
    one.complaint_level = is_complaint.then(|| classes.complaint_level.unwrap_or(ComplaintLevel::First));
    one.is_complex = is_complaint && classes.is_complex;
    one.is_remote = is_complaint && classes.is_remote;
    one.lead_id = classes.lead;
    let words = if classes.in_competence {
        "Thuộc thẩm quyền HĐND"
    } else {
        "Không thuộc thẩm quyền HĐND"
    };
    let one = keep(ctx, &one, "letter.classify", EntryKind::Classified, words)?;
    Ok((one, contents))
}

/// Takes out everything that names a person or tells of the matter. Returns the contents to be
/// taken from the disk.
pub(crate) fn empty(ctx: &mut Ctx<'_>, one: &Letter) -> Result<Vec<String>> {
    store::empty(ctx.tx, one.id)?;
    let mut contents = Vec::new();
    for file in files::of_subject(ctx.tx, "letter", &one.id.to_string())? {
        contents.push(files::forget(ctx, &file)?);
    }
    Ok(contents)
}

/// One part of a letter of several kinds.
#[derive(Debug, Clone)]
pub struct SplitPart {
    /// Its kind.
    pub kind: Kind,
    /// What; empty of a denunciation.
    pub content: String,
}

/// Splits a letter of several kinds: each part takes a number of its own and is dealt with by
/// itself; the writer and the day stay the same. When one of them is a denunciation, nothing of
/// the whole is kept either; the second value are the contents to be taken from the disk.
pub fn split(
    ctx: &mut Ctx<'_>,
    id: LetterId,
    version: i64,
    parts: &[SplitPart],
) -> Result<(Vec<Letter>, Vec<String>)> {
    let mut one = load_version(ctx, id, version, Action::Handle)?;
    let kinds: Vec<Kind> = parts.iter().map(|part| part.kind).collect();
    one.state = rules::split(one.state, one.kind, &kinds).map_err(Error::Refused)?;
    let opened = sealed::open(&ctx.app.settings().keeper, &one).map_err(Error::Refused)?;
    let mut made = Vec::new();
    for part in parts {
        let is_denunciation = part.kind == Kind::Denunciation;
        let new = NewLetter {
            council: one.council_id,
            received_on: one.received_on,
            source: one.source,
            source_reference: if is_denunciation { String::new() } else { one.source_reference.clone() },
            kind: part.kind,
            subject: one.subject,
            area: one.area_id.filter(|_| !is_denunciation),
            signers: one.signers,
            sender: if is_denunciation { Sender::default() } else { opened.sender.clone() },
            content: if is_denunciation { String::new() } else { part.content.clone() },
            paper_number: String::new(),
            uploads: Vec::new(),
            batch: None,
            split_from: Some(one.id),
        };
        let year = i64::from(one.received_on.year());
        let number = next_number(ctx, one.council_id, year)?;
        let (child, _) = insert(ctx, &new, number)?;
        tell(ctx, child, EntryKind::Registered, "Tách từ đơn có nhiều nội dung")?;
        made.push(store::letter(ctx.tx, child)?.ok_or(Error::NotFound)?);
    }
    let mut contents = Vec::new();
    if kinds.contains(&Kind::Denunciation) {
        contents = empty(ctx, &one)?;
        (one.note, one.area_id) = (None, None);
    }
    one.is_split = true;
    one.closed_on = Some(ctx.today);
    let words = format!("Tách thành {} đơn", made.len());
    keep(ctx, &one, "letter.split", EntryKind::Split, &words)?;
    Ok((made, contents))
}

/// Adds a word to what the office notes of a letter; sealed like the letter itself.
pub fn note(ctx: &mut Ctx<'_>, id: LetterId, version: i64, words: &str) -> Result<Letter> {
    let mut one = load_version(ctx, id, version, Action::Handle)?;
    add_note(ctx, &mut one, words)?;
    hit(store::save(ctx.tx, &one)?)?;
    record(ctx, &one, "letter.note")?;
    store::letter(ctx.tx, id)?.ok_or(Error::NotFound)
}

/// Puts a word at the end of the sealed note.
pub(crate) fn add_note(ctx: &Ctx<'_>, one: &mut Letter, words: &str) -> Result<()> {
    if words.is_empty() {
        return Ok(());
    }
    if one.kind == Kind::Denunciation {
        return Err(Error::Refused(Refusal::NothingOfDenunciation));
    }
    let keeper = &ctx.app.settings().keeper;
    let before = sealed::open(keeper, one).map_err(Error::Refused)?.note;
    let line = format!("{}, {}: {words}", kernel::dates::print(ctx.today), ctx.actor.name);
    let all = if before.is_empty() { line } else { format!("{before}\n{line}") };
    one.note = sealed::seal(keeper, one.id, "note", &all);
    Ok(())
}

/// Whether a state is one before anything was proposed.
pub(crate) const fn is_early(state: State) -> bool {
    matches!(state, State::Registered | State::Screened | State::Classified)
}
