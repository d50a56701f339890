//! Raising a difficulty at any time, and the deeds on its page.

use axum::extract::Path;
use axum::response::Response;
use kernel::{DifficultyId, OrganizationId};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions::{self, Clearing, NewDifficulty, TakingUp};
use crate::model::{AskedLevel, Difficulty, DifficultyKind, Refusal};
use crate::pages::register;

const SUBJECT_MAX: usize = 200;
const TEXT_MAX: usize = 4_000;
const NAME_MAX: usize = 300;

fn take_new(ctx: &mut Ctx<'_>, form: &mut Form) -> Result<Option<NewDifficulty>, Problem> {
    let council = actions::destination(ctx)?;
    let raised_by: Option<OrganizationId> = if register::raises_for_others(ctx, council) {
        form.take_choice("noi-neu", "Nơi nêu")
    } else {
        None
    };
    let kind: Option<DifficultyKind> = form.take_choice("loai", "Loại");
    let subject = form.take_line_or_empty("linh-vuc", "Lĩnh vực", SUBJECT_MAX);
    let text = form.take_text("noi-dung", "Nội dung", TEXT_MAX);
    if form.fault("noi-dung").is_none() && text.chars().count() < 10 {
        form.refuse("noi-dung", "Nội dung dài từ 10 ký tự.");
    }
    let level: Option<AskedLevel> = form.take_choice("cap", "Cấp giải quyết");
    let addressee = form.take_choice_or_none("noi-nhan", "Cơ quan trả lời");
    let resolution = form.take_choice_or_none("nghi-quyet", "Nghị quyết liên quan");
    let law = form.take_line_or_empty("can-cu", "Luật, văn bản liên quan", NAME_MAX);
    let on = form.take_date("ngay", "Ngày nêu", ctx.today);
    let (Some(kind), Some(level), Some(on)) = (kind, level, on) else { return Ok(None) };
    Ok(form.is_sound().then_some(NewDifficulty {
        raised_by,
        kind,
        subject,
        text,
        level,
        addressee,
        resolution,
        law,
        on,
        is_demonstration: false,
    }))
}

/// At which field of the form a refusal stands.
const fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoSuchBody => "noi-nhan",
        Refusal::NoSuchResolution => "nghi-quyet",
        _ => "ngay",
    }
}

pub(crate) async fn create(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if let Some(new) = take_new(ctx, form)? {
                match actions::raise_difficulty(ctx, &new) {
                    Ok(id) => {
                        return Ok(Answer::see_other(format!("{}/{id}", register::PATH))
                            .saying("Đã ghi khó khăn, vướng mắc."));
                    }
                    Err(Error::Refused(reason)) => form.refuse(field_of(&reason), reason.to_string()),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&register::raise_page(ctx, form.clone())?)
        })
        .await
}

/// What to say, or nothing when the form has faults.
type Done = Result<Option<String>, Problem>;

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = register::find(ctx, &id)?;
            match deeds(ctx, &one, form)? {
                Some(words) => Ok(Answer::see_other(one.path()).saying(words)),
                None => Answer::faulty(&register::detail_page(ctx, one, form)?),
            }
        })
        .await
}

fn said(form: &mut Form, field: &str, done: Result<(), Error<Refusal>>, words: &str) -> Done {
    Ok(form.or_refuse(field, done)?.map(|()| words.to_owned()))
}

fn deeds(ctx: &mut Ctx<'_>, one: &Difficulty, form: &mut Form) -> Done {
    let (id, version) = (one.id, form.version());
    match form.value("viec") {
        "tra-loi" => {
            let answer = form.take_text("tra-loi", "Trả lời", TEXT_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::answer_difficulty(ctx, id, &answer, version);
            said(form, "tra-loi", done, "Đã trả lời.")
        }
        "giao" => {
            let Some(lead) = form.take_choice("co-quan", "Cơ quan giải quyết") else { return Ok(None) };
            let done = actions::assign_difficulty(ctx, id, lead, version);
            said(form, "co-quan", done, "Đã giao cơ quan giải quyết.")
        }
        "thao-go" => {
            let clearing = Clearing {
                decided: form.take_text("quyet-dinh", "Nội dung quyết định", TEXT_MAX),
                by: form.take_line("nguoi-quyet-dinh", "Cơ quan, người quyết định", NAME_MAX),
                decision: form.take_line_or_empty("van-ban", "Số, ngày văn bản", NAME_MAX),
            };
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::clear_difficulty(ctx, id, &clearing, version);
            said(form, "quyet-dinh", done, "Đã ghi nhận tháo gỡ xong.")
        }
        _ => further_deeds(ctx, one, form),
    }
}

fn further_deeds(ctx: &mut Ctx<'_>, one: &Difficulty, form: &mut Form) -> Done {
    let (id, version) = (one.id, form.version());
    match form.value("viec") {
        "gop" => {
            let others: Vec<DifficultyId> = form.take_choices("gop", "Việc cùng nội dung");
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::group_difficulties(ctx, id, &others, version);
            let count = form.or_refuse("gop", done)?;
            Ok(count.map(|count| format!("Đã gộp, nhóm có {count} việc.")))
        }
        "tach" => {
            let done = actions::ungroup_difficulty(ctx, id, version);
            said(form, "viec", done, "Đã tách khỏi nhóm.")
        }
        "len-cap" => {
            let level: Option<AskedLevel> = form.take_choice("cap-tren", "Cấp nhận");
            let to = form.take_line("noi-nhan-tren", "Cơ quan nhận", NAME_MAX);
            let reason = form.take_text("ly-do", "Lý do", TEXT_MAX);
            let Some(level) = level.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::take_up(ctx, id, &TakingUp { level, to, reason }, version);
            let number = form.or_refuse("cap-tren", done)?;
            Ok(number.map(|number| format!("Đã chuyển cấp trên bằng văn bản số {number}.")))
        }
        "giao-ban" => {
            let done = actions::put_on_agenda(ctx, id, version);
            let title = form.or_refuse("viec", done)?;
            Ok(title.map(|title| format!("Đã đưa vào nội dung {title}.")))
        }
        "cong-khai" => {
            let words = form.take_text("cong-khai", "Nội dung công khai", TEXT_MAX);
            if !form.is_checked("khong-co-ten") {
                form.refuse("khong-co-ten", "Xác nhận nội dung công khai không nêu tên cá nhân.");
            }
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::show_difficulty(ctx, id, Some(&words), version);
            said(form, "cong-khai", done, "Đã công khai.")
        }
        "an" => {
            let done = actions::show_difficulty(ctx, id, None, version);
            said(form, "viec", done, "Đã thôi công khai.")
        }
        _ => Err(Problem::NotFound),
    }
}
