//! What forms do.

use axum::extract::Path;
use axum::response::Response;
use kernel::{MeetingPersonId, OrganizationId, ProgrammeItemId};
use kit::{Answer, Ctx, Error, Form, Problem, Said, Visit};

use crate::model::{Kind, Meeting, NewDecision, NewMeeting, Presence, Refusal, Roll, State};
use crate::pages;
use crate::{actions, store};

const TITLE_MAX: usize = 300;
const PLACE_MAX: usize = 300;
const NAME_MAX: usize = 200;
const AGENDA_MAX: usize = 5_000;
const MINUTES_MAX: usize = 50_000;
const REASON_MAX: usize = 1_000;
const AWAY_MAX: usize = 500;
const DECISION_MAX: usize = 2_000;

/// "8:00", "08 giờ 30", "8h30" as "08:30"; empty stays empty.
fn take_hour(form: &mut Form) -> String {
    let typed =
        form.value("gio").trim().to_lowercase().replace("giờ", ":").replace('h', ":").replace(' ', "");
    if typed.is_empty() {
        return String::new();
    }
    let (hours, minutes) = typed.split_once(':').unwrap_or((&typed, ""));
    let minutes = if minutes.is_empty() { "0" } else { minutes };
    match (hours.parse::<u8>(), minutes.parse::<u8>()) {
        (Ok(hours), Ok(minutes)) if hours < 24 && minutes < 60 => format!("{hours:02}:{minutes:02}"),
        _ => {
            form.refuse("gio", "Viết giờ như 08:00.");
            String::new()
        }
    }
}

/// What both forms of a meeting hold; the body and kind of one that is planned stay.
fn take_meeting(ctx: &Ctx<'_>, form: &mut Form, known: Option<&Meeting>) -> Option<NewMeeting> {
    let (body, kind) = if let Some(known) = known {
        (Some(known.body_id), Some(known.kind))
    } else {
        let body: Option<OrganizationId> = form.take_choice("co-quan", "Cơ quan");
        let kind: Option<Kind> = form.take_choice("loai", "Loại cuộc họp");
        (body, kind)
    };
    let title = form.take_line("tieu-de", "Tên cuộc họp", TITLE_MAX);
    if form.fault("tieu-de").is_none() && title.chars().count() < 3 {
        form.refuse("tieu-de", "Tên cuộc họp dài từ 3 ký tự.");
    }
    let held_on = form.take_date("ngay", "Ngày họp", ctx.today);
    let starts_at = take_hour(form);
    let place = form.take_line_or_empty("dia-diem", "Địa điểm", PLACE_MAX);
    let chair = form.take_line_or_empty("chu-tri", "Chủ trì", NAME_MAX);
    let secretary = form.take_line_or_empty("thu-ky", "Thư ký", NAME_MAX);
    let agenda = form.take_text_or_empty("chuong-trinh", "Nội dung họp", AGENDA_MAX);
    let programme_item: Option<ProgrammeItemId> = form.take_choice_or_none("muc", "Nội dung chương trình");
    let is_public = form.is_checked("cong-khai");
    let (body, kind, held_on) = (body?, kind?, held_on?);
    form.is_sound().then_some(NewMeeting {
        body,
        kind,
        title,
        held_on,
        starts_at,
        place,
        chair,
        secretary,
        agenda,
        programme_item,
        is_public,
        is_demonstration: false,
    })
}

/// Where a refusal of a meeting's form stands.
const fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Programme(_) => "muc",
        Refusal::WrongBody => "co-quan",
        _ => "ngay",
    }
}

pub(crate) async fn plan(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if let Some(new) = take_meeting(ctx, form, None) {
                match actions::plan(ctx, &new) {
                    Ok(id) => {
                        return Ok(Answer::see_other(format!("{}/{id}", pages::BASE))
                            .saying("Đã lập cuộc họp, mời các thành viên của cơ quan."));
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
            match meeting_deed(ctx, &one, form)? {
                Some(words) => Ok(Answer::see_other(one.path()).saying(words)),
                None => Answer::faulty(&pages::detail_page(ctx, one, form)?),
            }
        })
        .await
}

/// The roll as the form says it: a choice and a reason for each who was asked.
fn take_roll(ctx: &mut Ctx<'_>, one: &Meeting, form: &mut Form) -> Result<Vec<Roll>, Problem> {
    let mut roll = Vec::new();
    for line in store::persons(ctx.tx, one.id)? {
        let presence: Option<Presence> = form.take_choice(&format!("co-mat-{}", line.id), "Có mặt hay vắng");
        let reason = form.take_line_or_empty(&format!("ly-do-{}", line.id), "Lý do vắng", AWAY_MAX);
        if let Some(presence) = presence {
            let reason = if presence == Presence::Absent { reason } else { String::new() };
            roll.push(Roll { line: line.id, presence, reason });
        }
    }
    Ok(roll)
}

fn meeting_deed(ctx: &mut Ctx<'_>, one: &Meeting, form: &mut Form) -> Said {
    let (id, version) = (one.id, form.version());
    match form.value("viec") {
        "sua" => match take_meeting(ctx, form, Some(one)) {
            Some(new) => match actions::change(ctx, id, version, &new) {
                Err(Error::Refused(reason)) => {
                    form.refuse(field_of(&reason), reason.to_string());
                    Ok(None)
                }
                done => form.said("ngay", done, "Đã lưu cuộc họp."),
            },
            None => Ok(None),
        },
        "khach" => {
            let name = form.take_line("ten-khach", "Họ tên", NAME_MAX);
            if form.fault("ten-khach").is_none() && name.chars().count() < 2 {
                form.refuse("ten-khach", "Họ tên dài từ 2 ký tự.");
            }
            let post = form.take_line_or_empty("chuc-vu-khach", "Chức vụ, cơ quan", PLACE_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::ask_guest(ctx, id, &name, &post);
            form.said("ten-khach", done, "Đã thêm người mời dự.")
        }
        "bo-moi" => {
            let line: MeetingPersonId = form.value("nguoi").parse().map_err(|_| Problem::NotFound)?;
            let done = actions::remove_person(ctx, id, line);
            form.said("ten-khach", done, "Đã bỏ khỏi danh sách mời.")
        }
        "diem-danh" => {
            let roll = take_roll(ctx, one, form)?;
            if !form.is_sound() {
                return Ok(None);
            }
            if one.state == State::Planned {
                let done = actions::hold(ctx, id, version, &roll);
                form.said("diem-danh", done, "Đã ghi cuộc họp và điểm danh.")
            } else {
                let done = actions::correct_roll(ctx, id, &roll);
                form.said("diem-danh", done, "Đã sửa điểm danh.")
            }
        }
        "khong-hop" => {
            let reason = form.take_line_or_empty("ly-do", "Lý do", REASON_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::cancel(ctx, id, version, &reason);
            form.said("ly-do", done, "Đã ghi không họp.")
        }
        _ => minutes_deed(ctx, one, form),
    }
}

/// What comes after the meeting.
fn minutes_deed(ctx: &mut Ctx<'_>, one: &Meeting, form: &mut Form) -> Said {
    let (id, version) = (one.id, form.version());
    match form.value("viec") {
        "bien-ban" => {
            let minutes = form.take_text("bien-ban", "Biên bản", MINUTES_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::write_minutes(ctx, id, version, &minutes);
            form.said("bien-ban", done, "Đã lưu biên bản.")
        }
        "thong-qua" => {
            let on = form.take_date("ngay-thong-qua", "Ngày thông qua", ctx.today);
            let by = form.take_line("nguoi-thong-qua", "Người thông qua", NAME_MAX);
            if form.fault("nguoi-thong-qua").is_none() && by.chars().count() < 2 {
                form.refuse("nguoi-thong-qua", "Ghi họ tên người thông qua.");
            }
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::approve_minutes(ctx, id, version, on, &by);
            form.said("ngay-thong-qua", done, "Đã thông qua biên bản.")
        }
        "ket-luan" => {
            let text = form.take_text("viec-giao", "Việc giao", DECISION_MAX);
            if form.fault("viec-giao").is_none() && text.chars().count() < 5 {
                form.refuse("viec-giao", "Việc giao dài từ 5 ký tự.");
            }
            let lead: Option<OrganizationId> = form.take_choice("co-quan-thuc-hien", "Cơ quan thực hiện");
            let due_on = form.take_date("han", "Hạn thực hiện", ctx.today);
            let (Some(lead), Some(due_on), true) = (lead, due_on, form.is_sound()) else { return Ok(None) };
            let done = actions::decide(ctx, id, &NewDecision { text, lead, due_on });
            let field = match &done {
                Err(Error::Refused(Refusal::NoSuchBody)) => "co-quan-thuc-hien",
                _ => "han",
            };
            form.said(field, done, "Đã giao việc và lập việc theo dõi.")
        }
        _ => Err(Problem::NotFound),
    }
}
