//! The page on which the office notes that a session's resolutions and minutes went to the level
//! above.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{SessionId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use law::{DeadlineStatus, Law};
use sessions::{DueLine, Session, State};

use crate::model::{NewSending, Resolution, SentUp};
use crate::policy::{self, Action};
use crate::store::{self, Filter};
use crate::{rules, ties};

const NUMBER_MAX: usize = 100;
const NOTE_MAX: usize = 500;
const ROWS_MAX: i64 = 200;

struct Row {
    one: Resolution,
    signed: String,
    sent: String,
}

#[derive(Template)]
#[template(path = "resolutions/sending.html")]
struct SendingPage {
    shell: Shell,
    form: Form,
    session: Session,
    is_closed: bool,
    dues: Vec<DueLine>,
    sent: Option<String>,
    rows: Vec<Row>,
}

fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Session, Problem> {
    let id: SessionId = id.parse().map_err(|_| Problem::NotFound)?;
    sessions::find(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::SendUp, one.council_id, one.is_public))
        .ok_or(Problem::NotFound)
}

/// How the sending stands against its day.
fn due(law: &Law, session: &Session, sent: Option<&SentUp>, today: kernel::Date) -> Option<DueLine> {
    let counted = rules::send_session(law, session);
    let deadline = match sent.and_then(|sent| sent.due_on) {
        // The law may have been given another number since it was entered
        Some(due) => counted
            .filter(|counted| counted.due == due)
            .unwrap_or_else(|| law.explicit(due, "Ngày tính khi ghi gửi")),
        None => counted?,
    };
    let badge = match law.status(deadline.due, today, sent.map(|sent| sent.sent_on)) {
        DeadlineStatus::OnTime => Badge::done("Đã gửi đúng hạn"),
        DeadlineStatus::Late(days) => Badge::late(format!("Đã gửi, trễ {days} ngày")),
        DeadlineStatus::Overdue(days) => Badge::overdue(days),
        DeadlineStatus::DueToday => Badge::due_today(),
        DeadlineStatus::DueSoon(days) | DeadlineStatus::Open(days) => Badge::open(days),
        DeadlineStatus::TooEarly(_) => Badge::done("Đã gửi"),
    };
    Some(DueLine::new(&deadline, badge))
}

fn page(ctx: &mut Ctx<'_>, session: Session, form: Form) -> Result<SendingPage, Problem> {
    let sent = ties::sent_up(ctx.tx, session.id)?;
    let filter = Filter {
        council: Some(session.council_id),
        session: Some(session.id),
        drafts_of: policy::visible(ctx.actor),
        ..Filter::default()
    };
    let rows = store::list(ctx.tx, &filter, None, ROWS_MAX)?
        .into_iter()
        .map(|one| Row {
            signed: one.signed_on.map_or_else(|| "Chưa ký".to_owned(), dates::print),
            sent: one.sent_up_on.map_or_else(|| "Chưa gửi".to_owned(), dates::print),
            one,
        })
        .collect();
    let shell = ctx
        .shell(format!("Gửi cấp trên, {}", session.label()))?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kỳ họp", "/lam-viec/ky-hop")
        .crumb(session.label(), session.path())
        .crumb("Gửi cấp trên", format!("{}/gui-cap-tren", session.path()))
        .with_faults_of(&form);
    Ok(SendingPage {
        shell,
        form,
        is_closed: session.state == State::Closed,
        dues: due(ctx.law, &session, sent.as_ref(), ctx.today).into_iter().collect(),
        sent: sent.map(|sent| {
            let number = if sent.number.is_empty() {
                String::new()
            } else {
                format!(", văn bản số {}", sent.number)
            };
            format!("{}{number}", dates::print_weekday(sent.sent_on))
        }),
        rows,
        session,
    })
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let session = find(ctx, &id)?;
            let mut form = Form::new();
            if let Some(sent) = ties::sent_up(ctx.tx, session.id)? {
                form.set("version", sent.version.to_string());
                form.set("gui-len", dates::print(sent.sent_on));
                form.set("so-van-ban", sent.number);
                form.set("ghi-chu", sent.note);
            }
            Answer::page(&page(ctx, session, form)?)
        })
        .await
}

pub(crate) async fn send(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = find(ctx, &id)?;
            let sent_on = form.take_date("gui-len", "Ngày gửi", ctx.today);
            let number = form.take_line_or_empty("so-van-ban", "Số văn bản", NUMBER_MAX);
            let note = form.take_line_or_empty("ghi-chu", "Ghi chú", NOTE_MAX);
            if let Some(sent_on) = sent_on {
                let new = NewSending { sent_on, number, note };
                for fault in rules::sending_faults(&new, &session, ctx.today) {
                    form.refuse(fault.field(), fault.to_string());
                }
                if form.is_sound() {
                    let sent = ties::send_session(ctx, session.id, form.version(), &new)?;
                    return Ok(Answer::see_other(format!("{}/gui-cap-tren", sent.path()))
                        .saying("Đã ghi ngày gửi nghị quyết, biên bản lên cấp trên."));
                }
            }
            Answer::faulty(&page(ctx, session, form.clone())?)
        })
        .await
}
