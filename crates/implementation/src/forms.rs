//! What forms do.

use axum::extract::Path;
use axum::response::Response;
use kernel::{AreaId, ObjectiveId, OrganizationId, ResolutionId};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::model::{Direction, Indicator, Kind, Line, NewLine, Plan, Rating, Refusal, Sector};
use crate::policy::{self, Action, Subject};
use crate::{actions, figures, pages, pages_line, rules, store};

const TEXT_MAX: usize = 1_000;
const NAME_MAX: usize = 300;
const UNIT_MAX: usize = 60;
const REFERENCE_MAX: usize = 200;
const WORDS_MAX: usize = 2_000;

/// What both forms of a line hold.
fn take_line(form: &mut Form, ctx: &Ctx<'_>) -> Option<NewLine> {
    let parent: Option<ObjectiveId> = form.take_choice_or_none("cha", "Mục trên");
    let kind: Option<Kind> = form.take_choice("loai", "Loại mục");
    let sector: Option<Sector> = form.take_choice("linh-vuc", "Lĩnh vực");
    let text = form.take_line("noi-dung", "Nội dung", TEXT_MAX);
    if form.fault("noi-dung").is_none() && text.chars().count() < 2 {
        form.refuse("noi-dung", "Nội dung dài từ 2 ký tự.");
    }
    let lead: Option<OrganizationId> = form.take_choice("co-quan", "Cơ quan chủ trì");
    let cooperating = form.take_line_or_empty("phoi-hop", "Cơ quan phối hợp", NAME_MAX);
    let area: Option<AreaId> = form.take_choice_or_none("xa", "Xã, thị trấn");
    let is_due = matches!(kind, Some(Kind::Indicator | Kind::Task));
    let due_on = if is_due { form.take_date("han", "Hạn", ctx.today) } else { None };
    let indicator = if kind == Some(Kind::Indicator) { take_indicator(form, ctx, due_on) } else { None };
    let (kind, sector, lead) = (kind?, sector?, lead?);
    form.is_sound().then_some(NewLine {
        parent,
        kind,
        sector,
        text,
        lead,
        cooperating,
        area,
        indicator,
        due_on,
    })
}

fn take_value(form: &mut Form, name: &str, label: &str, decimals: u32) -> Option<i64> {
    match rules::parse_value(form.value(name), decimals) {
        Ok(value) => Some(value),
        Err(_) if form.value(name).trim().is_empty() => {
            form.refuse(name, format!("Nhập {label}."));
            None
        }
        Err(fault) => {
            form.refuse(name, fault);
            None
        }
    }
}

fn take_indicator(form: &mut Form, ctx: &Ctx<'_>, due_on: Option<kernel::Date>) -> Option<Indicator> {
    let unit = form.take_line("don-vi", "Đơn vị tính", UNIT_MAX);
    let decimals = form.take_integer("so-le", "Số lẻ", 0..=3).and_then(|count| u32::try_from(count).ok());
    let baseline = take_value(form, "goc", "số gốc", decimals.unwrap_or(3));
    let baseline_on = form.take_date("ngay-goc", "Ngày của số gốc", ctx.today);
    let target = take_value(form, "ke-hoach", "kế hoạch", decimals.unwrap_or(3));
    let direction: Option<Direction> = form.take_choice("chieu", "Chiều");
    let is_cumulative = match form.value("cach-tinh") {
        "luy-ke" => Some(true),
        "trong-ky" => Some(false),
        _ => {
            form.refuse("cach-tinh", "Chọn cách tính số liệu.");
            None
        }
    };
    Some(Indicator {
        unit,
        decimals: decimals?,
        baseline: baseline?,
        baseline_on: baseline_on?,
        target: target?,
        direction: direction?,
        is_cumulative: is_cumulative?,
        due_on: due_on?,
    })
}

/// The field that a refusal is about.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoSuchBody => "co-quan",
        Refusal::NoSuchArea => "xa",
        Refusal::WrongParent(..) | Refusal::NoSuchParent => "cha",
        Refusal::TargetAgainstDirection(..) => "ke-hoach",
        Refusal::DueNotLater | Refusal::NoDue => "han",
        Refusal::NoReference => "van-ban",
        Refusal::NoWords => "ly-do",
        Refusal::NoSuchCommittee => "ban",
        Refusal::HasFigures => "loai",
        Refusal::InFuture => "ngay-xong",
        Refusal::File(_) => "tep",
        _ => "viec",
    }
}

/// Outcome of a deed: what to say, or nothing when the form has faults.
type Done = Result<Option<String>, Problem>;

fn said<T>(form: &mut Form, done: Result<T, Error<Refusal>>, words: impl FnOnce(T) -> String) -> Done {
    match done {
        Ok(value) => Ok(Some(words(value))),
        Err(Error::Refused(reason)) => {
            form.refuse(field_of(&reason), reason.to_string());
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /lam-viec/thuc-hien`: leads to the page where the plan for a resolution begins.
pub(crate) async fn choose(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |_, form| {
            let id: ResolutionId = form.value("nghi-quyet").parse().map_err(|_| Problem::NotFound)?;
            Ok(Answer::see_other(crate::model::path_of(id)))
        })
        .await
}

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: ResolutionId = id.parse().map_err(|_| Problem::NotFound)?;
            if store::plan(ctx.tx, id)?.is_none() {
                return begin(ctx, id, form);
            }
            let plan = pages::find(ctx, &id.to_string())?;
            match plan_deed(ctx, &plan, form)? {
                Some(words) => Ok(Answer::see_other(plan.path()).saying(words)),
                None => Answer::faulty(&pages::plan_page(ctx, plan, form)?),
            }
        })
        .await
}

fn begin(ctx: &mut Ctx<'_>, id: ResolutionId, form: &mut Form) -> Result<Answer, Problem> {
    let committee: Option<OrganizationId> = form.take_choice_or_none("ban", "Ban phụ trách");
    let is_demonstration = ctx.app.settings().purpose.is_made_up();
    let done = if form.is_sound() {
        said(form, actions::begin(ctx, id, committee, is_demonstration), |_| String::new())?
    } else {
        None
    };
    if done.is_some() {
        return Ok(Answer::see_other(crate::model::path_of(id))
            .saying("Đã lập kế hoạch. Thêm mục tiêu, chỉ tiêu, nhiệm vụ."));
    }
    let one = resolutions::find(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    Answer::faulty(&pages::begin_page(ctx, one, form.clone())?)
}

fn plan_deed(ctx: &mut Ctx<'_>, plan: &Plan, form: &mut Form) -> Done {
    let (id, version) = (plan.id, form.version());
    match form.value("viec") {
        "them" => {
            require(ctx, plan, Action::Plan)?;
            match take_line(form, ctx) {
                Some(new) => {
                    let done = actions::add_line(ctx, id, &new);
                    said(form, done, |_| format!("Đã thêm {}.", lower(new.kind.label())))
                }
                None => Ok(None),
            }
        }
        "gui" => {
            let reference = form.take_line_or_empty("van-ban", "Số, ngày văn bản", REFERENCE_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            said(form, actions::send(ctx, id, version, &reference), |()| {
                "Đã gửi kế hoạch đến Thường trực HĐND.".to_owned()
            })
        }
        "nhan" => {
            let committee: Option<OrganizationId> = form.take_choice_or_none("ban", "Ban phụ trách");
            if !form.is_sound() {
                return Ok(None);
            }
            said(form, actions::accept(ctx, id, version, committee), |()| {
                "Đã tiếp nhận kế hoạch; kế hoạch được công khai.".to_owned()
            })
        }
        "tra-lai" => {
            let reason = form.take_text_or_empty("ly-do", "Lý do", WORDS_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            said(form, actions::give_back(ctx, id, version, &reason), |()| {
                "Đã trả lại kế hoạch để UBND điều chỉnh.".to_owned()
            })
        }
        "nhan-xet" => comment(ctx, plan, None, form),
        _ => Err(Problem::NotFound),
    }
}

fn lower(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn require(ctx: &Ctx<'_>, plan: &Plan, action: Action) -> Result<(), Problem> {
    if policy::may(ctx.actor, action, Subject::plan(plan)) { Ok(()) } else { Err(Problem::NotFound) }
}

fn require_line(ctx: &Ctx<'_>, plan: &Plan, line: &Line, action: Action) -> Result<(), Problem> {
    if policy::may(ctx.actor, action, Subject::line(plan, line)) { Ok(()) } else { Err(Problem::NotFound) }
}

fn comment(ctx: &mut Ctx<'_>, plan: &Plan, line: Option<ObjectiveId>, form: &mut Form) -> Done {
    require(ctx, plan, Action::Comment)?;
    let rating: Option<Rating> = form.take_choice_or_none("muc", "Mức đánh giá");
    let words = form.take_text("nhan-xet", "Nhận xét", WORDS_MAX);
    if !form.is_sound() {
        return Ok(None);
    }
    said(form, actions::comment(ctx, plan.id, line, rating, &words), |()| "Đã ghi nhận xét.".to_owned())
}

pub(crate) async fn line_deed(
    visit: Visit,
    Path((plan, id)): Path<(String, String)>,
    form: Form,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let (plan, line) = pages_line::find(ctx, &plan, &id)?;
            let is_removal = form.value("viec") == "bo";
            match one_line_deed(ctx, &plan, &line, form)? {
                Some(words) if is_removal => Ok(Answer::see_other(plan.path()).saying(words)),
                Some(words) => Ok(Answer::see_other(line.path()).saying(words)),
                None => Answer::faulty(&pages_line::line_page(ctx, plan, line.id, form)?),
            }
        })
        .await
}

fn one_line_deed(ctx: &mut Ctx<'_>, plan: &Plan, line: &Line, form: &mut Form) -> Done {
    let (id, version) = (line.id, form.version());
    match form.value("viec") {
        "sua" => {
            require_line(ctx, plan, line, Action::Write)?;
            match take_line(form, ctx) {
                Some(new) => said(form, actions::change_line(ctx, id, version, &new), |()| {
                    "Đã lưu thay đổi.".to_owned()
                }),
                None => Ok(None),
            }
        }
        "bo" => said(form, actions::remove_line(ctx, id, version), |_| "Đã bỏ mục.".to_owned()),
        "xong" => {
            require_line(ctx, plan, line, Action::Enter)?;
            let on = form.take_date("ngay-xong", "Ngày hoàn thành", ctx.today);
            let evidence = form.take_text("minh-chung", "Minh chứng", TEXT_MAX);
            if form.fault("minh-chung").is_none() && evidence.chars().count() < 2 {
                form.refuse("minh-chung", "Minh chứng dài từ 2 ký tự.");
            }
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            said(form, actions::complete(ctx, id, version, on, &evidence), |()| {
                "Đã ghi hoàn thành nhiệm vụ.".to_owned()
            })
        }
        "mo-lai" => {
            require_line(ctx, plan, line, Action::Enter)?;
            let reason = form.take_line("ly-do", "Lý do", NAME_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            said(form, actions::reopen(ctx, id, version, &reason), |()| "Đã mở lại nhiệm vụ.".to_owned())
        }
        "theo-doi" => said(form, actions::follow(ctx, id, version), |_| "Đã lập việc theo dõi.".to_owned()),
        "nhan-xet" => comment(ctx, plan, Some(id), form),
        "tep" => {
            require_line(ctx, plan, line, Action::Enter)?;
            let uploads: Vec<kit::Upload> = form.uploads_of("tep").into_iter().cloned().collect();
            let Some(upload) = uploads.first() else {
                form.refuse("tep", "Chọn tệp minh chứng.");
                return Ok(None);
            };
            said(form, actions::attach(ctx, id, upload), |()| "Đã đính kèm tệp.".to_owned())
        }
        "bo-so-lieu" => {
            let figure = form.value("so-lieu").parse().map_err(|_| Problem::NotFound)?;
            said(form, figures::remove(ctx, figure, version), |()| "Đã bỏ số liệu chờ duyệt.".to_owned())
        }
        _ => Err(Problem::NotFound),
    }
}
