//! Forms of visits. What is typed of a person is sealed before it is kept, and is never sent
//! back but to the one who typed it.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::{AreaId, ReceptionId, VisitId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit as Request};

use crate::actions::{self, load_visit, own_register};
use crate::model::{Ground, Outcome, Refusal, Visit, VisitKind};
use crate::outcomes::{self, Left};
use crate::pages_visits as pages;
use crate::policy::Action;
use crate::visits::{self, NewVisit};
use crate::words::Words;

const NAME_MAX: usize = 120;
pub(crate) const CONTENT_MAX: usize = 10_000;
const REFERENCE_MAX: usize = 120;
const PEOPLE_MAX: i64 = 10_000;

/// The fields that may say who came or what was said.
const SEALED: [&str; 5] = ["ho-ten", "dia-chi", "giay-to", "noi-dung", "da-giai-quyet"];

/// A number of the paper register: digits with / and -, so that no word fits in.
pub(crate) fn is_paper_number(typed: &str) -> bool {
    typed.len() <= 20 && typed.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-'))
}

/// The number of an identity card or a passport.
pub(crate) fn is_card(typed: &str) -> bool {
    let plain: String = typed.chars().filter(|c| !matches!(c, ' ' | '.')).collect();
    (6..=12).contains(&plain.len()) && plain.chars().all(|c| c.is_ascii_alphanumeric())
}

fn parse(ctx: &mut Ctx<'_>, form: &mut Form) -> Result<Option<NewVisit>, Problem> {
    let council = own_register(ctx, Action::Receive).ok_or(Problem::NotFound)?;
    let reception: Option<ReceptionId> = form.take_choice_or_none("buoi", "Buổi tiếp");
    let kind: Option<VisitKind> = form.take_choice("loai", "Loại");
    let received_on =
        if reception.is_some() { Some(ctx.today) } else { form.take_date("ngay", "Ngày tiếp", ctx.today) };
    if received_on.is_some_and(|on| ctx.today < on) {
        form.refuse("ngay", "Ngày tiếp: không sau hôm nay.");
    }
    let base = NewVisit {
        council,
        reception,
        received_on: received_on.unwrap_or(ctx.today),
        kind: kind.unwrap_or(VisitKind::Complaint),
        people: 1,
        representatives: 0,
        has_appointment: false,
        area: None,
        words: Words::default(),
        paper_number: String::new(),
        is_demonstration: ctx.app.settings().purpose.is_made_up(),
    };
    if kind == Some(VisitKind::Denunciation) {
        return Ok(denunciation(form, base));
    }
    let words = Words {
        name: form.take_line("ho-ten", "Họ tên", NAME_MAX),
        address: form.take_line_or_empty("dia-chi", "Địa chỉ", 200),
        card: form.take_line_or_empty("giay-to", "Số CCCD, hộ chiếu", 20),
        content: form.take_text("noi-dung", "Nội dung", CONTENT_MAX),
        settled_by: form.take_line_or_empty("da-giai-quyet", "Cơ quan đã giải quyết", 200),
        ..Words::default()
    };
    if !words.card.is_empty() && !is_card(&words.card) {
        form.refuse("giay-to", "Số CCCD, hộ chiếu: 6 đến 12 chữ và số.");
    }
    let area: Option<AreaId> = form.take_choice_or_none("noi", "Nơi ở");
    if let Some(area) = area
        && !actions::places(ctx, council)?.iter().any(|one| one.id == area)
    {
        form.refuse("noi", "Nơi ở: chọn trong danh sách.");
    }
    let people = form.take_integer("so-nguoi", "Số người cùng nội dung", 1..=PEOPLE_MAX);
    let representatives = form.take_integer_or_none("dai-dien", "Số người đại diện", 0..=PEOPLE_MAX);
    let has_appointment = form.is_checked("van-ban-cu");
    let (Some(_), Some(people), true) = (kind, people, form.is_sound()) else { return Ok(None) };
    let representatives = representatives.unwrap_or(0);
    Ok(Some(NewVisit { people, representatives, has_appointment, area, words, ..base }))
}

/// Whatever was typed beside the number is thrown away, and the desk is told.
fn denunciation(form: &mut Form, base: NewVisit) -> Option<NewVisit> {
    let is_clean = SEALED.iter().all(|name| form.value(name).trim().is_empty());
    for name in SEALED {
        form.set(name, "");
    }
    form.set("noi", "");
    form.set("so-nguoi", "1");
    form.set("dai-dien", "");
    if !is_clean {
        form.refuse(
            "loai",
            "Tố cáo không ghi họ tên, nội dung ở đây. Những gì đã gõ đã bị xóa, không lưu. Ghi vào sổ giấy, rồi chỉ nhập số sổ.",
        );
    }
    let paper_number = form.take_line("so-so-giay", "Số sổ giấy", 20);
    if !is_paper_number(&paper_number) {
        form.set("so-so-giay", "");
        form.refuse("so-so-giay", "Số sổ giấy: chỉ gồm chữ số, dấu / và dấu -.");
    }
    form.is_sound().then_some(NewVisit { paper_number, ..base })
}

pub(crate) async fn receive(visit: Request, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let Some(new) = parse(ctx, form)? else {
                return Answer::faulty(&pages::new_page(ctx, form.clone())?);
            };
            match visits::receive(ctx, &new) {
                Ok(one) => {
                    Ok(Answer::see_other(one.path()).saying(format!("Đã ghi lượt tiếp {}.", one.code)))
                }
                Err(Error::Refused(reason)) => {
                    let field = match reason {
                        Refusal::Representatives { .. } => "dai-dien",
                        Refusal::NoAppointment => "van-ban-cu",
                        _ => "loai",
                    };
                    form.refuse(field, reason.to_string());
                    Answer::faulty(&pages::new_page(ctx, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn id_of(id: &str) -> Result<VisitId, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

/// Opens what is sealed: a POST, written down before anything is shown, and kept nowhere.
pub(crate) async fn open(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let (one, words) = visits::open(ctx, id_of(&id)?)?;
            let page = pages::detail_page(ctx, &one, pages::form_of(&one), Some(words))?;
            Ok(Answer::page(&page)?.with(header::CACHE_CONTROL, "no-store"))
        })
        .await
}

#[derive(Template)]
#[template(path = "reception/slip.html")]
struct SlipPage {
    shell: Shell,
    one: Visit,
    receipt: String,
    day: String,
    due: String,
}

/// The paper that the citizen takes home.
pub(crate) async fn slip(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let (one, receipt) = visits::print_slip(ctx, id_of(&id)?)?;
            let due = crate::rules::answer_by(ctx.law, one.received_on).map(|deadline| deadline.due);
            let shell = ctx.shell(format!("Phiếu lượt tiếp {}", one.code))?;
            let page = SlipPage {
                shell,
                receipt,
                day: dates::print(one.received_on),
                due: due.map_or_else(String::new, dates::print),
                one,
            };
            Ok(Answer::page(&page)?.with(header::CACHE_CONTROL, "no-store"))
        })
        .await
}

type Done = Result<Option<Visit>, Error<Refusal>>;

/// Runs one deed on the visit of the address; what the rules refuse is said on its own page with
/// everything that was typed.
async fn act(
    visit: Request,
    id: String,
    form: Form,
    field: &'static str,
    deed: impl Fn(&mut Ctx<'_>, VisitId, &mut Form) -> Done + Send + 'static,
    said: &'static str,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id = id_of(&id)?;
            let done = deed(ctx, id, form);
            match form.or_refuse(field, done)?.flatten() {
                Some(one) => Ok(Answer::see_other(one.path()).saying(format!("{said} {}.", one.code))),
                None => faulty(ctx, id, form),
            }
        })
        .await
}

fn faulty(ctx: &mut Ctx<'_>, id: VisitId, typed: &Form) -> Result<Answer, Problem> {
    let one = load_visit(ctx, id, Action::ReadVisit)?;
    Answer::faulty(&pages::detail_page(ctx, &one, typed.clone(), None)?)
}

pub(crate) async fn leave(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let outcome: Option<Outcome> = form.take_choice("ket-qua", "Kết quả");
        let ground: Option<Ground> = form.take_choice_or_none("can-cu", "Căn cứ từ chối");
        let owner = form.take_choice_or_none("co-quan", "Cơ quan chịu trách nhiệm");
        let due = form.take_date_or_none("han", ctx.today);
        let reply = form.take_text_or_empty("tra-loi-ngay", "Nội dung trả lời, hướng dẫn", CONTENT_MAX);
        match outcome.filter(|_| form.is_sound()) {
            Some(outcome) => {
                let left = Left { outcome, ground, owner, due, reply };
                outcomes::leave(ctx, id, form.version(), &left).map(Some)
            }
            None => Ok(None),
        }
    };
    act(visit, id, form, "ket-qua", deed, "Đã ghi kết quả lượt tiếp").await
}

pub(crate) async fn reply(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let reference = form.take_line("van-ban", "Số, ngày văn bản", REFERENCE_MAX);
        let said = form.take_text_or_empty("tra-loi-ngay", "Nội dung trả lời", CONTENT_MAX);
        if form.is_sound() { outcomes::reply(ctx, id, &reference, &said).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "van-ban", deed, "Đã ghi trả lời lượt tiếp").await
}

pub(crate) async fn settle(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let reference = form.take_line("van-ban", "Số, ngày văn bản", REFERENCE_MAX);
        let settled_on = form.take_date("ngay-xong", "Ngày giải quyết xong", ctx.today);
        match settled_on.filter(|_| form.is_sound()) {
            Some(day) => outcomes::settle(ctx, id, &reference, day).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "ngay-xong", deed, "Đã ghi kết quả giải quyết lượt tiếp").await
}

pub(crate) async fn inform(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, _: &mut Form| outcomes::inform(ctx, id).map(Some);
    act(visit, id, form, "da-bao", deed, "Đã ghi báo công dân, lượt tiếp").await
}

pub(crate) async fn refuse(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, _: &mut Form| outcomes::refuse_in_writing(ctx, id).map(Some);
    act(visit, id, form, "tu-choi", deed, "Đã phát hành thông báo từ chối, lượt tiếp").await
}

pub(crate) async fn same_case(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| match form.take_choice("lan-truoc", "Lượt trước")
    {
        Some(earlier) => visits::same_case(ctx, id, earlier).map(Some),
        None => Ok(None),
    };
    act(visit, id, form, "lan-truoc", deed, "Đã nối vụ việc, lượt tiếp").await
}
