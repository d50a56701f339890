//! The commune's side: what must be sent, the form, the answer to the invitation.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use directory::{Area, Organization};
use kernel::{OrganizationId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use super::matrix::report_badge;
use super::{Head, bodies, id_of, readable, shell};
use crate::actions;
use crate::figures::{self, Line, Source};
use crate::model::{Briefing, Difficulty, DifficultyKind, Participant, Reply, Report, ReportState, State};
use crate::policy::Action;
use crate::{rules, store, store_reports};

struct OwedRow {
    title: String,
    href: String,
    form_href: String,
    due: String,
    report: Option<Badge>,
    reply: &'static str,
    returned: String,
    can_write: bool,
}

#[derive(Template)]
#[template(path = "briefings/owed.html")]
struct OwedPage {
    shell: Shell,
    rows: Vec<OwedRow>,
}

pub(crate) async fn owed(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let own = ctx.actor.organization.ok_or(Problem::NotFound)?;
            let mut rows = Vec::new();
            for briefing in store::owed_by(ctx.tx, own)? {
                let Some(participant) = store::participant(ctx.tx, briefing.id, own)? else { continue };
                let report = store_reports::report_of(ctx.tx, briefing.id, own)?;
                rows.push(owed_row(ctx, &briefing, &participant, report.as_ref()));
            }
            let shell = ctx
                .shell("Việc phải nộp")?
                .crumb("Hôm nay", "/lam-viec")
                .crumb("Việc phải nộp", "/lam-viec/giao-ban/phai-nop");
            Answer::page(&OwedPage { shell, rows })
        })
        .await
}

fn owed_row(
    ctx: &Ctx<'_>,
    briefing: &Briefing,
    participant: &Participant,
    report: Option<&Report>,
) -> OwedRow {
    let sent = report.is_some_and(|one| one.state == ReportState::Submitted);
    let returned = report.filter(|one| one.state == ReportState::Returned);
    OwedRow {
        title: briefing.title.clone(),
        href: briefing.path(),
        form_href: format!("{}/bao-cao", briefing.path()),
        due: dates::print(briefing.reports_due_on),
        report: participant.is_reporting.then(|| report_badge(ctx, briefing, report)),
        reply: participant.reply.label(),
        returned: returned.map_or_else(String::new, |one| one.returned_reason.clone()),
        can_write: participant.is_reporting
            && !sent
            && rules::write_report(briefing.state, report.map(|one| one.state)).is_ok(),
    }
}

/// An indicator in the form.
pub(crate) struct FieldRow {
    code: &'static str,
    label: &'static str,
    unit: &'static str,
    definition: &'static str,
    core: bool,
    is_rate: bool,
    computed: bool,
    value: String,
    href: String,
    number: String,
    whole: String,
    nothing: bool,
    gap: bool,
    fault: String,
    prefilled: bool,
    previous: String,
    previous_href: String,
    last_year: String,
    last_year_href: String,
    block: Option<&'static str>,
}

/// A difficulty in the form.
pub(crate) struct DifficultyRow {
    number: usize,
    id: String,
    kind: &'static str,
    subject: String,
    text: String,
    addressees: Vec<(String, String, bool)>,
    fault: String,
    /// Somebody has dealt with it: shown, not changed.
    taken: Option<String>,
}

#[derive(Template)]
#[template(path = "briefings/form.html")]
pub(crate) struct FormPage {
    shell: Shell,
    head: Head,
    heading: String,
    form: Form,
    action: String,
    version: i64,
    badge: Badge,
    due: String,
    returned: String,
    on_behalf: bool,
    filled: (usize, usize),
    rows: Vec<FieldRow>,
    difficulties: Vec<DifficultyRow>,
    kinds: Vec<(String, String)>,
    files: Vec<files::File>,
    warnings: Vec<String>,
    last_tasks: String,
    conflict: Option<String>,
}

pub(crate) async fn form(visit: Visit, Path(id): Path<String>) -> Response {
    let unit = visit.query("xa").unwrap_or_default();
    visit
        .read(move |ctx| {
            let (briefing, body) = whose(ctx, &id, &unit)?;
            let report = store_reports::report_of(ctx.tx, briefing.id, body)?;
            // A sent report is read, not written
            if let Some(report) =
                report.as_ref().filter(|one| rules::write_report(briefing.state, Some(one.state)).is_err())
            {
                return Ok(Answer::see_other(report.path()));
            }
            if rules::write_report(briefing.state, None).is_err() {
                return Err(Problem::Refused(crate::Refusal::ReportsClosed.to_string()));
            }
            Answer::page(&form_page(ctx, &briefing, body, None, None)?)
        })
        .await
}

impl FormPage {
    /// Shows the page as it is once the deed of this very moment is undone with its refusal: the
    /// version before, and no file that came along.
    pub(crate) fn undo(&mut self, version: i64, now: kernel::Instant) {
        self.version = version;
        self.files.retain(|file| file.uploaded_ms < now);
    }
}

/// The briefing, and whose report is written: the actor's own, or, by the office, a commune's.
pub(crate) fn whose(ctx: &mut Ctx<'_>, id: &str, unit: &str) -> Result<(Briefing, OrganizationId), Problem> {
    let body = if unit.is_empty() { ctx.actor.organization.ok_or(Problem::NotFound)? } else { id_of(unit)? };
    let briefing = actions::load(ctx, id_of(id)?, Action::WriteReport, Some(body))?;
    Ok((briefing, body))
}

/// The rows offered for new difficulties, beside those that are there.
const EMPTY_ROWS: usize = 3;
/// More rows than anyone writes.
pub(crate) const ROWS_MAX: usize = 40;

/// The form: as it was typed, or as the records and the draft have it.
pub(crate) fn form_page(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    body: OrganizationId,
    typed: Option<Form>,
    conflict: Option<String>,
) -> Result<FormPage, Problem> {
    let (council, area) = actions::reporter(ctx, briefing, body)?;
    let report = store_reports::report_of(ctx.tx, briefing.id, body)?;
    let lines = figures::lines(ctx, &area, &council, briefing.quarter())?;
    let fresh = typed.is_none();
    let form = match typed {
        Some(form) => form,
        None => prefilled(ctx, briefing, &council, report.as_ref())?,
    };
    let on_behalf = !ctx.actor.acts_for(body);
    let rows = field_rows(&lines, &form, report.as_ref(), fresh);
    let difficulties = difficulty_rows(ctx, briefing, report.as_ref(), &form, fresh)?;
    let files = match &report {
        Some(report) => files::of_subject(ctx.tx, "briefing_report", &report.id.to_string())?,
        None => Vec::new(),
    };
    let warnings = figures::warnings(ctx, &area, &council, briefing.quarter())?;
    let last = store_reports::last_report_before(ctx.tx, body, briefing.held_on)?;
    let known =
        report.as_ref().map_or_else(|| figures::known_rows(&lines), |report| figures::rows(&lines, report));
    let head = Head::of(ctx, briefing, if on_behalf { "/ma-tran" } else { "/bao-cao" })?;
    let heading = heading(briefing, &area, on_behalf);
    let shell = shell(ctx, briefing, "Báo cáo", "/bao-cao")?.with_faults_of(&form);
    let unit = if on_behalf { format!("?xa={body}") } else { String::new() };
    Ok(FormPage {
        action: format!("{}/bao-cao{unit}", briefing.path()),
        version: report.as_ref().map_or(0, |report| report.version),
        badge: report_badge(ctx, briefing, report.as_ref()),
        due: dates::print(briefing.reports_due_on),
        returned: report
            .as_ref()
            .filter(|one| one.state == ReportState::Returned)
            .map_or_else(String::new, |one| one.returned_reason.clone()),
        filled: rules::filled(&known),
        kinds: DifficultyKind::choices(),
        warnings: warnings.into_iter().map(|(code, say)| format!("{code}: {say}")).collect(),
        last_tasks: last.map_or_else(String::new, |last| last.tasks),
        shell,
        head,
        heading,
        form,
        on_behalf,
        rows,
        difficulties,
        files,
        conflict,
    })
}

fn heading(briefing: &Briefing, area: &Area, on_behalf: bool) -> String {
    let hand = if on_behalf { "Nhập hộ báo cáo" } else { "Báo cáo giao ban" };
    format!("{hand} {}, {}", briefing.quarter_label(), area.in_sentence())
}

/// The texts as they were saved; at first, what the records say of sessions and resolutions.
fn prefilled(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    council: &Organization,
    report: Option<&Report>,
) -> Result<Form, Problem> {
    let (results, shortcomings, tasks) = match report {
        Some(report) => (report.results.clone(), report.shortcomings.clone(), report.tasks.clone()),
        None => (figures::own_sentence(ctx, council.id, briefing.quarter())?, String::new(), String::new()),
    };
    Ok(Form::with(&[("ket-qua", &results), ("ton-tai", &shortcomings), ("nhiem-vu", &tasks)]))
}

fn field_rows(lines: &[Line], form: &Form, report: Option<&Report>, fresh: bool) -> Vec<FieldRow> {
    let mut last = "";
    let shown = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
    lines
        .iter()
        .map(|line| {
            let block = figures::block_title(line.code);
            let begins = block != last;
            last = block;
            let field = |begin: &str| format!("{begin}-{}", line.code);
            let typed =
                |begin: &str, kept: String| if fresh { kept } else { form.value(&field(begin)).to_owned() };
            // Last quarter's end is this quarter's beginning; nothing else is copied
            let opening = if fresh { line.opening(lines) } else { None };
            let entered = line.source == Source::Entered;
            let kept = |number: Option<i64>| if entered { shown(number) } else { String::new() };
            let faults = ["so", "mau"].map(|begin| form.fault(&field(begin)).unwrap_or_default().to_owned());
            FieldRow {
                code: line.code,
                label: line.label,
                unit: line.unit,
                definition: line.definition,
                core: line.core,
                is_rate: line.is_rate,
                computed: line.source == Source::Computed,
                value: line.number.printed(),
                href: line.href.clone(),
                number: opening.map_or_else(
                    || {
                        typed(
                            "so",
                            kept(if line.is_rate { line.number.numerator } else { line.number.value }),
                        )
                    },
                    |number| number.to_string(),
                ),
                whole: typed("mau", kept(line.number.denominator)),
                nothing: if fresh {
                    line.source == Source::Nothing
                } else {
                    form.is_checked(&format!("khong-{}", line.code))
                },
                gap: if fresh {
                    line.source == Source::Gap && report.is_some_and(|report| report.declares_gap(line.code))
                } else {
                    form.is_checked(&format!("chua-{}", line.code))
                },
                fault: faults.into_iter().find(|fault| !fault.is_empty()).unwrap_or_default(),
                prefilled: opening.is_some(),
                previous: line.previous.printed(),
                previous_href: line.previous_href.clone(),
                last_year: line.last_year.printed(),
                last_year_href: line.last_year_href.clone(),
                block: begins.then_some(block),
            }
        })
        .collect()
}

fn difficulty_rows(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    report: Option<&Report>,
    form: &Form,
    fresh: bool,
) -> Result<Vec<DifficultyRow>, Problem> {
    let choices = bodies(ctx, briefing, "Chọn cơ quan")?;
    let known: Vec<Difficulty> = match report {
        Some(report) => store_reports::difficulties_of_report(ctx.tx, report.id)?,
        None => Vec::new(),
    };
    let addressees = |chosen: &str| -> Vec<(String, String, bool)> {
        choices.iter().map(|(id, name)| (id.clone(), name.clone(), id == chosen)).collect()
    };
    let taken = known.iter().filter(|one| one.is_taken());
    let mut rows: Vec<DifficultyRow> = taken
        .map(|one| DifficultyRow {
            number: 0,
            id: one.id.to_string(),
            kind: one.kind.as_str(),
            subject: one.subject.clone(),
            text: one.text.clone(),
            addressees: Vec::new(),
            fault: String::new(),
            taken: Some(if one.answer.is_empty() {
                "Đã giao cơ quan giải quyết".to_owned()
            } else {
                one.answer.clone()
            }),
        })
        .collect();
    let open: Vec<&Difficulty> = known.iter().filter(|one| !one.is_taken()).collect();
    let written = (1..=ROWS_MAX)
        .rev()
        .find(|number| !form.value(&format!("kk-{number}")).trim().is_empty())
        .unwrap_or(0);
    let count = if fresh { open.len() } else { written } + EMPTY_ROWS;
    for number in 1..=count.min(ROWS_MAX) {
        let old = if fresh { open.get(number - 1) } else { None };
        let typed = |name: &str| form.value(&format!("{name}-{number}")).to_owned();
        rows.push(DifficultyRow {
            number,
            id: old.map_or_else(|| typed("kk-ma"), |one| one.id.to_string()),
            kind: old.map_or_else(
                || if typed("kk-loai") == "proposal" { "proposal" } else { "difficulty" },
                |one| one.kind.as_str(),
            ),
            subject: old.map_or_else(|| typed("kk-linh-vuc"), |one| one.subject.clone()),
            text: old.map_or_else(|| typed("kk"), |one| one.text.clone()),
            addressees: addressees(&old.map_or_else(
                || typed("kk-gui"),
                |one| one.addressee_id.map(|id| id.to_string()).unwrap_or_default(),
            )),
            fault: form.fault(&format!("kk-gui-{number}")).unwrap_or_default().to_owned(),
            taken: None,
        });
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "briefings/reply.html")]
pub(crate) struct ReplyPage {
    shell: Shell,
    head: Head,
    heading: String,
    form: Form,
    current: String,
    open: bool,
    choices: Vec<(String, String)>,
}

pub(crate) async fn reply(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = readable(ctx, &id)?;
            Answer::page(&reply_page(ctx, &briefing, None)?)
        })
        .await
}

pub(crate) fn reply_page(
    ctx: &mut Ctx<'_>,
    briefing: &Briefing,
    typed: Option<Form>,
) -> Result<ReplyPage, Problem> {
    let own = actions::invitation_of(ctx, briefing.id, ctx.actor)?.ok_or(Problem::NotFound)?;
    let form = typed.unwrap_or_else(|| {
        let reply = if own.reply == Reply::None { Reply::Accepted } else { own.reply };
        Form::with(&[("tra-loi", reply.as_str()), ("noi-dung", &own.reply_text)])
    });
    let head = Head::of(ctx, briefing, "/tra-loi")?;
    let shell = shell(ctx, briefing, "Trả lời giấy mời", "/tra-loi")?.with_faults_of(&form);
    let choices = [Reply::Accepted, Reply::Deputy, Reply::Absent]
        .into_iter()
        .map(|one| (one.as_str().to_owned(), one.label().to_owned()))
        .collect();
    let heading = format!("Trả lời giấy mời, {}", briefing.quarter_label());
    let current = own.reply.label().to_owned();
    Ok(ReplyPage { shell, head, heading, form, current, open: briefing.state == State::Called, choices })
}
