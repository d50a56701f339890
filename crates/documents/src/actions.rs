//! The deeds.

use audit::Deed;
use db::{One, Tx};
use directory::{Organization, OrganizationKind};
use kernel::{Date, DocumentId, OrganizationId, dates};
use kit::{Ctx, Error};
use papers::Letter;

use crate::model::{Arrived, Document, NewDocument, Refusal, State};
use crate::policy::{self, Action, Standing};
use crate::template_pages::template_of;
use crate::{rules, store};

pub(crate) type Result<T> = std::result::Result<T, Error<Refusal>>;

/// The kind of this area's records in journal and search.
pub(crate) const KIND: &str = "document";

/// One document. Asks no policy.
pub fn document(tx: &mut Tx, id: DocumentId) -> db::Result<Option<Document>> {
    store::document(tx, id)?.map(crate::model::Row::into_document).transpose()
}

/// To whom a document was sent. Asks no policy.
pub fn addressees(tx: &mut Tx, id: DocumentId) -> db::Result<Vec<OrganizationId>> {
    Ok(store::recipients(tx, id)?.into_iter().map(|(organization, _)| organization).collect())
}

/// The documents of a record, oldest first, drafts among them. Asks no policy: whoever shows
/// them links to pages that do.
pub fn of_subject(tx: &mut Tx, subject_kind: &str, subject_id: &str) -> db::Result<Vec<Document>> {
    store::of_subject(tx, subject_kind, subject_id)?
        .into_iter()
        .map(crate::model::Row::into_document)
        .collect()
}

/// Drafts a document. Touches rows and does not record.
pub fn draft(ctx: &mut Ctx<'_>, new: &NewDocument) -> Result<DocumentId> {
    let organization = issuer(ctx.tx, new.organization, ctx.today)?;
    let council = council_of(ctx.tx, &organization, ctx.today)?;
    let standing = Standing { council, state: State::Draft, is_public: new.is_public, is_addressed: false };
    require(ctx, Action::Draft, standing)?;
    if new.title.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoTitle));
    }
    let template = template_of(ctx, council, new.kind)?;
    let mut letter = rules::finished(rules::completed(new), new.kind, &template);
    letter.demonstration |= ctx.app.settings().purpose.is_made_up();
    let id: DocumentId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        new.organization,
        new.kind,
        i64::from(letter.date.year()),
        &new.title,
        &json(&letter)?,
        &new.signer,
        new.subject_kind,
        &new.subject_id,
        new.is_public,
        ctx.now,
    )?;
    let mut seen: Vec<OrganizationId> = Vec::new();
    for recipient in &new.recipients {
        if !seen.contains(recipient) {
            store::insert_recipient(ctx.tx, ctx.id(), id, *recipient)?;
            seen.push(*recipient);
        }
    }
    Ok(id)
}

/// Issues a draft on a day: it takes the next number of its series, and its letter says number
/// and day. Touches rows and does not record.
pub fn issue(ctx: &mut Ctx<'_>, id: DocumentId, on: Date) -> Result<Document> {
    let (document, standing) = load(ctx, id, Action::Issue)?;
    require(ctx, Action::Issue, standing)?;
    rules::require_draft(document.state).map_err(Error::Refused)?;
    let organization = issuer(ctx.tx, document.organization_id, on)?;
    let year = i64::from(on.year());
    let One((seq,)) = store::take_number(ctx.tx, ctx.id(), document.organization_id, document.kind, year)?;
    let template = template_of(ctx, standing.council, document.kind)?;
    let number = template
        .number(document.kind, seq, &organization.symbol)
        .unwrap_or_else(|| rules::number(document.kind, seq, &organization.symbol));
    let mut letter = document.letter.clone();
    letter.number = Some(number.clone());
    letter.date = on;
    if document.is_public {
        let address = format!("{}{}", ctx.app.settings().public_url, document.public_path());
        letter.footer_url.get_or_insert(address);
    }
    if !store::set_issued(ctx.tx, year, seq, &number, &json(&letter)?, on, id, document.version)?.hit() {
        return Err(Error::Conflict);
    }
    let issued = Document {
        year,
        seq: Some(seq),
        number: Some(number),
        letter,
        state: State::Issued,
        issued_on: Some(on),
        version: document.version + 1,
        ..document
    };
    if issued.is_public {
        put_in_search(ctx, &issued, standing.council, on)?;
    }
    Ok(issued)
}

/// Drafts and issues at once. Touches rows and does not record.
pub fn issue_new(ctx: &mut Ctx<'_>, new: &NewDocument, on: Date) -> Result<Document> {
    let id = draft(ctx, new)?;
    issue(ctx, id, on)
}

/// Issues a draft today as a deed of its own.
pub(crate) fn issue_today(ctx: &mut Ctx<'_>, id: DocumentId, version: i64) -> Result<Document> {
    let (document, _) = load(ctx, id, Action::Issue)?;
    if document.version != version {
        return Err(Error::Conflict);
    }
    if document.state == State::Draft && document.signer.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoSigner));
    }
    let issued = issue(ctx, id, ctx.today)?;
    record(ctx, "document.issue", &issued, "")?;
    Ok(issued)
}

/// What a draft says after an edit.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    /// What it is about.
    pub(crate) title: String,
    /// Full name of the signer; may be empty while it is a draft.
    pub(crate) signer: String,
    /// The new words of each block; `None` for those that cannot be retyped.
    pub(crate) typed: Vec<Option<String>>,
    /// Paragraphs put at the end, one a line.
    pub(crate) added: String,
}

/// Changes a draft.
pub(crate) fn edit(ctx: &mut Ctx<'_>, id: DocumentId, version: i64, edit: &Edit) -> Result<Document> {
    let (mut document, _) = load(ctx, id, Action::Draft)?;
    rules::require_draft(document.state).map_err(Error::Refused)?;
    document.letter.body = rules::edited(&document.letter.body, &edit.typed, &edit.added);
    rules::retitle(&mut document.letter, document.kind, &edit.title);
    document.letter.signature.name.clone_from(&edit.signer);
    document.title.clone_from(&edit.title);
    if !store::update_draft(ctx.tx, &edit.title, &json(&document.letter)?, &edit.signer, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    record(ctx, "document.change", &document, "")?;
    Ok(document)
}

/// Takes an issued document back; its number stays with it.
pub(crate) fn recall(ctx: &mut Ctx<'_>, id: DocumentId, version: i64, reason: &str) -> Result<Document> {
    let (document, _) = load(ctx, id, Action::Recall)?;
    let state = rules::recall(document.state, reason).map_err(Error::Refused)?;
    if !store::set_state(ctx.tx, state, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    search::remove(ctx.tx, KIND, &id.to_string())?;
    record(ctx, "document.recall", &document, reason)?;
    Ok(document)
}

/// Notes that an addressee has opened the document; only the first opening counts.
pub(crate) fn open(ctx: &mut Ctx<'_>, id: DocumentId) -> Result<()> {
    let (document, _) = load(ctx, id, Action::Read)?;
    let mut noted = 0;
    for mailbox in mailboxes(ctx)? {
        noted += store::set_opened(ctx.tx, ctx.now, id, mailbox)?.0;
    }
    if noted > 0 {
        let deed = Deed::new("document.open", KIND, id, document.name());
        audit::record(ctx, deed)?;
    }
    Ok(())
}

/// A document that the actor may do this with; to others it does not exist.
pub(crate) fn load(ctx: &mut Ctx<'_>, id: DocumentId, action: Action) -> Result<(Document, Standing)> {
    let document = document(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let standing = standing(ctx, &document)?;
    if policy::may(ctx.actor, Action::Read, standing) {
        require(ctx, action, standing)?;
        return Ok((document, standing));
    }
    Err(Error::NotFound)
}

pub(crate) fn standing(ctx: &mut Ctx<'_>, document: &Document) -> db::Result<Standing> {
    let council = match directory::organization(ctx.tx, document.organization_id)? {
        Some(organization) => council_of(ctx.tx, &organization, document.issued_on.unwrap_or(ctx.today))?,
        None => None,
    };
    let addressees = store::recipients(ctx.tx, document.id)?;
    let is_addressed = mailboxes(ctx)?.iter().any(|mailbox| addressees.iter().any(|(one, _)| one == mailbox));
    Ok(Standing { council, state: document.state, is_public: document.is_public, is_addressed })
}

/// The organizations whose letters the actor opens.
pub(crate) fn mailboxes(ctx: &mut Ctx<'_>) -> db::Result<Vec<OrganizationId>> {
    let mut found: Vec<OrganizationId> = ctx.actor.organization.into_iter().collect();
    if let Some(council) = ctx.actor.council.filter(|_| policy::opens_for_council(ctx.actor.role)) {
        let standing_committee = directory::standing_committee_of(ctx.tx, council)?.map(|one| one.id);
        found.extend(std::iter::once(council).chain(standing_committee));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// What was issued to the actor's mailboxes and nobody there has opened yet, newest first.
pub fn unopened(ctx: &mut Ctx<'_>, most: i64) -> db::Result<Vec<Arrived>> {
    let mailboxes = mailboxes(ctx)?;
    store::inbox(ctx.tx, &mailboxes, true, None, most)
}

/// The organizations that issue in a council's name.
pub(crate) fn organizations_of(
    tx: &mut Tx,
    council: OrganizationId,
    on: Date,
) -> db::Result<Vec<Organization>> {
    let Some(known) = directory::organization(tx, council)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for one in directory::organizations_of_area(tx, known.area_id)? {
        if council_of(tx, &one, on)? == Some(council) {
            found.push(one);
        }
    }
    Ok(found)
}

/// The council in whose name an organization issues; none for those of the administration.
fn council_of(tx: &mut Tx, organization: &Organization, on: Date) -> db::Result<Option<OrganizationId>> {
    match organization.kind {
        OrganizationKind::Council => return Ok(Some(organization.id)),
        OrganizationKind::StandingCommittee
        | OrganizationKind::Committee
        | OrganizationKind::DelegateGroup
        | OrganizationKind::Office => {}
        OrganizationKind::PeoplesCommittee
        | OrganizationKind::Department
        | OrganizationKind::FatherlandFront
        | OrganizationKind::Other => return Ok(None),
    }
    if let Some(parent) = organization.parent_id
        && let Some(parent) = directory::organization(tx, parent)?
        && parent.kind == OrganizationKind::Council
    {
        return Ok(Some(parent.id));
    }
    Ok(directory::council_of_area(tx, organization.area_id, on)?.map(|council| council.id))
}

/// The organization that issues on this day.
fn issuer(tx: &mut Tx, id: OrganizationId, on: Date) -> Result<Organization> {
    directory::organization(tx, id)?
        .filter(|one| one.dissolved_on.is_none_or(|day| on < day))
        .ok_or(Error::Refused(Refusal::NoSuchOrganization))
}

fn require(ctx: &Ctx<'_>, action: Action, standing: Standing) -> Result<()> {
    if policy::may(ctx.actor, action, standing) { Ok(()) } else { Err(Error::Forbidden) }
}

fn json(letter: &Letter) -> Result<String> {
    serde_json::to_string(letter).map_err(|_| Error::Refused(Refusal::Unwritable))
}

fn record(ctx: &mut Ctx<'_>, action: &'static str, document: &Document, reason: &str) -> Result<()> {
    let label = format!("{}: {}", document.name(), document.title);
    let is_public = document.is_public && document.number.is_some();
    audit::record(ctx, Deed::new(action, KIND, document.id, label).because(reason).public_if(is_public))?;
    Ok(())
}

fn put_in_search(
    ctx: &mut Ctx<'_>,
    document: &Document,
    council: Option<OrganizationId>,
    on: Date,
) -> Result<()> {
    let summary = format!("{}, {}, {}", document.name(), dates::print_long(on), document.letter.issuer);
    search::put(
        ctx.tx,
        &search::Entry {
            kind: KIND,
            id: document.id.to_string(),
            href: document.public_path(),
            title: &document.title,
            summary: &summary,
            body: &rules::all_words(&document.letter),
            is_public: true,
            council,
            on,
        },
    )?;
    Ok(())
}

#[cfg(test)]
mod tests;
