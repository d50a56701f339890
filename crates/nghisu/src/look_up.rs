//! One page for every code that a citizen holds: a petition's public code, and the receipts of
//! petitions, letters and visits.

use askama::Template;
use axum::response::Response;
use kit::{Access, Answer, Ctx, Form, Problem, Routes, Shell, Visit};
use petitions::Found;

/// The page.
pub(crate) fn routes() -> Routes {
    Routes::new().get(Access::Public, "/tra-cuu", page).post(Access::Public, "/tra-cuu", look_up)
}

#[derive(Template)]
#[template(path = "nghisu/look_up.html")]
struct LookUpPage {
    shell: Shell,
    form: Form,
    said: Option<String>,
}

fn shell(ctx: &mut Ctx<'_>) -> db::Result<Shell> {
    Ok(ctx.shell("Tra cứu")?.crumb("Trang chủ", "/").crumb("Tra cứu", "/tra-cuu"))
}

async fn page(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let shell = shell(ctx)?;
            Answer::page(&LookUpPage { shell, form: Form::new(), said: None })
        })
        .await
}

/// What a code leads to. The areas are asked in the order of their use; a receipt of one is none
/// of another.
fn found(ctx: &mut Ctx<'_>, typed: &str) -> db::Result<Option<Found>> {
    if let Some(found) = petitions::look_up(ctx, typed)? {
        return Ok(Some(found));
    }
    if let Some(said) = letters::look_up(ctx, typed)? {
        return Ok(Some(Found::Said(said)));
    }
    Ok(reception::look_up(ctx, typed)?.map(Found::Said))
}

/// By code: the public page. By receipt: where it stands, in one sentence.
async fn look_up(visit: Visit, form: Form) -> Response {
    let key = format!("tra-cuu {}", visit.peer());
    visit
        .write(form, move |ctx, form| {
            let typed = form.take_line("ma", "Mã", 60);
            let wall = ctx.app.clock().wall();
            let wait = ctx.app.throttle().wait_seconds(&key, wall);
            if wait > 0 {
                return Err(Problem::TooMany(wait));
            }
            match found(ctx, &typed)? {
                Some(Found::Page(path)) => return Ok(Answer::see_other(path)),
                Some(Found::Said(said)) => {
                    let shell = shell(ctx)?;
                    return Answer::page(&LookUpPage { shell, form: form.clone(), said: Some(said) });
                }
                None => {}
            }
            if form.is_sound() {
                ctx.app.throttle().failed(&key, wall);
                form.refuse(
                    "ma",
                    if petitions::looks_like_code(&typed) {
                        "Mã chưa đúng hoặc kiến nghị chưa công khai. Xem lại từng chữ số; số cuối là số kiểm tra."
                    } else {
                        "Không có gì với mã này. Mã kiến nghị có dạng KN-2020-0147-3; mã biên nhận có 16 ký tự."
                    },
                );
            }
            let shell = shell(ctx)?.with_faults_of(form);
            Answer::faulty(&LookUpPage { shell, form: form.clone(), said: None })
        })
        .await
}
