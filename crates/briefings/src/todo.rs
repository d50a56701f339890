//! What a briefing puts on the page "Hôm nay".

use follow::{Todo, TodoKind};
use kernel::{Role, dates};
use kit::Ctx;

use crate::model::{Briefing, Reply, ReportState, Stage, State};
use crate::policy::difficulties as policy;
use crate::store_difficulties::{self, Filter};
use crate::{store, store_reports};

/// For a body that is invited: the report and the answer to the invitation. For the office: the
/// reports that are missing, and the notice that must be sent.
pub fn todos(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let mut todos = reports_owed(ctx)?;
    if let Some(own) = ctx.actor.organization {
        for briefing in store::owed_by(ctx.tx, own)? {
            let Some(participant) = store::participant(ctx.tx, briefing.id, own)? else { continue };
            // The office that calls does not invite itself
            let calls = ctx.actor.runs(briefing.council_id);
            if participant.reply == Reply::None && briefing.state == State::Called && !calls {
                todos.push(Todo {
                    label: format!("Trả lời giấy mời giao ban {}", briefing.quarter_label()),
                    detail: awaited(&briefing),
                    due: Some(briefing.held_on),
                    href: format!("{}/tra-loi", briefing.path()),
                    action: "Trả lời".to_owned(),
                    kind: TodoKind::Owe,
                });
            }
        }
    }
    todos.extend(difficulties(ctx)?);
    if let Some(council) = ctx.actor.council.filter(|council| ctx.actor.runs(*council)) {
        for briefing in store::upcoming(ctx.tx, council)? {
            todos.extend(office_todo(ctx, &briefing)?);
        }
    }
    Ok(todos)
}

fn awaited(briefing: &Briefing) -> String {
    format!("Văn phòng HĐND chờ · họp ngày {}", dates::print(briefing.held_on))
}

/// The quarterly reports that the actor's body owes.
pub fn reports_owed(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let mut todos = Vec::new();
    let Some(own) = ctx.actor.organization else { return Ok(todos) };
    for briefing in store::owed_by(ctx.tx, own)? {
        let Some(participant) = store::participant(ctx.tx, briefing.id, own)? else { continue };
        if !(participant.is_reporting && briefing.takes_reports()) {
            continue;
        }
        let report = store_reports::report_of(ctx.tx, briefing.id, own)?;
        if report.as_ref().is_some_and(|report| report.state == ReportState::Submitted) {
            continue;
        }
        todos.push(Todo {
            label: format!("Nộp báo cáo giao ban {}", briefing.quarter_label()),
            detail: match report {
                Some(report) if report.state == ReportState::Returned => {
                    format!("Bị trả lại: {}", report.returned_reason)
                }
                _ => awaited(&briefing),
            },
            due: Some(briefing.reports_due_on),
            href: format!("{}/bao-cao", briefing.path()),
            action: "Báo cáo giao ban".to_owned(),
            kind: TodoKind::Owe,
        });
    }
    Ok(todos)
}

/// Unanswered difficulties: for the body that is asked, and, when they are late, for the office.
fn difficulties(ctx: &mut Ctx<'_>) -> db::Result<Vec<Todo>> {
    let mut filter = Filter {
        sight: policy::sight(ctx.actor),
        today: ctx.today,
        stage: None,
        level: None,
        area: None,
        addressee: None,
        words: String::new(),
    };
    let mut todos = Vec::new();
    if filter.sight.is_blind() {
        return Ok(todos);
    }
    if let (Some(own), false) = (ctx.actor.organization, ctx.actor.role == Role::Delegate) {
        filter.addressee = Some(own);
        let (count, first) = store_difficulties::waiting(ctx.tx, &filter)?;
        if 0 < count {
            todos.push(Todo {
                label: format!("Trả lời {count} khó khăn, vướng mắc"),
                detail: "hạn gần nhất".to_owned(),
                due: first,
                href: format!("/lam-viec/kho-khan?noi-nhan={own}"),
                action: "Trả lời".to_owned(),
                kind: TodoKind::Owe,
            });
        }
        filter.addressee = None;
    }
    let runs = ctx
        .actor
        .council
        .is_some_and(|council| ctx.actor.runs(council) || ctx.actor.role == Role::CommuneCouncil);
    if runs {
        // Of a commune's own council: what others raised to it, not what it raised itself
        filter.sight.body = None;
        filter.stage = Some(Stage::Late);
        let (count, first) = store_difficulties::waiting(ctx.tx, &filter)?;
        if 0 < count {
            todos.push(Todo {
                label: format!("{count} khó khăn, vướng mắc quá hạn trả lời"),
                detail: "quá hạn lâu nhất".to_owned(),
                due: first,
                href: format!("/lam-viec/kho-khan?tinh-trang={}", Stage::Late.as_str()),
                action: "Xem".to_owned(),
                kind: TodoKind::Wait,
            });
        }
    }
    Ok(todos)
}

fn office_todo(ctx: &mut Ctx<'_>, briefing: &Briefing) -> db::Result<Option<Todo>> {
    let (label, due, href, action) = match briefing.state {
        State::Planned => (
            format!("Phát hành giấy mời giao ban {}", briefing.quarter_label()),
            briefing.held_on,
            briefing.path(),
            "Mở hội nghị",
        ),
        State::Called => {
            let expected =
                store::participants(ctx.tx, briefing.id)?.iter().filter(|one| one.is_reporting).count();
            let reports = store_reports::reports(ctx.tx, briefing.id)?;
            let submitted = reports.iter().filter(|report| report.state == ReportState::Submitted).count();
            if submitted < expected {
                (
                    format!(
                        "Nhận báo cáo giao ban {}: {submitted}/{expected} xã, thị trấn đã nộp",
                        briefing.quarter_label()
                    ),
                    briefing.reports_due_on,
                    format!("{}/ma-tran", briefing.path()),
                    "Xem ma trận",
                )
            } else {
                (
                    format!("Họp giao ban {}", briefing.quarter_label()),
                    briefing.held_on,
                    briefing.path(),
                    "Mở hội nghị",
                )
            }
        }
        State::Held => (
            format!("Ra thông báo kết luận giao ban {}", briefing.quarter_label()),
            briefing.held_on,
            format!("{}/ket-luan", briefing.path()),
            "Kết luận",
        ),
        State::Concluded | State::Cancelled => return Ok(None),
    };
    Ok(Some(Todo {
        label,
        detail: format!("{} · họp ngày {}", briefing.place, dates::print(briefing.held_on)),
        due: Some(due),
        href,
        action: action.to_owned(),
        kind: if ctx.actor.role == Role::Specialist { TodoKind::Owe } else { TodoKind::Wait },
    }))
}
