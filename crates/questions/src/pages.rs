//! The workspace: the list, a new question, one question with its deeds.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, FollowUpId, OrganizationId, PersonId, QuestionId, dates, numbers};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Error, Form, Problem, Shell, Visit, listing};
use sessions::{DueLine, Session};

use crate::actions::follow_up_of;
use crate::common::{body_choices, delegates};
use crate::model::{Pledge, Question, State, WrittenReason};
use crate::policy::{self, Action};
use crate::rules::{self, Event};
use crate::store::{self, Filter};
use crate::view;

pub(crate) const ROWS_MAX: i64 = 50;
/// "Between two sessions" in a filter of sessions.
pub(crate) const BETWEEN: &str = "giua-hai-ky-hop";
/// The filters of lists, as they stand in an address.
pub(crate) const FILTERS: [&str; 4] = ["ky-hop", "trang-thai", "co-quan", "q"];

/// A row of a list.
pub(crate) struct Shown {
    pub(crate) one: Question,
    pub(crate) href: String,
    pub(crate) text: String,
    pub(crate) asker: String,
    pub(crate) asked: String,
    pub(crate) due: String,
    pub(crate) badge: Badge,
}

/// The names of these questions' delegates.
pub(crate) fn askers(ctx: &mut Ctx<'_>, found: &[Question]) -> db::Result<HashMap<PersonId, String>> {
    let mut ids: Vec<PersonId> = found.iter().map(|one| one.person_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(directory::persons_by_name(ctx.tx, &ids)?.into_iter().collect())
}

/// Questions as rows of a list; `href` says where each leads.
pub(crate) fn rows(
    ctx: &mut Ctx<'_>,
    found: Vec<Question>,
    href: fn(&Question) -> String,
) -> db::Result<Vec<Shown>> {
    let names = askers(ctx, &found)?;
    Ok(found
        .into_iter()
        .map(|one| Shown {
            href: href(&one),
            text: kernel::text::truncate_words(&one.text, 160),
            asker: names.get(&one.person_id).cloned().unwrap_or_default(),
            asked: dates::print(one.asked_on),
            due: one.due_on.map(dates::print).unwrap_or_default(),
            badge: view::badge(&one, ctx.today, ctx.law),
            one,
        })
        .collect())
}

/// The filter that a form asks for; what is no choice filters nothing.
pub(crate) fn filter_of(form: &Form) -> Filter {
    Filter {
        session: form.value("ky-hop").parse().ok(),
        is_between: form.value("ky-hop") == BETWEEN,
        state: form.value("trang-thai").parse().ok(),
        addressee: form.value("co-quan").parse().ok(),
        words: kernel::text::truncate_words(form.value("q"), 200),
        ..Filter::default()
    }
}

/// Sessions as choices of a filter, newest first.
pub(crate) fn session_filter(
    ctx: &mut Ctx<'_>,
    council: OrganizationId,
    only_public: bool,
) -> db::Result<Vec<(String, String)>> {
    let all = sessions::list_of_council(ctx.tx, council)?.into_iter();
    let shown = all.filter(|one| one.is_public || !only_public);
    let mut choices = listing::any("Mọi kỳ họp", vec![(BETWEEN.to_owned(), "Giữa hai kỳ họp".to_owned())]);
    choices.extend(shown.map(|one| (one.id.to_string(), format!("{}, {}", one.label(), one.days()))));
    Ok(choices)
}

#[derive(Template)]
#[template(path = "questions/list.html")]
struct ListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    is_filtered: bool,
    query: String,
    sessions: Vec<(String, String)>,
    states: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    may_ask: bool,
    pager: Pager,
}

/// What the list of the workspace is narrowed to, within what the actor may read.
pub(crate) fn own_filter(ctx: &Ctx<'_>, council: OrganizationId, form: &Form) -> Filter {
    Filter { council: Some(council), sight: policy::sight(ctx.actor), ..filter_of(form) }
}

/// The questions of the actor's council, as far as the actor may read them.
pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let council = ctx.actor.council.ok_or(Problem::NotFound)?;
            let filter = own_filter(ctx, council, &form);
            let found = store::list(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let query = form.query(&FILTERS, None);
            let address = format!("/lam-viec/chat-van{query}");
            let pager = Pager {
                newer: None,
                older: listing::next(&address, &found, ROWS_MAX, |one| (one.asked_on, one.id)),
            };
            let may_ask = policy::may_ask(ctx.actor, council) || policy::may_keep(ctx.actor, council);
            let sessions = session_filter(ctx, council, false)?;
            let bodies = listing::any("Mọi cơ quan", body_choices(ctx, council)?);
            let rows = rows(ctx, found, Question::path)?;
            let shell =
                ctx.shell("Chất vấn")?.crumb("Hôm nay", "/lam-viec").crumb("Chất vấn", "/lam-viec/chat-van");
            Answer::page(&ListPage {
                shell,
                form,
                rows,
                total: numbers::print_integer(total),
                is_filtered: !query.is_empty(),
                query,
                sessions,
                states: listing::any("Mọi trạng thái", State::choices()),
                bodies,
                may_ask,
                pager,
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "questions/new.html")]
pub(crate) struct NewPage {
    shell: Shell,
    form: Form,
    /// Typed by the office from paper.
    is_paper: bool,
    fields: Fields,
    /// The follow-up of which it asks: code, page, what is owed.
    about: Option<(String, String, String)>,
}

/// What the fields of a form choose from.
#[derive(Default)]
struct Fields {
    sessions: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    /// Those who may be given what was promised.
    leads: Vec<(String, String)>,
    delegates: Vec<(String, String)>,
}

/// Whether the actor asks as a delegate, or else types for one; of neither there is no page.
pub(crate) fn asks_for_others(ctx: &mut Ctx<'_>, council: OrganizationId) -> Result<bool, Problem> {
    if let Some(person) = ctx.actor.person.filter(|_| policy::may_ask(ctx.actor, council))
        && !policy::may_keep(ctx.actor, council)
    {
        let is_delegate = delegates(ctx, council)?.iter().any(|(one, _)| *one == person);
        return if is_delegate { Ok(false) } else { Err(Problem::NotFound) };
    }
    if policy::may_keep(ctx.actor, council) { Ok(true) } else { Err(Problem::NotFound) }
}

fn fields(ctx: &mut Ctx<'_>, council: OrganizationId, is_paper: bool) -> Result<Fields, Problem> {
    use sessions::State as S;
    let is_ahead = |one: &Session| matches!(one.state, S::Planned | S::Convened | S::Opened | S::Postponed);
    let ahead = sessions::list_of_council(ctx.tx, council)?.into_iter().filter(is_ahead);
    let ahead = ahead.map(|one| (one.id.to_string(), format!("{}, {}", one.label(), one.days()))).collect();
    let delegates = if is_paper { delegates(ctx, council)? } else { Vec::new() };
    let delegates = delegates.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    Ok(Fields {
        sessions: listing::any("Giữa hai kỳ họp", ahead),
        bodies: listing::any("Chọn cơ quan", body_choices(ctx, council)?),
        leads: listing::any("Chọn cơ quan", directory::body_choices(ctx.tx, ctx.today)?),
        delegates: listing::any("Chọn đại biểu", delegates),
    })
}

pub(crate) async fn new(visit: Visit) -> Response {
    let session = visit.query("ky-hop").unwrap_or_default();
    let follow_up = visit.query("viec").unwrap_or_default();
    visit
        .read(move |ctx| {
            let mut form = Form::with(&[("ky-hop", &session), ("viec-theo-doi", &follow_up)]);
            form.set("ngay", dates::print(ctx.today));
            if !follow_up.is_empty() {
                let council = ctx.actor.council.ok_or(Problem::NotFound)?;
                let id = follow_up.parse().map_err(|_| Problem::NotFound)?;
                let found = follow_up_of(ctx, council, id)?;
                form.set("co-quan", found.lead_id.to_string());
                form.set("noi-dung", words_about(&found));
            }
            Answer::page(&new_page(ctx, form)?)
        })
        .await
}

/// The first words of a question about a follow-up that is not done.
fn words_about(one: &follow::FollowUp) -> String {
    let due = one.due_on.map_or_else(String::new, |on| format!(" Thời hạn: {}.", dates::print(on)));
    let text = kernel::text::truncate_words(one.text.trim_end_matches('.'), 3_000);
    format!(
        "{}: {text}.{due} Đến nay chưa hoàn thành. Đề nghị cho biết nguyên nhân, trách nhiệm và thời điểm hoàn thành.",
        one.source_label
    )
}

pub(crate) fn new_page(ctx: &mut Ctx<'_>, form: Form) -> Result<NewPage, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let is_paper = asks_for_others(ctx, council)?;
    let title = if is_paper { "Nhập phiếu chất vấn" } else { "Gửi chất vấn" };
    let fields = fields(ctx, council, is_paper)?;
    let about = match form.value("viec-theo-doi").parse() {
        Ok(id) => {
            let found = follow_up_of(ctx, council, id)?;
            Some((found.code.clone(), found.path(), found.text))
        }
        Err(_) => None,
    };
    let shell = ctx
        .shell(title)?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Chất vấn", "/lam-viec/chat-van")
        .crumb(title, "/lam-viec/chat-van/moi")
        .with_faults_of(&form);
    Ok(NewPage { shell, form, is_paper, fields, about })
}

/// The question of an address, when the actor may read it.
pub(crate) fn find(ctx: &mut Ctx<'_>, id: &str) -> Result<Question, Problem> {
    let id: QuestionId = id.parse().map_err(|_| Problem::NotFound)?;
    store::question(ctx.tx, id)?
        .filter(|one| policy::may(ctx.actor, Action::Read, one))
        .ok_or(Problem::NotFound)
}

/// A promise as pages show it.
pub(crate) struct PledgeRow {
    pub(crate) text: String,
    pub(crate) lead: String,
    pub(crate) due: String,
    /// The question it answers, code and page, where there are several.
    pub(crate) code: String,
    pub(crate) href: String,
    /// The follow-up: code, page, how it stands.
    pub(crate) follow_up: Option<(String, String, Badge)>,
}

/// Promises with how their follow-ups stand, which are asked for once a question.
pub(crate) fn pledge_rows(
    ctx: &mut Ctx<'_>,
    pledges: Vec<Pledge>,
    questions: &[Question],
    is_public: bool,
) -> db::Result<Vec<PledgeRow>> {
    let mut known: HashMap<FollowUpId, follow::FollowUp> = HashMap::new();
    if let [question] = questions {
        let found = follow::of_source(ctx.tx, "question", &question.id.to_string())?;
        known.extend(found.into_iter().map(|one| (one.id, one)));
    } else if let Some(one) = questions.first() {
        let found = follow::open_of_council(ctx.tx, one.council_id)?;
        known.extend(found.into_iter().map(|one| (one.id, one)));
    }
    let is_one = questions.len() == 1;
    let names = directory::names(ctx.tx)?;
    let mut rows = Vec::new();
    for one in pledges {
        let question = questions.iter().find(|question| question.id == one.question_id);
        let follow_up = one.follow_up_id.map(|id| match known.get(&id) {
            Some(found) if is_public => (
                found.code.clone(),
                if found.is_public { found.public_path() } else { String::new() },
                follow::badge(found, ctx.today, ctx.law),
            ),
            Some(found) => (found.code.clone(), found.path(), follow::badge(found, ctx.today, ctx.law)),
            // Not among those that are open: it has ended
            None => ("Việc theo dõi".to_owned(), format!("/lam-viec/viec/{id}"), Badge::done("Đã kết thúc")),
        });
        rows.push(PledgeRow {
            text: one.text,
            lead: names.get(&one.lead_id).cloned().unwrap_or_default(),
            due: dates::print(one.due_on),
            code: question.filter(|_| !is_one).map(|one| one.code.clone()).unwrap_or_default(),
            href: question.map(Question::path).unwrap_or_default(),
            follow_up,
        });
    }
    Ok(rows)
}

/// Which buttons the page has.
#[derive(Debug, Clone, Copy, Default)]
struct Rights {
    withdraw: bool,
    amend: bool,
    allow_writing: bool,
    answer_orally: bool,
    answer_in_writing: bool,
    /// The office writes the paper answer down.
    on_paper: bool,
    judge: bool,
    ask_to_discuss: bool,
    discuss: bool,
    pledge: bool,
    correct_answer: bool,
    correct_day: bool,
    publish: bool,
    hide: bool,
}

impl Rights {
    fn of(ctx: &Ctx<'_>, one: &Question) -> Self {
        let may = |action: Action| policy::may(ctx.actor, action, one);
        let fits = |event: Event| rules::step(one.state, event).is_ok();
        let keeps = may(Action::Keep);
        let is_draft = matches!(one.state, State::Withdrawn);
        Self {
            withdraw: may(Action::Speak) && fits(Event::Withdraw),
            amend: may(Action::Amend) && one.state == State::Asked,
            allow_writing: keeps && !rules::reasons(one.state, one.session_id.is_some()).is_empty(),
            answer_orally: keeps && fits(Event::AnswerOrally),
            answer_in_writing: may(Action::Answer) && fits(Event::AnswerInWriting),
            on_paper: keeps,
            judge: may(Action::Speak) && fits(Event::Agree),
            ask_to_discuss: may(Action::Speak) && fits(Event::AskToDiscuss),
            discuss: keeps && fits(Event::Discuss),
            pledge: keeps && one.state.is_answered(),
            correct_answer: keeps && one.state.is_answered(),
            correct_day: keeps && one.state == State::WrittenAllowed,
            publish: keeps && !one.is_public && !is_draft,
            hide: keeps && one.is_public && !is_draft,
        }
    }
}

#[derive(Template)]
#[template(path = "questions/detail.html")]
pub(crate) struct DetailPage {
    shell: Shell,
    form: Form,
    one: Question,
    badge: Badge,
    asker: String,
    body: String,
    /// The follow-ups of which it asks: code and page.
    about: Vec<(String, String)>,
    session: Option<(String, String)>,
    issue: String,
    asked: String,
    allowed: String,
    answered: String,
    discussed: String,
    dues: Vec<DueLine>,
    pledges: Vec<PledgeRow>,
    rights: Rights,
    reasons: Vec<(String, String)>,
    fields: Fields,
    /// The reason for writing in words.
    reason: &'static str,
}

pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let one = find(ctx, &id)?;
            Answer::page(&detail_page(ctx, one, &Form::new())?)
        })
        .await
}

/// What the forms of the page hold at first.
fn form_of(one: &Question, ctx: &Ctx<'_>) -> Form {
    let today = dates::print(ctx.today);
    // What is known is shown to be corrected, what is not begins with today
    let day = |known: Option<Date>| known.map_or_else(|| today.clone(), dates::print);
    Form::with(&[
        ("version", &one.version.to_string()),
        ("ky-hop", &one.session_id.map(|id| id.to_string()).unwrap_or_default()),
        ("co-quan", &one.addressee_id.to_string()),
        ("nguoi-bi-chat-van", &one.addressee),
        ("noi-dung", &one.text),
        ("ngay-cho", &day(one.written_allowed_on)),
        ("ngay-tra-loi", &day(one.answered_on)),
        ("nguoi-ky", if one.state == State::Chosen { one.addressee.as_str() } else { one.signer.as_str() }),
        ("tra-loi", &one.answer),
        ("van-ban", &one.reference),
        ("ngay-thao-luan", &today),
        ("chu-tri", &one.addressee_id.to_string()),
    ])
}

/// The follow-ups of which a question asks, as far as the actor may read them; those of its own
/// promises are shown with these.
fn asked_about(
    ctx: &mut Ctx<'_>,
    one: &Question,
    pledges: &[Pledge],
) -> Result<Vec<(String, String)>, Problem> {
    let own: Vec<FollowUpId> = pledges.iter().filter_map(|pledge| pledge.follow_up_id).collect();
    let mut about = Vec::new();
    for (code, href) in chain::neighbours(ctx.tx, "question", &one.id.to_string())? {
        let id = href.strip_prefix("/lam-viec/viec/").and_then(|id| id.parse().ok());
        let Some(id) = id.filter(|id| !own.contains(id)) else { continue };
        match follow_up_of(ctx, one.council_id, id) {
            Ok(_) => about.push((code, href)),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(about)
}

pub(crate) fn detail_page(ctx: &mut Ctx<'_>, one: Question, typed: &Form) -> Result<DetailPage, Problem> {
    let form = typed.over(form_of(&one, ctx));
    let rights = Rights::of(ctx, &one);
    let asker = directory::persons_by_name(ctx.tx, &[one.person_id])?.into_iter().next();
    let names = directory::names(ctx.tx)?;
    let keeps = policy::may_keep(ctx.actor, one.council_id);
    let session = match one.session_id {
        Some(id) => sessions::find(ctx.tx, id)?,
        None => None,
    };
    let session = match session {
        Some(session) if keeps => Some((session.label(), format!("{}/chat-van", session.path()))),
        Some(session) if session.is_public => {
            let addresses = sessions::Addresses::load(ctx.tx, ctx.today)?;
            Some((session.label(), addresses.of(&session)))
        }
        Some(session) => Some((session.label(), String::new())),
        None => None,
    };
    let issue = match one.issue_id {
        Some(id) => store::issue(ctx.tx, id)?.map(|issue| issue.title),
        None => None,
    };
    let pledges = store::pledges(ctx.tx, one.id)?;
    let about = asked_about(ctx, &one, &pledges)?;
    let pledges = pledge_rows(ctx, pledges, std::slice::from_ref(&one), false)?;
    let reasons = rules::reasons(one.state, one.session_id.is_some())
        .iter()
        .map(|reason| (reason.as_str().to_owned(), reason.label().to_owned()))
        .collect();
    let fields = if rights.amend || rights.pledge || rights.answer_orally {
        fields(ctx, one.council_id, false)?
    } else {
        Fields::default()
    };
    let shell = ctx
        .shell(one.label())?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Chất vấn", "/lam-viec/chat-van")
        .crumb(one.label(), one.path())
        .of_record("question", one.id)
        .with_faults_of(&form);
    let day = |on: Option<Date>| on.map(dates::print_weekday).unwrap_or_default();
    Ok(DetailPage {
        shell,
        form,
        badge: view::badge(&one, ctx.today, ctx.law),
        asker: asker.map(|(_, name)| name).unwrap_or_default(),
        body: names.get(&one.addressee_id).cloned().unwrap_or_default(),
        about,
        session,
        issue: issue.unwrap_or_default(),
        asked: dates::print_weekday(one.asked_on),
        allowed: day(one.written_allowed_on),
        answered: day(one.answered_on),
        discussed: day(one.discussed_on),
        dues: view::dues(&one, ctx.law, ctx.today),
        pledges,
        rights,
        reasons,
        fields,
        reason: one.written_reason.map_or("", WrittenReason::label),
        one,
    })
}
