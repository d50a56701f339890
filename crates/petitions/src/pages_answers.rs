//! The page where a table of answers is pasted.

use askama::Template;
use axum::response::Response;
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit};
use papers::pasted::CellFault;

use crate::answers::{self, Common};
use crate::policy;

#[derive(Template)]
#[template(path = "petitions/answers.html")]
struct AnswersPage {
    shell: Shell,
    form: Form,
    faults: Vec<CellFault>,
    outcomes: String,
}

fn answers_page(ctx: &mut Ctx<'_>, form: Form, faults: Vec<CellFault>) -> Result<AnswersPage, Problem> {
    if !policy::answers_many(ctx.actor) {
        return Err(Problem::NotFound);
    }
    let shell = ctx
        .shell("Trả lời nhiều kiến nghị")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb("Trả lời nhiều kiến nghị", "/lam-viec/kien-nghi/tra-loi-bang")
        .with_faults_of(&form);
    Ok(AnswersPage { shell, form, faults, outcomes: answers::outcomes() })
}

pub(crate) async fn page(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&answers_page(ctx, Form::new(), Vec::new())?)).await
}

pub(crate) async fn take(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            if !policy::answers_many(ctx.actor) {
                return Err(Problem::NotFound);
            }
            let pasted = form.take_pasted("bang", "tep");
            let common = Common {
                reference: form.take_line_or_empty("van-ban", "Số, ngày văn bản chung", 200),
                promised_on: form.take_date_or_none("hen", ctx.today),
            };
            if !form.is_sound() {
                return Answer::faulty(&answers_page(ctx, form.clone(), Vec::new())?);
            }
            let rows = match answers::read(&pasted, &common, ctx.today) {
                Ok(rows) => rows,
                Err(faults) => return Answer::faulty(&answers_page(ctx, form.clone(), faults)?),
            };
            match answers::take(ctx, &rows, None) {
                Ok(Ok(count)) => {
                    Ok(Answer::see_other("/lam-viec/kien-nghi")
                        .saying(format!("Đã ghi {count} câu trả lời.")))
                }
                Ok(Err(faults)) => Answer::faulty(&answers_page(ctx, form.clone(), faults)?),
                Err(Error::Refused(reason)) => Err(Problem::Refused(reason.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
