//! What anyone may read.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use directory::OrganizationKind;
use kernel::{Date, OrganizationId, ResolutionId, dates, numbers, text};
use kit::ui::{Badge, Facet, Facets, Pager};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use sessions::DueLine;

use crate::address::Addresses;
use crate::body::{self, Block};
use crate::model::{Erratum, Force, Resolution, Series};
use crate::policy::{self, Action};
use crate::portal_text::{self, TieLine};
use crate::store::{self, Filter};
use crate::{akn_out, beside, due, export};

pub(crate) const ROWS_MAX: i64 = 50;

/// The badge of a force.
pub(crate) fn badge(force: Force) -> Badge {
    match force {
        Force::InForce => Badge::done(force.label()),
        Force::NotYet => Badge::waiting(force.label()),
        Force::Expired | Force::Unknown => Badge::draft(force.label()),
    }
}

/// "2020-10-15_<id>": where a list by day goes on.
pub(crate) fn day_key(form: &Form) -> Option<(Date, ResolutionId)> {
    let (day, id) = form.value("truoc").split_once('_')?;
    Some((dates::parse_iso(day)?, id.parse().ok()?))
}

/// The page after these rows, when there may be one.
pub(crate) fn older(path: &str, query: &str, rows: &[Resolution]) -> Option<String> {
    let last = rows.last().filter(|_| i64::try_from(rows.len()) == Ok(ROWS_MAX))?;
    let mark = if query.is_empty() { "?" } else { "&" };
    Some(format!("{path}{query}{mark}truoc={}_{}", dates::iso(last.adopted_on), last.id))
}

/// The filter as it stands in an address, in one order, without what is left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    parts: Vec<(&'static str, String)>,
}

impl Query {
    fn of(form: &Form) -> Self {
        let names = ["co-quan", "ky-hop", "loai", "nam", "hieu-luc", "ngay", "q"];
        let parts = names
            .into_iter()
            .map(|name| (name, text::clean_line(form.value(name))))
            .filter(|(_, value)| !value.is_empty() && value.len() <= 200)
            .collect();
        Self { parts }
    }

    /// With another value for one part; an empty one takes it out.
    fn with(&self, name: &'static str, value: &str) -> Self {
        let mut parts: Vec<_> = self.parts.iter().filter(|(known, _)| *known != name).cloned().collect();
        if !value.is_empty() {
            parts.push((name, value.to_owned()));
        }
        Self { parts }
    }

    /// "?loai=qppl&nam=2020", or nothing.
    pub(crate) fn print(&self) -> String {
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|(name, value)| format!("{name}={}", text::percent_encoded(value)))
            .collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

/// The public list as an address asks for it.
pub(crate) struct Asked {
    pub(crate) filter: Filter,
    pub(crate) addresses: Addresses,
    pub(crate) query: Query,
    /// The day on which force is judged.
    pub(crate) on: Date,
    /// The session asked for: its label and its page.
    pub(crate) session: Option<(String, String)>,
}

/// Reads the filter; what is no choice filters nothing. Without a council or a session asked
/// for, the installation's own resolutions are shown.
pub(crate) fn asked(ctx: &mut Ctx<'_>, form: &Form) -> Result<Asked, Problem> {
    let addresses = Addresses::load(ctx.tx, ctx.today)?;
    let on = dates::parse(form.value("ngay"), ctx.today).unwrap_or(ctx.today);
    let sessions = sessions::Addresses::load(ctx.tx, ctx.today)?;
    let session = match form.value("ky-hop") {
        "" => None,
        key => Some(sessions.find(ctx.tx, key)?.filter(|one| one.is_public).ok_or(Problem::NotFound)?),
    };
    let council: Option<OrganizationId> = form.value("co-quan").parse().ok();
    let council = session.as_ref().map(|one| one.council_id).or(council).or(addresses.home());
    let filter = Filter {
        council,
        session: session.as_ref().map(|one| one.id),
        series: form.value("loai").parse().ok(),
        year: form.value("nam").parse().ok(),
        force: form.value("hieu-luc").parse().ok().map(|force| (force, on)),
        words: text::truncate_words(form.value("q"), 200),
        drafts_of: None,
    };
    let session = session.map(|one| (one.label(), sessions.of(&one)));
    Ok(Asked { filter, addresses, query: Query::of(form), on, session })
}

struct Shown {
    one: Resolution,
    href: String,
    adopted: String,
    badge: Badge,
}

#[derive(Template)]
#[template(path = "resolutions/public_list.html")]
struct PublicListPage {
    shell: Shell,
    form: Form,
    rows: Vec<Shown>,
    total: String,
    query: String,
    council: String,
    councils: Vec<(String, String)>,
    session: Option<(String, String)>,
    on: String,
    facets: Vec<Facets>,
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
            let facets = facets(ctx, &asked)?;
            let names = directory::names(ctx.tx)?;
            let councils = directory::working_organizations(ctx.tx, ctx.today)?
                .into_iter()
                .filter(|one| one.kind == OrganizationKind::Council)
                .map(|one| (one.id.to_string(), one.name))
                .collect();
            let query = asked.query.print();
            let pager = Pager { newer: None, older: older("/nghi-quyet", &query, &found) };
            let rows = found
                .into_iter()
                .map(|one| Shown {
                    href: asked.addresses.of(&one),
                    adopted: dates::print(one.adopted_on),
                    badge: badge(one.force(asked.on)),
                    one,
                })
                .collect();
            let shell = ctx.shell("Nghị quyết")?.crumb("Trang chủ", "/").crumb("Nghị quyết", "/nghi-quyet");
            Answer::page(&PublicListPage {
                shell,
                form,
                rows,
                total: numbers::print_integer(total),
                query,
                council: asked.filter.council.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                councils,
                session: asked.session,
                on: dates::print(asked.on),
                facets,
                pager,
            })
        })
        .await
}

/// Year, series and force, each with the number of rows that it leads to.
fn facets(ctx: &mut Ctx<'_>, asked: &Asked) -> Result<Vec<Facets>, Problem> {
    let facet = |name: &'static str, value: &str, label: &str, count: i64, is_on: bool| {
        let query = asked.query.with(name, if is_on { "" } else { value });
        let count = u64::try_from(count).unwrap_or(0);
        let facet = Facet::new(label, count, format!("/nghi-quyet{}", query.print()));
        if is_on { facet.on() } else { facet }
    };
    let years = store::count_by_year(ctx.tx, &asked.filter)?
        .into_iter()
        .map(|(year, count)| {
            let year_text = year.to_string();
            facet("nam", &year_text, &year_text, count, asked.filter.year == Some(year))
        })
        .collect();
    let series = store::count_by_series(ctx.tx, &asked.filter)?
        .into_iter()
        .map(|(is_normative, count)| {
            let one = Series::of(is_normative);
            facet("loai", one.as_str(), one.label(), count, asked.filter.series == Some(one))
        })
        .collect();
    let mut forces = Vec::new();
    for force in Force::ALL {
        let filter = Filter { force: Some((*force, asked.on)), ..asked.filter.clone() };
        let count = store::count(ctx.tx, &filter)?;
        let is_on = asked.filter.force.is_some_and(|(chosen, _)| chosen == *force);
        if 0 < count || is_on {
            forces.push(facet("hieu-luc", force.as_str(), force.label(), count, is_on));
        }
    }
    Ok(vec![Facets::new("Năm", years), Facets::new("Loại", series), Facets::new("Hiệu lực", forces)])
}

#[derive(Template)]
#[template(path = "resolutions/public_detail.html")]
struct PublicPage {
    shell: Shell,
    one: Resolution,
    council: String,
    series: &'static str,
    badge: Badge,
    on: String,
    form: Form,
    adopted: String,
    signed: String,
    effective: String,
    expired: String,
    sent_up: String,
    session: Option<(String, String)>,
    dues: Vec<DueLine>,
    blocks: Vec<Block>,
    href: String,
    may_change: bool,
    /// What later ones do to it.
    incoming: Vec<TieLine>,
    /// What it does to older ones.
    outgoing: Vec<TieLine>,
    errata: Vec<Erratum>,
    /// The vote that passed it.
    poll: String,
    /// What other areas tell of it: words and address.
    beside: Vec<(String, String)>,
    /// For search engines.
    linked_data: String,
}

/// The page of a resolution: the same for everyone. A draft has its page in the workspace.
pub(crate) async fn show(visit: Visit, Path(last): Path<String>) -> Response {
    let typed = visit.query("ngay").unwrap_or_default();
    visit
        .read(move |ctx| {
            let (key, ending) = [".json", ".akn.xml"]
                .into_iter()
                .find_map(|ending| Some((last.strip_suffix(ending)?, ending)))
                .unwrap_or((last.as_str(), ""));
            let addresses = Addresses::load(ctx.tx, ctx.today)?;
            let one = addresses.find(ctx.tx, key)?.ok_or(Problem::NotFound)?;
            if !one.is_public {
                let may_read = policy::may(ctx.actor, Action::Read, one.council_id, false);
                return if may_read { Ok(Answer::see_other(one.path())) } else { Err(Problem::NotFound) };
            }
            if addresses.key(&one) != key {
                return Ok(Answer::moved(&format!("{}{ending}", addresses.of(&one))));
            }
            let mut form = Form::with(&[("ngay", &typed)]);
            let on = form.take_date_or_none("ngay", ctx.today).unwrap_or(ctx.today);
            match ending {
                ".json" => return export::one(ctx, &one, &addresses, on),
                ".akn.xml" => return akn_out::one(ctx, &one, &addresses),
                _ => {}
            }
            if typed.is_empty() {
                form.set("ngay", dates::print(on));
            }
            Answer::page(&public_page(ctx, one, &addresses, on, form)?)
        })
        .await
}

fn public_page(
    ctx: &mut Ctx<'_>,
    one: Resolution,
    addresses: &Addresses,
    on: Date,
    form: Form,
) -> Result<PublicPage, Problem> {
    let council = directory::organization(ctx.tx, one.council_id)?.ok_or(Problem::NotFound)?;
    let level = directory::level_of(ctx.tx, council.id)?;
    let sessions = sessions::Addresses::load(ctx.tx, ctx.today)?;
    let session = match one.session_id {
        Some(id) => sessions::find(ctx.tx, id)?.filter(|session| session.is_public),
        None => None,
    };
    let href = addresses.of(&one);
    let incoming = portal_text::incoming(ctx, &one, addresses)?;
    let outgoing = portal_text::outgoing(ctx, &one, addresses)?;
    let errata = store::errata(ctx.tx, one.id)?;
    let beside = beside::of(ctx.tx, &one, &href)?;
    ctx.share(kit::Share::record(one.label(), &badge(one.force(on)), &one.title));
    let shell = ctx
        .shell(one.label())?
        .crumb("Trang chủ", "/")
        .crumb("Nghị quyết", "/nghi-quyet")
        .crumb(one.label(), &href)
        .of_record("resolution", one.id)
        .with_faults_of(&form);
    let day = |on: Option<Date>| on.map(dates::print_weekday).unwrap_or_default();
    Ok(PublicPage {
        linked_data: linked_data(&one, &council.name, &shell.public_url, &href, on),
        shell,
        council: council.name,
        series: Series::of(one.is_normative).label(),
        badge: badge(one.force(on)),
        on: dates::print(on),
        form,
        adopted: dates::print_weekday(one.adopted_on),
        signed: day(one.signed_on),
        effective: day(one.effective_on),
        expired: day(one.expired_on),
        sent_up: day(one.sent_up_on),
        session: session.map(|session| (session.label(), sessions.of(&session))),
        dues: due::of_resolution(ctx.law, level, &one, ctx.today),
        blocks: body::blocks(&one.body),
        href,
        may_change: policy::may(ctx.actor, Action::Change, one.council_id, true),
        incoming,
        outgoing,
        errata,
        beside,
        poll: one.poll_id.map(|poll| format!("/bieu-quyet/{poll}")).unwrap_or_default(),
        one,
    })
}

/// A resolution in the words of <https://schema.org/Legislation>.
fn linked_data(one: &Resolution, council: &str, base: &str, href: &str, on: Date) -> String {
    let force = match one.force(on) {
        Force::InForce => Some("https://schema.org/InForce"),
        Force::NotYet | Force::Expired => Some("https://schema.org/NotInForce"),
        Force::Unknown => None,
    };
    let address = format!("{base}{href}");
    kit::linked_data(kit::json!({
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": one.label(),
        "headline": one.title,
        "inLanguage": "vi",
        "legislationIdentifier": one.number,
        "legislationType": "Nghị quyết",
        "legislationDate": dates::iso(one.adopted_on),
        "datePublished": dates::iso(one.signed_on.unwrap_or(one.adopted_on)),
        "legislationPassedBy": { "@type": "GovernmentOrganization", "name": council },
        "legislationLegalForce": force,
        "encoding": {
            "@type": "LegislationObject",
            "encodingFormat": "application/akn+xml",
            "contentUrl": format!("{address}.akn.xml"),
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_was_asked_and_drops_what_is_taken_out() {
        let query = Query::of(&Form::with(&[("nam", "2020"), ("q", " đầu tư "), ("la", "x")]));
        assert_eq!(query.print(), "?nam=2020&q=%C4%91%E1%BA%A7u%20t%C6%B0");
        assert_eq!(
            query.with("nam", "").with("loai", "qppl").print(),
            "?q=%C4%91%E1%BA%A7u%20t%C6%B0&loai=qppl"
        );
        assert_eq!(Query::default().print(), "");
    }

    #[test]
    fn nothing_typed_breaks_out_of_an_address() {
        let query = Query::of(&Form::with(&[("q", "\"><script>&nam=1#?")])).print();
        assert!(!query[1..].contains(['"', '<', '>', '&', '#', '?']), "{query}");
    }
}
