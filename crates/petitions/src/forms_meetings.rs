//! Forms of meetings with voters.

use axum::extract::Path;
use axum::response::Response;
use kernel::{AreaId, OpinionId, PersonId, VoterMeetingId};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions;
use crate::forms::{PLACE_MAX, TEXT_MAX};
use crate::meetings::{self, NewMeeting};
use crate::model::{Meeting, MeetingKind, Refusal};
use crate::pages_meetings as pages;

const MINUTES_MAX: usize = 40_000;
const VOTERS_MAX: i64 = 100_000;

fn parse(ctx: &mut Ctx<'_>, form: &mut Form) -> Result<Option<NewMeeting>, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let kind: Option<MeetingKind> = form.take_choice("loai", "Loại");
    let held_on = form.take_date("ngay", "Ngày", ctx.today);
    let starts = form.take_line("gio", "Giờ", 5);
    let is_hour = starts
        .split_once(':')
        .and_then(|(hour, minute)| Some((hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?)))
        .is_some_and(|(hour, minute)| hour < 24 && minute < 60);
    if !starts.is_empty() && !is_hour {
        form.refuse("gio", "Giờ: viết như 08:00.");
    }
    let place = form.take_line("dia-diem", "Địa điểm", PLACE_MAX);
    let area: Option<AreaId> = form.take_choice("noi", "Đơn vị");
    if let Some(area) = area
        && !actions::places(ctx, council)?.iter().any(|one| one.id == area)
    {
        form.refuse("noi", "Đơn vị: chọn trong danh sách.");
    }
    let session = crate::sittings::take(ctx, form, council)?;
    let topic = form.take_line_or_empty("chu-de", "Nội dung", 300);
    let delegates: Vec<PersonId> = form.take_choices("dai-bieu", "Đại biểu");
    let known = directory::delegates_of(ctx.tx, council, held_on.unwrap_or(ctx.today))?;
    if delegates.iter().any(|id| known.iter().all(|(known, _)| known != id)) {
        form.refuse("dai-bieu", "Đại biểu: chọn trong danh sách đại biểu đương nhiệm.");
    }
    let (Some(kind), Some(held_on), Some(area), true) = (kind, held_on, area, form.is_sound()) else {
        return Ok(None);
    };
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    Ok(Some(NewMeeting {
        council,
        kind,
        held_on,
        starts,
        place,
        area,
        session,
        topic,
        delegates,
        is_demonstration,
    }))
}

pub(crate) async fn plan(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let Some(new) = parse(ctx, form)? else {
                return Answer::faulty(&pages::new_page(ctx, form.clone())?);
            };
            let one = meetings::plan(ctx, &new)?;
            Ok(Answer::see_other(one.path()).saying("Đã lập cuộc tiếp xúc."))
        })
        .await
}

/// Runs one deed on the meeting of the address.
async fn act(
    visit: Visit,
    id: String,
    form: Form,
    field: &'static str,
    deed: impl Fn(&mut Ctx<'_>, VoterMeetingId, &mut Form) -> Result<Option<Meeting>, Error<Refusal>>
    + Send
    + 'static,
    said: &'static str,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: VoterMeetingId = id.parse().map_err(|_| Problem::NotFound)?;
            let done = deed(ctx, id, form);
            match form.or_refuse(field, done)?.flatten() {
                Some(one) => Ok(Answer::see_other(one.path()).saying(said)),
                None => faulty(ctx, id, form),
            }
        })
        .await
}

/// The page holds several forms: each stands as the record has it, with what was typed over it.
fn faulty(ctx: &mut Ctx<'_>, id: VoterMeetingId, typed: &Form) -> Result<Answer, Problem> {
    let one = meetings::load(ctx, id, crate::policy::Action::NoteOpinion)?;
    let whole = typed.over(pages::form_of(ctx, &one)?);
    Answer::faulty(&pages::detail_page(ctx, id, whole)?)
}

pub(crate) async fn change(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let new = match parse(ctx, form) {
            Ok(new) => new,
            Err(Problem::Database(error)) => return Err(Error::Database(error)),
            Err(_) => return Err(Error::NotFound),
        };
        match new {
            Some(new) => meetings::change(ctx, id, form.version(), &new).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "ngay", deed, "Đã lưu cuộc tiếp xúc.").await
}

pub(crate) async fn hold(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let voters = form.take_integer("cu-tri", "Lượt cử tri dự", 0..=VOTERS_MAX);
        let minutes = form.take_text_or_empty("bien-ban", "Biên bản", MINUTES_MAX);
        match voters.filter(|_| form.is_sound()) {
            Some(voters) => meetings::hold(ctx, id, form.version(), voters, &minutes).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "cu-tri", deed, "Đã ghi kết quả tiếp xúc.").await
}

pub(crate) async fn cancel(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let reason = form.take_text("ly-do-huy", "Lý do hủy", 500);
        if form.is_sound() { meetings::cancel(ctx, id, form.version(), &reason).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "ly-do-huy", deed, "Đã hủy cuộc tiếp xúc.").await
}

pub(crate) async fn note(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let words = form.take_text("y-kien", "Ý kiến", TEXT_MAX);
        let place = form.take_line_or_empty("thon", "Thôn, tổ", PLACE_MAX);
        // The form brings the opinion's own id, so that a telephone may send it again
        let own: Option<OpinionId> = form.take_choice_or_none("ma", "Mã");
        if form.is_sound() { meetings::note(ctx, id, own, &words, &place).map(Some) } else { Ok(None) }
    };
    act(visit, id, form, "y-kien", deed, "Đã ghi ý kiến.").await
}

pub(crate) async fn remark(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: OpinionId = id.parse().map_err(|_| Problem::NotFound)?;
            let is_remark = form.value("chi-la-y-kien") == "1";
            let one = meetings::remark(ctx, id, is_remark)?;
            let said = if is_remark {
                "Ghi là ý kiến, không phải kiến nghị."
            } else {
                "Ghi lại là chờ xử lý."
            };
            Ok(Answer::see_other(one.path()).saying(said))
        })
        .await
}
