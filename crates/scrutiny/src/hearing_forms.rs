//! What the forms of hearings do.

use axum::extract::Path;
use axum::response::Response;
use kernel::{FollowUpId, HearingPersonId, OrganizationId, PersonId};
use kit::{Answer, Ctx, Error, Form, Problem, Said, Visit};

use crate::hearing_pages::{self as pages, BASE};
use crate::hearings;
use crate::model::{Hearing, NewHearing, NewRecommendation, Origin, Part, Refusal, Source, Vote};
use crate::pages::take_hour;
use crate::paper;

const TITLE_MAX: usize = 500;
const CONTENT_MAX: usize = 5_000;
const PLACE_MAX: usize = 300;
const NAME_MAX: usize = 200;
const MINUTES_MAX: usize = 50_000;
const CONCLUSION_MAX: usize = 20_000;
const REASON_MAX: usize = 1_000;
const RECOMMENDATION_MAX: usize = 2_000;

fn take_hearing(ctx: &Ctx<'_>, form: &mut Form) -> Option<NewHearing> {
    let title = form.take_line("tieu-de", "Nội dung giải trình", TITLE_MAX);
    if form.fault("tieu-de").is_none() && title.chars().count() < 5 {
        form.refuse("tieu-de", "Nội dung giải trình dài từ 5 ký tự.");
    }
    let content = form.take_text_or_empty("noi-dung", "Vấn đề cần giải trình", CONTENT_MAX);
    let held_on = form.take_date("ngay", "Ngày họp", ctx.today);
    let starts_at = take_hour(form);
    let place = form.take_line_or_empty("dia-diem", "Địa điểm", PLACE_MAX);
    let chair = form.take_line_or_empty("chu-tri", "Chủ trì", NAME_MAX);
    let is_closed = form.is_checked("kin");
    let held_on = held_on?;
    form.is_sound().then_some(NewHearing {
        title,
        content,
        held_on,
        starts_at,
        place,
        chair,
        is_closed,
        is_demonstration: false,
    })
}

fn take_name(form: &mut Form, field: &str, label: &str) -> String {
    let name = form.take_line(field, label, NAME_MAX);
    if form.fault(field).is_none() && name.chars().count() < 2 {
        form.refuse(field, format!("{label} dài từ 2 ký tự."));
    }
    name
}

/// Where the refusal of a new hearing stands.
const fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoSuchBody => "co-quan",
        Refusal::TooEarly(_) | Refusal::NoSuchSource => "ma-nguon",
        _ => "ngay",
    }
}

pub(crate) async fn propose(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let new = take_hearing(ctx, form);
            let body: Option<OrganizationId> = form.take_choice("co-quan", "Cơ quan giải trình");
            let name = take_name(form, "nguoi-giai-trinh", "Người giải trình");
            let follow_up: Option<FollowUpId> = form.value("viec-theo-doi").parse().ok();
            let origin = match follow_up {
                Some(id) => Some(Origin::FollowUp(id)),
                None => form.take_choice::<Source>("nguon", "Nguồn").map(|kind| {
                    Origin::Other(kind, form.take_line_or_empty("ma-nguon", "Mã hoặc tên", TITLE_MAX))
                }),
            };
            if let (Some(new), Some(body), Some(origin), true) = (new, body, origin, form.is_sound()) {
                match hearings::propose(ctx, &origin, &new, (body, &name)) {
                    Ok(id) => {
                        return Ok(Answer::see_other(format!("{BASE}/{id}"))
                            .saying("Đã lập phiên giải trình. Gửi thông báo cho người giải trình."));
                    }
                    Err(Error::Refused(reason)) => form.refuse(field_of(&reason), reason.to_string()),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&pages::new_page(ctx, form.clone())?)
        })
        .await
}

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = pages::find(ctx, &id)?;
            match hearing_deed(ctx, &one, form)? {
                Some(words) => Ok(Answer::see_other(one.path()).saying(words)),
                None => Answer::faulty(&pages::detail_page(ctx, one, form)?),
            }
        })
        .await
}

fn hearing_deed(ctx: &mut Ctx<'_>, one: &Hearing, form: &mut Form) -> Said {
    let (id, version) = (one.id, form.version());
    match form.value("viec") {
        "sua" => match take_hearing(ctx, form) {
            Some(new) => {
                form.said("ngay", hearings::change(ctx, id, version, &new), "Đã lưu phiên giải trình.")
            }
            None => Ok(None),
        },
        "them-nguoi" => {
            let part: Option<Part> = form.take_choice("phan", "Vai trò");
            let name = take_name(form, "ten-nguoi", "Họ tên hoặc chức vụ");
            let body: Option<OrganizationId> = form.take_choice_or_none("co-quan-nguoi", "Cơ quan");
            let Some(part) = part.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = hearings::add_person(ctx, id, part, body, &name);
            let field = match &done {
                Err(Error::Refused(Refusal::NoSuchBody)) => "co-quan-nguoi",
                _ => "ten-nguoi",
            };
            form.said(field, done, "Đã thêm người.")
        }
        "bo-nguoi" => {
            let line: HearingPersonId = form.value("nguoi").parse().map_err(|_| Problem::NotFound)?;
            form.said("ten-nguoi", hearings::remove_person(ctx, id, line), "Đã bỏ khỏi danh sách.")
        }
        "thong-bao" => {
            let Some(on) = form.take_date("ngay-thong-bao", "Ngày thông báo", ctx.today) else {
                return Ok(None);
            };
            let is_late =
                crate::rules::notice_due(ctx.law, one.held_on).is_some_and(|deadline| deadline.due < on);
            let words = if is_late {
                "Đã ghi thông báo. Thông báo muộn hơn hạn của luật; việc muộn được lưu lại."
            } else {
                "Đã ghi thông báo cho người giải trình."
            };
            form.said("ngay-thong-bao", hearings::notify(ctx, id, version, on), words)
        }
        "khong-hop" => {
            let reason = form.take_line_or_empty("ly-do", "Lý do", REASON_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            form.said("ly-do", hearings::cancel(ctx, id, version, &reason), "Đã ghi không tổ chức.")
        }
        "du-thao" => {
            let which = form.value("van-ban").parse().map_err(|_| Problem::NotFound)?;
            let done = paper::draft_of_hearing(ctx, id, which);
            form.said("van-ban", done, "Đã lập dự thảo văn bản. Mở dự thảo để sửa, ký, phát hành.")
        }
        _ => after_deed(ctx, one, form),
    }
}

/// What comes from the day of the hearing on.
fn after_deed(ctx: &mut Ctx<'_>, one: &Hearing, form: &mut Form) -> Said {
    let (id, version) = (one.id, form.version());
    match form.value("viec") {
        "da-hop" => {
            let minutes = form.take_text("bien-ban", "Biên bản", MINUTES_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = hearings::hold(ctx, id, version, &minutes);
            let climbed = matches!(done, Ok(true));
            let words = if climbed {
                "Đã ghi phiên giải trình; việc theo dõi chuyển bước 4."
            } else {
                "Đã ghi phiên giải trình."
            };
            form.said("bien-ban", done, words)
        }
        "buoc-4" => {
            let done = hearings::climb(ctx, one);
            form.said("buoc-4", done, "Việc theo dõi đã chuyển bước 4.")
        }
        "ket-luan" => {
            let on = form.take_date("ngay-ket-luan", "Ngày kết luận", ctx.today);
            let conclusion = form.take_text("ket-luan", "Kết luận", CONCLUSION_MAX);
            let Some(on) = on else { return Ok(None) };
            let mut votes: Vec<(PersonId, Vote)> = Vec::new();
            for (person, ..) in hearings::members(ctx, one.council_id, on)? {
                if let Some(vote) = form.take_choice(&format!("phieu-{person}"), "Biểu quyết") {
                    votes.push((person, vote));
                }
            }
            if !form.is_sound() {
                return Ok(None);
            }
            let done = hearings::conclude(ctx, id, version, on, &votes, &conclusion);
            let field = match &done {
                Err(Error::Refused(Refusal::Before(_) | Refusal::InFuture)) => "ngay-ket-luan",
                _ => "ket-luan",
            };
            form.said(field, done, "Đã ghi kết luận phiên giải trình.")
        }
        "kien-nghi" => {
            let text = form.take_text("noi-dung-kien-nghi", "Việc phải làm", RECOMMENDATION_MAX);
            if form.fault("noi-dung-kien-nghi").is_none() && text.chars().count() < 5 {
                form.refuse("noi-dung-kien-nghi", "Việc phải làm dài từ 5 ký tự.");
            }
            let lead: Option<OrganizationId> = form.take_choice("co-quan-thuc-hien", "Cơ quan thực hiện");
            let due_on = form.take_date("han", "Hạn thực hiện", ctx.today);
            let (Some(lead), Some(due_on), true) = (lead, due_on, form.is_sound()) else { return Ok(None) };
            let done = hearings::recommend(ctx, id, &NewRecommendation { text, lead, due_on });
            let field = match &done {
                Err(Error::Refused(Refusal::NoSuchBody)) => "co-quan-thuc-hien",
                _ => "han",
            };
            form.said(field, done, "Đã ghi kiến nghị và lập việc theo dõi.")
        }
        _ => Err(Problem::NotFound),
    }
}
