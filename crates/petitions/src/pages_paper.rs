//! The screens of one paper that answers many petitions: sending it, and confirming what the
//! system found in it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{AnswerDocumentId, Date, DocumentId, OrganizationId, PetitionId, dates};
use kit::listing::any;
use kit::ui::Badge;
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit};
use papers::Reading;

use crate::actions::Given;
use crate::forms::{REFERENCE_MAX, TEXT_MAX};
use crate::matched::{Trust, guess};
use crate::model::{Outcome, Petition};
use crate::one_paper::{self, Arrived, Proposed};
use crate::pages::{Choices, Names};
use crate::policy;
use crate::store_papers::{self, AnswerDocument};
use crate::{store_days, view};

const BASE: &str = "/lam-viec/kien-nghi/tra-loi-van-ban";
const WAITING_SHOWN: i64 = 20;
const FILE: &str = "tep";

fn shell(ctx: &mut Ctx<'_>, title: &str) -> db::Result<Shell> {
    Ok(ctx
        .shell(title)?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Kiến nghị cử tri", "/lam-viec/kien-nghi")
        .crumb("Trả lời bằng một văn bản", BASE))
}

struct Waiting {
    href: String,
    body: String,
    at: String,
    by: String,
}

#[derive(Template)]
#[template(path = "petitions/new_paper.html")]
struct NewPaperPage {
    shell: Shell,
    form: Form,
    /// For the office: who answers.
    bodies: Choices,
    slip: String,
    waiting: Vec<Waiting>,
}

/// Who answers: the actor's own body, or the one that the office names.
fn body_of(ctx: &Ctx<'_>, form: &Form) -> Option<OrganizationId> {
    match ctx.actor.council {
        Some(council) if ctx.actor.runs(council) => form.value("co-quan").parse().ok(),
        _ => ctx.actor.organization,
    }
}

fn new_page(ctx: &mut Ctx<'_>, mut form: Form) -> Result<NewPaperPage, Problem> {
    let council = ctx.actor.council.filter(|_| policy::answers_many(ctx.actor)).ok_or(Problem::NotFound)?;
    let runs = ctx.actor.runs(council);
    let names = directory::names(ctx.tx)?;
    let mut slip = String::new();
    if let Some(known) = slip_of(ctx, &form)? {
        slip = known.name();
        let to = documents::addressees(ctx.tx, known.id)?;
        if let (true, Some(body)) = (form.value("co-quan").is_empty(), to.first()) {
            form.set("co-quan", body.to_string());
        }
    }
    let bodies = if runs {
        let mut bodies: Choices = store_days::waiting(ctx.tx, council, ctx.today, store_days::Counted::All)?
            .into_iter()
            .map(|(id, count, ..)| {
                (id.to_string(), format!("{} ({count})", names.get(&id).map_or("", String::as_str)))
            })
            .collect();
        bodies.sort_by_key(|(_, name)| kernel::collate::sort_key_hex(name));
        any("Chọn cơ quan", bodies)
    } else {
        Vec::new()
    };
    let rows = match (runs, ctx.actor.organization) {
        (true, _) => store_papers::waiting_in(ctx.tx, council, WAITING_SHOWN)?,
        (false, Some(own)) => store_papers::waiting_of_body(ctx.tx, own, WAITING_SHOWN)?,
        (false, None) => Vec::new(),
    };
    let waiting = rows
        .into_iter()
        .map(|(id, body, at, by)| Waiting {
            href: format!("{BASE}/{id}"),
            body: names.get(&body).cloned().unwrap_or_default(),
            at: dates::print_time(at),
            by,
        })
        .collect();
    let shell = shell(ctx, "Trả lời bằng một văn bản")?.with_faults_of(&form);
    Ok(NewPaperPage { shell, form, bodies, slip, waiting })
}

/// The transfer slip that is answered, when it was sent by this council or to this actor.
fn slip_of(ctx: &mut Ctx<'_>, form: &Form) -> Result<Option<documents::Document>, Problem> {
    let Ok(id) = form.value("phieu").parse::<DocumentId>() else { return Ok(None) };
    let Some(slip) = documents::document(ctx.tx, id)? else { return Ok(None) };
    let is_slip = slip.subject_kind == "petition" && slip.state == documents::State::Issued;
    let to = documents::addressees(ctx.tx, id)?;
    let runs = ctx.actor.council.is_some_and(|council| ctx.actor.runs(council));
    let may = runs || ctx.actor.organization.is_some_and(|own| to.contains(&own));
    Ok(Some(slip).filter(|_| is_slip && may))
}

/// `?phieu=` names the transfer slip that is answered.
pub(crate) async fn new(visit: Visit) -> Response {
    let form = visit.query_form();
    visit.read(move |ctx| Answer::page(&new_page(ctx, form.clone())?)).await
}

/// The file is read before anything is written: a process of its own may take seconds for it.
pub(crate) async fn receive(visit: Visit, form: Form) -> Response {
    let read = visit.read_upload(&form, FILE).await;
    visit
        .write(form, move |ctx, form| {
            if !policy::answers_many(ctx.actor) {
                return Err(Problem::NotFound);
            }
            let body = body_of(ctx, form);
            if body.is_none() {
                form.refuse("co-quan", "Chọn cơ quan trả lời.");
            }
            let slip = slip_of(ctx, form)?.map(|slip| slip.id);
            let reading: Option<&Reading> = match &read {
                None => {
                    form.refuse(FILE, "Chọn tệp văn bản trả lời.");
                    None
                }
                Some(Err(fault)) => {
                    form.refuse(FILE, fault.to_string());
                    None
                }
                Some(Ok(reading)) => Some(reading),
            };
            let upload = form.uploads_of(FILE).first().map(|upload| (*upload).clone());
            let (Some(body), Some(reading), Some(upload)) = (body, reading, upload) else {
                return Answer::faulty(&new_page(ctx, form.clone())?);
            };
            let arrived = Arrived { upload: &upload, reading, body, slip };
            let received = one_paper::receive(ctx, &arrived);
            match form.or_refuse(FILE, received)? {
                Some(paper) => Ok(Answer::see_other(format!("{BASE}/{}", paper.id))),
                None => Answer::faulty(&new_page(ctx, form.clone())?),
            }
        })
        .await
}

/// A petition with what is proposed for it.
struct Row {
    one: Petition,
    place: String,
    badge: Badge,
    number: Option<i64>,
    trust: Option<Trust>,
    why: String,
    guessed: String,
    is_ticked: bool,
    /// The names of its fields.
    answer: String,
    outcome: String,
    promised: String,
}

impl Row {
    /// How sure it is, in words and colour.
    fn mark(&self) -> Badge {
        match self.trust {
            Some(Trust::Sure) => Badge::done(Trust::Sure.label()),
            Some(Trust::Likely) => Badge::waiting(Trust::Likely.label()),
            Some(Trust::Unsure) => Badge::late(Trust::Unsure.label()),
            None => Badge::draft("Chưa có phần trả lời"),
        }
    }
}

struct Left {
    field: String,
    title: String,
    said: String,
    why: String,
}

#[derive(Template)]
#[template(path = "petitions/paper.html")]
struct PaperPage {
    shell: Shell,
    form: Form,
    paper: AnswerDocument,
    address: String,
    body: String,
    files: Vec<files::File>,
    rows: Vec<Row>,
    left: Vec<Left>,
    rest: Vec<String>,
    counts: Vec<(&'static str, usize)>,
    missing: usize,
    outcomes: Choices,
    choices: Choices,
}

fn field(kind: &str, id: PetitionId) -> String {
    format!("{kind}-{id}")
}

/// The form as it is proposed.
fn proposed_form(paper: &AnswerDocument, proposed: &Proposed, today: Date) -> Form {
    let mut form = Form::new();
    let reference =
        if paper.reference.is_empty() { proposed.apart.reference.clone() } else { paper.reference.clone() };
    form.set("van-ban", reference);
    form.set("version", paper.version.to_string());
    for proposal in &proposed.matching.proposals {
        let (Some(one), Some(part)) =
            (proposed.petitions.get(proposal.asked), proposed.apart.parts.get(proposal.part))
        else {
            continue;
        };
        let guess = guess(part, today);
        form.set(&field("tra-loi", one.id), cut(&part.answer));
        form.set(&field("ket-qua", one.id), guess.outcome.map_or("", Outcome::as_str));
        form.set(&field("hen", one.id), guess.promised_on.map(dates::print).unwrap_or_default());
        if proposal.trust != Trust::Unsure {
            form.add("kn", one.id.to_string());
        }
    }
    form
}

/// No longer than an answer may be.
fn cut(answer: &str) -> String {
    answer.chars().take(TEXT_MAX).collect()
}

fn paper_page(
    ctx: &mut Ctx<'_>,
    paper: AnswerDocument,
    proposed: Proposed,
    form: Form,
) -> Result<PaperPage, Problem> {
    let areas = Names::load(ctx, &proposed.petitions)?;
    let ticked: Vec<String> = form.values_of("kn").into_iter().map(str::to_owned).collect();
    let mut proposals: HashMap<usize, (Trust, String, usize)> = proposed
        .matching
        .proposals
        .iter()
        .map(|one| (one.asked, (one.trust, one.why.clone(), one.part)))
        .collect();
    let rows: Vec<Row> = proposed
        .petitions
        .into_iter()
        .zip(0..)
        .map(|(one, place)| {
            let (trust, why, part) = match proposals.remove(&place) {
                Some((trust, why, part)) => (Some(trust), why, proposed.apart.parts.get(part)),
                None => (None, String::new(), None),
            };
            let by = part.map_or("", |part| guess(part, ctx.today).by);
            let guessed = if by.is_empty() {
                String::new()
            } else {
                format!("Đề xuất theo từ “{by}”; xem lại.")
            };
            Row {
                place: areas.place(&one),
                badge: view::badge(&one, ctx.today, ctx.law),
                number: proposed.asked.get(place).and_then(|asked| asked.number),
                is_ticked: ticked.contains(&one.id.to_string()),
                answer: field("tra-loi", one.id),
                outcome: field("ket-qua", one.id),
                promised: field("hen", one.id),
                trust,
                why,
                guessed,
                one,
            }
        })
        .collect();
    let left = proposed
        .matching
        .unmatched
        .iter()
        .filter_map(|(place, why)| {
            let part = proposed.apart.parts.get(*place)?;
            Some(Left {
                field: format!("dung-cho-{place}"),
                title: kernel::text::truncate_words(&part.said.replace('\n', " "), 90),
                said: part.said.clone(),
                why: why.clone(),
            })
        })
        .collect();
    let count = |trust| rows.iter().filter(|row| row.trust == trust).count();
    let counts = [Trust::Sure, Trust::Likely, Trust::Unsure]
        .into_iter()
        .map(|trust| (trust.label(), count(Some(trust))))
        .collect();
    let missing = count(None);
    let name = directory::organization(ctx.tx, paper.body_id)?.map_or_else(String::new, |one| one.name);
    let mut choices: Choices = vec![(String::new(), "Không dùng".to_owned())];
    let label = |row: &Row| format!("{}: {}", row.one.code, kernel::text::truncate_words(&row.one.text, 70));
    choices.extend(
        rows.iter().filter(|row| row.trust.is_none()).map(|row| (row.one.id.to_string(), label(row))),
    );
    choices.extend(
        rows.iter().filter(|row| row.trust.is_some()).map(|row| (row.one.id.to_string(), label(row))),
    );
    let address = format!("{BASE}/{}", paper.id);
    let shell = shell(ctx, "Xác nhận các câu trả lời")?.crumb("Xác nhận", &address).with_faults_of(&form);
    Ok(PaperPage {
        files: files::of_subject(ctx.tx, one_paper::SUBJECT, &paper.id.to_string())?,
        rest: proposed.apart.rest.into_iter().filter(|line| !line.is_empty()).take(200).collect(),
        outcomes: any("Chọn kết quả", Outcome::choices()),
        shell,
        form,
        address,
        body: name,
        rows,
        left,
        counts,
        missing,
        choices,
        paper,
    })
}

/// Loads a paper that still waits.
fn open_paper(ctx: &mut Ctx<'_>, id: &str) -> Result<AnswerDocument, Problem> {
    let id: AnswerDocumentId = id.parse().map_err(|_| Problem::NotFound)?;
    Ok(one_paper::load(ctx, id)?)
}

fn is_over(paper: &AnswerDocument) -> bool {
    paper.taken_ms.is_some() || paper.dropped_ms.is_some()
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let paper = open_paper(ctx, &id)?;
            if is_over(&paper) {
                return Ok(Answer::see_other("/lam-viec/kien-nghi"));
            }
            let proposed = one_paper::propose(ctx, &paper)?;
            let form = proposed_form(&paper, &proposed, ctx.today);
            Answer::page(&paper_page(ctx, paper, proposed, form)?)
        })
        .await
}

/// `buoc=xep` puts left parts to petitions and shows the page again; anything else confirms.
pub(crate) async fn confirm(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let paper = open_paper(ctx, &id)?;
            if is_over(&paper) {
                return Err(Problem::Conflict);
            }
            let proposed = one_paper::propose(ctx, &paper)?;
            if form.value("buoc") == "xep" {
                put_left_parts(form, &proposed);
                return Answer::page(&paper_page(ctx, paper, proposed, form.clone())?);
            }
            let version = form.version();
            let reference = form.take_line("van-ban", "Số, ngày văn bản", REFERENCE_MAX);
            let answers = parse(form, &proposed.petitions, &reference, ctx.today);
            if !form.is_sound() {
                return Answer::faulty(&paper_page(ctx, paper, proposed, form.clone())?);
            }
            match one_paper::take(ctx, &paper, version, &reference, &answers) {
                Ok(Ok(count)) => Ok(Answer::see_other("/lam-viec/kien-nghi")
                    .saying(format!("Đã ghi {count} câu trả lời theo {reference}."))),
                Ok(Err(faults)) => {
                    for (id, reason) in faults {
                        let code =
                            proposed.petitions.iter().find(|one| one.id == id).map(|one| one.code.clone());
                        form.refuse(&field("tra-loi", id), format!("{}: {reason}", code.unwrap_or_default()));
                    }
                    Answer::faulty(&paper_page(ctx, paper, proposed, form.clone())?)
                }
                Err(Error::Refused(reason)) => {
                    form.refuse("van-ban", reason.to_string());
                    Answer::faulty(&paper_page(ctx, paper, proposed, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn put_left_parts(form: &mut Form, proposed: &Proposed) {
    for (place, _) in &proposed.matching.unmatched {
        let name = format!("dung-cho-{place}");
        let Ok(id) = form.value(&name).parse::<PetitionId>() else { continue };
        let Some(part) = proposed.apart.parts.get(*place) else { continue };
        if !proposed.petitions.iter().any(|one| one.id == id) {
            continue;
        }
        let answer = field("tra-loi", id);
        let before = form.value(&answer).trim().to_owned();
        let whole =
            if before.is_empty() { part.answer.clone() } else { format!("{before}\n{}", part.answer) };
        form.set(&answer, cut(&whole));
        form.set(&name, "");
        if !form.values_of("kn").contains(&id.to_string().as_str()) {
            form.add("kn", id.to_string());
        }
    }
}

/// The answers that were ticked; every fault stands at its field, with the code.
fn parse(form: &mut Form, petitions: &[Petition], reference: &str, today: Date) -> Vec<(PetitionId, Given)> {
    let ticked: Vec<PetitionId> = form.take_choices("kn", "Kiến nghị");
    let mut answers = Vec::new();
    for one in petitions.iter().filter(|one| ticked.contains(&one.id)) {
        let (answer, outcome, promised) =
            (field("tra-loi", one.id), field("ket-qua", one.id), field("hen", one.id));
        let label = format!("{}: nội dung trả lời", one.code);
        let text = form.take_text_or_empty(&answer, &label, TEXT_MAX);
        if text.is_empty() && form.fault(&answer).is_none() {
            form.refuse(&answer, format!("{}: nhập nội dung trả lời, hoặc bỏ chọn.", one.code));
        }
        let said: Option<Outcome> = form.value(&outcome).parse().ok();
        if said.is_none() {
            form.refuse(&outcome, format!("{}: chọn kết quả.", one.code));
        }
        let promised_on = form.take_date_or_none(&promised, today);
        match said {
            Some(said) if said.needs_day() && promised_on.is_none() && form.fault(&promised).is_none() => {
                form.refuse(&promised, format!("{}: “{}” phải có ngày hẹn.", one.code, said.label()));
            }
            Some(said) if !said.is_final() && promised_on.is_some_and(|day| day <= today) => {
                form.refuse(&promised, format!("{}: chọn ngày hẹn sau hôm nay.", one.code));
            }
            _ => {}
        }
        if let Some(outcome) = said {
            answers.push((one.id, Given { outcome, text, reference: reference.to_owned(), promised_on }));
        }
    }
    let chosen = petitions.iter().filter(|one| ticked.contains(&one.id)).count();
    if chosen < ticked.len() {
        form.refuse("kn", "Có kiến nghị không còn chờ trả lời. Tải lại trang rồi xem lại.");
    } else if ticked.is_empty() && form.fault("kn").is_none() {
        form.refuse("kn", "Chọn ít nhất một kiến nghị.");
    }
    answers
}

pub(crate) async fn put_aside(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, _| {
            let id: AnswerDocumentId = id.parse().map_err(|_| Problem::NotFound)?;
            match one_paper::drop_paper(ctx, id) {
                Ok(()) => {
                    Ok(Answer::see_other(BASE).saying("Đã bỏ văn bản; chưa kiến nghị nào được ghi trả lời."))
                }
                Err(Error::Refused(reason)) => Err(Problem::Refused(reason.to_string())),
                Err(error) => Err(error.into()),
            }
        })
        .await
}
