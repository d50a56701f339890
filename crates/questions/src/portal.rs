//! What anyone may read: compiled questions, their answers, the promises.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, OrganizationId, dates, numbers};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit, listing};
use sessions::DueLine;

use crate::akn_out;
use crate::common::body_choices;
use crate::model::{Question, State, WrittenReason};
use crate::pages::{FILTERS, PledgeRow, ROWS_MAX, Shown, filter_of, pledge_rows, rows, session_filter};
use crate::policy;
use crate::store::{self, Filter};
use crate::view;

/// The public list as an address asks for it: the installation's own council's questions.
pub(crate) fn asked(ctx: &mut Ctx<'_>, form: &Form) -> Result<(Filter, OrganizationId), Problem> {
    let council = directory::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?.id;
    let filter = filter_of(form);
    // A session that nobody may read of narrows nothing
    let session = match filter.session {
        Some(id) => sessions::find(ctx.tx, id)?.filter(|one| one.is_public).map(|one| one.id),
        None => None,
    };
    Ok((Filter { council: Some(council), session, ..filter }, council))
}

#[derive(Template)]
#[template(path = "questions/public_list.html")]
struct PublicListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    query: String,
    sessions: Vec<(String, String)>,
    states: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    pager: Pager,
}

pub(crate) async fn list(visit: Visit) -> Response {
    let form = visit.query_form();
    visit
        .read(move |ctx| {
            let (filter, council) = asked(ctx, &form)?;
            let found = store::list(ctx.tx, &filter, listing::after(form.value("sau")), ROWS_MAX)?;
            let total = store::count(ctx.tx, &filter)?;
            let query = form.query(&FILTERS, None);
            let pager = Pager {
                newer: None,
                older: listing::next(&format!("/chat-van{query}"), &found, ROWS_MAX, |one| {
                    (one.asked_on, one.id)
                }),
            };
            let states = State::ALL.iter().filter(|state| state.is_compiled());
            let states = states.map(|one| (one.as_str().to_owned(), one.label().to_owned())).collect();
            let sessions = session_filter(ctx, council, true)?;
            let bodies = listing::any("Mọi cơ quan", body_choices(ctx, council)?);
            let rows = rows(ctx, found, Question::public_path)?;
            let shell = ctx.shell("Chất vấn")?.crumb("Trang chủ", "/").crumb("Chất vấn", "/chat-van");
            Answer::page(&PublicListPage {
                shell,
                form,
                rows,
                total: numbers::print_integer(total),
                query,
                sessions,
                states: listing::any("Mọi trạng thái", states),
                bodies,
                pager,
            })
        })
        .await
}

#[derive(Template)]
#[template(path = "questions/public_detail.html")]
struct PublicPage {
    shell: Shell,
    one: Question,
    badge: Badge,
    asker: String,
    body: String,
    session: Option<(String, String)>,
    issue: String,
    asked: String,
    allowed: String,
    answered: String,
    discussed: String,
    reason: &'static str,
    dues: Vec<DueLine>,
    pledges: Vec<PledgeRow>,
    may_open: bool,
}

impl PublicPage {
    /// In the words of <https://schema.org/Question>; of somebody invented nothing is said.
    fn linked_data(&self) -> String {
        let (one, base) = (&self.one, &self.shell.public_url);
        let address = format!("{base}{}", one.public_path());
        let person = |name: &str| {
            (!one.is_demonstration && !name.is_empty())
                .then(|| kit::json!({ "@type": "Person", "name": name }))
        };
        let answer = one.answered_on.map(|on| {
            kit::json!({
                "@type": "Answer",
                "text": one.answer,
                "dateCreated": dates::iso(on),
                "author": person(&one.signer),
            })
        });
        kit::linked_data(kit::json!({
            "@type": "Question",
            "@id": address,
            "url": address,
            "name": one.label(),
            "text": one.text,
            "inLanguage": "vi",
            "dateCreated": dates::iso(one.asked_on),
            "author": person(&self.asker),
            "answerCount": i32::from(one.answered_on.is_some()),
            "acceptedAnswer": answer,
            "encoding": {
                "@type": "MediaObject",
                "encodingFormat": "application/akn+xml",
                "contentUrl": format!("{address}.akn.xml"),
            },
        }))
    }
}

pub(crate) async fn show(visit: Visit, Path(code): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (code, is_akn) = match code.strip_suffix(".akn.xml") {
                Some(code) => (code, true),
                None => (code.as_str(), false),
            };
            let one = store::by_code(ctx.tx, code)?.ok_or(Problem::NotFound)?;
            if is_akn {
                return if one.is_open() { akn_out::show(ctx, &one) } else { Err(Problem::NotFound) };
            }
            if !one.is_open() {
                let may_read = policy::may(ctx.actor, policy::Action::Read, &one);
                return if may_read { Ok(Answer::see_other(one.path())) } else { Err(Problem::NotFound) };
            }
            Answer::page(&public_page(ctx, one)?)
        })
        .await
}

fn public_page(ctx: &mut Ctx<'_>, one: Question) -> Result<PublicPage, Problem> {
    let names = directory::names(ctx.tx)?;
    let asker = directory::persons_by_name(ctx.tx, &[one.person_id])?.into_iter().next();
    let session = match one.session_id {
        Some(id) => sessions::find(ctx.tx, id)?.filter(|session| session.is_public),
        None => None,
    };
    let addresses = sessions::Addresses::load(ctx.tx, ctx.today)?;
    let issue = match one.issue_id {
        Some(id) => store::issue(ctx.tx, id)?.map(|issue| issue.title),
        None => None,
    };
    let pledges = store::pledges(ctx.tx, one.id)?;
    let pledges = pledge_rows(ctx, pledges, std::slice::from_ref(&one), true)?;
    let shell = ctx
        .shell(one.label())?
        .crumb("Trang chủ", "/")
        .crumb("Chất vấn", "/chat-van")
        .crumb(one.label(), one.public_path())
        .of_record("question", one.id);
    let day = |on: Option<Date>| on.map(dates::print_weekday).unwrap_or_default();
    Ok(PublicPage {
        shell,
        badge: view::badge(&one, ctx.today, ctx.law),
        asker: asker.map(|(_, name)| name).unwrap_or_default(),
        body: names.get(&one.addressee_id).cloned().unwrap_or_default(),
        session: session.map(|session| (session.label(), addresses.of(&session))),
        issue: issue.unwrap_or_default(),
        asked: dates::print_weekday(one.asked_on),
        allowed: day(one.written_allowed_on),
        answered: day(one.answered_on),
        discussed: day(one.discussed_on),
        reason: one.written_reason.map_or("", WrittenReason::label),
        dues: view::dues(&one, ctx.law, ctx.today),
        pledges,
        may_open: ctx.actor.is_signed_in(),
        one,
    })
}
