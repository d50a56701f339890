//! Forms of receptions. Each parses once, acts once, and leads back to the reception.

use axum::extract::Path;
use axum::response::Response;
use kernel::{AreaId, OrganizationId, ReceptionId};
use kit::{Answer, Ctx, Error, Form, Problem, Visit as Request};

use crate::actions::{self, load, own_register};
use crate::model::{Host, Kind, Reception, Refusal};
use crate::pages::{self, host_fields};
use crate::policy::Action;
use crate::receptions::{self, NewReception};
use crate::{notice, rules};

/// So many bodies receive together.
pub(crate) const HOSTS_MAX: usize = 4;
const PLACE_MAX: usize = 160;
const NAME_MAX: usize = 80;

fn parse(ctx: &mut Ctx<'_>, form: &mut Form) -> Result<Option<NewReception>, Problem> {
    let council = own_register(ctx, Action::Keep).ok_or(Problem::NotFound)?;
    let kind: Option<Kind> = form.take_choice("loai", "Loại");
    let held_on = form.take_date("ngay", "Ngày", ctx.today);
    let starts = form.take_line("gio", "Giờ", 5);
    let is_hour = starts
        .split_once(':')
        .filter(|(hour, minute)| hour.len() == 2 && minute.len() == 2)
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
    let topic = form.take_line_or_empty("chu-de", "Nội dung", 300);
    let is_online = form.is_checked("truc-tuyen");
    let hosts = take_hosts(ctx, form, council, kind)?;
    let (Some(kind), Some(held_on), Some(area), true) = (kind, held_on, area, form.is_sound()) else {
        return Ok(None);
    };
    Ok(Some(NewReception {
        council,
        kind,
        held_on,
        starts,
        place,
        area,
        topic,
        is_online,
        hosts,
        is_demonstration: ctx.app.settings().purpose.is_made_up(),
    }))
}

fn take_hosts(
    ctx: &mut Ctx<'_>,
    form: &mut Form,
    council: OrganizationId,
    kind: Option<Kind>,
) -> Result<Vec<Host>, Problem> {
    let known: Vec<OrganizationId> = actions::bodies(ctx, council)?.into_iter().map(|one| one.id).collect();
    let mut hosts = Vec::new();
    for number in 1..=HOSTS_MAX {
        let (body, name, post) = host_fields(number);
        let chosen: Option<OrganizationId> = form.take_choice_or_none(&body, "Cơ quan tiếp");
        let Some(organization_id) = chosen else {
            if !form.value(&name).trim().is_empty() && form.fault(&body).is_none() {
                form.refuse(&body, "Chọn cơ quan của người tiếp.");
            }
            continue;
        };
        if !known.contains(&organization_id) {
            form.refuse(&body, "Cơ quan tiếp: chọn trong danh sách.");
        }
        let name = form.take_line(&name, "Họ tên người tiếp", NAME_MAX);
        let post = form.take_line_or_empty(&post, "Chức vụ", NAME_MAX);
        hosts.push(Host { organization_id, name, post });
    }
    if let Some(kind) = kind {
        let ids: Vec<OrganizationId> = hosts.iter().map(|host| host.organization_id).collect();
        if let Err(reason) = rules::hosts(kind, &ids) {
            form.refuse(&host_fields(hosts.len().clamp(1, HOSTS_MAX - 1)).0, reason.to_string());
        }
    }
    Ok(hosts)
}

pub(crate) async fn plan(visit: Request, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let Some(new) = parse(ctx, form)? else {
                return Answer::faulty(&pages::new_page(ctx, form.clone())?);
            };
            let one = receptions::plan(ctx, &new)?;
            Ok(Answer::see_other(one.path()).saying("Đã lập buổi tiếp công dân."))
        })
        .await
}

type Done = Result<Option<Reception>, Error<Refusal>>;

/// Runs one deed on the reception of the address; what the rules refuse is said on its own page
/// with everything that was typed.
async fn act(
    visit: Request,
    id: String,
    form: Form,
    field: &'static str,
    deed: impl Fn(&mut Ctx<'_>, ReceptionId, &mut Form) -> Done + Send + 'static,
    said: &'static str,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: ReceptionId = id.parse().map_err(|_| Problem::NotFound)?;
            let done = deed(ctx, id, form);
            match form.or_refuse(field, done)?.flatten() {
                Some(one) => Ok(Answer::see_other(one.path()).saying(said)),
                None => faulty(ctx, id, form),
            }
        })
        .await
}

/// The page holds several forms: each stands as the record has it, with what was typed over it.
fn faulty(ctx: &mut Ctx<'_>, id: ReceptionId, typed: &Form) -> Result<Answer, Problem> {
    let one = load(ctx, id, Action::Read)?;
    let whole = typed.over(pages::form_of(ctx, &one)?);
    Answer::faulty(&pages::detail_page(ctx, id, whole)?)
}

pub(crate) async fn change(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        load(ctx, id, Action::Keep)?;
        let new = match parse(ctx, form) {
            Ok(new) => new,
            Err(Problem::Database(error)) => return Err(Error::Database(error)),
            Err(_) => return Err(Error::NotFound),
        };
        match new {
            Some(new) => receptions::change(ctx, id, form.version(), &new).map(Some),
            None => Ok(None),
        }
    };
    act(visit, id, form, "ngay", deed, "Đã lưu buổi tiếp.").await
}

pub(crate) async fn post(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| receptions::post(ctx, id, form.version()).map(Some);
    act(visit, id, form, "dang", deed, "Đã đăng lịch trên cổng thông tin.").await
}

pub(crate) async fn hold(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| receptions::hold(ctx, id, form.version()).map(Some);
    act(visit, id, form, "da-tiep", deed, "Đã ghi buổi tiếp đã tổ chức.").await
}

pub(crate) async fn cancel(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &mut Form| {
        let reason = form.take_text("ly-do-huy", "Lý do hủy", 500);
        if form.is_sound() {
            receptions::cancel(ctx, id, form.version(), &reason).map(Some)
        } else {
            Ok(None)
        }
    };
    act(visit, id, form, "ly-do-huy", deed, "Đã hủy buổi tiếp.").await
}

/// The draft is read and issued among the documents.
pub(crate) async fn conclude(visit: Request, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: ReceptionId = id.parse().map_err(|_| Problem::NotFound)?;
            let draft = notice::draft(ctx, id);
            match form.or_refuse("ket-luan", draft)? {
                Some(document) => Ok(Answer::see_other(format!("/lam-viec/van-ban/{document}"))
                    .saying("Đã lập nháp thông báo kết luận. Xem lại rồi phát hành.")),
                None => faulty(ctx, id, form),
            }
        })
        .await
}
