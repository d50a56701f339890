//! Forms. Each parses once, acts once, and leads back to the record.

use axum::extract::Path;
use axum::response::Response;
use kernel::{FollowUpId, OrganizationId};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions::{self, Evidence};
use crate::issue::{self, Due, NewFollowUp};
use crate::model::{DueKind, Every, FollowUp, Refusal};
use crate::rules::{self, Assessment};
use crate::{elsewhere, pages, remind, store};

const TEXT_MAX: usize = 4_000;

/// The forms that a kind of source may have on its own page instead, by their first field.
const ELSEWHERE: [&str; 3] = ["minh-chung", "danh-gia", "han-mo-lai"];

/// Runs one deed on the follow-up of the address; what the rules refuse is said on its own page
/// with everything that was typed.
async fn act(
    visit: Visit,
    id: String,
    form: Form,
    field: &'static str,
    deed: impl Fn(&mut Ctx<'_>, FollowUpId, &mut Form) -> Result<Option<FollowUp>, Error<Refusal>>
    + Send
    + 'static,
    said: &'static str,
    undo: bool,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: FollowUpId = id.parse().map_err(|_| Problem::NotFound)?;
            if ELSEWHERE.contains(&field)
                && let Some(follow_up) = store::follow_up(ctx.tx, id)?
                && elsewhere::of(&follow_up).is_some()
            {
                return Err(Problem::Refused(
                    "Việc này được trả lời và đánh giá ở trang nguồn của nó.".to_owned(),
                ));
            }
            let done = deed(ctx, id, form);
            match form.or_refuse(field, done)?.flatten() {
                Some(follow_up) => {
                    let answer = Answer::see_other(follow_up.path());
                    let sentence = format!("{said} {}.", follow_up.code);
                    Ok(if undo {
                        answer.saying_with_undo(sentence, format!("{}/hoan-tac", follow_up.path()))
                    } else {
                        answer.saying(sentence)
                    })
                }
                None => Answer::faulty(&pages::detail_page(ctx, id, form.clone())?),
            }
        })
        .await
}

pub(crate) async fn accept(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    act(visit, id, form, "nhan", |ctx, id, _| actions::accept(ctx, id).map(Some), "Đã nhận việc", true).await
}

pub(crate) async fn dispute(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let reason = form.take_text("ly-do-xem-lai", "Lý do đề nghị xem lại", TEXT_MAX);
        if form.is_sound() { actions::dispute(ctx, id, &reason).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "ly-do-xem-lai", deed, "Đã gửi đề nghị xem lại việc", false).await
}

pub(crate) async fn uphold(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let reason = form.take_text("ly-do-giu", "Lý do giữ nguyên", TEXT_MAX);
        if form.is_sound() { actions::uphold(ctx, id, &reason).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "ly-do-giu", deed, "Đã giữ nguyên việc", false).await
}

pub(crate) async fn give_to(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let lead: Option<OrganizationId> = form.take_choice("co-quan-moi", "Cơ quan chủ trì mới");
        let reason = form.take_text_or_empty("ly-do-giao-lai", "Lý do giao lại", TEXT_MAX);
        match lead.filter(|_| form.is_sound()) {
            Some(lead) => actions::give_to(ctx, id, lead, &reason).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "co-quan-moi", deed, "Đã giao lại việc", false).await
}

fn evidence(form: &mut Form, text: &str, label: &str) -> Evidence {
    Evidence {
        text: form.take_text(text, label, TEXT_MAX),
        reference: form.take_line_or_empty("minh-chung", "Minh chứng", 300),
        uploads: form.uploads_of("tep").into_iter().cloned().collect(),
    }
}

pub(crate) async fn progress(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let evidence = evidence(form, "tien-do", "Tiến độ");
        if form.is_sound() { actions::note_progress(ctx, id, &evidence).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "tien-do", deed, "Đã cập nhật tiến độ việc", true).await
}

pub(crate) async fn answer(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let evidence = evidence(form, "tra-loi", "Nội dung trả lời");
        if form.is_sound() { actions::answer(ctx, id, &evidence).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "minh-chung", deed, "Đã gửi trả lời việc", false).await
}

pub(crate) async fn assess(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let assessment: Option<Assessment> = form.take_choice("danh-gia", "Kết quả đánh giá");
        let needs_reason =
            matches!(assessment, Some(Assessment::NotMet | Assessment::NotDone | Assessment::Partly));
        let reason = if needs_reason {
            form.take_text("nhan-xet", "Nhận xét, lý do", TEXT_MAX)
        } else {
            form.take_text_or_empty("nhan-xet", "Nhận xét, lý do", TEXT_MAX)
        };
        match assessment.filter(|_| form.is_sound()) {
            Some(assessment) => actions::assess(ctx, id, assessment, &reason).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "danh-gia", deed, "Đã đánh giá việc", false).await
}

pub(crate) async fn ask_extension(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let today = ctx.today;
        let wanted = form.take_date("han-moi", "Hạn mới", today);
        let reason = form.take_text("ly-do-gia-han", "Lý do xin gia hạn", TEXT_MAX);
        match wanted.filter(|_| form.is_sound()) {
            Some(wanted) => actions::ask_extension(ctx, id, wanted, &reason).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "han-moi", deed, "Đã gửi đề nghị gia hạn việc", false).await
}

pub(crate) async fn decide_extension(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let grant = form.value("dong-y") == "1";
        let reason = if grant {
            form.take_text_or_empty("y-kien", "Ý kiến", TEXT_MAX)
        } else {
            form.take_text("y-kien", "Ý kiến khi không đồng ý", TEXT_MAX)
        };
        if form.is_sound() { actions::decide_extension(ctx, id, grant, &reason).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "y-kien", deed, "Đã quyết định đề nghị gia hạn việc", false).await
}

pub(crate) async fn escalate(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let last = i64::try_from(rules::LADDER.len()).unwrap_or(7);
        let step = form.take_integer("buoc", "Bước đôn đốc", 1..=last);
        let reason = form.take_text("ly-do-chuyen", "Lý do chuyển bước", TEXT_MAX);
        match step.filter(|_| form.is_sound()) {
            Some(step) => actions::escalate(ctx, id, step, &reason).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "buoc", deed, "Đã chuyển bước đôn đốc việc", false).await
}

pub(crate) async fn reopen(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let today = ctx.today;
        let due = form.take_date("han-mo-lai", "Hạn mới", today);
        let reason = form.take_text("ly-do-mo-lai", "Lý do mở lại", TEXT_MAX);
        match due.filter(|_| form.is_sound()) {
            Some(due) => actions::reopen(ctx, id, due, &reason).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "han-mo-lai", deed, "Đã mở lại việc", false).await
}

pub(crate) async fn undo(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    act(
        visit,
        id,
        form,
        "hoan-tac",
        |ctx, id, _| actions::undo(ctx, id).map(Some),
        "Đã hoàn tác bước vừa làm ở việc",
        false,
    )
    .await
}

/// Sends the letters that were shown in the preview.
pub(crate) async fn remind(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let ids: Vec<FollowUpId> =
                form.values_of("viec").into_iter().filter_map(|id| id.parse().ok()).collect();
            let numbers = remind::send_reminders(ctx, &ids)?;
            Ok(Answer::see_other("/lam-viec").saying(said(&numbers)))
        })
        .await
}

/// "Đã gửi 3 công văn đôn đốc (42, 43, 44/HĐND-TT)."
pub(crate) fn said(numbers: &[String]) -> String {
    let symbol = numbers.first().and_then(|number| number.split_once('/')).map_or("", |(_, symbol)| symbol);
    let short: Vec<&str> = numbers
        .iter()
        .map(|number| number.split_once('/').map_or(number.as_str(), |(digits, _)| digits))
        .collect();
    format!("Đã gửi {} công văn đôn đốc ({}/{symbol}).", numbers.len(), short.join(", "))
}

pub(crate) async fn create(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let Some(new) = parse_new(ctx, form)? else {
                return Answer::faulty(&pages::new_page(ctx, form.clone())?);
            };
            match issue::create(ctx, &new) {
                Ok(id) => Ok(Answer::see_other(format!("/lam-viec/viec/{id}")).saying("Đã giao việc.")),
                Err(Error::Refused(reason @ Refusal::NoSuchLead)) => {
                    form.refuse("chu-tri", reason.to_string());
                    Answer::faulty(&pages::new_page(ctx, form.clone())?)
                }
                Err(Error::Refused(reason)) => {
                    form.refuse("phoi-hop", reason.to_string());
                    Answer::faulty(&pages::new_page(ctx, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn parse_new(ctx: &mut Ctx<'_>, form: &mut Form) -> Result<Option<NewFollowUp>, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let text = form.take_text("noi-dung", "Nội dung việc", TEXT_MAX);
    let lead: Option<OrganizationId> = form.take_choice("chu-tri", "Cơ quan chủ trì");
    let cooperating: Vec<OrganizationId> = form.take_choices("phoi-hop", "Cơ quan phối hợp");
    let kind: Option<DueKind> = form.take_choice("loai-han", "Loại hạn");
    let due = match kind {
        Some(DueKind::Date) => {
            let date = form.take_date("han", "Hạn", ctx.today);
            if date.is_some_and(|date| date < ctx.today) {
                form.refuse("han", format!("Chọn hạn từ ngày {} trở đi.", kernel::dates::print(ctx.today)));
            }
            let reason = form.take_line_or_empty("ly-do-han", "Căn cứ của hạn", 300);
            let reason = if reason.is_empty() {
                "Hạn do Thường trực HĐND đặt khi giao việc".to_owned()
            } else {
                reason
            };
            date.map(|date| Due::On { date, reason })
        }
        Some(DueKind::NextBriefing) => Some(Due::NextBriefing { on: None }),
        Some(DueKind::Recurring) => {
            let every: Option<Every> = form.take_choice("chu-ky", "Chu kỳ");
            every.map(|every| Due::Recurring { every, next: rules::next_due(every, ctx.today) })
        }
        None => None,
    };
    let (Some(lead), Some(due)) = (lead, due) else { return Ok(None) };
    if !form.is_sound() {
        return Ok(None);
    }
    let asker = directory::standing_committee_of(ctx.tx, council)?.map_or(council, |one| one.id);
    Ok(Some(NewFollowUp {
        council,
        asker,
        lead,
        cooperating,
        text,
        source_kind: "direct".to_owned(),
        source_id: None,
        source_label: "Thường trực HĐND giao trực tiếp".to_owned(),
        source_href: String::new(),
        origin_on: ctx.today,
        origin_label: kernel::period::Quarter::of(ctx.today).print(),
        due,
        is_public: form.is_checked("cong-khai"),
        is_demonstration: false,
    }))
}
