//! Own part, agenda, attendance.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::dates;
use kernel::period::Quarter;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use super::hub::{OpenRow, open_rows};
use super::report::{RaisedRow, raised_rows};
use super::{Head, name_of, preparable, readable, shell};
use crate::model::{Attendance, Briefing, Item, Reply, State};
use crate::{figures, store, store_difficulties, store_reports, store_room};

#[derive(Template)]
#[template(path = "briefings/own.html")]
pub(crate) struct OwnPage {
    shell: Shell,
    head: Head,
    heading: String,
    form: Form,
    open: bool,
}

pub(crate) async fn own(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            let results = if briefing.own_results.is_empty() {
                figures::own_sentence(ctx, briefing.council_id, briefing.quarter())?
            } else {
                briefing.own_results.clone()
            };
            let form = Form::with(&[
                ("ket-qua", &results),
                ("ton-tai", &briefing.own_difficulties),
                ("nhiem-vu", &briefing.own_tasks),
                ("version", &briefing.version.to_string()),
            ]);
            Answer::page(&own_page(ctx, &briefing, form)?)
        })
        .await
}

pub(crate) fn own_page(ctx: &mut Ctx<'_>, briefing: &Briefing, form: Form) -> Result<OwnPage, Problem> {
    let head = Head::of(ctx, briefing, "/tong-hop")?;
    let shell = shell(ctx, briefing, "Phần của Thường trực", "/phan-huyen")?.with_faults_of(&form);
    let heading = format!("Phần của Thường trực HĐND, {}", briefing.quarter_label());
    Ok(OwnPage { shell, head, heading, form, open: briefing.is_open() })
}

/// A line of the agenda with the time it begins.
pub(crate) struct AgendaRow {
    id: String,
    kind: String,
    title: String,
    presenter: String,
    minutes: String,
    begins: String,
    version: i64,
    first: bool,
    last: bool,
    faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "briefings/agenda.html")]
pub(crate) struct AgendaPage {
    shell: Shell,
    head: Head,
    heading: String,
    form: Form,
    /// What is typed for a new line.
    new: Form,
    rows: Vec<AgendaRow>,
    total: i64,
    ends: String,
    may_edit: bool,
    open: Vec<OpenRow>,
    raised: Vec<RaisedRow>,
    /// The key tasks of the quarter to come, as an item of the agenda.
    tasks: Vec<TaskRow>,
    tasks_title: String,
    /// There are key tasks and no such item yet.
    proposes_tasks: bool,
}

/// A key task of the quarter to come.
pub(crate) struct TaskRow {
    label: String,
    href: String,
    lead: String,
    due: String,
}

/// The key tasks of the quarter after the one that the briefing looks at.
fn task_rows(ctx: &mut Ctx<'_>, briefing: &Briefing, quarter: Quarter) -> Result<Vec<TaskRow>, Problem> {
    let tasks = programme::key_tasks(ctx.tx, briefing.council_id, quarter.from(), quarter.to())?;
    Ok(tasks
        .into_iter()
        .filter(|task| !task.is_done)
        .map(|task| TaskRow {
            label: task.label,
            href: task.href,
            lead: task.lead,
            due: task.due_on.map(dates::print).unwrap_or_default(),
        })
        .collect())
}

pub(crate) async fn agenda(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = readable(ctx, &id)?;
            Answer::page(&agenda_page(ctx, &briefing, Form::new())?)
        })
        .await
}

pub(crate) fn agenda_page(ctx: &mut Ctx<'_>, briefing: &Briefing, form: Form) -> Result<AgendaPage, Problem> {
    let head = Head::of(ctx, briefing, "/chuong-trinh")?;
    let items = store_room::items(ctx.tx, briefing.id)?;
    let total = items.iter().map(|one| one.minutes_planned).sum();
    let (mut rows, ends) = agenda_rows(briefing, &items);
    let changing = rows.iter_mut().find(|row| row.id == form.value("sua"));
    let new = if changing.is_some() { Form::new() } else { form.clone() };
    if let Some(row) = changing {
        form.value("noi-dung").clone_into(&mut row.title);
        form.value("nguoi").clone_into(&mut row.presenter);
        form.value("phut").clone_into(&mut row.minutes);
        row.faults = form.faults().iter().map(|fault| fault.message.clone()).collect();
    }
    let open = if head.may_prepare { open_rows(ctx, briefing)? } else { Vec::new() };
    let mut raised = Vec::new();
    if head.may_prepare {
        raised = store_reports::difficulties(ctx.tx, briefing.id)?;
        raised.extend(store_difficulties::carried(ctx.tx, briefing.id)?);
    }
    let raised = raised_rows(ctx, raised)?;
    let shell = shell(ctx, briefing, "Chương trình", "/chuong-trinh")?.with_faults_of(&form);
    let may_edit = head.may_prepare && briefing.is_open();
    let heading = format!("Chương trình, {}", briefing.quarter_label());
    let next = briefing.quarter().next();
    let tasks_title = format!("Nhiệm vụ trọng tâm {}", next.print());
    let tasks = if head.may_prepare { task_rows(ctx, briefing, next)? } else { Vec::new() };
    let stands = rows.iter().any(|row| row.title.starts_with(&tasks_title));
    Ok(AgendaPage {
        shell,
        head,
        heading,
        form,
        new,
        rows,
        total,
        ends,
        may_edit,
        open,
        raised,
        proposes_tasks: may_edit && !tasks.is_empty() && !stands,
        tasks,
        tasks_title,
    })
}

fn agenda_rows(briefing: &Briefing, items: &[Item]) -> (Vec<AgendaRow>, String) {
    let mut minute = briefing.starts_at.split_once(':').map_or(0, |(hour, minute)| {
        hour.parse::<i64>().unwrap_or(0) * 60 + minute.parse::<i64>().unwrap_or(0)
    });
    let clock = |minute: i64| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
    let last = items.len().saturating_sub(1);
    let rows = items
        .iter()
        .enumerate()
        .map(|(i, one)| {
            let begins = clock(minute);
            minute += one.minutes_planned;
            AgendaRow {
                id: one.id.to_string(),
                kind: one.kind.clone(),
                title: one.title.clone(),
                presenter: one.presenter.clone(),
                minutes: one.minutes_planned.to_string(),
                begins,
                version: one.version,
                first: i == 0,
                last: i == last,
                faults: Vec::new(),
            }
        })
        .collect();
    (rows, clock(minute))
}

/// A body on the list of attendance.
pub(crate) struct PresenceRow {
    id: String,
    name: String,
    said: String,
    attendance: &'static str,
}

#[derive(Template)]
#[template(path = "briefings/attendance.html")]
struct AttendancePage {
    shell: Shell,
    head: Head,
    heading: String,
    rows: Vec<PresenceRow>,
    choices: Vec<(String, String)>,
    present: usize,
    may_note: bool,
}

pub(crate) async fn attendance(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let briefing = preparable(ctx, &id)?;
            let names = directory::names(ctx.tx)?;
            let all = store::participants(ctx.tx, briefing.id)?;
            let present = all.iter().filter(|one| one.attendance == Attendance::Present).count();
            let rows = all
                .iter()
                .map(|one| PresenceRow {
                    id: one.id.to_string(),
                    name: name_of(&names, one.organization_id),
                    said: said(one.reply, &one.reply_text),
                    // Nobody noted yet: what the body announced stands ready to be confirmed
                    attendance: match (one.attendance, one.reply) {
                        (Attendance::Unknown, Reply::Accepted | Reply::Deputy) => {
                            Attendance::Present.as_str()
                        }
                        (Attendance::Unknown, Reply::Absent) => Attendance::AbsentExcused.as_str(),
                        (attendance, _) => attendance.as_str(),
                    },
                })
                .collect();
            let head = Head::of(ctx, &briefing, "/diem-danh")?;
            let shell = shell(ctx, &briefing, "Điểm danh", "/diem-danh")?;
            let may_note = matches!(briefing.state, State::Called | State::Held);
            let heading = format!("Điểm danh: có mặt {present}/{}", all.len());
            Answer::page(&AttendancePage {
                shell,
                head,
                heading,
                rows,
                choices: Attendance::choices(),
                present,
                may_note,
            })
        })
        .await
}

fn said(reply: Reply, words: &str) -> String {
    if words.is_empty() { reply.label().to_owned() } else { format!("{}: {words}", reply.label()) }
}
