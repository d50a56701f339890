//! The page behind a link: a body answers what it was asked, without an account.
//!
//! Wrong, expired and revoked links are the same "no such page"; tries are counted by address.
//! The address is a secret: the page is not kept, not indexed, and not named to the next page.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderName, header};
use axum::response::Response;
use kernel::{Actor, PetitionId, dates};
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use papers::pasted::CellFault;

use crate::actions::Given;
use crate::answers::{self, Common};
use crate::forms::{REFERENCE_MAX, TEXT_MAX};
use crate::links;
use crate::model::{Outcome, Petition, State};
use crate::pages::{Choices, Names};
use crate::pages_export::answer_sheet;
use crate::store_links::{self, AnswerLink};
use crate::view;

struct Row {
    one: Petition,
    place: String,
    due: String,
    badge: Badge,
    may_answer: bool,
}

#[derive(Template)]
#[template(path = "petitions/answer_link.html")]
struct AnswerLinkPage {
    shell: Shell,
    form: Form,
    address: String,
    body: String,
    until: String,
    rows: Vec<Row>,
    /// The one whose form is open.
    open: Option<Petition>,
    faults: Vec<CellFault>,
    outcomes: Choices,
    words: String,
    said: String,
}

/// Nothing of this page is kept, indexed, or told to another site.
fn secret(answer: Answer) -> Answer {
    answer
        .with(header::CACHE_CONTROL, "no-store")
        .with(header::REFERRER_POLICY, "strict-origin")
        .with(HeaderName::from_static("x-robots-tag"), "noindex, nofollow")
}

/// The link of a token, or nothing; tries that find nothing are counted.
fn enter(ctx: &mut Ctx<'_>, token: &str, peer: &str) -> Result<(AnswerLink, Actor), Problem> {
    let key = format!("tra-loi {peer}");
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

fn show(
    ctx: &mut Ctx<'_>,
    (link, body): &(AnswerLink, Actor),
    token: &str,
    form: Form,
    faults: Vec<CellFault>,
    said: &str,
) -> Result<AnswerLinkPage, Problem> {
    let found = store_links::petitions_of(ctx.tx, link)?;
    let names = Names::load(ctx, &found)?;
    let chosen: Option<PetitionId> = form.value("kn").parse().ok();
    let open = found.iter().find(|one| Some(one.id) == chosen && waits(one)).cloned();
    let rows = found
        .into_iter()
        .map(|one| Row {
            place: names.place(&one),
            due: one.due_on.map_or_else(String::new, dates::print),
            badge: view::badge(&one, ctx.today, ctx.law),
            may_answer: waits(&one),
            one,
        })
        .collect();
    let mut shell = ctx.shell("Trả lời kiến nghị cử tri")?.with_faults_of(&form);
    // What leads elsewhere must not carry the address
    "/".clone_into(&mut shell.path);
    Ok(AnswerLinkPage {
        shell,
        form,
        address: format!("/tra-loi/{token}"),
        body: names.body(body.organization),
        until: dates::print(link.until_on),
        rows,
        open,
        faults,
        outcomes: Outcome::choices(),
        words: answers::outcomes(),
        said: said.to_owned(),
    })
}

fn waits(one: &Petition) -> bool {
    matches!(one.state, State::Forwarded | State::Monitoring)
}

/// `?kn=` opens the form of one of them.
pub(crate) async fn page(visit: Visit, Path(token): Path<String>) -> Response {
    let (form, peer) = (visit.query_form(), visit.peer().to_owned());
    visit
        .read(move |ctx| {
            let entered = enter(ctx, &token, &peer)?;
            Ok(secret(Answer::page(&show(ctx, &entered, &token, form, Vec::new(), "")?)?))
        })
        .await
}

/// One answer; the page says what was taken, and holds the next.
pub(crate) async fn answer(visit: Visit, Path(token): Path<String>, form: Form) -> Response {
    let peer = visit.peer().to_owned();
    visit
        .write(form, move |ctx, form| {
            let entered = enter(ctx, &token, &peer)?;
            let id: PetitionId = form.value("kn").parse().map_err(|_| Problem::NotFound)?;
            let outcome: Option<Outcome> = form.take_choice("ket-qua", "Kết quả");
            let text = form.take_text("tra-loi", "Nội dung trả lời", TEXT_MAX);
            let reference = form.take_line("van-ban", "Số, ngày văn bản", REFERENCE_MAX);
            let promised_on = form.take_date_or_none("hen", ctx.today);
            let taken = match outcome.filter(|_| form.is_sound()) {
                Some(outcome) => {
                    let given = Given { outcome, text, reference, promised_on };
                    links::answer_one(ctx, &entered.0, &entered.1, id, &given)
                }
                None => return faulty(ctx, &entered, &token, form, Vec::new()),
            };
            match form.or_refuse("hen", taken)? {
                Some(one) => {
                    let said = format!("Đã gửi trả lời kiến nghị {}.", one.code);
                    let page = show(ctx, &entered, &token, Form::new(), Vec::new(), &said)?;
                    Ok(secret(Answer::page(&page)?))
                }
                None => faulty(ctx, &entered, &token, form, Vec::new()),
            }
        })
        .await
}

fn faulty(
    ctx: &mut Ctx<'_>,
    entered: &(AnswerLink, Actor),
    token: &str,
    form: &Form,
    faults: Vec<CellFault>,
) -> Result<Answer, Problem> {
    Ok(secret(Answer::faulty(&show(ctx, entered, token, form.clone(), faults, "")?)?))
}

/// Many answers: a pasted table or the filled workbook.
pub(crate) async fn answer_table(visit: Visit, Path(token): Path<String>, form: Form) -> Response {
    let peer = visit.peer().to_owned();
    visit
        .write(form, move |ctx, form| {
            let entered = enter(ctx, &token, &peer)?;
            let pasted = form.take_pasted("bang", "tep");
            let common = Common {
                reference: form.take_line_or_empty("van-ban-chung", "Số, ngày văn bản chung", REFERENCE_MAX),
                promised_on: form.take_date_or_none("hen-chung", ctx.today),
            };
            if !form.is_sound() {
                return faulty(ctx, &entered, &token, form, Vec::new());
            }
            let rows = match answers::read(&pasted, &common, ctx.today) {
                Ok(rows) => rows,
                Err(faults) => return faulty(ctx, &entered, &token, form, faults),
            };
            match links::answer_many(ctx, &entered.0, &entered.1, &rows)? {
                Ok(count) => {
                    let said = format!("Đã gửi {count} câu trả lời.");
                    let page = show(ctx, &entered, &token, Form::new(), Vec::new(), &said)?;
                    Ok(secret(Answer::page(&page)?))
                }
                Err(faults) => faulty(ctx, &entered, &token, form, faults),
            }
        })
        .await
}

/// The workbook to fill, with the link's own rows.
pub(crate) async fn sheet(visit: Visit, Path(token): Path<String>) -> Response {
    let peer = visit.peer().to_owned();
    visit
        .read(move |ctx| {
            let (link, _) = enter(ctx, &token, &peer)?;
            let found: Vec<Petition> =
                store_links::petitions_of(ctx.tx, &link)?.into_iter().filter(waits).collect();
            let names = Names::load(ctx, &found)?;
            let subtitle = format!("Trả lời đến hết ngày {}", dates::print(link.until_on));
            let sheet = answer_sheet(&names, &found, subtitle);
            Ok(secret(Answer::xlsx(&[sheet], "bieu-tra-loi-kien-nghi.xlsx")?))
        })
        .await
}
