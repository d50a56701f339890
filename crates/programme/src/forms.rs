//! What forms do.

use axum::extract::Path;
use axum::response::Response;
use kernel::{FollowUpId, OrganizationId, ProgrammeItemId};
use kit::{Answer, Ctx, Error, Form, Problem, Said, Visit};

use crate::model::{Decision, Item, Kind, NewItem, NewProgramme, OversightGroup, Paper, Programme, Refusal};
use crate::pages::{self, BASE};
use crate::{actions, rules};

const TITLE_MAX: usize = 1_000;
const LEAD_MAX: usize = 300;
const COOPERATING_MAX: usize = 1_000;
const PRODUCT_MAX: usize = 500;
const REASON_MAX: usize = 1_000;
const EVIDENCE_MAX: usize = 2_000;
const LINE_MAX: usize = 200;
const PLACE_MAX: usize = 500;

pub(crate) async fn begin(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let body: Option<OrganizationId> = form.take_choice("co-quan", "Cơ quan");
            let kind: Option<Kind> = form.take_choice("loai", "Loại chương trình");
            let year = form.take_integer("nam", "Năm", 1990..=2200);
            let proposed_on = form.take_date_or_none("ngay-de-nghi", ctx.today);
            let tabled_on = form.take_date_or_none("ngay-trinh", ctx.today);
            if let (Some(body), Some(kind), Some(year), true) = (body, kind, year, form.is_sound()) {
                let new = NewProgramme { body, kind, year, proposed_on, tabled_on, is_demonstration: false };
                let made = actions::begin(ctx, &new);
                if let Some(id) = form.or_refuse("co-quan", made)? {
                    return Ok(Answer::see_other(format!("{BASE}/{id}"))
                        .saying("Đã lập dự thảo chương trình. Thêm nội dung hoặc dán bảng từ Word, Excel."));
                }
            }
            Answer::faulty(&pages::new_page(ctx, form.clone())?)
        })
        .await
}

/// What the fields of an item say. A day left out is the last of its month or quarter; a lead
/// left out is the name of the body that was chosen.
fn take_item(ctx: &mut Ctx<'_>, one: &Programme, form: &mut Form) -> Result<Option<NewItem>, Problem> {
    let title = form.take_line("noi-dung", "Nội dung", TITLE_MAX);
    if form.fault("noi-dung").is_none() && title.chars().count() < 3 {
        form.refuse("noi-dung", "Nội dung dài từ 3 ký tự.");
    }
    let oversight_group: Option<OversightGroup> = match one.kind {
        Kind::Oversight => form.take_choice("nhom", "Nhóm giám sát"),
        Kind::Work => None,
    };
    let month: Option<i64> = form.take_choice_or_none("thang", "Tháng");
    let quarter: Option<i64> = match month {
        Some(month) => Some((month + 2) / 3),
        None => form.take_choice("quy", "Quý"),
    };
    let lead_id: Option<OrganizationId> = form.take_choice_or_none("co-quan-chu-tri", "Cơ quan chủ trì");
    let mut lead = form.take_line_or_empty("chu-tri", "Chủ trì", LEAD_MAX);
    if let Some(id) = lead_id {
        let body = directory::organization(ctx.tx, id)?;
        match body {
            Some(body) if lead.is_empty() => lead = body.short_name,
            Some(_) => {}
            None => form.refuse("co-quan-chu-tri", "Chọn lại cơ quan chủ trì."),
        }
    }
    let cooperating = form.take_line_or_empty("phoi-hop", "Phối hợp", COOPERATING_MAX);
    let product = form.take_line_or_empty("san-pham", "Sản phẩm", PRODUCT_MAX);
    let typed = form.take_date_or_none("han", ctx.today);
    let is_key = form.is_checked("trong-tam");
    let Some(quarter) = quarter.filter(|_| form.is_sound()) else { return Ok(None) };
    let Some(due_on) = typed.or_else(|| rules::last_day(one.year, quarter, month)) else {
        form.refuse("quy", "Chọn lại quý.");
        return Ok(None);
    };
    let new = NewItem {
        title,
        oversight_group,
        quarter,
        month,
        lead,
        lead_id,
        cooperating,
        product,
        due_on,
        is_key,
    };
    Ok(Some(new))
}

/// Where a refusal of an item's form stands.
const fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NoReason => "ly-do",
        Refusal::NoGroup => "nhom",
        _ => "han",
    }
}

fn said_of_item<T>(form: &mut Form, done: Result<T, Error<Refusal>>, words: &str) -> Said {
    match done {
        Err(Error::Refused(reason)) => {
            form.refuse(field_of(&reason), reason.to_string());
            Ok(None)
        }
        done => form.said("han", done, words),
    }
}

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = pages::find(ctx, &id)?;
            match programme_deed(ctx, &one, form)? {
                Some(words) => Ok(Answer::see_other(one.path()).saying(words)),
                None => Answer::faulty(&pages::detail_page(ctx, one, form)?),
            }
        })
        .await
}

fn programme_deed(ctx: &mut Ctx<'_>, one: &Programme, form: &mut Form) -> Said {
    match form.value("viec") {
        "them" => {
            let reason = form.take_line_or_empty("ly-do", "Lý do", REASON_MAX);
            match take_item(ctx, one, form)? {
                Some(new) => {
                    let done = actions::add(ctx, one.id, &new, &reason);
                    said_of_item(form, done, "Đã thêm nội dung.")
                }
                None => Ok(None),
            }
        }
        "ngay" => {
            let proposed = form.take_date_or_none("ngay-de-nghi", ctx.today);
            let tabled = form.take_date_or_none("ngay-trinh", ctx.today);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::set_days(ctx, one.id, form.version(), proposed, tabled);
            form.said("ngay-trinh", done, "Đã ghi ngày đề nghị, ngày trình.")
        }
        "cong-khai-som" => {
            let on = form.take_date("ngay-cong-khai", "Ngày đã công khai", ctx.today);
            let place = form.take_line("noi-cong-khai", "Nơi công khai, căn cứ", PLACE_MAX);
            if form.fault("noi-cong-khai").is_none() && place.chars().count() < 3 {
                form.refuse("noi-cong-khai", "Ghi nơi công khai, dài từ 3 ký tự.");
            }
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::publish_earlier(ctx, one.id, form.version(), on, &place);
            form.said("ngay-cong-khai", done, "Đã ghi ngày công khai.")
        }
        "quyet-dinh" => {
            let on = form.take_date("ngay-quyet-dinh", "Ngày quyết định", ctx.today);
            let paper: Option<Paper> = form.take_choice("loai-van-ban", "Loại văn bản");
            let reference = form.take_line("so-van-ban", "Số văn bản", LINE_MAX);
            let signer = form.take_line("nguoi-ky", "Người ký", LINE_MAX);
            if form.fault("nguoi-ky").is_none() && signer.chars().count() < 2 {
                form.refuse("nguoi-ky", "Ghi họ tên người ký.");
            }
            let (Some(on), Some(paper), true) = (on, paper, form.is_sound()) else { return Ok(None) };
            let decision = Decision { on, paper, reference, signer };
            let done = actions::decide(ctx, one.id, form.version(), &decision);
            let field = match &done {
                Err(Error::Refused(Refusal::NeedsResolution)) => "loai-van-ban",
                _ => "ngay-quyet-dinh",
            };
            form.said(field, done, "Đã ghi quyết định. Chương trình được công khai.")
        }
        _ => Err(Problem::NotFound),
    }
}

pub(crate) async fn item_deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let (one, item) = pages::find_item(ctx, &id)?;
            let (back, is_dropping) = (one.path(), form.value("viec") == "bo");
            match deed_with_item(ctx, &one, &item, form)? {
                Some(words) => {
                    let to = if is_dropping { back } else { item.path() };
                    Ok(Answer::see_other(to).saying(words))
                }
                None => Answer::faulty(&pages::item_page(ctx, one, item, form)?),
            }
        })
        .await
}

fn deed_with_item(ctx: &mut Ctx<'_>, one: &Programme, item: &Item, form: &mut Form) -> Said {
    let (id, version) = (item.id, form.version());
    match form.value("viec") {
        "sua" => {
            let reason = form.take_line_or_empty("ly-do", "Lý do", REASON_MAX);
            match take_item(ctx, one, form)? {
                Some(new) => {
                    let done = actions::change(ctx, id, version, &new, &reason);
                    said_of_item(form, done, "Đã lưu nội dung.")
                }
                None => Ok(None),
            }
        }
        "bo" => {
            let reason = form.take_line_or_empty("ly-do-bo", "Lý do", REASON_MAX);
            let done = actions::drop_item(ctx, id, version, &reason);
            form.said("ly-do-bo", done, "Đã đưa nội dung ra khỏi chương trình.")
        }
        "xong" => {
            let on = form.take_date("ngay-xong", "Ngày hoàn thành", ctx.today);
            let evidence = form.take_text_or_empty("can-cu", "Căn cứ", EVIDENCE_MAX);
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::mark_done(ctx, id, version, on, &evidence);
            let field = match &done {
                Err(Error::Refused(Refusal::NoEvidence)) => "can-cu",
                _ => "ngay-xong",
            };
            form.said(field, done, "Đã ghi hoàn thành.")
        }
        "gan" => {
            let (kind, record) = form.value("ban-ghi").split_once(':').unwrap_or_default();
            let (kind, record) = (kind.to_owned(), record.to_owned());
            let done = actions::attach(ctx, id, &kind, &record);
            form.said("ban-ghi", done, "Đã gắn bản ghi. Ngày hoàn thành tính từ bản ghi.")
        }
        "bo-gan" => {
            let reason = form.take_line("ly-do-bo-gan", "Lý do", REASON_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::detach(ctx, id, &reason);
            form.said("ly-do-bo-gan", done, "Đã bỏ gắn bản ghi.")
        }
        "chua-xong" => {
            let reason = form.take_line("ly-do-mo", "Lý do", REASON_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            let done = actions::mark_open(ctx, id, version, &reason);
            form.said("ly-do-mo", done, "Đã bỏ ghi hoàn thành.")
        }
        _ => Err(Problem::NotFound),
    }
}

/// Picks a key task, or takes one back: one click each.
pub(crate) async fn key_task(visit: Visit, Path(quarter): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let quarter = pages::quarter_of(&quarter)?;
            let item =
                |form: &Form| form.value("muc").parse::<ProgrammeItemId>().map_err(|_| Problem::NotFound);
            let follow_up =
                |form: &Form| form.value("viec-id").parse::<FollowUpId>().map_err(|_| Problem::NotFound);
            let done = match form.value("viec") {
                "chon-muc" => actions::set_key(ctx, item(form)?, true),
                "bo-muc" => actions::set_key(ctx, item(form)?, false),
                "chon-viec" => actions::pick(ctx, quarter, follow_up(form)?),
                "bo-viec" => actions::unpick(ctx, quarter, follow_up(form)?),
                _ => return Err(Problem::NotFound),
            };
            let is_picked = form.value("viec").starts_with("chon");
            let to = format!("{BASE}/trong-tam/{quarter}");
            match done {
                Ok(()) if is_picked => Ok(Answer::see_other(to).saying("Đã chọn nhiệm vụ trọng tâm.")),
                Ok(()) => Ok(Answer::see_other(to).saying("Đã bỏ khỏi nhiệm vụ trọng tâm.")),
                // Refused before anything was written
                Err(Error::Refused(reason)) => Err(Problem::Refused(reason.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
