//! Forms. Each parses once, acts once, and leads back to the petition.

use axum::extract::Path;
use axum::response::Response;
use kernel::{AreaId, OpinionId, PetitionId, VoterMeetingId};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions::{self, Classes, Given, NewPetition};
use crate::model::{Confirmation, Outcome, Petition, Refusal, Source};
use crate::policy::Action;
use crate::{meetings, pages, pages_detail, pages_forward, sittings, store};

pub(crate) const TEXT_MAX: usize = 4_000;
pub(crate) const PLACE_MAX: usize = 120;
pub(crate) const REASON_MAX: usize = 1_000;
pub(crate) const REFERENCE_MAX: usize = 200;

pub(crate) async fn record(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let Some(new) = parse(ctx, form)? else {
                return Answer::faulty(&pages::new_page(ctx, form.clone())?);
            };
            let recorded = actions::record(ctx, &new);
            match form.or_refuse("noi-dung", recorded)? {
                Some(one) => {
                    Ok(Answer::see_other(one.path()).saying(format!("Đã ghi kiến nghị {}.", one.code)))
                }
                None => Answer::faulty(&pages::new_page(ctx, form.clone())?),
            }
        })
        .await
}

fn parse(ctx: &mut Ctx<'_>, form: &mut Form) -> Result<Option<NewPetition>, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let words = form.take_text("noi-dung", "Nội dung kiến nghị", TEXT_MAX);
    let area: Option<AreaId> = form.take_choice("noi", "Cử tri ở");
    let place = form.take_line_or_empty("thon", "Thôn, tổ", PLACE_MAX);
    let source: Option<Source> = form.take_choice("nguon", "Nguồn");
    let received_on = form.take_date("ngay-nhan", "Ngày tiếp nhận", ctx.today);
    if received_on.is_some_and(|day| day > ctx.today) {
        form.refuse("ngay-nhan", "Ngày tiếp nhận: không sau hôm nay.");
    }
    if let Some(area) = area
        && !actions::places(ctx, council)?.iter().any(|one| one.id == area)
    {
        form.refuse("noi", "Cử tri ở: chọn đơn vị trong danh sách.");
    }
    let meeting: Option<VoterMeetingId> = form.take_choice_or_none("cuoc", "Cuộc tiếp xúc");
    let opinion: Option<OpinionId> = form.take_choice_or_none("y-kien", "Ý kiến");
    if let Some(meeting) = meeting {
        meetings::load(ctx, meeting, Action::NoteOpinion)?;
    }
    // An opinion of another meeting is nobody's
    if let Some(opinion) = opinion {
        let said = crate::store_meetings::opinion(ctx.tx, opinion)?;
        if said.is_none_or(|said| Some(said.meeting_id) != meeting) {
            return Err(Problem::NotFound);
        }
    }
    let session = sittings::take(ctx, form, council)?;
    let (Some(area), Some(source), Some(received_on), true) = (area, source, received_on, form.is_sound())
    else {
        return Ok(None);
    };
    Ok(Some(NewPetition {
        council,
        text: words,
        area,
        place,
        source,
        meeting,
        session,
        opinions: opinion.into_iter().collect(),
        received_on,
        is_demonstration: ctx.app.settings().purpose.is_made_up(),
    }))
}

type Done = Result<Option<Petition>, Error<Refusal>>;

/// Runs one deed on the petition of the address; what the rules refuse is said on its own page
/// with everything that was typed.
async fn act(
    visit: Visit,
    id: String,
    form: Form,
    field: &'static str,
    deed: impl Fn(&mut Ctx<'_>, PetitionId, &mut Form) -> Done + Send + 'static,
    said: &'static str,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: PetitionId = id.parse().map_err(|_| Problem::NotFound)?;
            let done = deed(ctx, id, form);
            match form.or_refuse(field, done)?.flatten() {
                Some(one) => Ok(Answer::see_other(one.path()).saying(format!("{said} {}.", one.code))),
                None => faulty(ctx, id, form),
            }
        })
        .await
}

/// The page holds several forms: each stands as the record has it, with what was typed over it.
fn faulty(ctx: &mut Ctx<'_>, id: PetitionId, typed: &Form) -> Result<Answer, Problem> {
    let one = store::petition(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let whole = typed.over(pages_detail::form_of(&one));
    Answer::faulty(&pages_detail::detail_page(ctx, id, whole)?)
}

pub(crate) async fn classify(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let classes = Classes {
            level: form.take_choice_or_none("tham-quyen", "Thẩm quyền"),
            sector: form.take_choice_or_none("linh-vuc", "Lĩnh vực"),
            committee: form.take_choice_or_none("ban", "Ban phụ trách"),
            lead: form.take_choice_or_none("co-quan", "Cơ quan giải quyết"),
            is_public: form.is_checked("cong-khai"),
        };
        if form.is_sound() {
            actions::classify(ctx, id, form.version(), &classes).map(Some)
        } else {
            Ok(None)
        }
    };
    act(visit, id, form, "tham-quyen", deed, "Đã phân loại").await
}

pub(crate) async fn merge(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| match form.take_choice("vao", "Gộp vào") {
        Some(into) => actions::merge(ctx, id, into).map(Some),
        None => Ok(None),
    };
    act(visit, id, form, "vao", deed, "Đã gộp vào").await
}

pub(crate) async fn repeats(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| match form.take_choice("lan-truoc", "Lần trước")
    {
        Some(earlier) => actions::repeats(ctx, id, earlier).map(Some),
        None => Ok(None),
    };
    act(visit, id, form, "lan-truoc", deed, "Đã ghi là kiến nghị lại:").await
}

pub(crate) async fn set_aside(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let reason = form.take_text("ly-do", "Lý do không thụ lý", REASON_MAX);
        if form.is_sound() { actions::set_aside(ctx, id, &reason).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "ly-do", deed, "Không thụ lý").await
}

pub(crate) async fn answer(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let outcome: Option<Outcome> = form.take_choice("ket-qua", "Kết quả");
        let text = form.take_text("tra-loi", "Nội dung trả lời", TEXT_MAX);
        let reference = form.take_line("van-ban", "Số, ngày văn bản", REFERENCE_MAX);
        let promised_on = form.take_date_or_none("hen", ctx.today);
        match outcome.filter(|_| form.is_sound()) {
            Some(outcome) => {
                actions::answer(ctx, id, &Given { outcome, text, reference, promised_on }).map(Some)
            }
            None => Ok(None),
        }
    };
    act(visit, id, form, "hen", deed, "Đã ghi trả lời kiến nghị").await
}

pub(crate) async fn accept(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let until = form.take_date_or_none("theo-doi-den", ctx.today);
        if form.is_sound() { actions::accept(ctx, id, until).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "theo-doi-den", deed, "Đã đồng ý với trả lời kiến nghị").await
}

pub(crate) async fn send_back(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let reason = form.take_text("ly-do-lai", "Vì sao chưa đồng ý", REASON_MAX);
        let due = form.take_date("han-lai", "Trả lời lại trước ngày", ctx.today);
        match due.filter(|_| form.is_sound()) {
            Some(due) => actions::send_back(ctx, id, &reason, due).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "han-lai", deed, "Đã đề nghị trả lời lại kiến nghị").await
}

pub(crate) async fn object(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let reason = form.take_text("ly-do-cu-tri", "Cử tri chưa đồng tình vì", REASON_MAX);
        if form.is_sound() { actions::object(ctx, id, &reason).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "ly-do-cu-tri", deed, "Đã báo cử tri chưa đồng tình với").await
}

pub(crate) async fn confirm(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let says: Option<Confirmation> = form.take_choice("thuc-te", "Thực tế");
        let words = if says == Some(Confirmation::NotDone) {
            form.take_text("nhan-xet", "Thực tế thế nào", REASON_MAX)
        } else {
            form.take_text_or_empty("nhan-xet", "Thực tế thế nào", REASON_MAX)
        };
        match says.filter(|_| form.is_sound()) {
            Some(says) => actions::confirm(ctx, id, says, &words).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "thuc-te", deed, "Đã xác nhận kiến nghị").await
}

pub(crate) async fn forward(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let ids: Vec<PetitionId> = form.take_choices("kn", "Kiến nghị");
            let due = form.take_date("han", "Trả lời trước ngày", ctx.today);
            if due.is_some_and(|day| day <= ctx.today) {
                form.refuse("han", "Trả lời trước ngày: chọn ngày sau hôm nay.");
            }
            let Some(due) = due.filter(|_| form.is_sound()) else {
                return Answer::faulty(&pages_forward::forward_page(ctx, &ids, form.clone())?);
            };
            let numbers = actions::forward(ctx, &ids, due)?;
            let said = format!(
                "Đã gửi {} phiếu chuyển ({}) với {} kiến nghị.",
                numbers.len(),
                numbers.join(", "),
                ids.len()
            );
            Ok(Answer::see_other("/lam-viec/kien-nghi").saying(said))
        })
        .await
}
