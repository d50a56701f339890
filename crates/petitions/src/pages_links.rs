//! Links by which a body answers without an account: the list of the council's, and a new one.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AnswerLinkId, Date, OrganizationId, PetitionId, dates, text};
use kit::listing::any;
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::links;
use crate::model::Petition;
use crate::pages::{Choices, Names};
use crate::store_links::{self, AnswerLink};
use crate::{store_days, view};

const BASE: &str = "/lam-viec/kien-nghi/duong-dan";
const LINKS_SHOWN: i64 = 200;
const ROWS_MAX: i64 = 500;

fn council_of(ctx: &Ctx<'_>) -> Result<OrganizationId, Problem> {
    ctx.actor.council.filter(|council| links::may(ctx.actor, *council)).ok_or(Problem::NotFound)
}

fn shell(ctx: &mut Ctx<'_>, title: &str) -> db::Result<Shell> {
    Ok(ctx
        .shell(title)?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb("Đường dẫn trả lời", BASE))
}

struct Row {
    one: AnswerLink,
    body: String,
    made: String,
    until: String,
    used: String,
    rows: i64,
    waiting: i64,
    badge: Badge,
    may_revoke: bool,
}

#[derive(Template)]
#[template(path = "petitions/links.html")]
struct LinksPage {
    shell: Shell,
    rows: Vec<Row>,
}

fn badge(one: &AnswerLink, today: Date) -> Badge {
    if one.revoked_ms.is_some() {
        Badge::draft("Đã thu hồi")
    } else if one.until_on < today {
        Badge::draft("Hết hạn")
    } else {
        Badge::doing("Đang mở")
    }
}

pub(crate) async fn list(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = council_of(ctx)?;
            let names = directory::names(ctx.tx)?;
            let counts: HashMap<AnswerLinkId, (i64, i64)> = store_links::counts(ctx.tx, council)?
                .into_iter()
                .map(|(id, all, waiting)| (id, (all, waiting)))
                .collect();
            let today = ctx.today;
            let rows = store_links::links(ctx.tx, council, LINKS_SHOWN)?
                .into_iter()
                .map(|one| {
                    let (rows, waiting) = counts.get(&one.id).copied().unwrap_or_default();
                    Row {
                        body: names.get(&one.body_id).cloned().unwrap_or_default(),
                        made: dates::print_time(one.made_ms),
                        until: dates::print(one.until_on),
                        used: one.used_ms.map_or("chưa dùng".to_owned(), dates::print_time),
                        badge: badge(&one, today),
                        may_revoke: one.revoked_ms.is_none() && today <= one.until_on,
                        rows,
                        waiting,
                        one,
                    }
                })
                .collect();
            let shell = shell(ctx, "Đường dẫn trả lời")?;
            Answer::page(&LinksPage { shell, rows })
        })
        .await
}

struct Asked {
    one: Petition,
    place: String,
    badge: Badge,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "petitions/new_link.html")]
struct NewLinkPage {
    shell: Shell,
    form: Form,
    bodies: Choices,
    body: String,
    rows: Vec<Asked>,
}

/// `?co-quan=` names the body; `?kn=` chooses, all of them when none is named.
pub(crate) async fn new(visit: Visit) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| Answer::page(&new_page(ctx, form.clone())?)).await
}

fn new_page(ctx: &mut Ctx<'_>, mut form: Form) -> Result<NewLinkPage, Problem> {
    let council = council_of(ctx)?;
    let names = directory::names(ctx.tx)?;
    let mut bodies: Choices = store_days::waiting(ctx.tx, council, ctx.today, store_days::Counted::All)?
        .into_iter()
        .map(|(id, count, ..)| {
            (id.to_string(), format!("{} ({count})", names.get(&id).map_or("", String::as_str)))
        })
        .collect();
    bodies.sort_by_key(|(_, name)| kernel::collate::sort_key_hex(name));
    let body: Option<OrganizationId> = form.value("co-quan").parse().ok();
    let found = match body {
        Some(body) => store_links::waiting_of(ctx.tx, council, body, ROWS_MAX)?,
        None => Vec::new(),
    };
    if form.value("den").is_empty() && form.is_sound() {
        form.set("den", dates::print(links::standard_until(&found, ctx.today)));
    }
    let chosen: Vec<PetitionId> = form.values_of("kn").into_iter().filter_map(|id| id.parse().ok()).collect();
    let areas = Names::load(ctx, &found)?;
    let rows = found
        .into_iter()
        .map(|one| Asked {
            place: areas.place(&one),
            badge: view::badge(&one, ctx.today, ctx.law),
            is_chosen: chosen.is_empty() || chosen.contains(&one.id),
            one,
        })
        .collect();
    let shell = shell(ctx, "Lập đường dẫn trả lời")?
        .crumb("Lập đường dẫn", format!("{BASE}/moi"))
        .with_faults_of(&form);
    let name = body.and_then(|body| names.get(&body)).cloned().unwrap_or_default();
    Ok(NewLinkPage { shell, form, bodies: any("Chọn cơ quan", bodies), body: name, rows })
}

#[derive(Template)]
#[template(path = "petitions/made_link.html")]
struct MadePage {
    shell: Shell,
    body: String,
    count: usize,
    until: String,
    address: String,
    mail: String,
}

/// The link is shown once, on the page that answers.
pub(crate) async fn make(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            council_of(ctx)?;
            let body: Option<OrganizationId> = form.take_choice("co-quan", "Cơ quan");
            let ids: Vec<PetitionId> = form.take_choices("kn", "Kiến nghị");
            let until = form.take_date("den", "Mở đến ngày", ctx.today);
            if ids.is_empty() && form.is_sound() {
                form.refuse("kn", "Chọn ít nhất một kiến nghị.");
            }
            let (Some(body), Some(until), true) = (body, until, form.is_sound()) else {
                return Answer::faulty(&new_page(ctx, form.clone())?);
            };
            let made = links::make(ctx, body, &ids, until);
            let Some((link, token)) = form.or_refuse("den", made)? else {
                return Answer::faulty(&new_page(ctx, form.clone())?);
            };
            let address = format!("{}/tra-loi/{token}", ctx.app.settings().public_url);
            let name =
                directory::organization(ctx.tx, link.body_id)?.map_or_else(String::new, |one| one.name);
            let day = dates::print(link.until_on);
            let mail = mail(&name, ids.len(), &day, &address);
            let shell = shell(ctx, "Đường dẫn trả lời")?;
            let page = MadePage { shell, body: name, count: ids.len(), until: day, address, mail };
            Ok(Answer::page(&page)?.with(axum::http::header::CACHE_CONTROL, "no-store"))
        })
        .await
}

/// A letter that the office's own mail program opens: there is no mail server here.
fn mail(body: &str, count: usize, until: &str, address: &str) -> String {
    let subject = format!("Đề nghị trả lời {count} kiến nghị cử tri");
    let words = format!(
        "Kính gửi {body},\r\n\r\nĐề nghị quý cơ quan trả lời {count} kiến nghị của cử tri tại đường dẫn sau, không cần tài khoản, mở được đến hết ngày {until}:\r\n\r\n{address}\r\n\r\nĐường dẫn chỉ dành cho quý cơ quan; ai có đường dẫn đều trả lời được, đề nghị không chuyển tiếp ra ngoài."
    );
    format!("mailto:?subject={}&body={}", text::percent_encoded(&subject), text::percent_encoded(&words))
}

pub(crate) async fn revoke(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: AnswerLinkId = id.parse().map_err(|_| Problem::NotFound)?;
            links::revoke(ctx, id)?;
            Ok(Answer::see_other(BASE).saying("Đã thu hồi đường dẫn; từ giờ không mở được nữa."))
        })
        .await
}
