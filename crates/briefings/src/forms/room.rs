//! Conclusions, the notice, the minutes, difficulties.

use axum::extract::Path;
use axum::response::Response;
use kernel::{ConclusionId, DifficultyId, OrganizationId};
use kit::{Answer, Ctx, Form, Problem, Visit};

use super::{back, preparable};
use crate::actions::{self, Clearing, ConcludeInput, ConclusionInput};
use crate::model::{Briefing, Refusal};
use crate::pages::{difficulties, id_of, room};
use crate::{rules, store_room};

/// Reads ai – việc gì – bao giờ; a missing lead or date is no fault while it is being typed.
fn parse(form: &mut Form, briefing: &Briefing) -> Option<ConclusionInput> {
    let lead: Option<OrganizationId> = form.take_choice_or_none("ai", "Cơ quan chủ trì");
    let text = form.take_text("viec-gi", "Việc gì", 4_000);
    let cooperating = form.take_choices("phoi-hop", "Cơ quan phối hợp");
    let due = match rules::read_due(form.value("bao-gio"), briefing.held_on) {
        Ok(due) => Some(due),
        Err(sentence) => {
            form.refuse("bao-gio", sentence);
            None
        }
    };
    let is_public = !form.is_checked("khong-cong-khai");
    due.filter(|_| form.is_sound()).map(|due| ConclusionInput { text, lead, cooperating, due, is_public })
}

pub(crate) async fn add(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            if let Some(input) = parse(form, &briefing) {
                let result = actions::add_conclusion(ctx, briefing.id, &input);
                if form.or_refuse("phoi-hop", result)?.is_some() {
                    return Ok(back(&briefing, "/ket-luan").saying("Đã ghi kết luận."));
                }
            }
            Answer::faulty(&room::conclusions_page(ctx, briefing, form.clone())?)
        })
        .await
}

pub(crate) async fn change(
    visit: Visit,
    Path((id, conclusion)): Path<(String, String)>,
    form: Form,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let conclusion: ConclusionId = id_of(&conclusion)?;
            let said = match form.value("lam") {
                "len" => {
                    actions::move_conclusion(ctx, conclusion, true).map(|()| "Đã chuyển kết luận lên.")?
                }
                "xuong" => {
                    actions::move_conclusion(ctx, conclusion, false).map(|()| "Đã chuyển kết luận xuống.")?
                }
                "bo" => actions::remove_conclusion(ctx, conclusion).map(|()| "Đã bỏ kết luận.")?,
                _ => {
                    let done = match parse(form, &briefing) {
                        Some(input) => {
                            let result = actions::change_conclusion(ctx, conclusion, &input, form.version());
                            form.or_refuse("phoi-hop", result)?
                        }
                        None => None,
                    };
                    if done.is_none() {
                        form.set("sua", conclusion.to_string());
                        return Answer::faulty(&room::conclusions_page(ctx, briefing, form.clone())?);
                    }
                    "Đã lưu kết luận."
                }
            };
            Ok(back(&briefing, "/ket-luan").saying(said))
        })
        .await
}

pub(crate) async fn texts(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let assessment = form.take_text_or_empty("danh-gia", "Đánh giá của chủ tọa", 20_000);
            let minutes = form.take_text_or_empty("bien-ban", "Diễn biến hội nghị", 40_000);
            if !form.is_sound() {
                return Answer::faulty(&room::conclusions_page(ctx, briefing, form.clone())?);
            }
            actions::keep_room_texts(ctx, briefing.id, &assessment, &minutes, form.version())?;
            Ok(back(&briefing, "/ket-luan").saying("Đã lưu đánh giá và biên bản."))
        })
        .await
}

pub(crate) async fn notice(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            // What is signed is what was seen
            if room::mark(&store_room::conclusions(ctx.tx, briefing.id)?) != form.value("dau") {
                return Err(Problem::Conflict);
            }
            let input = ConcludeInput {
                assessment: form.value("danh-gia").to_owned(),
                minutes: form.value("bien-ban").to_owned(),
                undated_agreed: form.is_checked("dong-y"),
                version: form.version(),
            };
            let result = actions::conclude(ctx, briefing.id, &input);
            let field =
                if matches!(&result, Err(kit::Error::Refused(Refusal::Undated(_)))) { "dong-y" } else { "" };
            match form.or_refuse(field, result)? {
                Some(number) => {
                    Ok(back(&briefing, "").saying(format!("Đã ban hành thông báo kết luận {number}.")))
                }
                None => Answer::faulty(&room::notice_page(ctx, &briefing, form.clone())?),
            }
        })
        .await
}

pub(crate) async fn minutes(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let briefing = preparable(ctx, &id)?;
            let number = actions::issue_minutes(ctx, briefing.id)?;
            Ok(back(&briefing, "/van-ban").saying(format!("Đã lập biên bản {number}.")))
        })
        .await
}

/// What the briefing itself decided, with its notice when that is out.
fn clearing(ctx: &mut Ctx<'_>, briefing: &Briefing, decided: String) -> Result<Clearing, Problem> {
    let notice = match briefing.notice_document_id {
        Some(id) => documents::document(ctx.tx, id)?.map(|one| one.name()),
        None => None,
    };
    let by = format!("Hội nghị giao ban {}", briefing.quarter_label());
    Ok(Clearing { decided, by, decision: notice.unwrap_or_default() })
}

pub(crate) async fn difficulty(
    visit: Visit,
    Path((id, difficulty)): Path<(String, String)>,
    form: Form,
) -> Response {
    visit
        .write(form, move |ctx, form| {
            let briefing = preparable(ctx, &id)?;
            let which: DifficultyId = id_of(&difficulty)?;
            let (answer_field, body_field) = (format!("noi-dung-{which}"), format!("co-quan-{which}"));
            let version = form.version();
            let done = match form.value("lam") {
                "giao" => {
                    let lead: Option<OrganizationId> = form.value("co-quan").parse().ok();
                    if let Some(lead) = lead {
                        let result = actions::assign_difficulty(ctx, which, lead, version);
                        form.or_refuse(&body_field, result)?.map(|()| "Đã giao cơ quan giải quyết.")
                    } else {
                        form.refuse(&body_field, "Chọn cơ quan giải quyết.");
                        None
                    }
                }
                "thao-go" => {
                    let decided = form.take_text("noi-dung", "Quyết định tháo gỡ", 4_000);
                    let clearing = clearing(ctx, &briefing, decided)?;
                    let result = actions::clear_difficulty(ctx, which, &clearing, version);
                    form.or_refuse(&answer_field, result)?.map(|()| "Đã ghi nhận tháo gỡ xong.")
                }
                _ => {
                    let answer = form.take_text("noi-dung", "Trả lời", 4_000);
                    if form.is_sound() {
                        let result = actions::answer_difficulty(ctx, which, &answer, version);
                        form.or_refuse(&answer_field, result)?.map(|()| "Đã trả lời.")
                    } else {
                        None
                    }
                }
            };
            match done {
                Some(said) => {
                    Ok(Answer::see_other(format!("{}/kho-khan#k-{which}", briefing.path())).saying(said))
                }
                None => Answer::faulty(&difficulties::difficulties_page(ctx, &briefing, form.clone())?),
            }
        })
        .await
}
