//! Pages of the office: the dossier of a session, one paper of it.

use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use directory::OrganizationKind;
use kernel::{Date, PaperVersionId, SessionId, SessionPaperId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use law::{DeadlineStatus, Law, Level};
use sessions::{DueLine, Session, State};

use crate::common;
use crate::model::{Coming, Correction, Invitation, Paper, PaperKind, Requester, StepKind, Version};
use crate::policy::{self, Action};
use crate::{booklet, papers_deeds, rules, store};

/// The session of an address, when the actor prepares it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Session, Problem> {
    let id: SessionId = id.parse().map_err(|_| Problem::NotFound)?;
    Ok(common::prepared(ctx, id)?)
}

/// How a paper stands towards its last day.
pub(crate) fn badge(law: &Law, paper: &Paper, today: Date) -> Badge {
    match law.status(paper.due_on, today, paper.sent_on) {
        DeadlineStatus::OnTime => Badge::done("Đã phát hành đúng hạn"),
        DeadlineStatus::Late(days) => Badge::late(format!("Phát hành trễ {days} ngày")),
        DeadlineStatus::Overdue(days) => Badge::overdue(days),
        _ if paper.received_on.is_some() => Badge::waiting("Đã nộp, chờ phát hành"),
        DeadlineStatus::DueToday => Badge::due_today(),
        DeadlineStatus::DueSoon(days) => Badge::due_soon(days),
        DeadlineStatus::Open(days) => Badge::open(days),
        DeadlineStatus::TooEarly(_) => Badge::done("Đã phát hành"),
    }
}

/// Why a paper is due on its day.
fn due_line(law: &Law, level: Level, paper: &Paper, session: &Session, today: Date) -> DueLine {
    let deadline = rules::due(law, level, paper.kind, paper.is_normative, session.opened_on)
        .filter(|deadline| deadline.due == paper.due_on)
        .unwrap_or_else(|| law.explicit(paper.due_on, "Ngày tính khi lập danh mục tài liệu"));
    DueLine::new(&deadline, badge(law, paper, today))
}

struct StepRow {
    kind: StepKind,
    due: Option<DueLine>,
    done: String,
    note: String,
    badge: Badge,
}

pub(crate) struct PaperRow {
    pub(crate) paper: Paper,
    pub(crate) owed_by: String,
    pub(crate) due: String,
    pub(crate) badge: Badge,
    pub(crate) newest: Option<Version>,
    /// "24/31" delegates opened the newest version.
    pub(crate) opened: String,
}

struct ItemRow {
    number: usize,
    title: String,
    is_closed: bool,
    committees: Vec<(String, String, bool)>,
    papers: Vec<PaperRow>,
}

struct ReaderRow {
    name: String,
    got: i64,
    opened: i64,
    said: String,
}

/// The papers that the office makes itself: address, name.
pub(crate) const OFFICE_PAPERS: [(&str, &str); 5] = [
    ("trieu-tap", "Quyết định triệu tập"),
    ("chuong-trinh", "Chương trình kỳ họp"),
    ("giay-moi", "Giấy mời"),
    ("tham-tra", "Phân công thẩm tra"),
    ("tap-tai-lieu", "Tập tài liệu"),
];

#[derive(Template)]
#[template(path = "dossier/preparation.html")]
pub(crate) struct PreparationPage {
    shell: Shell,
    form: Form,
    session: Session,
    days_left: String,
    steps: Vec<StepRow>,
    step_kinds: Vec<(String, String)>,
    /// Who asked for it; none for a session that comes by itself.
    request: Option<String>,
    needs_request: bool,
    requesters: Vec<(String, String)>,
    items: Vec<ItemRow>,
    whole: Vec<PaperRow>,
    total: usize,
    sent: usize,
    late: usize,
    to_send: usize,
    bodies: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    item_choices: Vec<(String, String)>,
    committees: Vec<(String, String)>,
    readers: Vec<ReaderRow>,
    guests: Vec<Invitation>,
    delegates: Vec<(String, String)>,
    comings: Vec<(String, String)>,
    away: usize,
    is_open: bool,
    is_frozen: bool,
    may_send: bool,
    office_papers: Vec<(String, String)>,
    /// What came after each sending, as a booklet: address, words.
    later_booklets: Vec<(String, String)>,
    later_action: String,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id)?;
            Answer::page(&preparation_page(ctx, session, form_at_first())?)
        })
        .await
}

pub(crate) fn form_at_first() -> Form {
    Form::with(&[("loai", PaperKind::Report.as_str()), ("bat-buoc", "co"), ("cong-khai", "co")])
}

fn steps(ctx: &mut Ctx<'_>, session: &Session) -> Result<Vec<StepRow>, Problem> {
    let taken = store::steps(ctx.tx, session.id)?;
    let (law, today) = (ctx.law, ctx.today);
    let row = |kind: StepKind| {
        let known = taken.iter().find(|one| one.kind == kind);
        let done_on = known.map(|one| one.done_on);
        let deadline = rules::step_due(law, session, kind);
        // The register knows that it was convened, not always on which day
        let is_convened = kind == StepKind::Convening && rules::is_frozen(session.state);
        let badge = match (&deadline, done_on) {
            (_, None) if is_convened => Badge::done("Đã triệu tập"),
            (None, Some(_)) => Badge::done("Đã làm"),
            (None, None) => Badge::draft("Chưa ghi"),
            (Some(deadline), _) => match deadline.status(law, today, done_on) {
                DeadlineStatus::OnTime | DeadlineStatus::TooEarly(_) => Badge::done("Đúng hạn"),
                DeadlineStatus::Late(days) => Badge::late(format!("Trễ {days} ngày")),
                DeadlineStatus::Overdue(days) => Badge::overdue(days),
                DeadlineStatus::DueToday => Badge::due_today(),
                DeadlineStatus::DueSoon(days) => Badge::due_soon(days),
                DeadlineStatus::Open(days) => Badge::open(days),
            },
        };
        StepRow {
            kind,
            done: done_on.map(dates::print).unwrap_or_default(),
            note: known.map_or_else(String::new, |one| one.note.clone()),
            due: deadline.map(|deadline| DueLine::new(&deadline, badge.clone())),
            badge,
        }
    };
    Ok([
        StepKind::JointConference,
        StepKind::VoterMeetings,
        StepKind::Convening,
        StepKind::Announcement,
        StepKind::ExaminationMeeting,
    ]
    .into_iter()
    .map(row)
    .collect())
}

/// The papers of a session as rows, of each item and of the whole.
pub(crate) fn paper_rows(ctx: &mut Ctx<'_>, session: &Session) -> Result<Vec<PaperRow>, Problem> {
    let papers = store::papers(ctx.tx, session.id)?;
    let versions = store::versions_of_session(ctx.tx, session.id)?;
    let distribution: HashMap<PaperVersionId, (i64, i64)> = store::distribution(ctx.tx, session.id)?
        .into_iter()
        .map(|(version, sent, opened)| (version, (sent, opened)))
        .collect();
    let names = directory::names(ctx.tx)?;
    let (law, today) = (ctx.law, ctx.today);
    Ok(papers
        .into_iter()
        .map(|paper| {
            let newest = versions.iter().find(|one| one.paper_id == paper.id).cloned();
            let opened = newest
                .as_ref()
                .and_then(|one| distribution.get(&one.id))
                .map(|(sent, opened)| format!("{opened}/{sent}"))
                .unwrap_or_default();
            PaperRow {
                owed_by: paper.owed_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                due: dates::print(paper.due_on),
                badge: badge(law, &paper, today),
                newest,
                opened,
                paper,
            }
        })
        .collect())
}

/// Bodies that papers are asked of, as choices.
fn bodies(ctx: &mut Ctx<'_>, on: Date) -> Result<Vec<(String, String)>, Problem> {
    let none = (String::new(), "Văn phòng tự chuẩn bị".to_owned());
    Ok(std::iter::once(none).chain(directory::body_choices(ctx.tx, on)?).collect())
}

fn committees(ctx: &mut Ctx<'_>, session: &Session) -> Result<Vec<(String, String)>, Problem> {
    let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Problem::NotFound)?;
    Ok(directory::organizations_of_area(ctx.tx, council.area_id)?
        .into_iter()
        .filter(|one| one.kind == OrganizationKind::Committee && one.works_on(session.opened_on))
        .map(|one| (one.id.to_string(), one.short_name))
        .collect())
}

pub(crate) fn preparation_page(
    ctx: &mut Ctx<'_>,
    session: Session,
    form: Form,
) -> Result<PreparationPage, Problem> {
    let mut rows = paper_rows(ctx, &session)?;
    let items = chamber::items(ctx.tx, session.id)?;
    let versions = store::versions_of_session(ctx.tx, session.id)?;
    let names = directory::names(ctx.tx)?;
    let examinations = store::examinations(ctx.tx, session.id)?;
    let seats = chamber::seats(ctx.tx, &session)?;
    let read: HashMap<_, _> = store::readers(ctx.tx, session.id)?
        .into_iter()
        .map(|(person, got, opened)| (person, (got, opened)))
        .collect();
    let lines = store::invitations(ctx.tx, session.id)?;
    let own: Vec<Paper> = rows.iter().map(|row| row.paper.clone()).collect();
    let to_send = papers_deeds::waiting(&own, &versions).len();
    let (total, sent, late) = (
        own.iter().filter(|one| one.is_required).count(),
        own.iter().filter(|one| one.is_required && one.sent_on.is_some()).count(),
        own.iter()
            .filter(|one| one.is_required && 0 < rules::days_late(one.due_on, one.sent_on, ctx.today))
            .count(),
    );
    let item_rows = items
        .iter()
        .zip(1..)
        .map(|(item, number)| ItemRow {
            number,
            title: item.title.clone(),
            is_closed: item.is_closed,
            committees: examinations
                .iter()
                .filter(|one| one.item_id == item.id)
                .map(|one| {
                    let name = names.get(&one.committee_id).cloned().unwrap_or_default();
                    (one.id.to_string(), name, one.is_lead)
                })
                .collect(),
            papers: rows.extract_if(.., |row| row.paper.item_id == Some(item.id)).collect(),
        })
        .collect();
    let shell = ctx
        .shell(format!("Chuẩn bị, {}", session.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kỳ họp", "/lam-viec/ky-hop")
        .crumb(session.label(), session.path())
        .crumb("Chuẩn bị", format!("{}/chuan-bi", session.path()))
        .with_faults_of(&form);
    let away = lines.iter().filter(|one| one.person_id.is_some() && one.state == Coming::Away).count();
    let said = |person: kernel::PersonId| {
        lines
            .iter()
            .find(|one| one.person_id == Some(person))
            .map(|one| match one.state {
                Coming::Away => format!("{}: {}", one.state.label(), one.reason),
                Coming::Invited | Coming::Coming => one.state.label().to_owned(),
            })
            .unwrap_or_default()
    };
    let readers = seats
        .iter()
        .map(|(person, name)| {
            let (got, opened) = read.get(person).copied().unwrap_or_default();
            ReaderRow { name: name.clone(), got, opened, said: said(*person) }
        })
        .collect();
    let whole_session = (String::new(), "Cả kỳ họp".to_owned());
    let later_action = format!("{}/giay-to/{}.pdf", session.path(), booklet::LATER);
    let later_booklets = store::sendings(ctx.tx, session.id)?
        .into_iter()
        .map(|(at, count)| {
            let came = versions.iter().filter(|one| rules::came_after(one.id, at));
            let papers: HashSet<SessionPaperId> = came.map(|one| one.paper_id).collect();
            let words = format!(
                "sau lần phát hành {count} tài liệu lúc {} ({} tài liệu nộp sau đó)",
                booklet::moment(at),
                papers.len()
            );
            (if papers.is_empty() { String::new() } else { format!("{later_action}?sau={at}") }, words)
        })
        .collect();
    Ok(PreparationPage {
        shell,
        days_left: days_left(session.state, session.opened_on, ctx.today),
        steps: steps(ctx, &session)?,
        step_kinds: StepKind::choices(),
        request: store::request(ctx.tx, session.id)?.map(|one| one.line()),
        needs_request: !rules::is_regular(&session),
        requesters: Requester::choices(),
        item_choices: std::iter::once(whole_session)
            .chain(items.iter().zip(1..).map(|(item, number)| {
                (item.id.to_string(), format!("{number}. {}", kernel::text::truncate_words(&item.title, 80)))
            }))
            .collect(),
        items: item_rows,
        whole: rows,
        total,
        sent,
        late,
        to_send,
        bodies: bodies(ctx, session.opened_on)?,
        kinds: PaperKind::choices(),
        committees: committees(ctx, &session)?,
        readers,
        guests: lines.into_iter().filter(|one| one.person_id.is_none()).collect(),
        delegates: seats.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        comings: Coming::choices(),
        away,
        is_open: rules::is_open(session.state),
        is_frozen: rules::is_frozen(session.state),
        may_send: matches!(session.state, State::Convened | State::Opened),
        office_papers: OFFICE_PAPERS
            .iter()
            .map(|(address, name)| (format!("{}/giay-to/{address}", session.path()), (*name).to_owned()))
            .collect(),
        later_booklets,
        later_action,
        session,
        form,
    })
}

/// "Còn 12 ngày đến khai mạc".
fn days_left(state: State, opened_on: Date, today: Date) -> String {
    match state {
        State::Cancelled => "Kỳ họp đã hủy".to_owned(),
        State::Closed => "Kỳ họp đã bế mạc".to_owned(),
        State::Opened => "Kỳ họp đang họp".to_owned(),
        State::Planned | State::Convened | State::Postponed => match (opened_on - today).get_days() {
            0 => "Khai mạc hôm nay".to_owned(),
            days if 0 < days => format!("Còn {days} ngày đến khai mạc"),
            days => format!("Đã qua ngày khai mạc dự kiến {} ngày", days.unsigned_abs()),
        },
    }
}

struct VersionRow {
    version: Version,
    sent: String,
    files: Vec<files::File>,
    opened: usize,
    got: usize,
    /// Names of those who have not opened it.
    unread: Vec<String>,
}

#[derive(Template)]
#[template(path = "dossier/paper.html")]
pub(crate) struct PaperPage {
    shell: Shell,
    form: Form,
    paper: Paper,
    session: Session,
    item: String,
    item_value: String,
    owed_by: String,
    badge: Badge,
    due: DueLine,
    versions: Vec<VersionRow>,
    kinds: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    keeps: bool,
    may_hand_in: bool,
    /// The session has closed, and the actor keeps its dossier.
    may_correct: bool,
    corrections: Vec<(String, Correction)>,
}

pub(crate) async fn paper(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let paper = find_paper(ctx, &id)?;
            let form = form_of(&paper);
            Answer::page(&paper_page(ctx, paper, form)?)
        })
        .await
}

/// The paper of an address, when the actor prepares its session or owes it.
pub(crate) fn find_paper(ctx: &mut Ctx<'_>, id: &str) -> Result<Paper, Problem> {
    let id: SessionPaperId = id.parse().map_err(|_| Problem::NotFound)?;
    store::paper(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::HandIn, one.council_id, one.owed_by))
        .ok_or(Problem::NotFound)
}

/// The form as the record stands.
pub(crate) fn form_of(paper: &Paper) -> Form {
    let mut form = Form::with(&[
        ("version", &paper.version.to_string()),
        ("loai", paper.kind.as_str()),
        ("ten", &paper.title),
        ("co-quan", &paper.owed_by.map(|id| id.to_string()).unwrap_or_default()),
        ("ngay-gui", &paper.sent_on.map(dates::print).unwrap_or_default()),
    ]);
    for (name, is_on) in
        [("qppl", paper.is_normative), ("bat-buoc", paper.is_required), ("cong-khai", paper.is_public)]
    {
        if is_on {
            form.set(name, "co");
        }
    }
    form
}

fn item_of(ctx: &mut Ctx<'_>, paper: &Paper) -> Result<(String, String), Problem> {
    let Some(id) = paper.item_id else { return Ok(("Cả kỳ họp".to_owned(), String::new())) };
    let items = chamber::items(ctx.tx, paper.session_id)?;
    let known = items.iter().find(|one| one.id == id);
    Ok((known.map_or_else(String::new, |one| one.title.clone()), id.to_string()))
}

pub(crate) fn paper_page(ctx: &mut Ctx<'_>, paper: Paper, form: Form) -> Result<PaperPage, Problem> {
    let session = sessions::find(ctx.tx, paper.session_id)?.ok_or(Problem::NotFound)?;
    let level = directory::level_of(ctx.tx, session.council_id)?;
    let keeps = policy::may(ctx.actor, Action::Prepare, paper.council_id, None);
    let receipts = store::receipts(ctx.tx, paper.id)?;
    let seats: HashMap<_, _> = chamber::seats(ctx.tx, &session)?.into_iter().collect();
    let mut versions = Vec::new();
    for version in store::versions(ctx.tx, paper.id)? {
        let own: Vec<_> = receipts.iter().filter(|one| one.version_id == version.id).collect();
        let mut unread: Vec<String> = own
            .iter()
            .filter(|one| one.opened_ms.is_none())
            .filter_map(|one| seats.get(&one.person_id).cloned())
            .collect();
        unread.sort();
        versions.push(VersionRow {
            files: files::of_subject(ctx.tx, papers_deeds::SUBJECT, &version.id.to_string())?,
            sent: version.sent_on.map(dates::print).unwrap_or_default(),
            opened: own.len() - own.iter().filter(|one| one.opened_ms.is_none()).count(),
            got: own.len(),
            unread: if keeps { unread } else { Vec::new() },
            version,
        });
    }
    let (item, item_value) = item_of(ctx, &paper)?;
    let names = directory::names(ctx.tx)?;
    let mut shell = ctx.shell(paper.label())?.crumb("Hôm nay", "/lam-viec");
    shell = if keeps {
        shell.crumb(session.label(), session.path()).crumb("Chuẩn bị", format!("{}/chuan-bi", session.path()))
    } else {
        shell.crumb("Tài liệu kỳ họp", "/lam-viec/tai-lieu")
    };
    let shell = shell.crumb(paper.kind.label(), paper.path()).with_faults_of(&form);
    Ok(PaperPage {
        shell,
        form,
        badge: badge(ctx.law, &paper, ctx.today),
        due: due_line(ctx.law, level, &paper, &session, ctx.today),
        owed_by: paper
            .owed_by
            .and_then(|id| names.get(&id).cloned())
            .unwrap_or_else(|| "Văn phòng tự chuẩn bị".to_owned()),
        kinds: PaperKind::choices(),
        bodies: bodies(ctx, session.opened_on)?,
        may_hand_in: rules::is_open(session.state),
        may_correct: keeps && session.state == State::Closed,
        corrections: store::corrections(ctx.tx, paper.id)?
            .into_iter()
            .map(|one| (dates::print(one.made_on), one))
            .collect(),
        keeps,
        item,
        item_value,
        versions,
        session,
        paper,
    })
}
