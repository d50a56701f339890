//! The page of a letter: what is known without opening it, the clocks, what may be done now.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use documents::LetterView;
use kernel::{LetterId, dates};
use kit::listing::any;
use kit::ui::Badge;
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::actions::{self, Alike};
use crate::clocks::{self, Clock};
use crate::model::{
    ComplaintLevel, Entry, Kind, Letter, Missing, Outcome, Pause, Purpose, Reading, Source, State,
    Subject as Matter,
};
use crate::pages::{Choices, name_of};
use crate::policy::{self, Action, Subject};
use crate::sealed::Opened;
use crate::{rules, store, view};

/// What the actor may do with it now: the forms.
struct Rights {
    open: bool,
    assign: bool,
    screen: bool,
    classify: bool,
    split: bool,
    propose: bool,
    decide: bool,
    accepted: bool,
    pause: bool,
    resume: bool,
    answer: bool,
    inform: bool,
    paper: bool,
    withdraw: bool,
    note: bool,
}

struct Shown {
    clock: Clock,
    day: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "letters/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Letter,
    badge: Badge,
    facts: Vec<(String, String)>,
    links: Vec<(String, String)>,
    clocks: Vec<Shown>,
    opened: Option<Opened>,
    files: Vec<files::File>,
    alike: Vec<(Alike, String)>,
    entries: Vec<(Entry, String)>,
    readings: Vec<(Reading, String)>,
    rights: Rights,
    receipt: Option<String>,
    preview: Option<LetterView>,
    purposes: Choices,
    missing: Choices,
    kinds: Choices,
    part_kinds: Choices,
    matters: Choices,
    levels: Choices,
    competences: Choices,
    bodies: Choices,
    outcomes: Choices,
    results: Choices,
    office: Choices,
}

pub(crate) async fn detail(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: LetterId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = store::letter(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let form = form_of(ctx, &one);
            Answer::page(&detail_page(ctx, id, form, None, None)?)
        })
        .await
}

/// The forms of the page as the record has it.
pub(crate) fn form_of(ctx: &Ctx<'_>, one: &Letter) -> Form {
    let mut form = Form::new();
    form.set("version", one.version.to_string());
    form.set("nguoi-xu-ly", one.handler_id.map_or_else(String::new, |id| id.to_string()));
    for missing in one.missing() {
        form.add("thieu", missing.as_str().to_owned());
    }
    form.set("loai", one.kind.as_str());
    form.set("linh-vuc", one.subject.as_str());
    let competence = match one.in_competence {
        Some(true) => "hdnd",
        Some(false) => "khac",
        None => "",
    };
    form.set("tham-quyen", competence);
    form.set("lan", one.complaint_level.unwrap_or(ComplaintLevel::First).as_str());
    if one.is_complex {
        form.set("phuc-tap", "co");
    }
    if one.is_remote {
        form.set("vung-xa", "co");
    }
    let lead = one.lead_id.map_or_else(String::new, |id| id.to_string());
    form.set("co-quan", lead.clone());
    form.set("giao-cho", lead);
    form.set("huong", one.outcome.map_or("", Outcome::as_str));
    if let Some(due) = one.due_on {
        form.set("han", dates::print(due));
    }
    for name in ["ngay-thu-ly", "tu-ngay", "den-ngay", "ngay-tra-loi", "ngay-bao"] {
        form.set(name, dates::print(ctx.today));
    }
    form
}

/// The page; with what was opened when it was opened, with the receipt when it is new.
pub(crate) fn detail_page(
    ctx: &mut Ctx<'_>,
    id: LetterId,
    form: Form,
    opened: Option<Opened>,
    receipt: Option<String>,
) -> Result<DetailPage, Problem> {
    let one = store::letter(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let on = Subject::from(&one);
    if !policy::may(ctx.actor, Action::Read, on) {
        return Err(Problem::NotFound);
    }
    let pauses = store::pauses(ctx.tx, id)?;
    let rights = rights(ctx, &one, on, &pauses);
    let runs = ctx.actor.runs(one.council_id);
    let clocks = clocks::of(ctx.law, &one, &pauses, ctx.today)
        .into_iter()
        .map(|clock| Shown {
            day: dates::print_weekday(clock.due_on),
            badge: clock_badge(ctx, &clock),
            clock,
        })
        .collect();
    let entries = store::entries(ctx.tx, id)?
        .into_iter()
        .map(|entry| {
            let day = dates::print(entry.on_date);
            (entry, day)
        })
        .collect();
    // The case's owner and the heads see who opened it
    let readings = if rights.open { store::readings(ctx.tx, id)? } else { Vec::new() };
    let readings = readings
        .into_iter()
        .map(|reading| {
            let at = dates::print_time(reading.at_ms);
            (reading, at)
        })
        .collect();
    let files = if runs { files::of_subject(ctx.tx, "letter", &id.to_string())? } else { Vec::new() };
    let alike = if rights.screen { alike(ctx, &one)? } else { Vec::new() };
    let preview = match one.state {
        State::Proposed if runs => actions::preview(ctx, &one)?.map(LetterView::new),
        _ => None,
    };
    let choices = directory::body_choices(ctx.tx, ctx.today)?;
    let office = accounts::office_of(ctx.tx, one.council_id)?;
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Đơn thư", "/lam-viec/don-thu")
        .crumb(one.label(), one.path())
        .of_record("letter", one.id)
        .with_faults_of(&form);
    Ok(DetailPage {
        badge: view::badge(&one, ctx.today, ctx.law),
        facts: facts(ctx, &one, &office)?,
        links: links(ctx, &one)?,
        clocks,
        opened,
        files,
        alike,
        entries,
        readings,
        receipt,
        preview,
        purposes: Purpose::choices(),
        missing: Missing::choices(),
        kinds: Kind::choices(),
        part_kinds: any(
            "Không có",
            Kind::choices().into_iter().filter(|(word, _)| word != "mixed").collect(),
        ),
        matters: Matter::choices(),
        levels: ComplaintLevel::choices(),
        competences: [("khac", "Cơ quan khác"), ("hdnd", "HĐND")]
            .map(|(word, label)| (word.to_owned(), label.to_owned()))
            .to_vec(),
        bodies: any("Chọn cơ quan", choices),
        outcomes: actions::allowed(&one)
            .into_iter()
            .map(|outcome| (outcome.as_str().to_owned(), outcome.label().to_owned()))
            .collect(),
        results: rules::results(one.kind)
            .iter()
            .map(|result| (result.as_str().to_owned(), result.label().to_owned()))
            .collect(),
        office: any("Chọn người", office.into_iter().map(|(id, name)| (id.to_string(), name)).collect()),
        shell,
        form,
        rights,
        one,
    })
}

fn clock_badge(ctx: &Ctx<'_>, clock: &Clock) -> Badge {
    let days = |from, to: kernel::Date| {
        kernel::Date::until(from, to).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
    };
    match clock.done_on {
        Some(done) if done <= clock.due_on => Badge::done(format!("Xong {}", dates::print(done))),
        Some(done) => {
            Badge::late(format!("Xong {}, trễ {} ngày", dates::print(done), days(clock.due_on, done)))
        }
        None if clock.is_late(ctx.today) => Badge::overdue(days(clock.due_on, ctx.today)),
        None => Badge::open(ctx.law.working_days_left(ctx.today, clock.due_on)),
    }
}

fn alike(ctx: &mut Ctx<'_>, one: &Letter) -> Result<Vec<(Alike, String)>, Problem> {
    Ok(actions::alike(ctx, one)?
        .into_iter()
        .map(|like| {
            let said = match (like.is_same, like.hundredths) {
                (true, _) => "nội dung giống hệt".to_owned(),
                (false, Some(hundredths)) => format!("nội dung giống {hundredths} %"),
                (false, None) => "không so được nội dung".to_owned(),
            };
            let day = dates::print(like.one.received_on);
            let words = format!("{day} · {} · {said}", like.one.state.label());
            (like, words)
        })
        .collect())
}

fn facts(
    ctx: &mut Ctx<'_>,
    one: &Letter,
    office: &[(kernel::AccountId, String)],
) -> db::Result<Vec<(String, String)>> {
    let names = directory::names(ctx.tx)?;
    let area = match one.area_id {
        Some(area) => directory::area(ctx.tx, area)?.map(|area| area.name),
        None => None,
    };
    let handler = one.handler_id.and_then(|id| office.iter().find(|(known, _)| *known == id));
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push((label.to_owned(), value));
        }
    };
    fact("Loại đơn", Some(one.kind.label().to_owned()));
    fact("Lĩnh vực", Some(one.subject.label().to_owned()));
    fact("Ngày nhận", Some(dates::print_weekday(one.received_on)));
    // By which way it came by network; of any other, the paper that came with it
    if one.source == Source::Online && !one.source_reference.is_empty() {
        fact("Nguồn", Some(format!("{} ({})", one.source.label(), one.source_reference)));
    } else {
        fact("Nguồn", Some(one.source.label().to_owned()));
        fact("Văn bản chuyển đến", Some(one.source_reference.clone()));
    }
    fact("Nơi gửi", area);
    fact("Số người ký", (one.signers > 1).then(|| one.signers.to_string()));
    fact("Nhiều người", (one.signers >= rules::MANY_SIGNERS).then(|| "Đơn đông người".to_owned()));
    fact("Người gửi", one.is_anonymous.then(|| "Không ghi tên".to_owned()));
    fact("Số sổ giấy", Some(one.paper_number.clone()));
    fact("Người xử lý", handler.map(|(_, name)| name.clone()));
    let missing: Vec<&str> = one.missing().into_iter().map(Missing::label).collect();
    fact("Không đủ điều kiện", Some(missing.join("; ")));
    fact("Thẩm quyền", one.in_competence.map(|own| if own { "HĐND" } else { "Cơ quan khác" }.to_owned()));
    fact("Khiếu nại", one.complaint_level.map(|level| level.label().to_owned()));
    fact("Vụ việc", one.is_complex.then(|| "Phức tạp".to_owned()));
    fact("Địa bàn", one.is_remote.then(|| "Vùng sâu, vùng xa".to_owned()));
    fact("Cơ quan giải quyết", Some(name_of(&names, one.lead_id)));
    fact("Hướng xử lý", one.outcome.map(|outcome| outcome.label().to_owned()));
    fact("Đề xuất", Some(one.proposed_by.clone()).filter(|_| one.outcome.is_some()));
    fact("Quyết định", one.decided_on.map(|day| format!("{}, {}", dates::print(day), one.decided_by)));
    fact("Cơ quan thụ lý ngày", one.accepted_on.map(dates::print));
    fact("Trả lời", one.answered_on.map(|day| format!("{}, {}", one.answer_reference, dates::print(day))));
    fact("Kết quả", one.result.map(|result| result.label().to_owned()));
    fact("Báo công dân", one.informed_on.map(dates::print));
    fact("Văn bản báo công dân", Some(one.informed_by.clone()));
    fact("Kết thúc", one.closed_on.map(dates::print));
    fact("Tiêu hủy", one.destroyed_on.map(|day| format!("{}, {}", dates::print(day), one.destroyed_by)));
    Ok(facts)
}

/// What it is tied to: label and page.
fn links(ctx: &mut Ctx<'_>, one: &Letter) -> db::Result<Vec<(String, String)>> {
    let mut links = Vec::new();
    let runs = ctx.actor.runs(one.council_id);
    if let Some(follow_up) = one.follow_up_id
        && let Some(follow_up) = follow::find(ctx.tx, follow_up)?
    {
        links.push((format!("Việc theo dõi {}", follow_up.code), follow_up.path()));
    }
    if !runs {
        return Ok(links);
    }
    for document in documents::of_subject(ctx.tx, "letter", &one.id.to_string())? {
        links.push((document.name(), document.path()));
    }
    // Out of which letter a denunciation was split is not to be read from either
    if one.kind != Kind::Denunciation
        && let Some(whole) = one.split_from
        && let Some(whole) = store::letter(ctx.tx, whole)?
    {
        links.push((format!("Tách từ {}", whole.label().to_lowercase()), whole.path()));
    }
    if let Some(earlier) = one.duplicate_of
        && let Some(earlier) = store::letter(ctx.tx, earlier)?
    {
        links.push((format!("Trùng với {}", earlier.label().to_lowercase()), earlier.path()));
    }
    for part in store::parts_of(ctx.tx, one.id)? {
        if part.kind != Kind::Denunciation {
            links.push((format!("Phần tách: {}", part.label().to_lowercase()), part.path()));
        }
    }
    Ok(links)
}

fn rights(ctx: &Ctx<'_>, one: &Letter, on: Subject, pauses: &[Pause]) -> Rights {
    let may = |action| policy::may(ctx.actor, action, on);
    let (handles, decides) = (may(Action::Handle), may(Action::Decide));
    let is_open = one.state != State::Closed;
    let early = actions::is_early(one.state);
    let classified = matches!(one.state, State::Screened | State::Classified);
    let awaits = one.state == State::AwaitingAnswer;
    let is_paused = pauses.iter().any(|pause| pause.to_on.is_none());
    let has_paper = one.document_id.is_some()
        && matches!(one.outcome, Some(Outcome::Guide | Outcome::ReplyNotAccept))
        || one.answered_on.is_some();
    Rights {
        open: may(Action::Open),
        assign: may(Action::Assign) && is_open,
        screen: handles && early,
        classify: handles && classified,
        split: handles && classified && one.kind == Kind::Mixed,
        propose: handles && matches!(one.state, State::Classified | State::Proposed),
        decide: decides && one.state == State::Proposed,
        accepted: handles && awaits && one.accepted_on.is_none(),
        pause: handles && awaits && one.accepted_on.is_some() && !is_paused,
        resume: handles && awaits && is_paused,
        answer: awaits && (handles || may(Action::Answer)),
        inform: handles && one.state == State::Answered,
        paper: may(Action::Open) && has_paper && actions::has_citizen(one),
        withdraw: handles && is_open,
        note: handles && one.kind != Kind::Denunciation && one.destroyed_on.is_none(),
    }
}
