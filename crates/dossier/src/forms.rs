//! What the forms of the dossier do.

use axum::extract::Path;
use axum::response::Response;
use kernel::{
    AgendaItemId, ExaminationId, InvitationLineId, OrganizationId, PaperVersionId, PersonId, SessionId,
};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};
use sessions::Session;

use crate::model::{Coming, NewPaper, Paper, PaperKind, Refusal, Requester, StepKind};
use crate::{pages, papers_deeds, reader, steps};

const TITLE_MAX: usize = 500;
const NOTE_MAX: usize = 300;
const NAME_MAX: usize = 300;
const NAMES_MAX: usize = 20_000;
const CHANGES_MAX: usize = 2_000;
const REASON_MAX: usize = 500;

/// A paper as it was typed.
fn take_paper(form: &mut Form) -> Option<NewPaper> {
    let item: Option<AgendaItemId> = form.take_choice_or_none("noi-dung", "Nội dung");
    let kind: Option<PaperKind> = form.take_choice("loai", "Loại tài liệu");
    let title = form.take_line("ten", "Tên tài liệu", TITLE_MAX);
    if form.fault("ten").is_none() && title.chars().count() < 2 {
        form.refuse("ten", "Tên tài liệu dài từ 2 ký tự.");
    }
    let owed_by: Option<OrganizationId> = form.take_choice_or_none("co-quan", "Cơ quan nộp");
    let (is_normative, is_required, is_public) =
        (form.is_checked("qppl"), form.is_checked("bat-buoc"), form.is_checked("cong-khai"));
    let kind = kind.filter(|_| form.is_sound())?;
    Some(NewPaper { item, kind, title, owed_by, is_normative, is_required, is_public })
}

/// A body that somebody may be asked for; another id is not one of the choices.
fn check_body(ctx: &mut Ctx<'_>, form: &mut Form, new: &NewPaper) -> Result<(), Problem> {
    if let Some(id) = new.owed_by
        && directory::organization(ctx.tx, id)?.is_none()
    {
        form.refuse("co-quan", "Chọn lại cơ quan nộp.");
    }
    Ok(())
}

/// What a deed of the dossier gave: done, or the page again with what was typed and the fault.
fn answer(
    ctx: &mut Ctx<'_>,
    session: Session,
    form: &mut Form,
    field: &str,
    done: Result<String, Error<Refusal>>,
) -> Result<Answer, Problem> {
    match form.or_refuse(field, done)? {
        Some(words) => Ok(Answer::see_other(format!("{}/chuan-bi", session.path())).saying(words)),
        None => Answer::faulty(&pages::preparation_page(ctx, session, form.clone())?),
    }
}

/// The office's buttons on the page of preparation.
pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let session = pages::find(ctx, &id)?;
            match form.value("viec") {
                "danh-muc" => {
                    let done = papers_deeds::list_from_agenda(ctx, session.id)
                        .map(|count| format!("Đã lập danh mục {count} tài liệu từ chương trình."));
                    answer(ctx, session, form, "danh-muc", done)
                }
                "phat-hanh" => {
                    let done = papers_deeds::send(ctx, session.id)
                        .map(|count| format!("Đã phát hành {count} tài liệu đến đại biểu."));
                    answer(ctx, session, form, "phat-hanh", done)
                }
                "da-phat-hanh" => sent_before(ctx, session, form),
                "diem-danh" => {
                    let done = steps::to_roll(ctx, session.id)
                        .map(|count| format!("Đã ghi {count} đại biểu vắng có phép vào điểm danh."));
                    answer(ctx, session, form, "diem-danh", done)
                }
                "buoc" => step(ctx, session, form),
                "de-nghi" => request(ctx, session, form),
                "tham-tra" => assign(ctx, session, form),
                "bo-tham-tra" => {
                    let task: ExaminationId = id_of(form, "phan-cong")?;
                    let done = steps::release(ctx, session.id, task)
                        .map(|()| "Đã bỏ phân công thẩm tra.".to_owned());
                    answer(ctx, session, form, "", done)
                }
                "khach" => guests(ctx, session, form),
                "bo-khach" => {
                    let line: InvitationLineId = id_of(form, "khach-moi")?;
                    let done =
                        steps::disinvite(ctx, session.id, line).map(|()| "Đã bỏ khách mời.".to_owned());
                    answer(ctx, session, form, "", done)
                }
                "khach-bao" => guest_said(ctx, session, form),
                "vang" => delegate_said(ctx, session, form),
                _ => one_paper(ctx, session, form),
            }
        })
        .await
}

/// Papers went out on an earlier day than the one on which that is entered.
fn sent_before(ctx: &mut Ctx<'_>, session: Session, form: &mut Form) -> Result<Answer, Problem> {
    let on = form.take_date("ngay-gui", "Ngày đã gửi", ctx.today);
    let reason = form.take_line_or_empty("ly-do-gui", "Lý do ghi sau", NOTE_MAX);
    if let (Some(on), true) = (on, form.is_sound()) {
        let done = papers_deeds::send_on(ctx, session.id, on, &reason);
        let field =
            if let Err(Error::Refused(Refusal::NoSendingReason)) = &done { "ly-do-gui" } else { "ngay-gui" };
        let said = done.map(|(sent, left)| {
            let on = kernel::dates::print(on);
            match left {
                0 => format!("Đã ghi {sent} tài liệu gửi đến đại biểu ngày {on}."),
                _ => format!("Đã ghi {sent} tài liệu gửi đến đại biểu ngày {on}; {left} tài liệu nộp sau ngày ấy còn chờ phát hành."),
            }
        });
        return answer(ctx, session, form, field, said);
    }
    Answer::faulty(&pages::preparation_page(ctx, session, form.clone())?)
}

fn id_of<T: std::str::FromStr>(form: &Form, name: &str) -> Result<T, Problem> {
    form.value(name).parse().map_err(|_| Problem::NotFound)
}

fn one_paper(ctx: &mut Ctx<'_>, session: Session, form: &mut Form) -> Result<Answer, Problem> {
    if let Some(new) = take_paper(form) {
        check_body(ctx, form, &new)?;
        if form.is_sound() {
            let done = papers_deeds::add(ctx, session.id, std::slice::from_ref(&new))
                .map(|_| format!("Đã thêm “{}” vào danh mục.", new.title));
            return answer(ctx, session, form, "noi-dung", done);
        }
    }
    Answer::faulty(&pages::preparation_page(ctx, session, form.clone())?)
}

fn step(ctx: &mut Ctx<'_>, session: Session, form: &mut Form) -> Result<Answer, Problem> {
    let kind: Option<StepKind> = form.take_choice("buoc", "Bước chuẩn bị");
    let on = form.take_date("ngay", "Ngày thực hiện", ctx.today);
    let note = form.take_line_or_empty("ghi-chu", "Số văn bản, địa điểm", NOTE_MAX);
    if let (Some(kind), Some(on), true) = (kind, on, form.is_sound()) {
        let done = steps::take(ctx, session.id, kind, on, &note)
            .map(|()| format!("Đã ghi: {}.", kind.label().to_lowercase()));
        return answer(ctx, session, form, "ngay", done);
    }
    Answer::faulty(&pages::preparation_page(ctx, session, form.clone())?)
}

fn request(ctx: &mut Ctx<'_>, session: Session, form: &mut Form) -> Result<Answer, Problem> {
    let requester: Option<Requester> = form.take_choice("nguoi-de-nghi", "Người đề nghị");
    let on = form.take_date("ngay-de-nghi", "Ngày đề nghị", ctx.today);
    let signers = form.take_integer_or_none("so-ky", "Số người ký", 0..=10_000_000);
    let total = form.take_integer_or_none("tong-so", "Tổng số", 1..=10_000_000);
    let note = form.take_line_or_empty("van-ban", "Số văn bản", NOTE_MAX);
    if let (Some(requester), Some(on), true) = (requester, on, form.is_sound()) {
        let noted = steps::note_request(ctx, session.id, requester, on, (signers, total), &note);
        let field = match &noted {
            Err(Error::Refused(Refusal::InFuture | Refusal::AfterOpening)) => "ngay-de-nghi",
            Err(Error::Refused(Refusal::NeedsNoRequest | Refusal::VotersAskInCommunes)) => "nguoi-de-nghi",
            _ => "so-ky",
        };
        let done = noted.map(|()| "Đã ghi người đề nghị triệu tập.".to_owned());
        return answer(ctx, session, form, field, done);
    }
    Answer::faulty(&pages::preparation_page(ctx, session, form.clone())?)
}

fn assign(ctx: &mut Ctx<'_>, session: Session, form: &mut Form) -> Result<Answer, Problem> {
    let item: Option<AgendaItemId> = form.take_choice("tham-tra-noi-dung", "Nội dung");
    let committee: Option<OrganizationId> = form.take_choice("ban", "Ban thẩm tra");
    if let (Some(item), Some(committee)) = (item, committee) {
        let done =
            steps::assign(ctx, session.id, item, committee).map(|()| "Đã phân công thẩm tra.".to_owned());
        return answer(ctx, session, form, "ban", done);
    }
    Answer::faulty(&pages::preparation_page(ctx, session, form.clone())?)
}

fn guests(ctx: &mut Ctx<'_>, session: Session, form: &mut Form) -> Result<Answer, Problem> {
    let typed = form.take_text("khach", "Danh sách khách mời", NAMES_MAX);
    let names: Vec<String> =
        typed.lines().map(kernel::text::clean_line).filter(|line| !line.is_empty()).collect();
    for (name, number) in names.iter().zip(1..) {
        if !(2..=NAME_MAX).contains(&name.chars().count()) {
            form.refuse("khach", format!("Dòng {number}: tên khách mời dài từ 2 đến {NAME_MAX} ký tự."));
        }
    }
    if form.is_sound() {
        let done =
            steps::invite(ctx, session.id, &names).map(|()| format!("Đã thêm {} khách mời.", names.len()));
        return answer(ctx, session, form, "khach", done);
    }
    Answer::faulty(&pages::preparation_page(ctx, session, form.clone())?)
}

fn guest_said(ctx: &mut Ctx<'_>, session: Session, form: &mut Form) -> Result<Answer, Problem> {
    let line: InvitationLineId = id_of(form, "khach-moi")?;
    let state: Option<Coming> = form.take_choice("tra-loi", "Trả lời");
    let reason = form.take_line_or_empty("ly-do-khach", "Lý do", NOTE_MAX);
    if let (Some(state), true) = (state, form.is_sound()) {
        let done = steps::note_guest(ctx, session.id, line, state, &reason)
            .map(|()| "Đã ghi trả lời của khách mời.".to_owned());
        return answer(ctx, session, form, "ly-do-khach", done);
    }
    Answer::faulty(&pages::preparation_page(ctx, session, form.clone())?)
}

fn delegate_said(ctx: &mut Ctx<'_>, session: Session, form: &mut Form) -> Result<Answer, Problem> {
    let person: Option<PersonId> = form.take_choice("dai-bieu", "Đại biểu");
    let state: Option<Coming> = form.take_choice("bao", "Dự hay vắng");
    let reason = form.take_line_or_empty("ly-do", "Lý do", NOTE_MAX);
    if let (Some(person), Some(state), true) = (person, state, form.is_sound()) {
        let done = steps::reply(ctx, session.id, Some(person), state, &reason)
            .map(|()| "Đã ghi đại biểu báo dự, báo vắng.".to_owned());
        return answer(ctx, session, form, "ly-do", done);
    }
    Answer::faulty(&pages::preparation_page(ctx, session, form.clone())?)
}

/// A paper's own page: handing in, changing, taking off the list.
pub(crate) async fn paper(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let paper = pages::find_paper(ctx, &id)?;
            let session = sessions::find(ctx.tx, paper.session_id)?.ok_or(Problem::NotFound)?;
            let done = match form.value("viec") {
                "nop" => {
                    let changes = form.take_line_or_empty("thay-doi", "Nội dung thay đổi", CHANGES_MAX);
                    let uploads: Vec<_> = form.uploads_of("tep").into_iter().cloned().collect();
                    let handed = papers_deeds::hand_in(ctx, paper.id, &uploads, &changes);
                    let field = match &handed {
                        Err(Error::Refused(Refusal::NoChanges)) => "thay-doi",
                        _ => "tep",
                    };
                    form.or_refuse(field, handed)?
                        .map(|_| Answer::see_other(paper.path()).saying("Đã nộp tài liệu."))
                }
                "dinh-chinh" => correct(ctx, &paper, form)?,
                "bo" => form.or_refuse("", papers_deeds::remove(ctx, paper.id, form.version()))?.map(|()| {
                    Answer::see_other(format!("{}/chuan-bi", session.path()))
                        .saying("Đã bỏ tài liệu khỏi danh mục.")
                }),
                _ => match take_paper(form) {
                    Some(new) => {
                        check_body(ctx, form, &new)?;
                        if form.is_sound() {
                            let changed = papers_deeds::change(ctx, paper.id, form.version(), &new);
                            form.or_refuse("ten", changed)?
                                .map(|()| Answer::see_other(paper.path()).saying("Đã lưu tài liệu."))
                        } else {
                            None
                        }
                    }
                    None => None,
                },
            };
            if let Some(answer) = done {
                return Ok(answer);
            }
            let form = form.over(pages::form_of(&paper));
            Answer::faulty(&pages::paper_page(ctx, paper, form)?)
        })
        .await
}

/// An erratum on a paper of a closed session.
fn correct(ctx: &mut Ctx<'_>, paper: &Paper, form: &mut Form) -> Result<Option<Answer>, Problem> {
    let owed_by: Option<OrganizationId> = form.take_choice_or_none("co-quan", "Cơ quan nộp");
    let sent_on = form.take_date_or_none("ngay-gui", ctx.today);
    let reason = form.take_text("ly-do", "Lý do đính chính", REASON_MAX);
    if let Some(id) = owed_by
        && directory::organization(ctx.tx, id)?.is_none()
    {
        form.refuse("co-quan", "Chọn lại cơ quan nộp.");
    }
    if sent_on.is_none() && paper.sent_on.is_some() && form.fault("ngay-gui").is_none() {
        form.refuse("ngay-gui", "Nhập ngày thực gửi đến đại biểu.");
    }
    if !form.is_sound() {
        return Ok(None);
    }
    let done = papers_deeds::correct(ctx, paper.id, form.version(), owed_by, sent_on, &reason);
    let field = match &done {
        Err(Error::Refused(
            Refusal::SentInFuture | Refusal::SentBeforeReceived(_) | Refusal::SentAfterLater(_),
        )) => "ngay-gui",
        Err(Error::Refused(Refusal::NoCorrectionReason)) => "ly-do",
        _ => "",
    };
    let done = form.or_refuse(field, done)?;
    Ok(done.map(|()| Answer::see_other(paper.path()).saying("Đã đính chính tài liệu.")))
}

/// A delegate's deeds: opening a paper, saying whether he comes.
pub(crate) async fn reader(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if form.value("viec") == "mo" {
                let version: PaperVersionId = id_of(form, "ban")?;
                papers_deeds::read(ctx, version)?;
                let files = files::of_subject(ctx.tx, papers_deeds::SUBJECT, &version.to_string())?;
                let file = files.into_iter().next().ok_or(Problem::NotFound)?;
                return Ok(Answer::see_other(file.path()));
            }
            let session: SessionId = id_of(form, "ky-hop")?;
            let state: Option<Coming> = form.take_choice("bao", "Dự hay vắng");
            let reason = form.take_line_or_empty("ly-do", "Lý do", NOTE_MAX);
            if let (Some(state), true) = (state, form.is_sound()) {
                let replied = steps::reply(ctx, session, None, state, &reason);
                if form.or_refuse("ly-do", replied)?.is_some() {
                    return Ok(Answer::see_other("/lam-viec/tai-lieu").saying("Đã báo Văn phòng."));
                }
            }
            Answer::faulty(&reader::list_page(ctx, form.clone())?)
        })
        .await
}
