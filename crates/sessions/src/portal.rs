//! What anyone may read.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use directory::OrganizationKind;
use kernel::{Date, OrganizationId, SessionId, dates, numbers};
use kit::ui::{Badge, Pager};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};

use crate::address::Addresses;
use crate::due::{self, DueLine};
use crate::model::{Correction, Kind, Session, State};
use crate::policy::{self, Action};
use crate::store::{self, Filter};
use crate::{actions, export};

pub(crate) const ROWS_MAX: i64 = 50;

/// The badge of how far a session has come.
pub(crate) fn badge(session: &Session) -> Badge {
    let words = session.standing();
    match session.state {
        State::Planned | State::Cancelled => Badge::draft(words),
        State::Convened => Badge::waiting(words),
        State::Opened => Badge::doing(words),
        State::Closed if session.is_archived() => Badge::draft(words),
        State::Closed => Badge::done(words),
        State::Postponed => Badge::moved(words),
    }
}

/// What was corrected after the dossier was put away, each with its day.
pub(crate) fn corrections(
    ctx: &mut Ctx<'_>,
    session: &Session,
) -> Result<Vec<(String, Correction)>, Problem> {
    let found = actions::corrections(ctx.tx, session.id)?;
    Ok(found.into_iter().map(|one| (dates::print(one.made_on), one)).collect())
}

/// A choice with "all" first.
pub(crate) fn every(
    words: &str,
    choices: impl IntoIterator<Item = (String, String)>,
) -> Vec<(String, String)> {
    std::iter::once((String::new(), words.to_owned())).chain(choices).collect()
}

/// "2020-10-15_<id>": where a list by day goes on.
pub(crate) fn day_key(form: &Form) -> Option<(Date, SessionId)> {
    let (day, id) = form.value("truoc").split_once('_')?;
    Some((dates::parse_iso(day)?, id.parse().ok()?))
}

/// The page after these rows, when there may be one.
pub(crate) fn older(path: &str, query: &str, rows: &[Session]) -> Option<String> {
    let last = rows.last().filter(|_| i64::try_from(rows.len()) == Ok(ROWS_MAX))?;
    let mark = if query.is_empty() { "?" } else { "&" };
    Some(format!("{path}{query}{mark}truoc={}_{}", dates::iso(last.opened_on), last.id))
}

/// The public list as an address asks for it.
pub(crate) struct Asked {
    pub(crate) filter: Filter,
    pub(crate) terms: Vec<directory::Term>,
    pub(crate) addresses: Addresses,
    /// The same filter as a query, "?loai=thematic&nam=2020", or nothing.
    pub(crate) query: String,
}

/// Reads the filter; what is no choice filters nothing. Without a council asked for, the
/// installation's own is shown.
pub(crate) fn asked(ctx: &mut Ctx<'_>, form: &Form) -> Result<Asked, Problem> {
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let chosen: Option<OrganizationId> = form.value("co-quan").parse().ok();
    let council = chosen.or(addresses.home());
    let terms = match council {
        Some(council) => directory::terms_of(ctx.tx, council)?,
        None => Vec::new(),
    };
    let term = form
        .value("khoa")
        .parse()
        .ok()
        .and_then(|number: i64| terms.iter().find(|term| term.number == number));
    let filter = Filter {
        council,
        term: term.map(|term| term.id),
        kind: form.value("loai").parse().ok(),
        year: form.value("nam").parse().ok().filter(|year| (1945..=2100).contains(year)),
        ..Filter::default()
    };
    let parts: Vec<String> = [
        chosen.map(|id| format!("co-quan={id}")),
        term.map(|term| format!("khoa={}", term.number)),
        filter.kind.map(|kind| format!("loai={}", kind.as_str())),
        filter.year.map(|year| format!("nam={year}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
    Ok(Asked { filter, terms, addresses, query })
}

struct Shown {
    session: Session,
    /// The heading of a term, at its first row.
    term: Option<String>,
    href: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "sessions/public_list.html")]
struct PublicListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    query: String,
    council: String,
    councils: Vec<(String, String)>,
    terms: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    years: Vec<(String, String)>,
    pager: Pager,
}

pub(crate) async fn list(visit: Visit) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let asked = asked(ctx, &form)?;
            if let Some(council) = asked.filter.council {
                form.set("co-quan", council.to_string());
            }
            let found = store::list(ctx.tx, &asked.filter, day_key(&form), ROWS_MAX)?;
            let total = store::count(ctx.tx, &asked.filter)?;
            let years = match asked.filter.council {
                Some(council) => store::years(ctx.tx, council)?,
                None => Vec::new(),
            };
            let names = directory::names(ctx.tx)?;
            let councils = directory::working_organizations(ctx.tx, ctx.today)?
                .into_iter()
                .filter(|one| one.kind == OrganizationKind::Council)
                .map(|one| (one.id.to_string(), one.name))
                .collect();
            let pager = Pager { newer: None, older: older("/ky-hop", &asked.query, &found) };
            let council = asked.filter.council.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
            let shell = ctx.shell("Kỳ họp")?.crumb("Trang chủ", "/").crumb("Kỳ họp", "/ky-hop");
            Answer::page(&PublicListPage {
                shell,
                form,
                rows: shown(found, &asked),
                total: numbers::print_integer(total),
                query: asked.query,
                council,
                councils,
                terms: every(
                    "Mọi khóa",
                    asked.terms.iter().map(|term| (term.number.to_string(), term.label())),
                ),
                kinds: every("Mọi loại", Kind::choices()),
                years: every(
                    "Mọi năm",
                    years.into_iter().map(|(year,)| (year.to_string(), year.to_string())),
                ),
                pager,
            })
        })
        .await
}

fn shown(found: Vec<Session>, asked: &Asked) -> Vec<Shown> {
    let mut last = None;
    found
        .into_iter()
        .map(|session| {
            let begins = last.replace(session.term_id) != Some(session.term_id);
            let term = asked.terms.iter().find(|term| begins && term.id == session.term_id);
            Shown {
                term: term.map(|term| format!("Hội đồng nhân dân {}, {}", term.label(), term.years())),
                href: asked.addresses.of(&session),
                badge: badge(&session),
                session,
            }
        })
        .collect()
}

#[derive(Template)]
#[template(path = "sessions/public_detail.html")]
struct PublicPage {
    shell: Shell,
    session: Session,
    badge: Badge,
    council: String,
    term: String,
    opened: String,
    closed: String,
    summary: Vec<String>,
    dues: Vec<DueLine>,
    href: String,
    resolutions: String,
    may_change: bool,
    archived: String,
    corrections: Vec<(String, Correction)>,
    /// For search engines.
    linked_data: String,
}

/// The page of a session: the same for everyone. A draft has its page in the workspace.
pub(crate) async fn show(visit: Visit, Path(last): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let (key, as_json) = last.strip_suffix(".json").map_or((last.as_str(), false), |key| (key, true));
            let addresses = Addresses::load(ctx.tx, ctx.today)?;
            let session = addresses.find(ctx.tx, key)?.ok_or(Problem::NotFound)?;
            if !session.is_public {
                let may_read = policy::may(ctx.actor, Action::Read, session.council_id, false);
                return if may_read { Ok(Answer::see_other(session.path())) } else { Err(Problem::NotFound) };
            }
            if addresses.key(&session) != key {
                let ending = if as_json { ".json" } else { "" };
                return Ok(Answer::moved(&format!("{}{ending}", addresses.of(&session))));
            }
            if as_json {
                return export::one(ctx, &session, &addresses);
            }
            let council = directory::organization(ctx.tx, session.council_id)?.ok_or(Problem::NotFound)?;
            let term = directory::terms_of(ctx.tx, session.council_id)?
                .into_iter()
                .find(|term| term.id == session.term_id)
                .map(|term| format!("{}, {}", term.label(), term.years()))
                .unwrap_or_default();
            let href = addresses.of(&session);
            let kind = format!("Kỳ họp, {}", session.days());
            ctx.share(kit::Share::record(kind, &badge(&session), shared_title(&session)));
            let shell = ctx
                .shell(session.label())?
                .crumb("Trang chủ", "/")
                .crumb("Kỳ họp", "/ky-hop")
                .crumb(session.label(), &href)
                .of_record("session", session.id);
            Answer::page(&PublicPage {
                linked_data: linked_data(&session, &council.name, &shell.public_url, &href),
                shell,
                badge: badge(&session),
                council: council.name,
                term,
                opened: dates::print_weekday(session.opened_on),
                closed: session.closed_on.map(dates::print_weekday).unwrap_or_default(),
                summary: session.summary.lines().map(str::to_owned).collect(),
                dues: due::of_session(ctx.law, &session, ctx.today),
                resolutions: format!("/nghi-quyet?ky-hop={}", addresses.key(&session)),
                may_change: policy::may(ctx.actor, Action::Change, session.council_id, true),
                archived: session.archived_on.map(dates::print_weekday).unwrap_or_default(),
                corrections: corrections(ctx, &session)?,
                href,
                session,
            })
        })
        .await
}

/// "Kỳ họp thứ mười tám: thông qua …" for those who pass the address on.
fn shared_title(session: &Session) -> String {
    if session.title.is_empty() { session.label() } else { format!("{}: {}", session.label(), session.title) }
}

/// A session in the words of <https://schema.org/Event>.
fn linked_data(session: &Session, council: &str, base: &str, href: &str) -> String {
    let status = match session.state {
        State::Cancelled => "https://schema.org/EventCancelled",
        State::Postponed => "https://schema.org/EventPostponed",
        State::Planned | State::Convened | State::Opened | State::Closed => {
            "https://schema.org/EventScheduled"
        }
    };
    let place = (!session.place.is_empty()).then(|| kit::json!({ "@type": "Place", "name": session.place }));
    let address = format!("{base}{href}");
    kit::linked_data(kit::json!({
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": format!("{}, {council}", session.label()),
        "inLanguage": "vi",
        "startDate": dates::iso(session.opened_on),
        "endDate": session.closed_on.map(dates::iso),
        "eventStatus": status,
        "location": place,
        "organizer": { "@type": "GovernmentOrganization", "name": council },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_key_begins_the_list_again() {
        for wrong in ["", "2020-10-15", "2020-13-01_x", "_"] {
            assert_eq!(day_key(&Form::with(&[("truoc", wrong)])), None, "{wrong}");
        }
    }
}
