//! Planning, calling, moving, urging, aggregating.

use axum::extract::Path;
use axum::response::Response;
use kernel::period::Quarter;
use kernel::{BriefingId, BriefingItemId, OrganizationId, ParticipantId};
use kit::{Answer, Ctx, Form, Problem, Visit};

use super::{back, preparable};
use crate::actions::{self, NewBriefing};
use crate::model::{Attendance, Refusal};
use crate::pages::{hub, id_of, list, prepare};
use crate::{rules, store};

const TEXT_MAX: usize = 20_000;

/// Reads the fields that a plan and its change have in common.
fn parse(
    ctx: &Ctx<'_>,
    form: &mut Form,
    council: OrganizationId,
    quarter: Option<Quarter>,
    held_on: Option<kernel::Date>,
) -> Option<NewBriefing> {
    let starts_at = rules::read_time(form.value("gio"));
    if starts_at.is_none() {
        form.refuse("gio", "Nhập giờ bắt đầu, ví dụ 08:00.");
    }
    let place = form.take_line("dia-diem", "Địa điểm", 200);
    let chair_name = form.take_line("chu-tri", "Chủ trì", 120);
    let chair_post = form.take_line("chu-tri-chuc-vu", "Chức vụ", 200);
    let topic = form.take_line_or_empty("chu-de", "Chủ đề thảo luận", 300);
    let reports_due_on = form.take_date_or_none("han-bao-cao", ctx.today);
    let guests = form.take_choices("khach", "Nơi mời dự");
    match (quarter, held_on, starts_at) {
        (Some(quarter), Some(held_on), Some(starts_at)) if form.is_sound() => Some(NewBriefing {
            council,
            quarter,
            held_on,
            starts_at,
            place,
            chair_name,
            chair_post,
            topic,
            reports_due_on,
            guests,
            is_demonstration: false,
        }),
        _ => None,
    }
}

pub(crate) async fn plan(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let today = ctx.today;
            let quarter: Option<Quarter> = form.take_choice("quy", "Quý");
            let held_on = form.take_date("ngay-hop", "Ngày họp", today);
            if let Some(new) = parse(ctx, form, council, quarter, held_on) {
                let result = actions::plan(ctx, &new);
                let field = match &result {
                    Err(kit::Error::Refused(Refusal::SameQuarter(_))) => "quy",
                    Err(kit::Error::Refused(Refusal::ReportsAfterBriefing)) => "han-bao-cao",
                    _ => "ngay-hop",
                };
                if let Some(id) = form.or_refuse(field, result)? {
                    return Ok(Answer::see_other(format!("/lam-viec/giao-ban/{id}"))
                        .saying("Đã lập kế hoạch giao ban."));
                }
            }
            Answer::faulty(&list::list_page(ctx, form.clone(), "", true)?)
        })
        .await
}

pub(crate) async fn facts(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let new = parse(ctx, form, briefing.council_id, Some(briefing.quarter()), Some(briefing.held_on));
            if let Some(new) = new {
                let result = actions::change_facts(ctx, briefing.id, &new, form.version());
                if form.or_refuse("han-bao-cao", result)?.is_some() {
                    return Ok(back(&briefing, "").saying("Đã lưu thông tin hội nghị."));
                }
            }
            Answer::faulty(&hub::hub_page(ctx, briefing, form.clone())?)
        })
        .await
}

/// A deed without fields; its refusal is said on the page it came from.
async fn simple(
    visit: Visit,
    id: String,
    form: Form,
    part: &'static str,
    deed: impl Fn(&mut Ctx<'_>, BriefingId, &Form) -> Result<String, kit::Error<Refusal>> + Send + 'static,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let said = deed(ctx, briefing.id, form)?;
            Ok(back(&briefing, part).saying(said))
        })
        .await
}

pub(crate) async fn issue_plan(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    simple(visit, id, form, "/van-ban", |ctx, id, _| {
        Ok(format!("Đã phát hành kế hoạch {}.", actions::issue_plan(ctx, id)?))
    })
    .await
}

pub(crate) async fn call(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, _: &Form| {
        Ok(format!("Đã gửi giấy mời {}; biểu báo cáo của các xã đã mở.", actions::call(ctx, id)?))
    };
    simple(visit, id, form, "", deed).await
}

pub(crate) async fn hold(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, form: &Form| {
        actions::hold(ctx, id, form.version())?;
        Ok("Đã ghi nhận khai mạc. Điểm danh, rồi ghi kết luận.".to_owned())
    };
    simple(visit, id, form, "/diem-danh", deed).await
}

pub(crate) async fn sync(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, _: &Form| {
        Ok(format!("Đã thêm {} đơn vị kế thừa.", actions::sync_participants(ctx, id)?))
    };
    simple(visit, id, form, "/ma-tran", deed).await
}

pub(crate) async fn aggregate(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, _: &Form| {
        Ok(format!("Đã lập báo cáo tổng hợp lần {}.", actions::aggregate(ctx, id)?))
    };
    simple(visit, id, form, "/tong-hop", deed).await
}

pub(crate) async fn remind(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    let deed = |ctx: &mut Ctx<'_>, id, _: &Form| Ok(sent(&actions::send_reminders(ctx, id)?));
    simple(visit, id, form, "/ma-tran", deed).await
}

/// "Đã gửi 3 công văn đôn đốc (42, 43, 44/HĐND-TT)."
fn sent(numbers: &[String]) -> String {
    let symbol = numbers.first().and_then(|number| number.split_once('/')).map_or("", |(_, symbol)| symbol);
    let short: Vec<&str> = numbers.iter().map(|number| number.split('/').next().unwrap_or(number)).collect();
    format!("Đã gửi {} công văn đôn đốc ({}/{symbol}).", numbers.len(), short.join(", "))
}

pub(crate) async fn postpone(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let today = ctx.today;
            let day = form.take_date("ngay-moi", "Ngày họp mới", today);
            let reason = form.take_text("ly-do-hoan", "Lý do đổi ngày", 500);
            if let Some(day) = day.filter(|_| form.is_sound()) {
                let result = actions::postpone(ctx, briefing.id, day, &reason, form.version());
                if let Some(number) = form.or_refuse("ngay-moi", result)? {
                    return Ok(back(&briefing, "").saying(told("Đã đổi ngày họp", number)));
                }
            }
            Answer::faulty(&hub::hub_page(ctx, briefing, form.clone())?)
        })
        .await
}

pub(crate) async fn cancel(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let reason = form.take_text("ly-do-huy", "Lý do hủy", 500);
            if form.is_sound() {
                let result = actions::cancel(ctx, briefing.id, &reason, form.version());
                if let Some(number) = form.or_refuse("ly-do-huy", result)? {
                    return Ok(back(&briefing, "").saying(told("Đã hủy hội nghị", number)));
                }
            }
            Answer::faulty(&hub::hub_page(ctx, briefing, form.clone())?)
        })
        .await
}

fn told(done: &str, number: Option<String>) -> String {
    number.map_or_else(|| format!("{done}."), |number| format!("{done}, đã gửi thông báo {number}."))
}

pub(crate) async fn own_part(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let results = form.take_text("ket-qua", "Kết quả trong quý", TEXT_MAX);
            let difficulties = form.take_text_or_empty("ton-tai", "Tồn tại, khó khăn", TEXT_MAX);
            let tasks = form.take_text_or_empty("nhiem-vu", "Nhiệm vụ quý tới", TEXT_MAX);
            if form.is_sound() {
                let result =
                    actions::set_own_part(ctx, briefing.id, &results, &difficulties, &tasks, form.version());
                if form.or_refuse("ket-qua", result)?.is_some() {
                    return Ok(back(&briefing, "/tong-hop").saying("Đã lưu phần của Thường trực HĐND."));
                }
            }
            Answer::faulty(&prepare::own_page(ctx, &briefing, form.clone())?)
        })
        .await
}

const MINUTES_MAX: i64 = 480;

pub(crate) async fn add_item(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let title = form.take_line("noi-dung", "Nội dung", 300);
            let presenter = form.take_line_or_empty("nguoi", "Người trình bày", 200);
            let minutes = form.take_integer("phut", "Số phút", 1..=MINUTES_MAX);
            if let Some(minutes) = minutes.filter(|_| form.is_sound()) {
                let result = actions::add_item(ctx, briefing.id, &title, &presenter, minutes);
                if form.or_refuse("noi-dung", result)?.is_some() {
                    return Ok(back(&briefing, "/chuong-trinh").saying("Đã thêm mục vào chương trình."));
                }
            }
            Answer::faulty(&prepare::agenda_page(ctx, &briefing, form.clone())?)
        })
        .await
}

pub(crate) async fn change_item(
    visit: Visit,
    Path((id, item)): Path<(String, String)>,
    form: Form,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let item: BriefingItemId = id_of(&item)?;
            let said = match form.value("viec") {
                "len" => actions::move_item(ctx, item, true).map(|()| "Đã chuyển mục lên."),
                "xuong" => actions::move_item(ctx, item, false).map(|()| "Đã chuyển mục xuống."),
                "bo" => actions::remove_item(ctx, item).map(|()| "Đã bỏ mục."),
                _ => {
                    let title = form.take_line("noi-dung", "Nội dung", 300);
                    let presenter = form.take_line_or_empty("nguoi", "Người trình bày", 200);
                    let minutes = form.take_integer("phut", "Số phút", 1..=MINUTES_MAX);
                    let Some(minutes) = minutes.filter(|_| form.is_sound()) else {
                        form.set("sua", item.to_string());
                        return Answer::faulty(&prepare::agenda_page(ctx, &briefing, form.clone())?);
                    };
                    let version = form.version();
                    actions::change_item(ctx, item, &title, &presenter, minutes, version)
                        .map(|()| "Đã lưu mục.")
                }
            }?;
            Ok(back(&briefing, "/chuong-trinh").saying(said))
        })
        .await
}

pub(crate) async fn attendance(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let mut noted: Vec<(ParticipantId, Attendance)> = Vec::new();
            for one in store::participants(ctx.tx, briefing.id)? {
                if let Ok(attendance) = form.value(&format!("co-mat-{}", one.id)).parse() {
                    noted.push((one.id, attendance));
                }
            }
            actions::set_attendance(ctx, briefing.id, &noted)?;
            let present = noted.iter().filter(|(_, attendance)| *attendance == Attendance::Present).count();
            let said = format!("Đã lưu điểm danh: có mặt {present}/{}.", noted.len());
            Ok(back(&briefing, "/diem-danh").saying(said))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_by_their_numbers_with_the_symbol_once() {
        let numbers = ["42/HĐND-TT", "43/HĐND-TT", "44/HĐND-TT"].map(str::to_owned);
        assert_eq!(sent(&numbers), "Đã gửi 3 công văn đôn đốc (42, 43, 44/HĐND-TT).");
    }
}
