//! One signed paper that answers many petitions: it is kept, taken apart, shown to be confirmed,
//! and its answers are taken together or not at all.
//!
//! Invariants: what is proposed changes nothing; a paper answers petitions of its own body alone,
//! and only those that wait for an answer; who may not read every petition that it answered may not
//! have its file.

use std::collections::HashMap;

use audit::Deed;
use kernel::similar::Marks;
use kernel::{AnswerDocumentId, DocumentId, OrganizationId, PetitionEntryId, PetitionId, text};
use kit::{Ctx, Error, Upload};
use papers::{Block, Cell, Letter, Reading};

use crate::actions::{self, Given, Recorded, Result, hit};
use crate::apart::{self, Apart};
use crate::matched::{self, Asked, Matching};
use crate::model::{Petition, Refusal};
use crate::policy::{self, Action, Subject};
use crate::store_papers::{self, AnswerDocument};
use crate::{store, store_links};

/// The kind of record that files of papers belong to.
pub const SUBJECT: &str = "answer_document";
/// No body is asked more at once.
pub(crate) const PETITIONS_MAX: i64 = 300;
/// Nor does a paper have more parts that are looked at.
const PARTS_MAX: usize = 600;

/// A paper that came.
pub(crate) struct Arrived<'a> {
    pub(crate) upload: &'a Upload,
    pub(crate) reading: &'a Reading,
    pub(crate) body: OrganizationId,
    pub(crate) slip: Option<DocumentId>,
}

/// Whether the actor answers for this body, or writes down what came on paper.
fn may(ctx: &Ctx<'_>, council: OrganizationId, body: OrganizationId) -> bool {
    policy::answers_many(ctx.actor) && (ctx.actor.acts_for(body) || ctx.actor.runs(council))
}

/// A paper that the actor may look at.
pub(crate) fn load(ctx: &mut Ctx<'_>, id: AnswerDocumentId) -> Result<AnswerDocument> {
    let paper = store_papers::paper(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if may(ctx, paper.council_id, paper.body_id) { Ok(paper) } else { Err(Error::NotFound) }
}

/// What the body must still answer, as far as the actor may answer it.
pub(crate) fn waiting(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    body: OrganizationId,
) -> db::Result<Vec<Petition>> {
    let mut found = store_links::waiting_of(ctx.tx, council, body, PETITIONS_MAX)?;
    found.retain(|one| {
        let on = Subject::from(one);
        policy::may(ctx.actor, Action::Read, on)
            && (policy::may(ctx.actor, Action::Answer, on) || policy::may(ctx.actor, Action::Judge, on))
    });
    found.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(found)
}

/// Keeps a paper, to be looked at.
pub(crate) fn receive(ctx: &mut Ctx<'_>, arrived: &Arrived<'_>) -> Result<AnswerDocument> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    if !may(ctx, council, arrived.body) {
        return Err(Error::NotFound);
    }
    let refuse = |words: &str| Error::Refused(Refusal::Other(words.to_owned()));
    if waiting(ctx, council, arrived.body)?.is_empty() {
        return Err(refuse("Cơ quan này không còn kiến nghị nào chờ trả lời."));
    }
    if arrived.reading.pieces.is_empty() {
        return Err(refuse(
            "Tệp không có chữ đọc được, có lẽ là bản quét. Gửi tệp Word, hoặc PDF lưu từ Word.",
        ));
    }
    let words = serde_json::to_string(arrived.reading).map_err(|fault| refuse(&fault.to_string()))?;
    let reference = apart::apart(&arrived.reading.pieces, &|_| false).reference;
    let id: AnswerDocumentId = ctx.id();
    let by = ctx.actor.name.clone();
    let file = files::keep(ctx, arrived.upload, SUBJECT, &id.to_string(), false)
        .map_err(|error| Error::from_other(error, |reason| Refusal::Other(reason.to_string())))?;
    let kept = files::file(ctx.tx, file)?.map(|file| file.media_type);
    if !matches!(kept, Some(files::MediaType::Docx | files::MediaType::Pdf)) {
        return Err(refuse("Gửi tệp Word (.docx) hoặc PDF có chữ."));
    }
    store_papers::insert_paper(
        ctx.tx,
        id,
        council,
        arrived.body,
        arrived.slip,
        &reference,
        &words,
        ctx.now,
        &by,
    )?;
    let name = directory::organization(ctx.tx, arrived.body)?.map_or_else(String::new, |one| one.short_name);
    let label = if reference.is_empty() { name } else { format!("{name}, {reference}") };
    audit::record(ctx, Deed::new("petition.receive_answers", "answer_document", id, label))?;
    store_papers::paper(ctx.tx, id)?.ok_or(Error::NotFound)
}

/// What is proposed for a paper.
pub(crate) struct Proposed {
    pub(crate) petitions: Vec<Petition>,
    pub(crate) asked: Vec<Asked>,
    pub(crate) apart: Apart,
    pub(crate) matching: Matching,
}

/// Takes a paper apart and proposes which part answers what.
pub(crate) fn propose(ctx: &mut Ctx<'_>, paper: &AnswerDocument) -> Result<Proposed> {
    let reading: Reading = serde_json::from_str(&paper.words).unwrap_or_default();
    let petitions = waiting(ctx, paper.council_id, paper.body_id)?;
    let numbers = numbers(ctx, paper, &petitions, &reading)?;
    let asked: Vec<Asked> = petitions
        .iter()
        .map(|one| Asked {
            code: one.code.clone(),
            text: one.text.clone(),
            number: numbers.get(&one.code).copied(),
        })
        .collect();
    let marks: Vec<Marks> = asked.iter().map(|one| Marks::of(&one.text)).collect();
    let mut apart = apart::apart(&reading.pieces, &|words| matched::repeats(&marks, words));
    let more = apart.parts.split_off(apart.parts.len().min(PARTS_MAX));
    apart.rest.extend(more.into_iter().map(|part| part.said));
    let matching = matched::matched(&apart.parts, &asked);
    Ok(Proposed { petitions, asked, apart, matching })
}

/// The numbers of the petitions in the slip that the paper answers: the one that it came from, the
/// one that it names, or the only one there is.
fn numbers(
    ctx: &mut Ctx<'_>,
    paper: &AnswerDocument,
    petitions: &[Petition],
    reading: &Reading,
) -> db::Result<HashMap<String, i64>> {
    const SLIPS_MAX: usize = 12;
    let mut slips: Vec<DocumentId> = match paper.document_id {
        Some(slip) => vec![slip],
        None => petitions.iter().filter_map(|one| one.document_id).collect(),
    };
    slips.sort_unstable();
    slips.dedup();
    let is_one = slips.len() == 1;
    let head = text::fold(&reading.text().chars().take(6_000).collect::<String>());
    for slip in slips.into_iter().take(SLIPS_MAX) {
        let Some(slip) = documents::document(ctx.tx, slip)? else { continue };
        let is_named = || slip.number.as_deref().is_some_and(|number| head.contains(&text::fold(number)));
        if is_one || is_named() {
            return Ok(numbers_in(&slip.letter));
        }
    }
    Ok(HashMap::new())
}

/// "STT" and "Mã" of a slip's table.
fn numbers_in(letter: &Letter) -> HashMap<String, i64> {
    let words = |cell: Option<&Cell>| match cell {
        Some(Cell::Text(words)) => words.clone(),
        _ => String::new(),
    };
    let mut numbers = HashMap::new();
    for block in &letter.body {
        let Block::Table(table) = block else { continue };
        for row in &table.rows {
            if let Ok(number) = words(row.first()).parse() {
                numbers.insert(words(row.get(1)), number);
            }
        }
    }
    numbers
}

/// Takes the answers that were confirmed, all of them or none; what cannot be taken is named, and
/// the caller undoes the rest.
pub(crate) fn take(
    ctx: &mut Ctx<'_>,
    paper: &AnswerDocument,
    version: i64,
    reference: &str,
    answers: &[(PetitionId, Given)],
) -> Result<std::result::Result<usize, Vec<(PetitionId, Refusal)>>> {
    if answers.is_empty() {
        return Err(Error::Refused(Refusal::NoneChosen));
    }
    hit(store_papers::set_taken(ctx.tx, ctx.now, reference, paper.id, version)?)?;
    let own = waiting(ctx, paper.council_id, paper.body_id)?;
    let mut faults = Vec::new();
    let mut is_public = true;
    for (id, given) in answers {
        // Another body's, or answered meanwhile
        let one = own.iter().find(|one| one.id == *id).ok_or(Error::Conflict)?;
        is_public &= one.is_public;
        match actions::answer_in_deed(ctx, *id, given, Recorded::Together) {
            Ok(()) => {}
            Err(Error::Refused(reason)) => {
                faults.push((*id, reason));
                continue;
            }
            Err(error) => return Err(error),
        }
        let link: PetitionEntryId = ctx.id();
        store_papers::insert_answered(ctx.tx, link, paper.id, *id)?;
        let one = store::petition(ctx.tx, *id)?.ok_or(Error::NotFound)?;
        actions::put_in_search(ctx, &one)?;
    }
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    let label = format!("{} kiến nghị theo {reference}", answers.len());
    let deed = Deed::new("petition.answer_by_paper", "answer_document", paper.id, label);
    audit::record(ctx, deed.public_if(is_public))?;
    Ok(Ok(answers.len()))
}

/// Puts a paper aside: nothing was answered by it.
pub(crate) fn drop_paper(ctx: &mut Ctx<'_>, id: AnswerDocumentId) -> Result<()> {
    let paper = load(ctx, id)?;
    hit(store_papers::set_dropped(ctx.tx, ctx.now, id, paper.version)?)?;
    audit::record(ctx, Deed::new("petition.drop_answers", "answer_document", id, paper.reference))?;
    Ok(())
}

/// Whether the actor may have the file of a paper; for `files::routes`.
pub fn may_see_files(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<bool> {
    let Ok(id) = file.subject_id.parse::<AnswerDocumentId>() else { return Ok(false) };
    let Some(paper) = store_papers::paper(ctx.tx, id)? else { return Ok(false) };
    if may(ctx, paper.council_id, paper.body_id) {
        return Ok(true);
    }
    if paper.taken_ms.is_none() || !ctx.actor.is_signed_in() {
        return Ok(false);
    }
    let ids: Vec<PetitionId> =
        store_papers::answered_by(ctx.tx, id)?.into_iter().map(|(petition,)| petition).collect();
    let answered = store::many(ctx.tx, &ids)?;
    Ok(!answered.is_empty()
        && answered.iter().all(|one| policy::may(ctx.actor, Action::Read, Subject::from(one))))
}

/// The petition that a paper answered, the first of them; the paper itself while it waits.
pub fn home_of_file(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<Option<files::Home>> {
    let Ok(id) = file.subject_id.parse::<AnswerDocumentId>() else { return Ok(None) };
    let Some(paper) = store_papers::paper(ctx.tx, id)? else { return Ok(None) };
    let answered = store_papers::answered_by(ctx.tx, id)?;
    let first = match answered.first() {
        Some((petition,)) => store::petition(ctx.tx, *petition)?,
        None => None,
    };
    Ok(Some(match first {
        Some(one) if answered.len() == 1 => {
            files::Home { title: format!("Kiến nghị {}", one.code), href: one.path() }
        }
        Some(one) => files::Home {
            title: format!("Kiến nghị {} và {} kiến nghị khác", one.code, answered.len() - 1),
            href: one.path(),
        },
        None => files::Home {
            title: format!("Văn bản trả lời kiến nghị {}", paper.reference).trim_end().to_owned(),
            href: format!("/lam-viec/kien-nghi/tra-loi-van-ban/{id}"),
        },
    }))
}
