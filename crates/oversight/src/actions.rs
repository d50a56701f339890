//! The deeds that lead an oversight through its steps.

use directory::OrganizationKind;
use kernel::{
    Date, FindingId, OrganizationId, OversightBodyId, OversightId, OversightMemberId, PersonId, dates,
};
use kit::{Ctx, Error};
use law::Publication;

use crate::common::{Result, Whole, finish, folded, hit, node, permitted, posts, working};
use crate::model::{BodyKind, FindingKind, Kind, NewOversight, Oversight, Refusal, State};
use crate::policy::{self, Action};
use crate::rules::{self, Event};
use crate::store;

/// What kind of body oversees, when it is one of the council's.
fn body_kind(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    body: OrganizationId,
    person: Option<PersonId>,
) -> Result<BodyKind> {
    if let Some(person) = person {
        let seats = directory::delegates_of(ctx.tx, council, ctx.today)?;
        return if seats.iter().any(|(one, _)| *one == person) {
            Ok(BodyKind::Delegate)
        } else {
            Err(Error::Refused(Refusal::NotADelegate))
        };
    }
    let found = working(ctx, body)?;
    let is_own = found.id == council || found.parent_id == Some(council);
    match found.kind {
        OrganizationKind::Council if found.id == council => Ok(BodyKind::Council),
        OrganizationKind::StandingCommittee if is_own => Ok(BodyKind::Standing),
        OrganizationKind::Committee if is_own => Ok(BodyKind::Committee),
        OrganizationKind::DelegateGroup if is_own => Ok(BodyKind::DelegateGroup),
        _ => Err(Error::Refused(Refusal::NotOfCouncil)),
    }
}

/// What is gone over again must have been concluded, in the same council.
fn check_first(ctx: &mut Ctx<'_>, council: OrganizationId, new: &NewOversight) -> Result<Option<Oversight>> {
    if new.kind != Kind::ReOversight {
        return Ok(None);
    }
    let found = match new.first_id {
        Some(id) => store::oversight(ctx.tx, id)?,
        None => None,
    };
    let fits = |one: &Oversight| {
        one.council_id == council
            && one.kind != Kind::Survey
            && matches!(one.state, State::Concluded | State::FollowUp | State::Closed)
    };
    found.filter(fits).map(Some).ok_or(Error::Refused(Refusal::NoFirst))
}

/// Enters an oversight: it is proposed.
pub fn enter(ctx: &mut Ctx<'_>, new: &NewOversight) -> Result<OversightId> {
    let council = ctx.actor.council.ok_or(Error::NotFound)?;
    if !policy::may_enter(ctx.actor, council, new.body_id) {
        return Err(Error::NotFound);
    }
    if new.planned_to < new.planned_from {
        return Err(Error::Refused(Refusal::EndsBefore));
    }
    let kind = body_kind(ctx, council, new.body_id, new.person_id)?;
    let first = check_first(ctx, council, new)?;
    let year = i64::from(new.planned_from.year());
    let (from, to) = (format!("GS-{year}-"), format!("GS-{year}."));
    let db::One((last,)) = store::last_code(ctx.tx, &from, &to)?;
    let code = rules::next_code(&last, year);
    let id: OversightId = ctx.id();
    store::insert(
        ctx.tx,
        id,
        &code,
        council,
        new.body_id,
        kind,
        new.person_id,
        new.kind,
        new.form,
        &new.title,
        &new.scope,
        &new.content,
        year,
        new.planned_from,
        new.planned_to,
        new.programme_item_id,
        first.as_ref().map(|one| one.id),
        new.is_secret,
        &new.invited,
        new.is_demonstration,
        &folded(&code, &new.title, &new.scope),
    )?;
    let one = store::oversight(ctx.tx, id)?.ok_or(Error::NotFound)?;
    if let Some(first) = first {
        chain::link(ctx, &node(&first), &node(&one))?;
    }
    realise(ctx, &one, None)?;
    let today = ctx.today;
    finish(ctx, id, "oversight.enter", today, "Lập đề xuất.", false)?;
    Ok(id)
}

/// A follow-up that is not carried out leads to the oversight that goes over it again: the sixth
/// step of urging.
pub(crate) fn link_from_follow_up(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    follow_up: &follow::FollowUp,
) -> Result<()> {
    let one = store::oversight(ctx.tx, id)?.ok_or(Error::NotFound)?;
    let from = chain::Node::new("follow_up", follow_up.id, &follow_up.code, follow_up.path());
    chain::link(ctx, &from, &node(&one))?;
    let today = ctx.today;
    let words = format!("Giám sát lại việc {}.", follow_up.code);
    finish(ctx, id, "oversight.link", today, &words, false)?;
    Ok(())
}

/// Tells the programme's item that this oversight realises it.
fn realise(ctx: &mut Ctx<'_>, one: &Oversight, done_on: Option<Date>) -> Result<()> {
    if let Some(item) = one.programme_item_id {
        programme::realise(ctx, item, &node(one), done_on)
            .map_err(|error| Error::from_other(error, |reason| Refusal::Other(reason.to_string())))?;
    }
    Ok(())
}

/// Changes what it is about, until it is concluded. Kind and overseeing body stay.
pub fn amend(ctx: &mut Ctx<'_>, id: OversightId, version: i64, new: &NewOversight) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    if matches!(one.state, State::Concluded | State::FollowUp | State::Closed | State::Cancelled) {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    if new.planned_to < new.planned_from {
        return Err(Error::Refused(Refusal::EndsBefore));
    }
    hit(store::amend(
        ctx.tx,
        new.form,
        &new.title,
        &new.scope,
        &new.content,
        new.planned_from,
        new.planned_to,
        new.programme_item_id,
        new.is_secret,
        &new.invited,
        &folded(&one.code, &new.title, &new.scope),
        id,
        version,
    )?)?;
    if new.programme_item_id != one.programme_item_id {
        let changed = Oversight { programme_item_id: new.programme_item_id, ..one.clone() };
        realise(ctx, &changed, None)?;
    }
    let today = ctx.today;
    finish(ctx, id, "oversight.amend", today, "Sửa nội dung, kế hoạch.", one.is_open())?;
    Ok(())
}

/// What every step begins with: the right, the next state, the day.
fn begun(ctx: &mut Ctx<'_>, id: OversightId, event: Event, on: Date) -> Result<(Whole, State)> {
    let whole = permitted(ctx, id, Action::Keep)?;
    let state = rules::step(whole.one.kind, whole.one.state, event).map_err(Error::Refused)?;
    rules::check_day(rules::last_day(&whole.one), on, ctx.today).map_err(Error::Refused)?;
    Ok((whole, state))
}

/// It comes into the year's programme.
pub fn include(ctx: &mut Ctx<'_>, id: OversightId, version: i64, on: Date) -> Result<()> {
    let (whole, _) = begun(ctx, id, Event::Include, on)?;
    hit(store::include(ctx.tx, on, id, version)?)?;
    finish(ctx, id, "oversight.include", on, "Đưa vào chương trình giám sát.", whole.one.is_open())?;
    Ok(())
}

/// Writes the team down: who leads it, who is in it. The head has the post that the law demands.
pub fn set_team(ctx: &mut Ctx<'_>, id: OversightId, head: PersonId, members: &[PersonId]) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    if !one.state.is_open() || matches!(one.state, State::Concluded | State::FollowUp) {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    let today = ctx.today;
    let (in_body, in_council) = posts(ctx, one.council_id, one.body_id, head, today)?;
    rules::check_head(one.body_kind, &in_body, &in_council).map_err(Error::Refused)?;
    if one.body_kind == BodyKind::Delegate && one.person_id != Some(head) {
        return Err(Error::Refused(Refusal::WrongHead(BodyKind::Delegate)));
    }
    let known = directory::posts_in(ctx.tx, one.council_id, today)?;
    store::clear_members(ctx.tx, id)?;
    let mut seen = vec![head];
    let member: OversightMemberId = ctx.id();
    store::insert_member(ctx.tx, member, id, head, true)?;
    for person in members {
        if seen.contains(person) {
            continue;
        }
        if !known.iter().any(|(known, ..)| known == person) {
            return Err(Error::NotFound);
        }
        seen.push(*person);
        let member: OversightMemberId = ctx.id();
        store::insert_member(ctx.tx, member, id, *person, false)?;
    }
    let words = format!("Ghi thành phần đoàn: {} người.", seen.len());
    finish(ctx, id, "oversight.set_team", today, &words, one.is_open())?;
    Ok(())
}

/// Names a body to be overseen, with the day by which it reports.
pub fn add_body(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    organization: OrganizationId,
    due_on: Option<Date>,
) -> Result<OversightBodyId> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    if !one.state.is_open() || one.reported_on.is_some() {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    let name = working(ctx, organization)?.short_name;
    let body: OversightBodyId = ctx.id();
    if !store::insert_body(ctx.tx, body, id, organization, due_on)?.hit() {
        return Err(Error::Refused(Refusal::BodyTwice));
    }
    let today = ctx.today;
    let words = format!("Thêm cơ quan chịu sự giám sát: {name}.");
    finish(ctx, id, "oversight.add_body", today, &words, one.is_open())?;
    Ok(body)
}

/// The overseen body of an oversight.
pub(crate) fn body_of(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    body: OversightBodyId,
) -> Result<crate::model::Body> {
    store::body(ctx.tx, body)?.filter(|one| one.oversight_id == id).ok_or(Error::NotFound)
}

/// Sets the day by which a body reports.
pub fn set_body_due(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    body: OversightBodyId,
    due_on: Option<Date>,
) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    body_of(ctx, id, body)?;
    hit(store::set_body_due(ctx.tx, due_on, body)?)?;
    let today = ctx.today;
    let words = match due_on {
        Some(day) => format!("Đặt hạn nộp báo cáo: {}.", dates::print(day)),
        None => "Bỏ hạn nộp báo cáo.".to_owned(),
    };
    finish(ctx, id, "oversight.set_body_due", today, &words, one.is_open())?;
    Ok(())
}

/// Takes a body out that has done nothing yet.
pub fn remove_body(ctx: &mut Ctx<'_>, id: OversightId, body: OversightBodyId) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    let known = body_of(ctx, id, body)?;
    let is_used = known.handed_in_on.is_some()
        || store::visits(ctx.tx, id)?.iter().any(|visit| visit.body_id == Some(body))
        || store::findings(ctx.tx, id)?.iter().any(|finding| finding.body_id == Some(body))
        || store::links(ctx.tx, id)?.iter().any(|link| link.body_id == body);
    if is_used {
        return Err(Error::Refused(Refusal::BodyInUse));
    }
    hit(store::delete_body(ctx.tx, body)?)?;
    let today = ctx.today;
    finish(ctx, id, "oversight.remove_body", today, "Bỏ một cơ quan chịu sự giám sát.", one.is_open())?;
    Ok(())
}

/// Sets the team up: by then it has a head and somebody to oversee.
pub fn decide(ctx: &mut Ctx<'_>, id: OversightId, version: i64, on: Date, decision: &str) -> Result<()> {
    let (whole, _) = begun(ctx, id, Event::Decide, on)?;
    if !whole.team.iter().any(|member| member.is_head) {
        return Err(Error::Refused(Refusal::NoHead));
    }
    if whole.bodies.is_empty() {
        return Err(Error::Refused(Refusal::NoBodies));
    }
    hit(store::decide(ctx.tx, on, decision, id, version)?)?;
    let words = if decision.is_empty() {
        "Quyết định thành lập đoàn.".to_owned()
    } else {
        format!("Quyết định thành lập đoàn số {decision}.")
    };
    finish(ctx, id, "oversight.decide", on, &words, whole.one.is_open())?;
    Ok(())
}

/// Plan and outline went to the bodies; programme and team may be announced the same day or later.
/// Late ones are taken and count as late.
pub fn notify(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    version: i64,
    outline: Date,
    notice: Option<Date>,
) -> Result<()> {
    let (whole, _) = begun(ctx, id, Event::Notify, outline)?;
    if let Some(notice) = notice {
        rules::check_day(whole.one.decided_on, notice, ctx.today).map_err(Error::Refused)?;
    }
    hit(store::notify(ctx.tx, outline, notice, id, version)?)?;
    let words = "Gửi kế hoạch, đề cương báo cáo đến cơ quan chịu sự giám sát.";
    finish(ctx, id, "oversight.notify", outline, words, whole.one.is_open())?;
    Ok(())
}

/// Writes down when programme and team were announced.
pub fn notify_later(ctx: &mut Ctx<'_>, id: OversightId, version: i64, notice: Date) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    if !matches!(one.state, State::Notified | State::Working) {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    rules::check_day(one.decided_on, notice, ctx.today).map_err(Error::Refused)?;
    hit(store::notify_later(ctx.tx, notice, id, version)?)?;
    let words = "Thông báo chương trình, thành phần đoàn.";
    finish(ctx, id, "oversight.notify", notice, words, one.is_open())?;
    Ok(())
}

/// The team begins to work with the bodies.
pub fn begin(ctx: &mut Ctx<'_>, id: OversightId, version: i64, on: Date) -> Result<()> {
    let (whole, _) = begun(ctx, id, Event::Begin, on)?;
    hit(store::begin(ctx.tx, on, id, version)?)?;
    finish(ctx, id, "oversight.begin", on, "Bắt đầu làm việc tại cơ sở.", whole.one.is_open())?;
    Ok(())
}

/// The team's work with the bodies has ended: from this day its report is due.
pub fn end_field(ctx: &mut Ctx<'_>, id: OversightId, version: i64, on: Date) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    if one.state != State::Working {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    let visits = store::visits(ctx.tx, id)?;
    if visits.iter().any(|visit| visit.held_on.is_none() && visit.cancelled_on.is_none()) {
        return Err(Error::Refused(Refusal::VisitsOpen));
    }
    let last = visits.iter().filter_map(|visit| visit.held_on).chain(one.began_on).max();
    rules::check_day(last, on, ctx.today).map_err(Error::Refused)?;
    let due = rules::report_due(ctx.law, one.body_kind, on).filter(|_| one.kind != Kind::Survey);
    hit(store::end_field(ctx.tx, on, due.map(|deadline| deadline.due), id, version)?)?;
    finish(ctx, id, "oversight.end_field", on, "Kết thúc làm việc tại cơ sở.", one.is_open())?;
    Ok(())
}

/// The team reports. Late reports are taken and count as late.
pub fn report(ctx: &mut Ctx<'_>, id: OversightId, version: i64, on: Date, words: &str) -> Result<()> {
    let (whole, _) = begun(ctx, id, Event::Report, on)?;
    if whole.one.field_ended_on.is_none() {
        return Err(Error::Refused(Refusal::FieldNotEnded));
    }
    hit(store::report(ctx.tx, on, words, id, version)?)?;
    finish(ctx, id, "oversight.report", on, "Đoàn báo cáo kết quả.", whole.one.is_open())?;
    Ok(())
}

/// The report was considered.
pub fn consider(ctx: &mut Ctx<'_>, id: OversightId, version: i64, on: Date) -> Result<()> {
    let (whole, _) = begun(ctx, id, Event::Consider, on)?;
    hit(store::consider(ctx.tx, on, id, version)?)?;
    finish(ctx, id, "oversight.consider", on, "Xem xét báo cáo giám sát.", whole.one.is_open())?;
    Ok(())
}

/// It is concluded.
pub fn conclude(ctx: &mut Ctx<'_>, id: OversightId, version: i64, on: Date, words: &str) -> Result<()> {
    let (whole, _) = begun(ctx, id, Event::Conclude, on)?;
    hit(store::conclude(ctx.tx, on, words, id, version)?)?;
    // What is no secret is open from here on (Luật 87/2015/QH13, Điều 89)
    if !whole.one.is_secret {
        let days = Publication::of(ctx.law, on, Some(ctx.today));
        store::set_publication(ctx.tx, days.due, days.on, id)?;
    }
    realise(ctx, &whole.one, Some(on))?;
    finish(ctx, id, "oversight.conclude", on, "Kết luận giám sát.", whole.one.is_open())?;
    Ok(())
}

/// Since when a conclusion is open, and where it was before it was here; none while there is none.
pub(crate) fn published(
    ctx: &mut Ctx<'_>,
    one: &Oversight,
) -> db::Result<Option<(Publication, Option<String>)>> {
    if one.is_secret || one.concluded_on.is_none() {
        return Ok(None);
    }
    let (due, on, place) = store::publication(ctx.tx, one.id)?.unwrap_or_default();
    Ok(Some((Publication { due, on }, place)))
}

/// Writes down that the conclusion was open to everyone earlier, on another medium.
pub fn publish_earlier(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    version: i64,
    on: Date,
    place: &str,
) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    let concluded = one.concluded_on.ok_or(Error::Refused(Refusal::WrongState(one.state)))?;
    let (known, _) = published(ctx, &one)?.ok_or(Error::NotFound)?;
    let days = known
        .earlier(ctx.law, concluded, on, ctx.today)
        .map_err(|reason| Error::Refused(Refusal::NotEarlier(reason)))?;
    hit(store::publish_earlier(ctx.tx, days.due, days.on, place, id, version)?)?;
    let words = format!("Kết luận đã công khai: {place}.");
    finish(ctx, id, "oversight.publish_earlier", on, &words, true)?;
    Ok(())
}

/// It ends: every recommendation has come to its end. A survey ends with its report.
pub fn close(ctx: &mut Ctx<'_>, id: OversightId, version: i64, on: Date, words: &str) -> Result<()> {
    let (whole, state) = begun(ctx, id, Event::Close, on)?;
    let open = crate::recommend::open_count(ctx, id)?;
    if 0 < open {
        return Err(Error::Refused(Refusal::OpenRecommendations(open)));
    }
    hit(store::close(ctx.tx, state, on, words, id, version)?)?;
    if whole.one.kind == Kind::Survey {
        realise(ctx, &whole.one, Some(on))?;
    }
    finish(ctx, id, "oversight.close", on, "Kết thúc.", whole.one.is_open())?;
    Ok(())
}

/// It is not held, for a reason.
pub fn cancel(ctx: &mut Ctx<'_>, id: OversightId, version: i64, reason: &str) -> Result<()> {
    let today = ctx.today;
    let (whole, state) = begun(ctx, id, Event::Cancel, today)?;
    if reason.trim().is_empty() {
        return Err(Error::Refused(Refusal::NoReason));
    }
    hit(store::close(ctx.tx, state, today, reason, id, version)?)?;
    programme::unrealise(ctx, "oversight", id)?;
    let words = format!("Không tiến hành: {reason}");
    finish(ctx, id, "oversight.cancel", today, &words, whole.one.is_open())?;
    Ok(())
}

/// Writes down what was found, with what shows it.
pub fn add_finding(
    ctx: &mut Ctx<'_>,
    id: OversightId,
    kind: FindingKind,
    text: &str,
    evidence: &str,
    body: Option<OversightBodyId>,
    uploads: &[kit::Upload],
) -> Result<FindingId> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    if !one.state.is_decided() || !one.state.is_open() {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    if let Some(body) = body {
        body_of(ctx, id, body)?;
    }
    let finding: FindingId = ctx.id();
    let today = ctx.today;
    store::insert_finding(ctx.tx, finding, id, kind, text, evidence, body, today)?;
    keep_files(ctx, uploads, FINDING_FILES, &finding.to_string())?;
    finish(ctx, id, "oversight.add_finding", today, "Ghi phát hiện của đoàn.", one.is_open())?;
    Ok(finding)
}

/// Takes a finding back before the report.
pub fn remove_finding(ctx: &mut Ctx<'_>, id: OversightId, finding: FindingId) -> Result<()> {
    let one = permitted(ctx, id, Action::Keep)?.one;
    if one.reported_on.is_some() {
        return Err(Error::Refused(Refusal::WrongState(one.state)));
    }
    store::finding(ctx.tx, finding)?.filter(|known| known.oversight_id == id).ok_or(Error::NotFound)?;
    hit(store::delete_finding(ctx.tx, finding)?)?;
    let today = ctx.today;
    finish(ctx, id, "oversight.remove_finding", today, "Bỏ một phát hiện đã ghi.", one.is_open())?;
    Ok(())
}

/// The files of a finding.
pub(crate) const FINDING_FILES: &str = "oversight_finding";
/// The files of an overseen body's report.
pub(crate) const REPORT_FILES: &str = "oversight_body";
/// The files of a note.
pub(crate) const NOTE_FILES: &str = "field_note";

pub(crate) fn keep_files(ctx: &mut Ctx<'_>, uploads: &[kit::Upload], kind: &str, id: &str) -> Result<()> {
    for upload in uploads {
        // What the team photographed says nothing of where it stood; what a body hands in stays as it came
        let kept = if kind == REPORT_FILES {
            files::keep(ctx, upload, kind, id, false)
        } else {
            files::keep_without_place(ctx, upload, kind, id, false)
        };
        kept.map_err(|error| Error::from_other(error, |reason| Refusal::Other(reason.to_string())))?;
    }
    Ok(())
}

/// An overseen body's report.
#[derive(Debug, Clone)]
pub struct HandedIn {
    /// When it came.
    pub on: Date,
    /// What it says in short.
    pub report: String,
    /// Its files.
    pub uploads: Vec<kit::Upload>,
}

/// Hands a report in: the body itself, or the office from the paper. Late ones are taken and count
/// as late; one that is in stays as it came.
pub fn hand_in(ctx: &mut Ctx<'_>, id: OversightId, body: OversightBodyId, new: &HandedIn) -> Result<()> {
    let whole = permitted(ctx, id, Action::HandIn)?;
    let known = body_of(ctx, id, body)?;
    if !whole.may(ctx.actor, Action::Keep) && !ctx.actor.acts_for(known.organization_id) {
        return Err(Error::NotFound);
    }
    take_report(ctx, &whole.one, body, new)
}

/// What handing in is, whoever does it; the caller has asked the right.
pub(crate) fn take_report(
    ctx: &mut Ctx<'_>,
    one: &Oversight,
    body: OversightBodyId,
    new: &HandedIn,
) -> Result<()> {
    if !policy::takes_reports(one.state) {
        return Err(Error::Refused(Refusal::NoReportNow));
    }
    rules::check_day(one.decided_on, new.on, ctx.today).map_err(Error::Refused)?;
    if new.report.is_empty() && new.uploads.is_empty() {
        return Err(Error::Refused(Refusal::EmptyReport));
    }
    let by = ctx.actor.name.clone();
    if !store::hand_in(ctx.tx, new.on, &new.report, &by, body)?.hit() {
        return Err(Error::Refused(Refusal::HandedIn));
    }
    keep_files(ctx, &new.uploads, REPORT_FILES, &body.to_string())?;
    let name = match store::body(ctx.tx, body)? {
        Some(body) => directory::organization(ctx.tx, body.organization_id)?,
        None => None,
    };
    let words = format!("{} nộp báo cáo.", name.map_or_else(String::new, |one| one.short_name));
    finish(ctx, one.id, "oversight.hand_in", new.on, &words, one.is_open())?;
    Ok(())
}

/// The oversight that a file belongs to, and the body that handed it in.
fn of_file(
    ctx: &mut Ctx<'_>,
    file: &files::File,
) -> db::Result<Option<(OversightId, Option<OrganizationId>)>> {
    Ok(match file.subject_kind.as_str() {
        FINDING_FILES => match file.subject_id.parse() {
            Ok(id) => store::finding(ctx.tx, id)?.map(|one| (one.oversight_id, None)),
            Err(_) => None,
        },
        NOTE_FILES => match file.subject_id.parse() {
            Ok(id) => match store::note(ctx.tx, id)? {
                Some(note) => store::visit(ctx.tx, note.visit_id)?.map(|visit| (visit.oversight_id, None)),
                None => None,
            },
            Err(_) => None,
        },
        REPORT_FILES => match file.subject_id.parse() {
            Ok(id) => store::body(ctx.tx, id)?.map(|one| (one.oversight_id, Some(one.organization_id))),
            Err(_) => None,
        },
        _ => None,
    })
}

/// Whether the actor may see a file of this area; for `files::routes`.
pub fn may_see_files(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<bool> {
    let Some((id, own)) = of_file(ctx, file)? else { return Ok(false) };
    let Some(whole) = Whole::load(ctx, id)? else { return Ok(false) };
    let is_own = own.is_some_and(|body| ctx.actor.acts_for(body));
    Ok(whole.may(ctx.actor, Action::ReadInside) || is_own)
}

/// The oversight that carries a file.
pub fn home_of_file(ctx: &mut Ctx<'_>, file: &files::File) -> db::Result<Option<files::Home>> {
    let Some((id, _)) = of_file(ctx, file)? else { return Ok(None) };
    let Some(whole) = Whole::load(ctx, id)? else { return Ok(None) };
    Ok(Some(files::Home { title: whole.one.label(), href: whole.one.path() }))
}
