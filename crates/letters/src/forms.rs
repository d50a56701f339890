//! Forms of letters.

mod register;

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::Response;
use kernel::{AccountId, FileId, LetterId, OrganizationId};
use kit::{Answer, Ctx, DocumentFile, Error, Form, Problem, Visit};

use crate::actions::{self, Answered, Classes, Proposal, Screening, SplitPart};
use crate::model::{ComplaintLevel, Kind, Letter, Missing, Outcome, Purpose, Refusal, Result_, Subject};
use crate::pages::{self, filter_of};
use crate::{pages_detail, store};

pub(crate) use register::register;

pub(crate) const CONTENT_MAX: usize = 20_000;
const LINE_MAX: usize = 200;
const REFERENCE_MAX: usize = 80;
const NOTE_MAX: usize = 2_000;
const SIGNERS_MAX: i64 = 100_000;
const PARTS: usize = 4;

/// The page again, each form as the record has it, with what was typed over it.
fn faulty(ctx: &mut Ctx<'_>, id: LetterId, typed: &Form) -> Result<Answer, Problem> {
    let one = store::letter(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let whole = typed.over(pages_detail::form_of(ctx, &one));
    Answer::faulty(&pages_detail::detail_page(ctx, id, whole, None, None)?)
}

/// Runs one deed on the letter of the address; what it refuses is told at `field`.
async fn act(
    visit: Visit,
    id: String,
    form: Form,
    field: &'static str,
    deed: impl Fn(&mut Ctx<'_>, LetterId, i64, &mut Form) -> Result<Option<Letter>, Error<Refusal>>
    + Send
    + 'static,
    said: &'static str,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: LetterId = id.parse().map_err(|_| Problem::NotFound)?;
            let done = deed(ctx, id, form.version(), form);
            match form.or_refuse(field, done)?.flatten() {
                Some(one) => {
                    Ok(Answer::see_other(one.path())
                        .saying(format!("{said} {}.", one.label().to_lowercase())))
                }
                None => faulty(ctx, id, form),
            }
        })
        .await
}

/// Contents that a deed forgot: they are taken from the disk once it has held.
#[derive(Clone, Default)]
struct Forgotten(Arc<Mutex<Vec<String>>>);

impl Forgotten {
    fn set(&self, contents: Vec<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = contents;
    }

    async fn after(self, app: kit::App, response: Response) -> Response {
        if response.status() == StatusCode::SEE_OTHER {
            let contents = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
            files::remove(app, contents).await;
        }
        response
    }
}

/// Shows name, content and notes on the answer to this very form, which no browser keeps.
pub(crate) async fn open(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: LetterId = id.parse().map_err(|_| Problem::NotFound)?;
            let purpose: Option<Purpose> = form.take_choice("muc-dich", "Mục đích mở đơn");
            let Some(purpose) = purpose else { return faulty(ctx, id, form) };
            let opened = actions::open(ctx, id, purpose);
            match form.or_refuse("muc-dich", opened)? {
                Some((one, opened)) => {
                    let form = pages_detail::form_of(ctx, &one);
                    Answer::page(&pages_detail::detail_page(ctx, id, form, Some(opened), None)?)
                }
                None => faulty(ctx, id, form),
            }
        })
        .await
}

pub(crate) async fn open_file(
    visit: Visit,
    Path((id, file)): Path<(String, String)>,
    form: Form,
) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: LetterId = id.parse().map_err(|_| Problem::NotFound)?;
            let file: FileId = file.parse().map_err(|_| Problem::NotFound)?;
            let (file, bytes) = actions::open_file(ctx, id, file, Purpose::Handle)?;
            let answer = Answer::download(DocumentFile {
                bytes,
                media_type: file.media_type.as_str(),
                name: file.original_name,
            });
            Ok(answer.with(header::CACHE_CONTROL, "private, no-store"))
        })
        .await
}

pub(crate) async fn open_paper(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: LetterId = id.parse().map_err(|_| Problem::NotFound)?;
            let (one, letter) = actions::open_paper(ctx, id)?;
            let name = format!("don-{}-{}-gui-cong-dan.docx", one.number, one.year);
            Ok(Answer::docx(&letter, name)?.with(header::CACHE_CONTROL, "private, no-store"))
        })
        .await
}

pub(crate) async fn register_with_names(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let filter = filter_of(form, ctx.today);
            let rows: Vec<_> = actions::register_with_names(ctx, &filter)?
                .into_iter()
                .map(|(one, opened)| (one, Some(opened)))
                .collect();
            let table = pages::table(&directory::names(ctx.tx)?, &rows);
            let answer = Answer::xlsx(&[pages::sheet(ctx.today, table)], "so-don-co-ho-ten.xlsx")?;
            Ok(answer.with(header::CACHE_CONTROL, "private, no-store"))
        })
        .await
}

pub(crate) async fn assign(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let to: Option<AccountId> = form.take_choice("nguoi-xu-ly", "Người xử lý");
        to.map_or(Ok(None), |to| actions::assign(ctx, id, version, to).map(Some))
    };
    act(visit, id, form, "nguoi-xu-ly", deed, "Đã giao xử lý").await
}

pub(crate) async fn screen(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let missing: Vec<Missing> = form.take_choices("thieu", "Điều kiện");
        let typed = form.take_line_or_empty("trung-so", "Trùng với đơn số", 20);
        let mut duplicate_of = None;
        if !typed.is_empty() {
            let filter = filter_of(&Form::with(&[("so", &typed)]), ctx.today);
            let actor = ctx.actor;
            let found = store::list(ctx.tx, actor, &filter, None, 2)?;
            match found.as_slice() {
                [earlier] => duplicate_of = Some(earlier.id),
                [] => form.refuse("trung-so", "Trùng với đơn số: không có đơn này trong sổ."),
                _ => form.refuse("trung-so", "Trùng với đơn số: viết cả năm, ví dụ 12/2020."),
            }
        }
        if !form.is_sound() {
            return Ok(None);
        }
        actions::screen(ctx, id, version, &Screening { missing, duplicate_of }).map(Some)
    };
    act(visit, id, form, "trung-so", deed, "Đã kiểm tra").await
}

pub(crate) async fn classify(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let (app, forgotten) = (visit.app().clone(), Forgotten::default());
    let set = forgotten.clone();
    let deed = move |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let kind: Option<Kind> = form.take_choice("loai", "Loại đơn");
        let subject: Option<Subject> = form.take_choice("linh-vuc", "Lĩnh vực");
        let competence = form.value("tham-quyen").to_owned();
        if competence.is_empty() {
            form.refuse("tham-quyen", "Chọn thẩm quyền.");
        }
        let level: Option<ComplaintLevel> = form.take_choice_or_none("lan", "Khiếu nại lần");
        let lead: Option<OrganizationId> = form.take_choice_or_none("co-quan", "Cơ quan giải quyết");
        let one = store::letter(ctx.tx, id)?.ok_or(Error::NotFound)?;
        let becomes_secret = kind == Some(Kind::Denunciation) && one.kind != Kind::Denunciation;
        if becomes_secret && !form.is_checked("xoa-het") {
            form.refuse(
                "xoa-het",
                "Đơn tố cáo: đánh dấu vào ô này để xóa hẳn họ tên, nội dung, bản chụp đã nhập. Chép vào sổ giấy trước.",
            );
        }
        let (Some(kind), Some(subject), true) = (kind, subject, form.is_sound()) else { return Ok(None) };
        let classes = Classes {
            kind,
            subject,
            in_competence: competence == "hdnd",
            complaint_level: level,
            is_complex: form.is_checked("phuc-tap"),
            is_remote: form.is_checked("vung-xa"),
            lead,
        };
        let (one, contents) = actions::classify(ctx, id, version, &classes)?;
        set.set(contents);
        Ok(Some(one))
    };
    let response = act(visit, id, form, "loai", deed, "Đã phân loại").await;
    forgotten.after(app, response).await
}

pub(crate) async fn split(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let (app, forgotten) = (visit.app().clone(), Forgotten::default());
    let set = forgotten.clone();
    let deed = move |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let mut parts = Vec::new();
        for number in 1..=PARTS {
            let (kind_name, words_name) = (format!("phan-{number}-loai"), format!("phan-{number}"));
            let kind: Option<Kind> = form.take_choice_or_none(&kind_name, "Loại");
            let content = form.take_text_or_empty(&words_name, "Nội dung", CONTENT_MAX);
            match kind {
                Some(Kind::Denunciation) if !content.is_empty() => {
                    form.set(&words_name, "");
                    form.refuse(&words_name, "Phần tố cáo: không ghi nội dung. Phần vừa nhập đã bỏ.");
                }
                Some(kind) if kind != Kind::Denunciation && content.is_empty() => {
                    form.refuse(&words_name, "Nhập nội dung của phần này.");
                    parts.push(SplitPart { kind, content });
                }
                Some(kind) => parts.push(SplitPart { kind, content }),
                None if !content.is_empty() => form.refuse(&kind_name, "Chọn loại của phần này."),
                None => {}
            }
        }
        if !form.is_sound() {
            return Ok(None);
        }
        let (_, contents) = actions::split(ctx, id, version, &parts)?;
        set.set(contents);
        actions::find(ctx.tx, id).map_err(Error::from)
    };
    let response = act(visit, id, form, "phan-1-loai", deed, "Đã tách").await;
    forgotten.after(app, response).await
}

pub(crate) async fn propose(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let outcome: Option<Outcome> = form.take_choice("huong", "Hướng xử lý");
        let lead: Option<OrganizationId> = form.take_choice_or_none("giao-cho", "Cơ quan giải quyết");
        let due_on = form.take_date_or_none("han", ctx.today);
        let note = form.take_text_or_empty("ly-do", "Lý do", NOTE_MAX);
        let awaits = outcome.is_some_and(Outcome::awaits);
        if awaits && lead.is_none() {
            form.refuse("giao-cho", "Chọn cơ quan giải quyết.");
        }
        if awaits && due_on.is_none_or(|due| due <= ctx.today) && form.fault("han").is_none() {
            form.refuse("han", "Hạn trả lời: chọn ngày sau hôm nay.");
        }
        match outcome.filter(|_| form.is_sound()) {
            Some(outcome) => {
                let proposal = Proposal { outcome, lead, due_on, note };
                actions::propose(ctx, id, version, &proposal).map(Some)
            }
            None => Ok(None),
        }
    };
    act(visit, id, form, "huong", deed, "Đã đề xuất xử lý").await
}

pub(crate) async fn decide(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, _: &mut Form| actions::decide(ctx, id, version).map(Some);
    act(visit, id, form, "huong", deed, "Đã quyết định xử lý").await
}

pub(crate) async fn send_back(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let reason = form.take_text("ly-do-xem-lai", "Lý do", NOTE_MAX);
        if form.is_sound() { actions::send_back(ctx, id, version, &reason).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "ly-do-xem-lai", deed, "Đã đề nghị xem lại").await
}

pub(crate) async fn accepted(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let on = form.take_date("ngay-thu-ly", "Ngày thụ lý", ctx.today);
        on.map_or(Ok(None), |on| actions::accepted(ctx, id, version, on).map(Some))
    };
    act(visit, id, form, "ngay-thu-ly", deed, "Đã ghi ngày thụ lý").await
}

pub(crate) async fn pause(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let from = form.take_date("tu-ngay", "Từ ngày", ctx.today);
        let reference = form.take_line("so-quyet-dinh", "Số, ngày quyết định", REFERENCE_MAX);
        match from.filter(|_| form.is_sound()) {
            Some(from) => actions::pause(ctx, id, version, from, &reference).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "tu-ngay", deed, "Đã ghi tạm đình chỉ").await
}

pub(crate) async fn resume(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let last = form.take_date("den-ngay", "Đến ngày", ctx.today);
        last.map_or(Ok(None), |last| actions::resume(ctx, id, version, last).map(Some))
    };
    act(visit, id, form, "den-ngay", deed, "Đã ghi tiếp tục giải quyết").await
}

pub(crate) async fn answer(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let result: Option<Result_> = form.take_choice("ket-qua", "Kết quả");
        let reference = form.take_line("van-ban", "Số, ngày văn bản", REFERENCE_MAX);
        let on = form.take_date("ngay-tra-loi", "Ngày trả lời", ctx.today);
        match (result, on, form.is_sound()) {
            (Some(result), Some(on), true) => {
                actions::answer(ctx, id, version, &Answered { result, reference, on }).map(Some)
            }
            _ => Ok(None),
        }
    };
    act(visit, id, form, "ngay-tra-loi", deed, "Đã ghi trả lời").await
}

pub(crate) async fn inform(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let on = form.take_date("ngay-bao", "Ngày báo", ctx.today);
        let by = form.take_line_or_empty("van-ban-bao", "Số, ngày văn bản", REFERENCE_MAX);
        match on.filter(|_| form.is_sound()) {
            Some(on) => actions::inform(ctx, id, version, on, &by).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "ngay-bao", deed, "Đã ghi báo công dân, kết thúc").await
}

pub(crate) async fn withdraw(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, _: &mut Form| actions::withdraw(ctx, id, version).map(Some);
    act(visit, id, form, "huong", deed, "Đã ghi rút đơn, kết thúc").await
}

pub(crate) async fn note(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, version, form: &mut Form| {
        let words = form.take_text("ghi-chu", "Ghi chú", NOTE_MAX);
        if form.is_sound() { actions::note(ctx, id, version, &words).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "ghi-chu", deed, "Đã thêm ghi chú cho").await
}

pub(crate) async fn destroy(visit: Visit, form: Form) -> Response {
    let (app, forgotten) = (visit.app().clone(), Forgotten::default());
    let set = forgotten.clone();
    let response = visit
        .write(form, move |ctx, form| {
            let ids: Vec<LetterId> = form.take_choices("don", "Đơn");
            let decision = form.take_line_or_empty("quyet-dinh", "Số, ngày quyết định", REFERENCE_MAX);
            match actions::destroy(ctx, &ids, &decision) {
                Ok(contents) => {
                    set.set(contents);
                    let said = format!("Đã tiêu hủy họ tên, nội dung của {} đơn.", ids.len());
                    Ok(Answer::see_other("/lam-viec/don-thu?nhom=luu").saying(said))
                }
                Err(Error::Refused(reason)) => {
                    let form = Form::with(&[("nhom", "luu"), ("quyet-dinh", &decision)]);
                    pages::refused(ctx, form, &reason.to_string())
                }
                Err(error) => Err(error.into()),
            }
        })
        .await;
    forgotten.after(app, response).await
}
