//! The papers: listed, handed in, sent to the delegates, opened by them.

use std::collections::HashSet;

use files::MediaType;
use kernel::{
    Date, ErratumId, OrganizationId, PaperReceiptId, PaperVersionId, SessionId, SessionPaperId, dates,
};
use kit::{Ctx, Error, Upload};
use sessions::{Session, State};

use crate::common::{self, Result, note, note_why, open, own_seat};
use crate::model::{NewPaper, Paper, PaperKind, Refusal, Version};
use crate::policy::{self, Action};
use crate::{rules, store};

/// The kind of record that files of papers belong to: a version of one.
pub const SUBJECT: &str = "paper_version";

/// Puts papers on the list of a session.
pub fn add(ctx: &mut Ctx<'_>, session: SessionId, new: &[NewPaper]) -> Result<Vec<SessionPaperId>> {
    let session = open(ctx, session)?;
    let items = chamber::items(ctx.tx, session.id)?;
    for one in new {
        if one.item.is_some_and(|item| items.iter().all(|known| known.id != item)) {
            return Err(Error::Refused(Refusal::OtherItem));
        }
    }
    let level = directory::level_of(ctx.tx, session.council_id)?;
    let (mut place,) = store::last_place(ctx.tx, session.id)?.0;
    let mut ids = Vec::new();
    for one in new {
        place += 1;
        let id: SessionPaperId = ctx.id();
        let due = rules::due(ctx.law, level, one.kind, one.is_normative, session.opened_on)
            .map_or(session.opened_on, |deadline| deadline.due);
        store::insert_paper(
            ctx.tx,
            id,
            session.id,
            session.council_id,
            one.item,
            place,
            one.kind,
            &one.title,
            one.owed_by,
            one.is_normative,
            one.is_required,
            one.is_public,
            due,
            rules::is_frozen(session.state),
            session.is_demonstration,
        )?;
        ids.push(id);
    }
    let what = match new {
        [] => return Ok(ids),
        // A title may be that of an item held without the public
        [_] => "Thêm một tài liệu vào hồ sơ".to_owned(),
        many => format!("Thêm {} tài liệu vào hồ sơ", many.len()),
    };
    common::count_anew(ctx, &session)?;
    note(ctx, &session, "dossier.list", what, false)?;
    Ok(ids)
}

/// Lists what every item needs that has no paper yet; how many papers that is.
pub fn list_from_agenda(ctx: &mut Ctx<'_>, id: SessionId) -> Result<usize> {
    let session = open(ctx, id)?;
    let known: HashSet<_> =
        store::papers(ctx.tx, session.id)?.into_iter().filter_map(|paper| paper.item_id).collect();
    let committees: Vec<_> = store::examinations(ctx.tx, session.id)?;
    let executive = executive_of(ctx, &session)?;
    let new: Vec<NewPaper> = chamber::items(ctx.tx, session.id)?
        .into_iter()
        .filter(|item| !known.contains(&item.id))
        .flat_map(|item| {
            let lead = committees.iter().find(|one| one.item_id == item.id).map(|one| one.committee_id);
            rules::papers_of(item.kind).iter().map(move |kind| NewPaper {
                item: Some(item.id),
                kind: *kind,
                title: rules::subject(&item.title),
                owed_by: if *kind == PaperKind::ExaminationReport { lead } else { executive },
                is_normative: false,
                is_required: true,
                is_public: true,
            })
        })
        .collect();
    if new.is_empty() {
        return Err(Error::Refused(Refusal::NothingToList));
    }
    Ok(add(ctx, id, &new)?.len())
}

/// The People's Committee of the council's unit: what is not said otherwise comes from it.
fn executive_of(ctx: &mut Ctx<'_>, session: &Session) -> Result<Option<OrganizationId>> {
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Error::NotFound)?;
    let here = directory::organizations_of_area(ctx.tx, council.area_id)?;
    Ok(here
        .into_iter()
        .find(|one| {
            one.kind == directory::OrganizationKind::PeoplesCommittee && one.works_on(session.opened_on)
        })
        .map(|one| one.id))
}

/// Changes a paper of the list.
pub fn change(ctx: &mut Ctx<'_>, id: SessionPaperId, version: i64, new: &NewPaper) -> Result<()> {
    let (paper, session) = common::paper(ctx, id)?;
    let session = open(ctx, session.id)?;
    let level = directory::level_of(ctx.tx, session.council_id)?;
    let due = match paper.sent_on {
        // What was sent was in time or late by the law of that day, unless it was taken for
        // another kind of paper
        Some(_) if paper.kind == new.kind && paper.is_normative == new.is_normative => paper.due_on,
        Some(_) | None => rules::due(ctx.law, level, new.kind, new.is_normative, session.opened_on)
            .map_or(session.opened_on, |deadline| deadline.due),
    };
    let hit = store::update_paper(
        ctx.tx,
        new.kind,
        &new.title,
        new.owed_by,
        new.is_normative,
        new.is_required,
        new.is_public,
        due,
        id,
        version,
    )?;
    if !hit.hit() {
        return Err(Error::Conflict);
    }
    note(ctx, &session, "dossier.change", format!("Sửa tài liệu số {}", paper.place), false)
}

/// Takes a paper off the list that nobody handed in.
pub fn remove(ctx: &mut Ctx<'_>, id: SessionPaperId, version: i64) -> Result<()> {
    let (paper, session) = common::paper(ctx, id)?;
    let session = open(ctx, session.id)?;
    if paper.received_on.is_some() {
        return Err(Error::Refused(Refusal::HandedIn));
    }
    if !store::delete_paper(ctx.tx, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    note(ctx, &session, "dossier.remove", format!("Bỏ tài liệu số {}", paper.place), false)
}

/// Hands a paper in, the first time or in a later version; the version.
pub fn hand_in(
    ctx: &mut Ctx<'_>,
    id: SessionPaperId,
    uploads: &[Upload],
    changes: &str,
) -> Result<PaperVersionId> {
    let (paper, session) = common::paper(ctx, id)?;
    if !policy::may(ctx.actor, Action::HandIn, paper.council_id, paper.owed_by) {
        return Err(Error::NotFound);
    }
    if !rules::is_open(session.state) {
        return Err(Error::Refused(Refusal::Over));
    }
    if uploads.is_empty() {
        return Err(Error::Refused(Refusal::NoFile));
    }
    let number = store::versions(ctx.tx, id)?.first().map_or(1, |last| last.number + 1);
    if number > 1 && changes.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoChanges));
    }
    let version: PaperVersionId = ctx.id();
    for upload in uploads {
        let kept = files::keep(ctx, upload, SUBJECT, &version.to_string(), false).map_err(|fault| {
            Error::from_other(fault, |fault| match fault {
                files::Refusal::NotTaken { name } => Refusal::NotAPaper(name),
                other => Refusal::File(other),
            })
        })?;
        // The refusal undoes what was kept
        if !files::file(ctx.tx, kept)?.is_some_and(|file| is_paper(file.media_type)) {
            return Err(Error::Refused(Refusal::NotAPaper(upload.file_name.clone())));
        }
    }
    let is_late = rules::is_late(paper.due_on, paper.sent_on, ctx.today);
    let by = ctx.actor.name.clone();
    store::insert_version(ctx.tx, version, id, number, ctx.today, changes, is_late, &by)?;
    store::receive_paper(ctx.tx, ctx.today, id)?;
    note(ctx, &session, "dossier.hand_in", format!("Nộp tài liệu số {}, bản {number}", paper.place), false)?;
    Ok(version)
}

/// What papers of a session are handed in as: Word, PDF, Excel, and scans.
const fn is_paper(media_type: MediaType) -> bool {
    match media_type {
        MediaType::Docx
        | MediaType::Pdf
        | MediaType::Xlsx
        | MediaType::Jpeg
        | MediaType::Png
        | MediaType::Webp => true,
        MediaType::Text | MediaType::Csv => false,
    }
}

/// What a delegate has not got yet: of each paper its newest version, when that was not sent.
pub(crate) fn waiting(papers: &[Paper], versions: &[Version]) -> Vec<(SessionPaperId, PaperVersionId)> {
    papers
        .iter()
        .filter_map(|paper| versions.iter().find(|one| one.paper_id == paper.id))
        .filter(|newest| newest.sent_on.is_none())
        .map(|newest| (newest.paper_id, newest.id))
        .collect()
}

/// Sends every new version to every delegate of the session, today; how many papers that is.
pub fn send(ctx: &mut Ctx<'_>, id: SessionId) -> Result<usize> {
    let today = ctx.today;
    Ok(send_on(ctx, id, today, "")?.0)
}

/// Notes that the new versions went to every delegate on a day: those that had been handed in by
/// then. How many went, and how many still wait. An earlier day than today needs its reason.
pub fn send_on(ctx: &mut Ctx<'_>, id: SessionId, on: Date, reason: &str) -> Result<(usize, usize)> {
    let session = open(ctx, id)?;
    if let Some(fault) = rules::sending_faults(on, reason, ctx.today).into_iter().next() {
        return Err(Error::Refused(fault));
    }
    if !matches!(session.state, State::Convened | State::Opened) {
        return Err(Error::Refused(Refusal::NotConvened));
    }
    let papers = store::papers(ctx.tx, id)?;
    let versions = store::versions_of_session(ctx.tx, id)?;
    let mut waiting = waiting(&papers, &versions);
    if waiting.is_empty() {
        return Err(Error::Refused(Refusal::NothingToSend));
    }
    let all = waiting.len();
    waiting.retain(|(_, id)| versions.iter().any(|one| one.id == *id && one.received_on <= on));
    if waiting.is_empty() {
        return Err(Error::Refused(Refusal::NothingBy(dates::print(on))));
    }
    // What is done on the day itself needs no reason, whatever was typed
    let why = (on < ctx.today).then(|| reason.trim());
    let seats = chamber::seats(ctx.tx, &session)?;
    if seats.is_empty() {
        return Err(Error::Refused(Refusal::NoDelegates));
    }
    common::count_anew(ctx, &session)?;
    for (paper, version) in &waiting {
        store::send_version(ctx.tx, on, why, *version)?;
        store::send_paper(ctx.tx, on, *paper)?;
        for (person, _) in &seats {
            let receipt: PaperReceiptId = ctx.id();
            store::insert_receipt(ctx.tx, receipt, *version, *paper, *person, ctx.now)?;
        }
    }
    let day = if why.is_some() { format!(" ngày {}", dates::print(on)) } else { String::new() };
    let what = format!("Phát hành {} tài liệu đến {} đại biểu{day}", waiting.len(), seats.len());
    note_why(ctx, &session, "dossier.send", what, why.unwrap_or_default(), true)?;
    Ok((waiting.len(), all - waiting.len()))
}

/// Corrects, after the session closed, who owed a paper and when it went to the delegates. What
/// stood before and why it was wrong stays readable.
pub fn correct(
    ctx: &mut Ctx<'_>,
    id: SessionPaperId,
    version: i64,
    owed_by: Option<OrganizationId>,
    sent_on: Option<Date>,
    reason: &str,
) -> Result<()> {
    let (paper, session) = common::paper(ctx, id)?;
    let session = common::prepared(ctx, session.id)?;
    match session.state {
        State::Closed => {}
        State::Cancelled => return Err(Error::Refused(Refusal::Over)),
        State::Planned | State::Convened | State::Opened | State::Postponed => {
            return Err(Error::Refused(Refusal::NotOver));
        }
    }
    if reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoCorrectionReason));
    }
    // A day that was written down is moved, not taken away
    let sent_on = sent_on.or(paper.sent_on);
    let mut changes = Vec::new();
    if owed_by != paper.owed_by {
        let names = directory::names(ctx.tx)?;
        let name = |id: Option<OrganizationId>| {
            id.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| "Văn phòng tự chuẩn bị".to_owned())
        };
        changes.push(format!("Cơ quan nộp: {} thành {}", name(paper.owed_by), name(owed_by)));
    }
    let mut received_on = paper.received_on;
    if let Some(on) = sent_on.filter(|_| sent_on != paper.sent_on) {
        let versions = store::versions(ctx.tx, id)?;
        let today = ctx.today;
        if let Some(one) = rules::corrected_version(&versions, on, today).map_err(Error::Refused)? {
            store::correct_version(ctx.tx, on, one.id)?;
            received_on = Some(one.received_on);
        }
        let before = paper.sent_on.map_or_else(|| "chưa ghi".to_owned(), dates::print);
        changes.push(format!("Ngày gửi đại biểu: {before} thành {}", dates::print(on)));
    }
    if changes.is_empty() {
        return Err(Error::Refused(Refusal::NothingCorrected));
    }
    let (today, by) = (ctx.today, ctx.actor.name.clone());
    if !store::correct_paper(ctx.tx, owed_by, received_on, sent_on, today, id, version)?.hit() {
        return Err(Error::Conflict);
    }
    let erratum: ErratumId = ctx.id();
    store::insert_correction(ctx.tx, erratum, id, &changes.join("; "), reason.trim(), today, &by)?;
    // A title, and so a reason, may be of an item held without the public
    note_why(
        ctx,
        &session,
        "dossier.correct",
        format!("Đính chính tài liệu số {}", paper.place),
        reason.trim(),
        false,
    )
}

/// A delegate opens a version that was sent to him: noted once, and its files are his to have.
pub fn read(ctx: &mut Ctx<'_>, id: PaperVersionId) -> Result<SessionPaperId> {
    let version = store::version(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let (paper, session) = common::paper(ctx, version.paper_id)?;
    let (person, _) = own_seat(ctx, &session)?;
    let receipt = store::receipt(ctx.tx, id, person)?.ok_or(Error::NotFound)?;
    if receipt.opened_ms.is_none() {
        store::open_receipt(ctx.tx, ctx.now, receipt.id)?;
        note(
            ctx,
            &session,
            "dossier.read",
            format!("Mở tài liệu số {}, bản {}", paper.place, version.number),
            false,
        )?;
    }
    Ok(paper.id)
}

/// Whether the actor may have the files of a version; for `files::routes`.
pub fn may_see_files(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<bool> {
    let Ok(id) = file.subject_id.parse() else { return Ok(false) };
    let Some(version) = store::version(ctx.tx, id)? else { return Ok(false) };
    let Some(paper) = store::paper(ctx.tx, version.paper_id)? else { return Ok(false) };
    let Some(session) = sessions::find(ctx.tx, paper.session_id)? else { return Ok(false) };
    if policy::may(ctx.actor, Action::HandIn, paper.council_id, paper.owed_by) {
        return Ok(true);
    }
    if version.sent_on.is_none() {
        return Ok(false);
    }
    if policy::may(ctx.actor, Action::ReadSent, paper.council_id, None) {
        return Ok(true);
    }
    Ok(session.is_public && paper.is_public && !is_closed(ctx, &paper)?)
}

/// The paper that carries a file: its own page for who prepares it, the list of those who read it,
/// the session's public papers for everyone else.
pub fn home_of_file(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<Option<files::Home>> {
    let Ok(id) = file.subject_id.parse() else { return Ok(None) };
    let Some(version) = store::version(ctx.tx, id)? else { return Ok(None) };
    let Some(paper) = store::paper(ctx.tx, version.paper_id)? else { return Ok(None) };
    let Some(session) = sessions::find(ctx.tx, paper.session_id)? else { return Ok(None) };
    let href = if policy::may(ctx.actor, Action::HandIn, paper.council_id, paper.owed_by) {
        paper.path()
    } else if policy::may(ctx.actor, Action::ReadSent, paper.council_id, None) {
        "/lam-viec/tai-lieu".to_owned()
    } else {
        let addresses = sessions::Addresses::load(ctx.tx, ctx.today)?;
        format!("{}/tai-lieu", addresses.of(&session))
    };
    Ok(Some(files::Home { title: paper.label(), href }))
}

/// Whether a paper or a task of examination stands under the item; for `chamber::Dependent`.
pub fn holds_item(tx: &mut db::Tx, item: kernel::AgendaItemId) -> db::Result<bool> {
    Ok(0 < store::count_under(tx, item)?.0.0)
}

/// Whether the paper belongs to an item that is held without the public.
fn is_closed(ctx: &mut Ctx<'_>, paper: &Paper) -> db::Result<bool> {
    let Some(item) = paper.item_id else { return Ok(false) };
    let items = chamber::items(ctx.tx, paper.session_id)?;
    Ok(items.iter().find(|one| one.id == item).is_none_or(|one| one.is_closed))
}
