//! The deeds on petitions. Each: load, ask, rule, save, record.

mod forward;
mod settle;

use audit::Deed;
use db::Count;
use directory::Area;
use kernel::{
    AreaId, Date, OpinionId, OrganizationId, PetitionEntryId, PetitionId, SessionId, VoterMeetingId, similar,
    text,
};
use kit::{Ctx, Error};

pub(crate) use forward::owe;
pub use forward::{answer_due, forward, preview};
pub use settle::{Given, accept, agree, answer, confirm, moved, object, send_back};
pub(crate) use settle::{Recorded, answer_in_deed};

use crate::model::{CompetenceLevel, EntryKind, Petition, Refusal, Sector, Source, State};
use crate::policy::{self, Action, Subject};
use crate::{code, rules, store, store_meetings};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// A petition to be written down.
#[derive(Debug, Clone)]
pub struct NewPetition {
    /// Whose register.
    pub council: OrganizationId,
    /// What is asked.
    pub text: String,
    /// Whose voters.
    pub area: AreaId,
    /// The hamlet or street.
    pub place: String,
    /// From where it came.
    pub source: Source,
    /// The meeting at which it was said.
    pub meeting: Option<VoterMeetingId>,
    /// The session for which it is collected.
    pub session: Option<SessionId>,
    /// The opinions that it is made of.
    pub opinions: Vec<OpinionId>,
    /// When it was received.
    pub received_on: Date,
    /// Invented for the demonstration.
    pub is_demonstration: bool,
}

/// How a petition is classified.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes {
    /// Who is competent.
    pub level: Option<CompetenceLevel>,
    /// The sector.
    pub sector: Option<Sector>,
    /// The committee in charge.
    pub committee: Option<OrganizationId>,
    /// Who must answer.
    pub lead: Option<OrganizationId>,
    /// Anyone may read it once it is forwarded.
    pub is_public: bool,
}

impl Classes {
    /// Ready to be forwarded.
    pub const fn is_complete(&self) -> bool {
        self.level.is_some() && self.sector.is_some() && self.lead.is_some()
    }
}

/// One petition, whoever asks; pages ask `policy` before they show it.
pub fn find(tx: &mut db::Tx, id: PetitionId) -> db::Result<Option<Petition>> {
    store::petition(tx, id)
}

/// The newest petition of a council with these very words.
pub fn find_by_text(tx: &mut db::Tx, council: OrganizationId, words: &str) -> db::Result<Option<PetitionId>> {
    Ok(store::by_text(tx, council, words)?.map(|(id,)| id))
}

pub(crate) fn load(ctx: &mut Ctx<'_>, id: PetitionId, action: Action) -> Result<Petition> {
    let one = store::petition(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let on = Subject::from(&one);
    if !policy::may(ctx.actor, Action::Read, on) {
        return Err(Error::NotFound);
    }
    if !policy::may(ctx.actor, action, on) {
        return Err(Error::Forbidden);
    }
    Ok(one)
}

/// A follow-up's refusal in this area's words.
pub(crate) fn other(error: Error<follow::Refusal>) -> Error<Refusal> {
    Error::from_other(error, |refusal| Refusal::Other(refusal.to_string()))
}

pub(crate) fn hit(count: Count) -> Result<()> {
    if count.hit() { Ok(()) } else { Err(Error::Conflict) }
}

pub(crate) fn tell(
    ctx: &mut Ctx<'_>,
    one: PetitionId,
    kind: EntryKind,
    words: &str,
    public: bool,
) -> Result<()> {
    let id: PetitionEntryId = ctx.id();
    store::insert_entry(ctx.tx, id, one, ctx.now, ctx.today, &ctx.actor.name, kind, words, public)?;
    Ok(())
}

/// Makes it findable as it stands now and writes the deed down.
pub(crate) fn finish(
    ctx: &mut Ctx<'_>,
    action: &'static str,
    id: PetitionId,
    reason: &str,
) -> Result<Petition> {
    let one = store::petition(ctx.tx, id)?.ok_or(Error::NotFound)?;
    put_in_search(ctx, &one)?;
    let deed = Deed::new(action, "petition", one.id, &one.code).because(reason).public_if(one.is_public);
    audit::record(ctx, deed)?;
    Ok(one)
}

pub(crate) fn put_in_search(ctx: &mut Ctx<'_>, one: &Petition) -> Result<()> {
    if matches!(one.state, State::Quarantined | State::Merged | State::SetAside) {
        search::remove(ctx.tx, "petition", &one.id.to_string())?;
        return Ok(());
    }
    let area = directory::area(ctx.tx, one.area_id)?.map_or_else(String::new, |area| area.name);
    let title = text::truncate_words(&one.text, 120);
    let summary = format!("{} · {area} · {}", one.code, one.state.label());
    search::put(
        ctx.tx,
        &search::Entry {
            kind: "petition",
            id: one.id.to_string(),
            href: if one.is_public { one.public_path() } else { one.path() },
            title: &title,
            summary: &summary,
            body: &format!("{} {}", one.text, one.answer),
            is_public: one.is_public,
            council: Some(one.council_id),
            on: one.received_on,
        },
    )?;
    Ok(())
}

/// Writes a petition down.
pub fn record(ctx: &mut Ctx<'_>, new: &NewPetition) -> Result<Petition> {
    let on = Subject { council: new.council, lead: None, area: new.area, is_quarantined: false };
    if !policy::may(ctx.actor, Action::Record, on) {
        return Err(Error::NotFound);
    }
    let id = insert(ctx, new, State::Received, None)?;
    for opinion in &new.opinions {
        let link: PetitionEntryId = ctx.id();
        store::link_opinion(ctx.tx, &link.to_string(), id, *opinion)?;
    }
    link_opinions(ctx, id, &new.opinions)?;
    tell(ctx, id, EntryKind::Received, new.source.label(), true)?;
    finish(ctx, "petition.record", id, "")
}

/// What was said leads to the petition that was made of it.
fn link_opinions(ctx: &mut Ctx<'_>, id: PetitionId, opinions: &[OpinionId]) -> Result<()> {
    if opinions.is_empty() {
        return Ok(());
    }
    let to = store::petition(ctx.tx, id)?.ok_or(Error::NotFound)?.node();
    for opinion in store_meetings::opinions_of_ids(ctx.tx, opinions)? {
        let href = format!("/lam-viec/tiep-xuc/{}", opinion.meeting_id);
        chain::link(ctx, &chain::Node::new("opinion", opinion.id, "Ý kiến cử tri", href), &to)?;
    }
    Ok(())
}

pub(crate) fn insert(
    ctx: &mut Ctx<'_>,
    new: &NewPetition,
    state: State,
    receipt: Option<String>,
) -> Result<PetitionId> {
    let id: PetitionId = ctx.id();
    let year = new.received_on.year();
    let db::One((last,)) = store::last_number(ctx.tx, i64::from(year))?;
    let number = last + 1;
    let code = code::compose(year, number);
    store::insert(
        ctx.tx,
        id,
        &code,
        i64::from(year),
        number,
        new.council,
        &new.text,
        new.area,
        &new.place,
        new.source,
        new.meeting,
        new.session,
        new.received_on,
        state,
        false,
        new.is_demonstration,
        receipt,
        &text::fold(&format!("{code} {} {}", new.text, new.place)),
    )?;
    Ok(id)
}

/// Classifies; what a citizen sent is taken up by it.
pub fn classify(ctx: &mut Ctx<'_>, id: PetitionId, version: i64, classes: &Classes) -> Result<Petition> {
    let one = load(ctx, id, Action::Handle)?;
    let state = rules::classify(one.state, classes.is_complete()).map_err(Error::Refused)?;
    // A citizen's words are nobody else's to read before they were classified
    let is_public = classes.is_public && classes.is_complete();
    if let Some(committee) = classes.committee {
        let own = directory::organization(ctx.tx, committee)?.ok_or(Error::NotFound)?;
        let council = directory::organization(ctx.tx, one.council_id)?.ok_or(Error::NotFound)?;
        if own.kind != directory::OrganizationKind::Committee || own.area_id != council.area_id {
            return Err(Error::NotFound);
        }
    }
    if let Some(lead) = classes.lead {
        let organization = directory::organization(ctx.tx, lead)?.ok_or(Error::NotFound)?;
        if organization.dissolved_on.is_some_and(|day| day <= ctx.today) {
            return Err(Error::Refused(Refusal::Other(format!("{} đã giải thể.", organization.short_name))));
        }
    }
    hit(store::classify(
        ctx.tx,
        classes.level,
        classes.sector,
        classes.committee,
        classes.lead,
        state,
        is_public,
        id,
        version,
    )?)?;
    let mut words: Vec<String> = Vec::new();
    words.extend(classes.level.map(|level| format!("thẩm quyền {}", level.label().to_lowercase())));
    words.extend(classes.sector.map(|sector| format!("lĩnh vực {}", sector.label().to_lowercase())));
    tell(ctx, id, EntryKind::Classified, &words.join(", "), true)?;
    finish(ctx, "petition.classify", id, "")
}

/// Joins it to another that asks the same: answered together, the place kept.
pub fn merge(ctx: &mut Ctx<'_>, id: PetitionId, into: PetitionId) -> Result<Petition> {
    let one = load(ctx, id, Action::Handle)?;
    let target = load(ctx, into, Action::Handle)?;
    if one.id == target.id || one.council_id != target.council_id {
        return Err(Error::Refused(Refusal::BadTarget));
    }
    rules::merge(one.state, target.state).map_err(Error::Refused)?;
    hit(store::merge(ctx.tx, target.id, one.id, one.version)?)?;
    let area = directory::area(ctx.tx, one.area_id)?.map_or_else(String::new, |area| area.name);
    chain::link(ctx, &one.node(), &target.node())?;
    tell(ctx, one.id, EntryKind::Merged, &format!("Gộp vào {}", target.code), true)?;
    tell(ctx, target.id, EntryKind::Merged, &format!("{area} cùng kiến nghị ({})", one.code), true)?;
    finish(ctx, "petition.merge", one.id, "")?;
    Ok(target)
}

/// Names the earlier petition that it repeats.
pub fn repeats(ctx: &mut Ctx<'_>, id: PetitionId, earlier: PetitionId) -> Result<Petition> {
    let one = load(ctx, id, Action::Handle)?;
    let before = load(ctx, earlier, Action::Handle)?;
    if one.council_id != before.council_id || one.id == before.id {
        return Err(Error::Refused(Refusal::BadTarget));
    }
    if before.received_on >= one.received_on {
        return Err(Error::Refused(Refusal::NotEarlier));
    }
    hit(store::repeat(ctx.tx, before.id, before.times + 1, one.id, one.version)?)?;
    chain::link(ctx, &before.node(), &one.node())?;
    let words = format!("Lần thứ {}; lần trước là {}", before.times + 1, before.code);
    tell(ctx, one.id, EntryKind::Repeated, &words, true)?;
    finish(ctx, "petition.repeat", one.id, "")
}

/// Sets it aside, with the reason.
pub fn set_aside(ctx: &mut Ctx<'_>, id: PetitionId, reason: &str) -> Result<Petition> {
    let one = load(ctx, id, Action::Handle)?;
    rules::set_aside(one.state, reason).map_err(Error::Refused)?;
    hit(store::set_aside(ctx.tx, one.id, one.version)?)?;
    tell(ctx, one.id, EntryKind::SetAside, reason, false)?;
    finish(ctx, "petition.set_aside", one.id, reason)
}

/// One that says the same.
#[derive(Debug, Clone)]
pub struct Alike {
    /// Its id.
    pub id: PetitionId,
    /// Its code.
    pub code: String,
    /// Its words.
    pub text: String,
    /// Its place.
    pub area: AreaId,
    /// When it was received.
    pub received_on: Date,
    /// Where it stands.
    pub state: State,
    /// How alike, in hundredths.
    pub hundredths: u32,
    /// The words that they share.
    pub shared: Vec<String>,
}

/// The newest petitions of a council are compared; older ones are found by search.
const COMPARED_MAX: i64 = 3_000;
const ALIKE_MAX: usize = 5;

/// Those that say the same, most alike first.
pub fn alike(
    tx: &mut db::Tx,
    council: OrganizationId,
    own: PetitionId,
    words: &str,
) -> db::Result<Vec<Alike>> {
    let sought = similar::Marks::of(words);
    let mut close: Vec<(u32, Vec<String>, PetitionId)> = Vec::new();
    for (id, place, folded) in store::to_compare(tx, council, own, COMPARED_MAX)? {
        // What is kept folded is the four parts of the code, the text and the hamlet; the text is
        // compared
        let said = folded.splitn(5, ' ').nth(4).unwrap_or(&folded);
        let said = said.strip_suffix(text::fold(&place).as_str()).unwrap_or(said);
        if let Some((hundredths, shared)) = sought.likeness(said).filter(|(like, _)| similar::ALIKE <= *like)
        {
            close.push((hundredths, shared, id));
        }
    }
    // They came newest first, and stay so among those as much alike
    close.sort_by_key(|(hundredths, ..)| std::cmp::Reverse(*hundredths));
    close.truncate(ALIKE_MAX);
    let mut found = Vec::new();
    for (hundredths, shared, id) in close {
        if let Some(one) = store::petition(tx, id)? {
            let Petition { code, text, area_id: area, received_on, state, .. } = one;
            found.push(Alike { id, code, text, area, received_on, state, hundredths, shared });
        }
    }
    Ok(found)
}

/// The units whose voters a council may hear: its own unit and the units in it.
pub fn places(ctx: &mut Ctx<'_>, council: OrganizationId) -> db::Result<Vec<Area>> {
    let Some(council) = directory::organization(ctx.tx, council)? else { return Ok(Vec::new()) };
    let mut places: Vec<Area> = directory::area(ctx.tx, council.area_id)?.into_iter().collect();
    places.extend(directory::children(ctx.tx, council.area_id, ctx.today)?);
    Ok(places)
}
