//! What the form of a decision does.

use axum::response::Response;
use kit::{Answer, Error, Form, Visit};

use crate::actions::{self, Decision};
use crate::pages;

const PAPER_MAX: usize = 200;
const REASON_MAX: usize = 1_000;

pub(crate) async fn decide(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            pages::require_decide(ctx)?;
            let code = form.take_line("tieu-chi", "Tiêu chí", 20);
            let from_on = form.take_date("tu-ngay", "Áp dụng từ ngày", ctx.today);
            let weight = form.take_integer("trong-so", "Trọng số", 0..=100);
            let target = form.take_integer("chi-tieu", "Chỉ tiêu", 0..=10_000);
            let paper = form.take_line("van-ban", "Văn bản quyết định", PAPER_MAX);
            let reason = form.take_text("ly-do", "Lý do", REASON_MAX);
            for (field, words) in [("van-ban", &paper), ("ly-do", &reason)] {
                if form.fault(field).is_none() && words.chars().count() < 3 {
                    form.refuse(field, "Ghi từ 3 ký tự.");
                }
            }
            if let (Some(from_on), Some(weight), Some(target), true) =
                (from_on, weight, target, form.is_sound())
            {
                let new = Decision { code, from_on, weight, target, paper, reason };
                match actions::decide(ctx, &new) {
                    Ok(_) => {
                        return Ok(Answer::see_other("/lam-viec/cham-diem/tieu-chi")
                            .saying("Đã ghi quyết định. Quyết định trước vẫn được giữ lại."));
                    }
                    Err(Error::Refused(reason)) => form.refuse(reason.field(), reason.to_string()),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&pages::criteria_page(ctx, form.clone())?)
        })
        .await
}
