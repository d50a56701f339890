//! Forms. Each parses once, acts once, and leads back to the record.

use axum::extract::Path;
use axum::response::Response;
use kernel::{DutyId, OrganizationId};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions::{self, Recommendation};
use crate::defaults::DEFAULTS;
use crate::group_reports::{self, NewReport};
use crate::model::{Frequency, NewActivity, NewCampaign, NewCoordination, NewDuty, Refusal};
use crate::{groups, meets, pages};

const TITLE_MAX: usize = 300;
const TEXT_MAX: usize = 4_000;

/// Where a refusal stands.
const fn field_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::TooFewParties | Refusal::NotAParty => "ben",
        Refusal::Unaddressed => "ben-nhan",
        Refusal::ReportOutside => "ngay-gui",
        Refusal::NoSuchRound | Refusal::AlreadyReported => "dot",
        Refusal::Leaderless | Refusal::NoSuchBody => "chu-tri",
        Refusal::LeadCooperates => "phoi-hop",
        Refusal::EndsBefore => "den-ngay",
        Refusal::NoSuchPeriod | Refusal::OutsidePeriod => "ngay-lam",
        Refusal::AlreadyDone | Refusal::NotBegun => "ngay-xong",
        Refusal::NoSuchResolution => "nghi-quyet",
        Refusal::NotNews => "tin",
        Refusal::DueInPast => "han",
        Refusal::NoSuchDuty => "nhiem-vu",
        Refusal::NoSuchItem => "chuong-trinh",
    }
}

/// What came of a deed; a refusal stands at its field.
fn done<T>(form: &mut Form, result: Result<T, Error<Refusal>>) -> Result<Option<T>, Problem> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::Refused(reason)) => {
            form.refuse(field_of(reason), reason.to_string());
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn take_regulation(ctx: &Ctx<'_>, form: &mut Form) -> Option<NewCoordination> {
    let number = form.take_line("so", "Số, ký hiệu", 100);
    let title = form.take_line("ten", "Tên quy chế", TITLE_MAX);
    let signed_on = form.take_date("ngay-ky", "Ngày ký", ctx.today);
    let from_on = form.take_date("tu-ngay", "Có hiệu lực từ", ctx.today);
    let to_on = form.take_date_or_none("den-ngay", ctx.today);
    let parties: Vec<OrganizationId> = form.take_choices("ben", "Các bên");
    let note = form.take_text_or_empty("ghi-chu", "Ghi chú", TEXT_MAX);
    let is_public = form.is_checked("cong-khai");
    let (signed_on, from_on) = (signed_on?, from_on?);
    form.is_sound().then_some(NewCoordination {
        number,
        title,
        signed_on,
        from_on,
        to_on,
        parties,
        note,
        is_public,
        is_demonstration: false,
    })
}

pub(crate) async fn sign(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if let Some(new) = take_regulation(ctx, form) {
                let made = actions::sign(ctx, &new);
                if let Some(id) = done(form, made)? {
                    return Ok(Answer::see_other(format!("{}/quy-che/{id}", pages::PATH))
                        .saying("Đã ghi quy chế phối hợp."));
                }
            }
            Answer::faulty(&pages::regulation_form(ctx, form.clone())?)
        })
        .await
}

fn take_duty(form: &mut Form) -> Option<NewDuty> {
    let default = DEFAULTS.iter().find(|one| one.key == form.value("mac-dinh"));
    let article = form.take_line("dieu", "Điều, khoản", 100);
    let debtor: Option<OrganizationId> = form.take_choice("ben-no", "Cơ quan thực hiện");
    let creditor = form.take_choice_or_none("ben-nhan", "Cơ quan nhận");
    let duty = if let Some(default) = default {
        Some((
            default.text.to_owned(),
            default.frequency,
            default.meets.to_owned(),
            default.source.to_owned(),
        ))
    } else {
        let text = form.take_text("nhiem-vu", "Nhiệm vụ", TEXT_MAX);
        let frequency: Option<Frequency> = form.take_choice("ky", "Định kỳ");
        let kind = form.value("bang").to_owned();
        if !kind.is_empty() && !meets::kinds().iter().any(|one| one.kind == kind) {
            form.refuse("bang", "Chọn lại hồ sơ chứng minh.");
        }
        let source = form.take_line_or_empty("can-cu", "Căn cứ", TITLE_MAX);
        frequency.map(|frequency| (text, frequency, kind, source))
    };
    let (debtor, (text, frequency, meets, source)) = (debtor?, duty?);
    form.is_sound().then_some(NewDuty { article, text, frequency, debtor, creditor, meets, source })
}

pub(crate) async fn deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = pages::regulation(ctx, &id)?;
            let said = match form.value("viec") {
                "sua" => match take_regulation(ctx, form) {
                    Some(new) => {
                        let changed = actions::change(ctx, one.id, &new, form.version());
                        done(form, changed)?.map(|()| "Đã lưu quy chế.")
                    }
                    None => None,
                },
                "them" => match take_duty(form) {
                    Some(new) => {
                        let laid = actions::lay_duty(ctx, one.id, &new);
                        done(form, laid)?.map(|_| "Đã thêm nhiệm vụ.")
                    }
                    None => None,
                },
                "minh-chung" => {
                    let duty: DutyId = form.value("nhiem-vu-id").parse().map_err(|_| Problem::NotFound)?;
                    let words = form.take_text("minh-chung", "Minh chứng", TEXT_MAX);
                    let on = form.take_date("ngay-lam", "Ngày thực hiện", ctx.today);
                    match on.filter(|_| form.is_sound()) {
                        Some(on) => {
                            let noted = actions::note(ctx, duty, on, &words);
                            done(form, noted)?.map(|()| "Đã ghi minh chứng.")
                        }
                        None => None,
                    }
                }
                _ => return Err(Problem::NotFound),
            };
            match said {
                Some(words) => Ok(Answer::see_other(one.path()).saying(words)),
                None => Answer::faulty(&pages::regulation_page(ctx, one, form)?),
            }
        })
        .await
}

pub(crate) async fn plan_activity(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let title = form.take_line("ten", "Tên hoạt động", TITLE_MAX);
            let from = form.take_date("tu-ngay", "Từ ngày", ctx.today);
            let to = form.take_date("den-ngay", "Đến ngày", ctx.today);
            let leads = form.take_choices("chu-tri", "Cơ quan chủ trì");
            let cooperating = form.take_choices("phoi-hop", "Cơ quan phối hợp");
            let product = form.take_line_or_empty("san-pham", "Sản phẩm", TITLE_MAX);
            let programme_item = form.take_choice_or_none("chuong-trinh", "Nội dung chương trình");
            let duty = form.take_choice_or_none("nhiem-vu", "Nhiệm vụ của quy chế");
            let is_public = form.is_checked("cong-khai");
            if let (Some(from_on), Some(to_on), true) = (from, to, form.is_sound()) {
                let new = NewActivity {
                    title,
                    from_on,
                    to_on,
                    leads,
                    cooperating,
                    product,
                    programme_item,
                    duty,
                    is_public,
                    is_demonstration: false,
                };
                let made = actions::plan_activity(ctx, &new);
                if let Some(id) = done(form, made)? {
                    return Ok(Answer::see_other(crate::activity_path(id)).saying("Đã lập hoạt động chung."));
                }
            }
            Answer::faulty(&pages::activity_form(ctx, form.clone())?)
        })
        .await
}

pub(crate) async fn activity_deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = pages::activity(ctx, &id)?;
            let result = form.take_text("ket-qua", "Kết quả", TEXT_MAX);
            let on = form.take_date("ngay-xong", "Ngày hoàn thành", ctx.today);
            if let Some(on) = on.filter(|_| form.is_sound()) {
                let finished = actions::finish_activity(ctx, one.id, &result, on, form.version());
                if done(form, finished)?.is_some() {
                    return Ok(Answer::see_other(one.path()).saying("Đã ghi kết quả."));
                }
            }
            Answer::faulty(&pages::activity_page(ctx, one, form)?)
        })
        .await
}

pub(crate) async fn begin_campaign(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let topic = form.take_line("ten", "Chủ đề", TITLE_MAX);
            let from = form.take_date("tu-ngay", "Từ ngày", ctx.today);
            let to = form.take_date("den-ngay", "Đến ngày", ctx.today);
            let bodies = form.take_choices("chu-tri", "Cơ quan tham gia");
            let channels = form.take_line("kenh", "Kênh tuyên truyền", TITLE_MAX);
            let resolution = form.take_choice_or_none("nghi-quyet", "Nghị quyết");
            let news = form.take_text_or_empty("tin", "Tin trên cổng", TEXT_MAX);
            let is_public = form.is_checked("cong-khai");
            if let (Some(from_on), Some(to_on), true) = (from, to, form.is_sound()) {
                let new = NewCampaign {
                    topic,
                    resolution,
                    from_on,
                    to_on,
                    bodies,
                    channels,
                    news,
                    is_public,
                    is_demonstration: false,
                };
                let made = actions::begin_campaign(ctx, &new);
                if let Some(id) = done(form, made)? {
                    return Ok(Answer::see_other(format!("{}/tuyen-truyen/{id}", pages::PATH))
                        .saying("Đã lập đợt tuyên truyền."));
                }
            }
            Answer::faulty(&pages::campaign_form(ctx, form.clone())?)
        })
        .await
}

pub(crate) async fn campaign_deed(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let one = pages::campaign(ctx, &id)?;
            let said = match form.value("viec") {
                "tin" => {
                    let news = form.take_text_or_empty("tin", "Tin trên cổng", TEXT_MAX);
                    if form.is_sound() {
                        let named = actions::name_news(ctx, one.id, &news, form.version());
                        done(form, named)?.map(|()| "Đã lưu tin liên quan.")
                    } else {
                        None
                    }
                }
                "ket-qua" => {
                    let label = form.take_line("noi-dung", "Nội dung", TITLE_MAX);
                    let count = form.take_integer("so-luong", "Số lượng", 0..=100_000_000);
                    let evidence = form.take_line("minh-chung", "Minh chứng", TITLE_MAX);
                    match count.filter(|_| form.is_sound()) {
                        Some(count) => {
                            let noted = actions::count_result(ctx, one.id, &label, count, &evidence);
                            done(form, noted)?.map(|()| "Đã ghi kết quả.")
                        }
                        None => None,
                    }
                }
                _ => return Err(Problem::NotFound),
            };
            match said {
                Some(words) => Ok(Answer::see_other(one.path()).saying(words)),
                None => Answer::faulty(&pages::campaign_page(ctx, one, form)?),
            }
        })
        .await
}

pub(crate) async fn recommend(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let text = form.take_text("noi-dung", "Nội dung kiến nghị", TEXT_MAX);
            let lead: Option<OrganizationId> = form.take_choice("chu-tri", "Cơ quan được kiến nghị");
            let due = form.take_date("han", "Hạn trả lời", ctx.today);
            let is_public = form.is_checked("cong-khai");
            if let (Some(lead), Some(due), true) = (lead, due, form.is_sound()) {
                let new = Recommendation { lead, text, due, is_public, is_demonstration: false };
                let made = actions::recommend(ctx, &new);
                if let Some(id) = done(form, made)? {
                    return Ok(Answer::see_other(format!("/lam-viec/viec/{id}"))
                        .saying("Đã gửi kiến nghị của MTTQ."));
                }
            }
            Answer::faulty(&pages::recommendation_form(ctx, form.clone())?)
        })
        .await
}

pub(crate) async fn group_report(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let (one, council) = groups::group(ctx, &id)?;
            if !group_reports::may_note(ctx, council, one.id) {
                return Err(Problem::NotFound);
            }
            let round: Option<String> = form.take_choice("dot", "Đợt tiếp xúc");
            let sent_on = form.take_date("ngay-gui", "Ngày gửi", ctx.today);
            let number = form.take_line("so", "Số báo cáo", 100);
            let text = form.take_text_or_empty("noi-dung", "Tóm tắt", TEXT_MAX);
            if let (Some(round), Some(sent_on), true) = (round, sent_on, form.is_sound()) {
                let sent =
                    group_reports::send(ctx, &one, council, &NewReport { round, sent_on, number, text });
                if done(form, sent)?.is_some() {
                    return Ok(Answer::see_other(groups::path_of(one.id)).saying("Đã ghi báo cáo của Tổ."));
                }
            }
            Answer::faulty(&groups::own_page(ctx, &one, council, form.clone())?)
        })
        .await
}
