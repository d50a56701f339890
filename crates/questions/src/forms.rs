//! What forms do.

use axum::extract::Path;
use axum::response::Response;
use kernel::{FollowUpId, OrganizationId, PersonId, QuestionId, QuestionIssueId, SessionId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions::{self, Asker};
use crate::model::{NewAnswer, NewPledge, NewQuestion, Question, Refusal, WrittenReason};
use crate::{compile, pages, pages_session, rules, store};

const TEXT_MAX: usize = 5_000;
const ANSWER_MAX: usize = 20_000;
const ADDRESSEE_MAX: usize = 200;
const TITLE_MAX: usize = 300;
const PLEDGE_MAX: usize = 2_000;
const OPINION_MAX: usize = 2_000;

/// What both forms of a question hold.
fn take_question(form: &mut Form) -> Option<NewQuestion> {
    let session: Option<SessionId> = form.take_choice_or_none("ky-hop", "Kỳ họp");
    let body: Option<OrganizationId> = form.take_choice("co-quan", "Cơ quan của người bị chất vấn");
    let addressee = form.take_line("nguoi-bi-chat-van", "Người bị chất vấn", ADDRESSEE_MAX);
    if form.fault("nguoi-bi-chat-van").is_none() && addressee.chars().count() < 2 {
        form.refuse("nguoi-bi-chat-van", "Ghi chức vụ, dài từ 2 ký tự.");
    }
    let text = form.take_text("noi-dung", "Nội dung chất vấn", TEXT_MAX);
    if form.fault("noi-dung").is_none() && text.chars().count() < 10 {
        form.refuse("noi-dung", "Nội dung chất vấn dài từ 10 ký tự.");
    }
    let follow_up: Option<FollowUpId> = form.value("viec-theo-doi").parse().ok();
    let addressee_id = body?;
    form.is_sound().then_some(NewQuestion {
        session,
        addressee_id,
        addressee,
        text,
        follow_up,
        is_demonstration: false,
    })
}

/// Where a refusal of a question's form stands.
const fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::SessionOver => "ky-hop",
        Refusal::NoSuchBody | Refusal::NotAsked => "co-quan",
        Refusal::NotADelegate => "dai-bieu",
        _ => "ngay",
    }
}

pub(crate) async fn create(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let asker = if pages::asks_for_others(ctx, council)? {
                let person: Option<PersonId> = form.take_choice("dai-bieu", "Đại biểu");
                let on = form.take_date("ngay", "Ngày nhận phiếu", ctx.today);
                person.zip(on).map(|(person, on)| Asker::Paper { person, on })
            } else {
                Some(Asker::Own)
            };
            let new = take_question(form);
            if let (Some(asker), Some(new)) = (asker, new) {
                match actions::ask(ctx, asker, &new) {
                    Ok(id) => {
                        return Ok(Answer::see_other(crate::path_of(&id.to_string()))
                            .saying("Đã gửi phiếu chất vấn đến Thường trực HĐND."));
                    }
                    Err(Error::Refused(reason)) => form.refuse(field_of(&reason), reason.to_string()),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&pages::new_page(ctx, form.clone())?)
        })
        .await
}

/// A promise, when one is written; an empty one is none.
fn take_pledge(form: &mut Form, ctx: &Ctx<'_>, is_required: bool) -> Option<NewPledge> {
    let is_empty = form.value("loi-hua").trim().is_empty() && form.value("han-loi-hua").trim().is_empty();
    if is_empty && !is_required {
        return None;
    }
    let text = form.take_text("loi-hua", "Lời hứa", PLEDGE_MAX);
    if form.fault("loi-hua").is_none() && text.chars().count() < 5 {
        form.refuse("loi-hua", "Lời hứa dài từ 5 ký tự.");
    }
    let lead: Option<OrganizationId> = form.take_choice("chu-tri", "Cơ quan thực hiện");
    let due_on = form.take_date("han-loi-hua", "Hạn thực hiện", ctx.today);
    let (lead, due_on) = (lead?, due_on?);
    form.is_sound().then_some(NewPledge { text, lead, due_on })
}

fn take_answer(form: &mut Form, ctx: &Ctx<'_>) -> Option<NewAnswer> {
    let on = form.take_date("ngay-tra-loi", "Ngày trả lời", ctx.today);
    let signer = form.take_line("nguoi-ky", "Người trả lời", ADDRESSEE_MAX);
    if form.fault("nguoi-ky").is_none()
        && let Err(reason) = rules::check_signer(&signer)
    {
        form.refuse("nguoi-ky", reason.to_string());
    }
    let answer = form.take_text("tra-loi", "Nội dung trả lời", ANSWER_MAX);
    if form.fault("tra-loi").is_none() && answer.chars().count() < 2 {
        form.refuse("tra-loi", "Nội dung trả lời dài từ 2 ký tự.");
    }
    let reference = form.take_line_or_empty("van-ban", "Số, ngày văn bản", ADDRESSEE_MAX);
    let on = on?;
    form.is_sound().then_some(NewAnswer { on, signer, answer, reference })
}

/// Outcome of a deed: what to say, or nothing when the form has faults; a refusal stands at a
/// field.
type Done = Result<Option<String>, Problem>;

fn said(form: &mut Form, field: &str, done: Result<(), Error<Refusal>>, words: &str) -> Done {
    Ok(form.or_refuse(field, done)?.map(|()| words.to_owned()))
}

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = pages::find(ctx, &id)?;
            match question_deed(ctx, &one, form)? {
                Some(words) => Ok(Answer::see_other(one.path()).saying(words)),
                None => Answer::faulty(&pages::detail_page(ctx, one, form)?),
            }
        })
        .await
}

fn question_deed(ctx: &mut Ctx<'_>, one: &Question, form: &mut Form) -> Done {
    let (id, version) = (one.id, form.version());
    match form.value("viec") {
        "sua" => match take_question(form) {
            Some(new) => match actions::amend(ctx, id, version, &new) {
                Err(Error::Refused(reason)) => {
                    form.refuse(field_of(&reason), reason.to_string());
                    Ok(None)
                }
                done => said(form, "noi-dung", done, "Đã lưu phiếu chất vấn."),
            },
            None => Ok(None),
        },
        "rut" => {
            let done = actions::withdraw(ctx, id, version);
            said(form, "viec", done, "Đã rút chất vấn.")
        }
        "cho-van-ban" => {
            let reason: Option<WrittenReason> = form.take_choice("ly-do", "Lý do");
            let on = form.take_date("ngay-cho", "Ngày cho trả lời bằng văn bản", ctx.today);
            let (Some(reason), Some(on)) = (reason, on) else { return Ok(None) };
            let due = actions::allow_writing(ctx, id, version, reason, on);
            let due = form.or_refuse("ngay-cho", due)?;
            Ok(due.map(|due| format!("Đã cho trả lời bằng văn bản, hạn {}.", dates::print(due))))
        }
        "tra-loi-mieng" => {
            let answer = take_answer(form, ctx);
            let pledge = take_pledge(form, ctx, false);
            match answer.filter(|_| form.is_sound()) {
                Some(answer) => {
                    let pledges: Vec<NewPledge> = pledge.into_iter().collect();
                    let done = actions::answer_orally(ctx, id, version, &answer, &pledges);
                    said(form, "ngay-tra-loi", done, "Đã ghi trả lời tại kỳ họp.")
                }
                None => Ok(None),
            }
        }
        "tra-loi-van-ban" => match take_answer(form, ctx) {
            Some(answer) => {
                let done = actions::answer_in_writing(ctx, id, version, &answer);
                said(form, "ngay-tra-loi", done, "Đã ghi trả lời bằng văn bản.")
            }
            None => Ok(None),
        },
        _ => later_deed(ctx, one, form),
    }
}

/// What comes after the answer.
fn later_deed(ctx: &mut Ctx<'_>, one: &Question, form: &mut Form) -> Done {
    let (id, version) = (one.id, form.version());
    match form.value("viec") {
        "y-kien" => {
            let agrees = match form.value("dong-y") {
                "co" => true,
                "chua" => false,
                _ => {
                    form.refuse("dong-y", "Chọn ý kiến của đại biểu.");
                    return Ok(None);
                }
            };
            let opinion = form.take_text_or_empty("y-kien", "Ý kiến", OPINION_MAX);
            if !agrees && opinion.is_empty() && form.is_sound() {
                form.refuse("y-kien", "Ghi điều chưa đồng ý.");
            }
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::judge(ctx, id, version, agrees, &opinion);
            said(form, "dong-y", done, "Đã ghi ý kiến về trả lời.")
        }
        "de-nghi-thao-luan" => {
            let done = actions::ask_to_discuss(ctx, id, version);
            said(form, "viec", done, "Đã ghi đề nghị HĐND thảo luận.")
        }
        "thao-luan" => {
            let on = form.take_date("ngay-thao-luan", "Ngày thảo luận", ctx.today);
            let words = form.take_text("ket-luan", "Kết luận của HĐND", OPINION_MAX);
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::discuss(ctx, id, version, on, &words);
            said(form, "ngay-thao-luan", done, "Đã ghi kết luận của HĐND.")
        }
        "loi-hua" => match take_pledge(form, ctx, true) {
            Some(pledge) => {
                let made = actions::pledge(ctx, id, &pledge);
                let made = form.or_refuse("han-loi-hua", made)?;
                Ok(made.map(|follow_up| match follow_up {
                    Some(_) => "Đã ghi lời hứa và lập việc theo dõi.".to_owned(),
                    None => "Đã ghi lời hứa.".to_owned(),
                }))
            }
            None => Ok(None),
        },
        "sua-tra-loi" => {
            let answer = take_answer(form, ctx);
            let reason = form.take_line_or_empty("ly-do-sua", "Lý do sửa", ADDRESSEE_MAX);
            let Some(answer) = answer.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::correct_answer(ctx, id, version, &answer, &reason);
            let field = if reason.is_empty() { "ly-do-sua" } else { "ngay-tra-loi" };
            said(form, field, done, "Đã sửa trả lời.")
        }
        "sua-ngay-cho" => {
            let on = form.take_date("ngay-cho", "Ngày cho trả lời bằng văn bản", ctx.today);
            let reason = form.take_line_or_empty("ly-do-sua", "Lý do sửa", ADDRESSEE_MAX);
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::correct_day(ctx, id, version, on, &reason);
            let field = if reason.is_empty() { "ly-do-sua" } else { "ngay-cho" };
            let due = form.or_refuse(field, done)?;
            Ok(due.map(|due| format!("Đã sửa, hạn trả lời {}.", dates::print(due))))
        }
        "cong-khai" => {
            let done = actions::publish(ctx, id, version, true);
            said(form, "viec", done, "Đã công khai chất vấn.")
        }
        "an" => {
            let done = actions::publish(ctx, id, version, false);
            said(form, "viec", done, "Chất vấn không còn công khai.")
        }
        _ => Err(Problem::NotFound),
    }
}

fn take_issue(form: &mut Form) -> Option<(String, String)> {
    let title = form.take_line("ten-nhom", "Tên nhóm vấn đề", TITLE_MAX);
    if form.fault("ten-nhom").is_none() && title.chars().count() < 2 {
        form.refuse("ten-nhom", "Tên nhóm vấn đề dài từ 2 ký tự.");
    }
    let respondent = form.take_line_or_empty("nguoi-tra-loi", "Người trả lời chất vấn", TITLE_MAX);
    form.is_sound().then_some((title, respondent))
}

/// The deeds of a session's questions.
pub(crate) async fn session_deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages_session::find(ctx, &id)?;
            match groups_deed(ctx, session.id, form)? {
                Some(words) => Ok(Answer::see_other(pages_session::path(&session)).saying(words)),
                None => Answer::faulty(&pages_session::session_page(ctx, session, form)?),
            }
        })
        .await
}

fn id_of<T: std::str::FromStr>(form: &Form, name: &str) -> Result<T, Problem> {
    form.value(name).parse().map_err(|_| Problem::NotFound)
}

fn groups_deed(ctx: &mut Ctx<'_>, session: SessionId, form: &mut Form) -> Done {
    let version = form.version();
    match form.value("viec") {
        "nhom-moi" => match take_issue(form) {
            Some((title, respondent)) => {
                let made = compile::add_issue(ctx, session, &title, &respondent).map(|_| ());
                said(form, "ten-nhom", made, "Đã thêm nhóm vấn đề.")
            }
            None => Ok(None),
        },
        "sua-nhom" => {
            let issue: QuestionIssueId = id_of(form, "nhom")?;
            match take_issue(form) {
                Some((title, respondent)) => {
                    let done = compile::change_issue(ctx, session, issue, version, &title, &respondent);
                    said(form, "nguoi-tra-loi", done, "Đã lưu nhóm vấn đề.")
                }
                None => Ok(None),
            }
        }
        "len" | "xuong" => {
            let (issue, up) = (id_of(form, "nhom")?, form.value("viec") == "len");
            let done = compile::shift_issue(ctx, session, issue, up);
            said(form, "viec", done, "Đã đổi thứ tự.")
        }
        "bo-nhom" => {
            let done = compile::remove_issue(ctx, session, id_of(form, "nhom")?, version);
            said(form, "viec", done, "Đã bỏ nhóm vấn đề.")
        }
        "chon" | "khong-chon" => {
            let (issue, choose) = (id_of(form, "nhom")?, form.value("viec") == "chon");
            let done = compile::decide(ctx, session, issue, version, choose);
            let words =
                if choose { "Đã ghi HĐND chọn nhóm." } else { "Đã ghi HĐND không chọn nhóm." };
            said(form, "viec", done, words)
        }
        "xep" => {
            let wanted = take_places(ctx, session, form)?;
            if !form.is_sound() {
                return Ok(None);
            }
            let moved = form.or_refuse("viec", compile::arrange(ctx, session, &wanted))?;
            Ok(moved.map(|moved| match moved {
                0 => "Không có thay đổi.".to_owned(),
                moved => format!("Đã xếp {moved} chất vấn."),
            }))
        }
        _ => Err(Problem::NotFound),
    }
}

/// Which question goes into which group; what stands as the page showed it is left alone.
fn take_places(
    ctx: &mut Ctx<'_>,
    session: SessionId,
    form: &mut Form,
) -> Result<Vec<(QuestionId, Option<QuestionIssueId>)>, Problem> {
    let mut wanted = Vec::new();
    for one in store::of_session(ctx.tx, session)? {
        let field = format!("xep-{}", one.id);
        if !form.names().contains(&field.as_str()) {
            continue;
        }
        let issue: Option<QuestionIssueId> = form.take_choice_or_none(&field, "Nhóm vấn đề");
        if form.value(&format!("cu-{}", one.id)) != form.value(&field) {
            wanted.push((one.id, issue));
        }
    }
    Ok(wanted)
}
