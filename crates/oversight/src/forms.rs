//! What forms do.

use axum::extract::Path;
use axum::http::header;
use axum::response::Response;
use kernel::{
    FieldVisitId, FindingId, FollowUpId, OrganizationId, OversightBodyId, OversightId, PersonId,
    ProgrammeItemId, RecommendationId, ReportLinkId, dates,
};
use kit::{Answer, Ctx, Error, Form, Problem, Said, Visit};

use crate::actions::{self, HandedIn};
use crate::common::Whole;
use crate::model::{
    FindingKind, Kind, NewOversight, NewRecommendation, NewVisit, Oversight, PaperKind, RecommendationKind,
    Refusal, VisitKind,
};
use crate::pages::{self, detail_page, find};
use crate::recommend::{self, recommend};
use crate::{link_pages, links, paper, visits};

const TITLE_MAX: usize = 500;
const LINE_MAX: usize = 300;
pub(crate) const TEXT_MAX: usize = 4_000;
pub(crate) const LONG_MAX: usize = 20_000;

/// Words of at least five letters.
fn take_words(form: &mut Form, name: &str, label: &str, most: usize) -> String {
    let words = form.take_text(name, label, most);
    if form.fault(name).is_none() && words.chars().count() < 5 {
        form.refuse(name, format!("{label} dài từ 5 ký tự."));
    }
    words
}

/// What both forms of an oversight hold.
fn take_oversight(form: &mut Form, ctx: &Ctx<'_>) -> Option<NewOversight> {
    let body_id: Option<OrganizationId> = form.take_choice("chu-the", "Chủ thể giám sát");
    let person_id: Option<PersonId> = form.take_choice_or_none("dai-bieu", "Đại biểu");
    let kind: Option<Kind> = form.take_choice("loai", "Loại");
    let register: Option<crate::model::Form> = form.take_choice("nhom", "Nhóm hình thức");
    let title = form.take_line("ten", "Tên cuộc giám sát, khảo sát", TITLE_MAX);
    if form.fault("ten").is_none() && title.chars().count() < 5 {
        form.refuse("ten", "Tên dài từ 5 ký tự.");
    }
    let scope = form.take_text_or_empty("pham-vi", "Phạm vi", TEXT_MAX);
    let content = form.take_text_or_empty("noi-dung", "Nội dung", LONG_MAX);
    let from = form.take_date("tu", "Ngày bắt đầu dự kiến", ctx.today);
    let to = form.take_date("den", "Ngày kết thúc dự kiến", ctx.today);
    let item: Option<ProgrammeItemId> = form.take_choice_or_none("muc", "Nội dung chương trình");
    let first: Option<OversightId> = form.take_choice_or_none("lan-truoc", "Cuộc giám sát trước");
    let invited = form.take_text_or_empty("moi-cung", "Mời tham gia", TEXT_MAX);
    let (body_id, kind, register, planned_from, planned_to) = (body_id?, kind?, register?, from?, to?);
    form.is_sound().then(|| NewOversight {
        body_id,
        person_id,
        kind,
        form: register,
        title,
        scope,
        content,
        planned_from,
        planned_to,
        programme_item_id: item,
        first_id: first,
        is_secret: form.is_checked("mat"),
        invited,
        is_demonstration: ctx.app.settings().purpose.is_made_up(),
    })
}

/// Where a refusal of an oversight's form stands.
const fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotOfCouncil | Refusal::NoSuchBody => "chu-the",
        Refusal::NotADelegate => "dai-bieu",
        Refusal::NoFirst => "lan-truoc",
        Refusal::EndsBefore => "den",
        Refusal::Other(_) => "muc",
        _ => "ten",
    }
}

pub(crate) async fn create(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if let Some(new) = take_oversight(form, ctx) {
                match actions::enter(ctx, &new) {
                    Ok(id) => {
                        link_follow_up(ctx, form, id)?;
                        return Ok(Answer::see_other(crate::path_of(&id.to_string()))
                            .saying("Đã lập. Ghi đoàn và cơ quan chịu sự giám sát tiếp theo."));
                    }
                    Err(Error::Refused(reason)) => form.refuse(field_of(&reason), reason.to_string()),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&pages::new_page(ctx, form.clone())?)
        })
        .await
}

/// The recommendation that is gone over again leads to the new oversight.
fn link_follow_up(ctx: &mut Ctx<'_>, form: &Form, id: OversightId) -> Result<(), Problem> {
    let Ok(follow_up) = form.value("viec").parse::<FollowUpId>() else { return Ok(()) };
    let found = follow::find(ctx.tx, follow_up)?.filter(|one| ctx.actor.serves(one.council_id));
    if let Some(one) = found {
        actions::link_from_follow_up(ctx, id, &one)?;
    }
    Ok(())
}

/// The page again, with what was typed.
fn faulty(ctx: &mut Ctx<'_>, id: OversightId, form: &Form) -> Result<Answer, Problem> {
    let whole = find(ctx, &id.to_string())?;
    Answer::faulty(&detail_page(ctx, whole, form)?)
}

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let whole = find(ctx, &id)?;
            match form.value("viec") {
                "duong-dan" => return make_link(ctx, &whole.one, form),
                "van-ban" => return draft_paper(ctx, &whole.one, form),
                _ => {}
            }
            match oversight_deed(ctx, &whole, form)? {
                Some(words) => Ok(Answer::see_other(whole.one.path()).saying(words)),
                None => faulty(ctx, whole.one.id, form),
            }
        })
        .await
}

/// The steps of an oversight.
fn oversight_deed(ctx: &mut Ctx<'_>, whole: &Whole, form: &mut Form) -> Said {
    let (id, version) = (whole.one.id, form.version());
    let deed = form.value("viec").to_owned();
    let is_step = [
        "dua-vao",
        "quyet-dinh",
        "gui",
        "bat-dau",
        "ket-thuc-co-so",
        "bao-cao",
        "xem-xet",
        "ket-luan",
        "dong",
    ];
    if !is_step.contains(&deed.as_str()) {
        return other_deed(ctx, whole, form);
    }
    let on = form.take_date("ngay", "Ngày", ctx.today);
    match deed.as_str() {
        "dua-vao" => {
            let Some(on) = on else { return Ok(None) };
            form.said("ngay", actions::include(ctx, id, version, on), "Đã đưa vào chương trình.")
        }
        "quyet-dinh" => {
            let number = form.take_line_or_empty("so", "Số quyết định", LINE_MAX);
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::decide(ctx, id, version, on, &number);
            form.said("ngay", done, "Đã ghi quyết định thành lập đoàn.")
        }
        "gui" => {
            let notice = form.take_date_or_none("ngay-thong-bao", ctx.today);
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::notify(ctx, id, version, on, notice);
            form.said("ngay", done, "Đã ghi ngày gửi kế hoạch, đề cương.")
        }
        "bat-dau" => {
            let Some(on) = on else { return Ok(None) };
            form.said("ngay", actions::begin(ctx, id, version, on), "Đã bắt đầu làm việc tại cơ sở.")
        }
        "ket-thuc-co-so" => {
            let Some(on) = on else { return Ok(None) };
            let done = actions::end_field(ctx, id, version, on);
            form.said("ngay", done, "Đã ghi kết thúc làm việc tại cơ sở.")
        }
        "bao-cao" => {
            let words = take_words(form, "tom-tat", "Tóm tắt báo cáo", LONG_MAX);
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            form.said("ngay", actions::report(ctx, id, version, on, &words), "Đã ghi báo cáo của đoàn.")
        }
        "xem-xet" => {
            let Some(on) = on else { return Ok(None) };
            form.said("ngay", actions::consider(ctx, id, version, on), "Đã ghi xem xét báo cáo.")
        }
        "ket-luan" => {
            let words = take_words(form, "ket-luan", "Kết luận", LONG_MAX);
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::conclude(ctx, id, version, on, &words);
            form.said("ngay", done, "Đã ghi kết luận. Ban hành kiến nghị tiếp theo.")
        }
        _ => {
            let words = form.take_text_or_empty("ket-qua", "Đánh giá chung", TEXT_MAX);
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            form.said("ngay", actions::close(ctx, id, version, on, &words), "Đã kết thúc.")
        }
    }
}

/// A line of three characters or more.
fn take_line(form: &mut Form, name: &str, label: &str) -> String {
    let line = form.take_line(name, label, LINE_MAX);
    if form.fault(name).is_none() && line.chars().count() < 3 {
        form.refuse(name, format!("{label} dài từ 3 ký tự."));
    }
    line
}

/// What is written down beside the steps.
fn other_deed(ctx: &mut Ctx<'_>, whole: &Whole, form: &mut Form) -> Said {
    let (id, version) = (whole.one.id, form.version());
    match form.value("viec") {
        "sua" => match take_oversight(form, ctx) {
            Some(new) => match actions::amend(ctx, id, version, &new) {
                Err(Error::Refused(reason)) => {
                    form.refuse(field_of(&reason), reason.to_string());
                    Ok(None)
                }
                done => form.said("ten", done, "Đã lưu."),
            },
            None => Ok(None),
        },
        "thong-bao" => {
            let Some(on) = form.take_date("ngay-tb-sau", "Ngày thông báo", ctx.today) else {
                return Ok(None);
            };
            let done = actions::notify_later(ctx, id, version, on);
            form.said("ngay-tb-sau", done, "Đã ghi ngày thông báo.")
        }
        "cong-khai-som" => {
            let on = form.take_date("ngay-cong-khai", "Ngày đã công khai", ctx.today);
            let place = take_line(form, "noi-cong-khai", "Nơi công khai, căn cứ");
            let Some(on) = on.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::publish_earlier(ctx, id, version, on, &place);
            form.said("ngay-cong-khai", done, "Đã ghi ngày công khai kết luận.")
        }
        "huy" => {
            let reason = take_words(form, "ly-do-huy", "Lý do", TEXT_MAX);
            if !form.is_sound() {
                return Ok(None);
            }
            form.said("ly-do-huy", actions::cancel(ctx, id, version, &reason), "Đã ghi không tiến hành.")
        }
        "doan" => {
            let head: Option<PersonId> = form.take_choice("truong-doan", "Trưởng đoàn");
            let members: Vec<PersonId> = form.take_choices("thanh-vien", "Thành viên");
            let Some(head) = head.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::set_team(ctx, id, head, &members);
            form.said("truong-doan", done, "Đã ghi thành phần đoàn.")
        }
        "them-co-quan" => {
            let body: Option<OrganizationId> = form.take_choice("co-quan-gs", "Cơ quan chịu sự giám sát");
            let due = form.take_date_or_none("han-bao-cao", ctx.today);
            let Some(body) = body.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::add_body(ctx, id, body, due);
            form.said("co-quan-gs", done, "Đã thêm cơ quan chịu sự giám sát.")
        }
        "bo-co-quan" => {
            let done = actions::remove_body(ctx, id, id_of(form, "co-quan")?);
            form.said("co-quan-gs", done, "Đã bỏ cơ quan.")
        }
        "nop" => {
            let body: Option<OversightBodyId> = form.take_choice("nop-cho", "Cơ quan nộp báo cáo");
            let new = take_report(form, ctx);
            let (Some(body), Some(new)) = (body, new) else { return Ok(None) };
            form.said("nop-tom-tat", actions::hand_in(ctx, id, body, &new), "Đã nộp báo cáo.")
        }
        "thu-hoi-duong-dan" => {
            let link: ReportLinkId = id_of(form, "duong-dan")?;
            let done = links::revoke(ctx, id, link);
            form.said("dd-cho", done, "Đã thu hồi đường dẫn; từ giờ không mở được nữa.")
        }
        "lich" => match take_visit(form, ctx) {
            Some(new) => form.said("lv-ngay", visits::plan(ctx, id, &new), "Đã lập lịch."),
            None => Ok(None),
        },
        "phat-hien" => {
            let kind: Option<FindingKind> = form.take_choice("ph-loai", "Loại phát hiện");
            let text = take_words(form, "ph-noi-dung", "Nội dung phát hiện", TEXT_MAX);
            let evidence = form.take_line_or_empty("ph-minh-chung", "Căn cứ", LINE_MAX);
            let body: Option<OversightBodyId> = form.take_choice_or_none("ph-co-quan", "Cơ quan");
            let uploads: Vec<kit::Upload> = form.uploads_of("ph-tep").into_iter().cloned().collect();
            let Some(kind) = kind.filter(|_| form.is_sound()) else { return Ok(None) };
            let done = actions::add_finding(ctx, id, kind, &text, &evidence, body, &uploads);
            form.said("ph-noi-dung", done, "Đã ghi phát hiện.")
        }
        "bo-phat-hien" => {
            let finding: FindingId = id_of(form, "phat-hien")?;
            form.said("ph-noi-dung", actions::remove_finding(ctx, id, finding), "Đã bỏ phát hiện.")
        }
        _ => recommendation_deed(ctx, id, form),
    }
}

fn recommendation_deed(ctx: &mut Ctx<'_>, id: OversightId, form: &mut Form) -> Said {
    match form.value("viec") {
        "kien-nghi" => {
            let kind: Option<RecommendationKind> = form.take_choice("kn-loai", "Loại kiến nghị");
            let text = take_words(form, "kn-noi-dung", "Nội dung kiến nghị", TEXT_MAX);
            let lead: Option<OrganizationId> = form.take_choice("kn-chu-tri", "Cơ quan chủ trì");
            let cooperating: Vec<OrganizationId> = form.take_choices("kn-phoi-hop", "Cơ quan phối hợp");
            let due = form.take_date("kn-han", "Hạn thực hiện", ctx.today);
            let on = form.take_date("kn-ngay", "Ngày ban hành", ctx.today);
            let (Some(kind), Some(lead), Some(due_on), Some(on), true) =
                (kind, lead, due, on, form.is_sound())
            else {
                return Ok(None);
            };
            let new = NewRecommendation { kind, text, lead, cooperating, due_on };
            let made = recommend(ctx, id, on, &new);
            let made = form.or_refuse("kn-han", made)?;
            Ok(made.map(|_| "Đã ban hành kiến nghị và lập việc theo dõi.".to_owned()))
        }
        "yeu-cau-giai-trinh" => {
            let which: Option<RecommendationId> = form.take_choice("yc-kien-nghi", "Kiến nghị");
            let Some(which) = which else { return Ok(None) };
            let asked = recommend::ask_explanation(ctx, id, which, form.is_checked("yc-phuc-tap"));
            let asked = form.or_refuse("yc-kien-nghi", asked)?;
            Ok(asked.map(|due| format!("Đã yêu cầu giải trình, hạn {}.", dates::print(due))))
        }
        "giai-trinh" => {
            let which: Option<RecommendationId> = form.take_choice("gt-kien-nghi", "Kiến nghị");
            let on = form.take_date("gt-ngay", "Ngày giải trình", ctx.today);
            let words = take_words(form, "gt-loi", "Nội dung giải trình", TEXT_MAX);
            let (Some(which), Some(on), true) = (which, on, form.is_sound()) else { return Ok(None) };
            let done = recommend::explain(ctx, id, which, on, &words);
            form.said("gt-ngay", done, "Đã ghi giải trình.")
        }
        _ => Err(Problem::NotFound),
    }
}

fn id_of<T: std::str::FromStr>(form: &Form, name: &str) -> Result<T, Problem> {
    form.value(name).parse().map_err(|_| Problem::NotFound)
}

/// An overseen body's report, from either form.
pub(crate) fn take_report(form: &mut Form, ctx: &Ctx<'_>) -> Option<HandedIn> {
    let on = if form.value("nop-ngay").is_empty() {
        Some(ctx.today)
    } else {
        form.take_date("nop-ngay", "Ngày nộp", ctx.today)
    };
    let report = form.take_text_or_empty("nop-tom-tat", "Tóm tắt báo cáo", LONG_MAX);
    let uploads: Vec<kit::Upload> = form.uploads_of("nop-tep").into_iter().cloned().collect();
    let on = on?;
    form.is_sound().then_some(HandedIn { on, report, uploads })
}

/// A visit's plan, from either form.
pub(crate) fn take_visit(form: &mut Form, ctx: &Ctx<'_>) -> Option<NewVisit> {
    let kind: Option<VisitKind> = form.take_choice("lv-loai", "Hình thức");
    let on = form.take_date("lv-ngay", "Ngày làm việc", ctx.today);
    let starts = form.take_line_or_empty("lv-gio", "Giờ", 5);
    let is_hour = starts
        .split_once(':')
        .and_then(|(hour, minute)| Some((hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?)))
        .is_some_and(|(hour, minute)| hour < 24 && minute < 60);
    if !starts.is_empty() && !is_hour {
        form.refuse("lv-gio", "Giờ: viết như 08:00.");
    }
    let place = form.take_line("lv-noi", "Địa điểm", LINE_MAX);
    if form.fault("lv-noi").is_none() && place.chars().count() < 2 {
        form.refuse("lv-noi", "Địa điểm dài từ 2 ký tự.");
    }
    let counterpart = form.take_line_or_empty("lv-voi", "Làm việc với", LINE_MAX);
    let body: Option<OversightBodyId> = form.take_choice_or_none("lv-co-quan", "Cơ quan chịu sự giám sát");
    let (kind, planned_on) = (kind?, on?);
    form.is_sound().then_some(NewVisit { kind, planned_on, starts, place, counterpart, body_id: body })
}

/// A paper becomes a draft among the outgoing documents.
fn draft_paper(ctx: &mut Ctx<'_>, one: &Oversight, form: &mut Form) -> Result<Answer, Problem> {
    let kind: PaperKind = id_of(form, "loai-van-ban")?;
    let visit: Option<FieldVisitId> = form.value("buoi").parse().ok();
    let made = paper::draft(ctx, one.id, kind, visit);
    match form.or_refuse("loai-van-ban", made)? {
        Some(document) => Ok(Answer::see_other(format!("/lam-viec/van-ban/{document}"))
            .saying("Đã lập dự thảo. Xem lại rồi phát hành để lấy số.")),
        None => faulty(ctx, one.id, form),
    }
}

/// The link is shown once, on the page that answers.
fn make_link(ctx: &mut Ctx<'_>, one: &Oversight, form: &mut Form) -> Result<Answer, Problem> {
    let body: Option<OversightBodyId> = form.take_choice("dd-cho", "Cơ quan nộp báo cáo");
    let until = form.take_date("dd-den", "Mở đến ngày", ctx.today);
    let (Some(body), Some(until), true) = (body, until, form.is_sound()) else {
        return faulty(ctx, one.id, form);
    };
    let made = links::make(ctx, one.id, body, until);
    let Some(token) = form.or_refuse("dd-den", made)? else { return faulty(ctx, one.id, form) };
    let page = link_pages::made_page(ctx, one, body, &token, until)?;
    Ok(Answer::page(&page)?.with(header::CACHE_CONTROL, "no-store").once(one.path()))
}
