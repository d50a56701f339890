//! Sending a petition without an account, in two screens; looking one up by its receipt or code.

use askama::Template;
use axum::response::Response;
use kernel::{AreaId, Id as _, PetitionId, dates};
use kit::listing::any;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::actions::{self, places};
use crate::citizen;
use crate::forms::{PLACE_MAX, TEXT_MAX};
use crate::model::Petition;
use crate::{code, qr, store, view};

type Choices = Vec<(String, String)>;

/// Shorter than this says nothing that can be acted on.
const WORDS_MIN: usize = 20;

struct Like {
    one: Petition,
    sentence: String,
}

#[derive(Template)]
#[template(path = "petitions/send.html")]
struct SendPage {
    shell: Shell,
    form: Form,
    places: Choices,
    /// The second screen: what was written, and what others wrote like it.
    is_second: bool,
    likes: Vec<Like>,
}

#[derive(Template)]
#[template(path = "petitions/sent.html")]
struct SentPage {
    shell: Shell,
    receipt: String,
    picture: Option<String>,
    text: String,
    day: String,
}

#[derive(Template)]
#[template(path = "petitions/denunciation.html")]
struct DenunciationPage {
    shell: Shell,
}

fn shell(ctx: &mut Ctx<'_>) -> db::Result<Shell> {
    Ok(ctx
        .shell("Gửi kiến nghị")?
        .crumb("Trang chủ", "/")
        .crumb("Kiến nghị cử tri", "/kien-nghi")
        .crumb("Gửi kiến nghị", "/kien-nghi/gui"))
}

fn send_page(ctx: &mut Ctx<'_>, form: Form, likes: Vec<Like>, is_second: bool) -> Result<SendPage, Problem> {
    let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
    let places = places(ctx, council.id)?;
    let shell = shell(ctx)?.with_faults_of(&form);
    Ok(SendPage {
        shell,
        form,
        places: any("Chọn nơi ở", places.into_iter().map(|one| (one.id.to_string(), one.name)).collect()),
        is_second,
        likes,
    })
}

pub(crate) async fn begin(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&send_page(ctx, Form::new(), Vec::new(), false)?)).await
}

/// `buoc=gui` on the second screen; the first shows what others wrote before anything is kept.
pub(crate) async fn send(visit: Visit, form: Form) -> Response {
    let key = format!("kien-nghi {}", visit.peer());
    visit
        .write(form, move |ctx, form| {
            let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            // Nothing of a denunciation is kept here, not even that there was one
            if form.is_checked("to-cao") {
                let shell = shell(ctx)?;
                return Answer::page(&DenunciationPage { shell });
            }
            let words = form.take_text("noi-dung", "Nội dung kiến nghị", TEXT_MAX);
            if !words.is_empty() && words.chars().count() < WORDS_MIN {
                form.refuse("noi-dung", "Nội dung kiến nghị: viết rõ việc gì, ở đâu (ít nhất 20 ký tự).");
            }
            let area: Option<AreaId> = form.take_choice("noi", "Nơi ở");
            let place = form.take_line_or_empty("thon", "Thôn, tổ", PLACE_MAX);
            if let Some(area) = area
                && !places(ctx, council.id)?.iter().any(|one| one.id == area)
            {
                form.refuse("noi", "Nơi ở: chọn trong danh sách.");
            }
            let Some(area) = area.filter(|_| form.is_sound()) else {
                return Answer::faulty(&send_page(ctx, form.clone(), Vec::new(), false)?);
            };
            if form.value("buoc") != "gui" {
                let likes = likes(ctx, council.id, &words)?;
                return Answer::page(&send_page(ctx, form.clone(), likes, true)?);
            }
            let wall = ctx.app.clock().wall();
            let wait = ctx.app.throttle().wait_seconds(&key, wall);
            if wait > 0 {
                return Err(Problem::TooMany(wait));
            }
            // A person never fills in what no person sees
            let is_person = form.value("website").is_empty();
            ctx.app.throttle().failed(&key, wall);
            let receipt = if is_person {
                citizen::send(ctx, council.id, area, &place, &words)?
            } else {
                return Answer::faulty(&send_page(ctx, form.clone(), Vec::new(), false)?);
            };
            let shell = shell(ctx)?;
            let picture = qr::picture(&qr::look_up_address(&ctx.app.settings().public_url, &receipt));
            let day = dates::print(ctx.today);
            Ok(Answer::page(&SentPage { shell, receipt, picture, text: words, day })?
                .with(axum::http::header::CACHE_CONTROL, "no-store"))
        })
        .await
}

/// What is public and says the same.
fn likes(ctx: &mut Ctx<'_>, council: kernel::OrganizationId, words: &str) -> Result<Vec<Like>, Problem> {
    let nobody = PetitionId::from_uuid(kernel::uuid_v7(0, [0; 10]));
    let names = directory::names(ctx.tx)?;
    let mut likes = Vec::new();
    for like in actions::alike(ctx.tx, council, nobody, words)? {
        let found = store::petition(ctx.tx, like.id)?.filter(|one| one.is_public);
        if let Some(one) = found {
            let lead = one.lead_id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
            likes.push(Like { sentence: view::sentence(&one, &lead, ctx.today), one });
        }
    }
    Ok(likes)
}

/// What a code or a receipt leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A public page.
    Page(String),
    /// Where it stands, in one sentence.
    Said(String),
}

/// By code: the public page. By receipt: the page, or where it stands while it is not public.
pub fn look_up(ctx: &mut Ctx<'_>, typed: &str) -> db::Result<Option<Found>> {
    if let Some(code) = code::parse(typed)
        && let Some(one) = store::by_code(ctx.tx, &code)?.filter(|one| one.is_public)
    {
        return Ok(Some(Found::Page(one.public_path())));
    }
    let Some(one) = citizen::by_receipt(ctx, typed)? else { return Ok(None) };
    if one.is_public {
        return Ok(Some(Found::Page(one.public_path())));
    }
    let names = directory::names(ctx.tx)?;
    let lead = one.lead_id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
    Ok(Some(Found::Said(view::sentence(&one, &lead, ctx.today))))
}

/// The address of slips that were printed before all codes had one page.
pub(crate) async fn old_look_up(visit: Visit) -> Response {
    visit.read(|_| Ok(Answer::moved("/tra-cuu"))).await
}
