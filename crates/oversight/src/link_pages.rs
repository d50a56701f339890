//! The page behind a link: an overseen body hands its report in, without an account.
//!
//! Wrong, expired and revoked links are the same "no such page"; tries are counted by address.
//! The address is a secret: the page is not kept, not indexed, and not named to the next page.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderName, header};
use axum::response::Response;
use kernel::{Date, OversightBodyId, dates, text};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::forms::take_report;
use crate::links::{self, Opened};
use crate::model::Oversight;
use crate::pages::BASE;
use crate::store;

#[derive(Template)]
#[template(path = "oversight/made_link.html")]
pub(crate) struct MadePage {
    shell: Shell,
    body: String,
    label: String,
    until: String,
    address: String,
    mail: String,
    back: String,
}

/// The page that shows a new link, once.
pub(crate) fn made_page(
    ctx: &mut Ctx<'_>,
    one: &Oversight,
    body: OversightBodyId,
    token: &str,
    until: Date,
) -> Result<MadePage, Problem> {
    let body = store::body(ctx.tx, body)?.ok_or(Problem::NotFound)?;
    let name =
        directory::organization(ctx.tx, body.organization_id)?.map_or_else(String::new, |one| one.name);
    let address = format!("{}/bao-cao-giam-sat/{token}", ctx.app.settings().public_url);
    let until = dates::print(until);
    let subject = format!("Đề nghị nộp báo cáo phục vụ {}", one.label());
    let words = format!(
        "Kính gửi {name},\r\n\r\nĐề nghị quý cơ quan nộp báo cáo phục vụ {} tại đường dẫn sau, không cần tài khoản, mở được đến hết ngày {until}:\r\n\r\n{address}\r\n\r\nĐường dẫn chỉ dành cho quý cơ quan; đề nghị không chuyển tiếp ra ngoài.",
        one.label()
    );
    let mail =
        format!("mailto:?subject={}&body={}", text::percent_encoded(&subject), text::percent_encoded(&words));
    let shell = ctx
        .shell("Đường dẫn nộp báo cáo")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Giám sát", BASE)
        .crumb(&one.code, one.path());
    Ok(MadePage { shell, body: name, label: one.label(), until, address, mail, back: one.path() })
}

#[derive(Template)]
#[template(path = "oversight/hand_in.html")]
struct HandInPage {
    shell: Shell,
    form: Form,
    address: String,
    body: String,
    by: String,
    title: String,
    content: String,
    due: String,
    until: String,
    handed_in: String,
    may_hand_in: bool,
}

/// Nothing of this page is kept, indexed, or told to another site.
fn secret(answer: Answer) -> Answer {
    answer
        .with(header::CACHE_CONTROL, "no-store")
        .with(header::REFERRER_POLICY, "strict-origin")
        .with(HeaderName::from_static("x-robots-tag"), "noindex, nofollow")
}

/// What a token opens, or nothing; tries that find nothing are counted.
fn enter(ctx: &mut Ctx<'_>, token: &str, peer: &str) -> Result<Opened, Problem> {
    let key = format!("bao-cao-giam-sat {peer}");
    let wall = ctx.app.clock().wall();
    let wait = ctx.app.throttle().wait_seconds(&key, wall);
    if wait > 0 {
        return Err(Problem::TooMany(wait));
    }
    let found = links::opened(ctx, token)?;
    if found.is_none() {
        ctx.app.throttle().failed(&key, wall);
    }
    found.ok_or(Problem::NotFound)
}

fn show(ctx: &mut Ctx<'_>, opened: &Opened, token: &str, form: Form) -> Result<HandInPage, Problem> {
    let names = directory::names(ctx.tx)?;
    // What was handed in just now stands in the table, not in what was opened
    let body = store::body(ctx.tx, opened.body.id)?.ok_or(Problem::NotFound)?;
    let mut shell = ctx.shell("Nộp báo cáo phục vụ giám sát")?.with_faults_of(&form);
    // What leads elsewhere must not carry the address
    "/".clone_into(&mut shell.path);
    Ok(HandInPage {
        shell,
        form,
        address: format!("/bao-cao-giam-sat/{token}"),
        body: names.get(&body.organization_id).cloned().unwrap_or_default(),
        by: names.get(&opened.one.body_id).cloned().unwrap_or_default(),
        title: opened.one.title.clone(),
        content: opened.one.content.clone(),
        due: body.due_on.map(dates::print).unwrap_or_default(),
        until: dates::print(opened.link.until_on),
        handed_in: body.handed_in_on.map(dates::print).unwrap_or_default(),
        may_hand_in: body.handed_in_on.is_none() && crate::policy::takes_reports(opened.one.state),
    })
}

pub(crate) async fn page(visit: Visit, Path(token): Path<String>) -> Response {
    let peer = visit.peer().to_owned();
    visit
        .read(move |ctx| {
            let opened = enter(ctx, &token, &peer)?;
            Ok(secret(Answer::page(&show(ctx, &opened, &token, Form::new())?)?))
        })
        .await
}

pub(crate) async fn hand_in(visit: Visit, Path(token): Path<String>, form: Form) -> Response {
    let peer = visit.peer().to_owned();
    visit
        .write(form, move |ctx, form| {
            let opened = enter(ctx, &token, &peer)?;
            // The day is the day on which it comes
            form.set("nop-ngay", "");
            let Some(new) = take_report(form, ctx) else {
                return Ok(secret(Answer::faulty(&show(ctx, &opened, &token, form.clone())?)?));
            };
            let done = links::hand_in(ctx, &opened, &new);
            match form.or_refuse("nop-tom-tat", done)? {
                Some(()) => Ok(secret(Answer::page(&show(ctx, &opened, &token, Form::new())?)?)),
                None => Ok(secret(Answer::faulty(&show(ctx, &opened, &token, form.clone())?)?)),
            }
        })
        .await
}
