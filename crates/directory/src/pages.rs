//! Pages.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use kernel::{Date, OrganizationId, PersonId, Role, dates};
use kit::{Answer, Ctx, Form, Problem, Shell, Visit};
use serde::Serialize;

use crate::model::{Area, Membership, Organization, OrganizationKind, Person, Post, Term};
use crate::policy::{self, Action};
use crate::{rules, store};

/// A body and who sits in it.
struct Body {
    organization: Organization,
    seats: Vec<Seat>,
}

struct Seat {
    person: PersonId,
    name: String,
    post: Post,
    label: String,
}

type Posted = (PersonId, String, OrganizationId, Post, String);

/// The public posts of an organization, by rank. The posts come in the order of names, and those
/// of one rank stay in it.
fn seats(posts: &[Posted], of: OrganizationId) -> Vec<Seat> {
    let mut seats: Vec<Seat> = posts
        .iter()
        .filter(|(_, _, organization, post, _)| *organization == of && rules::is_public(*post))
        .map(|(person, name, _, post, label)| Seat {
            person: *person,
            name: name.clone(),
            post: *post,
            label: label.clone(),
        })
        .collect();
    seats.sort_by_key(|seat| seat.post);
    seats
}

#[derive(Template)]
#[template(path = "directory/council.html")]
struct CouncilPage {
    shell: Shell,
    council: Organization,
    area: Area,
    term: Option<Term>,
    leaders: Vec<Seat>,
    bodies: Vec<Body>,
    others: Vec<Organization>,
    delegates: usize,
    communes: Vec<(Area, Organization)>,
}

pub(crate) async fn council(visit: Visit) -> Response {
    visit
        .read(|ctx| {
            let council = crate::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            Answer::page(&council_page(ctx, council)?)
        })
        .await
}

fn council_page(ctx: &mut Ctx<'_>, council: Organization) -> Result<CouncilPage, Problem> {
    let area = store::area(ctx.tx, council.area_id)?.ok_or(Problem::NotFound)?;
    let term = store::term_on(ctx.tx, council.id, ctx.today)?;
    let posts = store::posts_in(ctx.tx, council.id, ctx.today)?;
    let organizations = store::organizations_of_area(ctx.tx, area.id)?;
    let seats_of = |id: OrganizationId| -> Vec<Seat> {
        seats(&posts, id).into_iter().filter(|seat| seat.post != Post::Delegate).collect()
    };
    let delegates =
        posts.iter().filter(|(_, _, id, post, _)| *id == council.id && *post == Post::Delegate).count();
    let leaders = seats_of(council.id);
    let (mut bodies, mut others) = (Vec::new(), Vec::new());
    for organization in
        organizations.into_iter().filter(|one| one.id != council.id && one.works_on(ctx.today))
    {
        if organization.parent_id == Some(council.id) {
            bodies.push(Body { seats: seats_of(organization.id), organization });
        } else {
            others.push(organization);
        }
    }
    let communes = crate::commune_councils(ctx.tx, area.id, ctx.today)?;
    let shell = ctx.shell("Giới thiệu")?.crumb("Trang chủ", "/").crumb("Giới thiệu", "/hoi-dong");
    Ok(CouncilPage { shell, council, area, term, leaders, bodies, others, delegates, communes })
}

#[derive(Template)]
#[template(path = "directory/organization.html")]
struct OrganizationPage {
    shell: Shell,
    one: Organization,
    area: Area,
    members: Vec<Seat>,
}

impl OrganizationPage {
    /// In the words of <https://schema.org/GovernmentOrganization>.
    fn linked_data(&self) -> String {
        let one = &self.one;
        let address = format!("{}/co-quan/{}", self.shell.public_url, one.id);
        kit::linked_data(kit::json!({
            "@type": "GovernmentOrganization",
            "@id": address,
            "url": address,
            "name": one.name,
            "alternateName": one.short_name,
            "areaServed": { "@type": "AdministrativeArea", "name": self.area.name },
            "foundingDate": one.founded_on.map(dates::iso),
            "dissolutionDate": one.dissolved_on.map(dates::iso),
        }))
    }
}

pub(crate) async fn organization(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: OrganizationId = id.parse().map_err(|_| Problem::NotFound)?;
            let one = store::organization(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let area = store::area(ctx.tx, one.area_id)?.ok_or(Problem::NotFound)?;
            let members = seats(&store::posts_in(ctx.tx, id, ctx.today)?, id);
            let shell = ctx
                .shell(&one.name)?
                .crumb("Trang chủ", "/")
                .crumb("Giới thiệu", "/hoi-dong")
                .crumb(&one.short_name, format!("/co-quan/{id}"));
            Answer::page(&OrganizationPage { shell, one, area, members })
        })
        .await
}

#[derive(Template)]
#[template(path = "directory/delegates.html")]
struct DelegatesPage {
    shell: Shell,
    council: Organization,
    persons: Vec<Person>,
    next: Option<String>,
}

const ROWS_MAX: i64 = 100;

/// The key of a page: the stored sort key and the id of the last row.
fn after(visit: &Visit) -> (String, String) {
    visit
        .query("sau")
        .and_then(|raw| raw.split_once('_').map(|(key, id)| (key.to_owned(), id.to_owned())))
        .unwrap_or_default()
}

fn next(persons: &[Person], path: &str) -> Option<String> {
    persons
        .last()
        .filter(|_| i64::try_from(persons.len()) == Ok(ROWS_MAX))
        .map(|last| format!("{path}?sau={}_{}", last.sort_key, last.id))
}

pub(crate) async fn delegates(visit: Visit) -> Response {
    let (key, id) = after(&visit);
    visit
        .read(move |ctx| {
            let council = crate::home_council(ctx.tx, ctx.today)?.ok_or(Problem::NotFound)?;
            let persons = store::delegates(ctx.tx, council.id, ctx.today, &key, &id, ROWS_MAX)?;
            let next = next(&persons, "/dai-bieu");
            let shell = ctx.shell("Đại biểu")?.crumb("Trang chủ", "/").crumb("Đại biểu", "/dai-bieu");
            Answer::page(&DelegatesPage { shell, council, persons, next })
        })
        .await
}

/// A post with its organization's name and its days in words.
pub(crate) struct Served {
    membership: Membership,
    organization: String,
    days: String,
    is_open: bool,
    /// The actor keeps the organization, so the form to end the post is shown.
    may_end: bool,
}

fn served(ctx: &mut Ctx<'_>, person: PersonId) -> Result<Vec<Served>, Problem> {
    let names: HashMap<OrganizationId, String> = crate::names(ctx.tx)?;
    Ok(store::memberships_of(ctx.tx, person)?
        .into_iter()
        .map(|membership| Served {
            organization: names.get(&membership.organization_id).cloned().unwrap_or_default(),
            days: match membership.ended_on {
                Some(last) => format!("{} - {}", dates::print(membership.started_on), dates::print(last)),
                None => format!("từ {}", dates::print(membership.started_on)),
            },
            is_open: membership.ended_on.is_none_or(|last| ctx.today <= last),
            may_end: false,
            membership,
        })
        .collect())
}

#[derive(Template)]
#[template(path = "directory/person.html")]
struct PersonPage {
    shell: Shell,
    person: Person,
    /// For search engines; nothing of somebody who is invented.
    linked_data: Option<String>,
    is_delegate: bool,
    posts: Vec<Served>,
}

pub(crate) async fn person(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
            let person = store::person(ctx.tx, id)?.ok_or(Problem::NotFound)?;
            let mut posts = served(ctx, id)?;
            // Who never held a public post is nobody to the public
            if !policy::may(ctx.actor, Action::ChangePerson) {
                posts.retain(|one| rules::is_public(one.membership.post));
                if posts.is_empty() {
                    return Err(Problem::NotFound);
                }
            }
            let shell = ctx
                .shell(&person.name)?
                .crumb("Trang chủ", "/")
                .crumb("Đại biểu", "/dai-bieu")
                .crumb(&person.name, format!("/dai-bieu/{id}"));
            let is_delegate = posts.iter().any(|one| one.membership.post == Post::Delegate);
            let linked_data =
                (!person.is_demonstration).then(|| linked_data(&person, &posts, &shell.public_url));
            Answer::page(&PersonPage { shell, person, linked_data, is_delegate, posts })
        })
        .await
}

/// A person in the words of <https://schema.org/Person>: the public posts held now.
fn linked_data(person: &Person, posts: &[Served], base: &str) -> String {
    let held = || posts.iter().filter(|one| one.is_open && rules::is_public(one.membership.post));
    let titles: Vec<&str> = held().map(|one| one.membership.label.as_str()).collect();
    let bodies: Vec<_> = held()
        .map(|one| kit::json!({ "@type": "GovernmentOrganization", "name": one.organization }))
        .collect();
    let address = format!("{base}/dai-bieu/{}", person.id);
    kit::linked_data(kit::json!({
        "@type": "Person",
        "@id": address,
        "url": address,
        "name": person.name,
        "jobTitle": titles,
        "worksFor": bodies,
    }))
}

/// A unit as the page and its data sibling show it.
#[derive(Serialize)]
struct UnitFacts {
    code: String,
    name: String,
    kind: &'static str,
    tier: &'static str,
    parent: Option<String>,
    valid_from: String,
    valid_to: Option<String>,
    sentences: Vec<String>,
    successors: Vec<Linked>,
    predecessors: Vec<Linked>,
    children: Vec<Linked>,
}

#[derive(Serialize)]
struct Linked {
    code: String,
    name: String,
    note: String,
    href: String,
}

#[derive(Template)]
#[template(path = "directory/unit.html")]
struct UnitPage {
    shell: Shell,
    facts: UnitFacts,
    organizations: Vec<Organization>,
    others: Vec<Linked>,
    form: Form,
}

/// `/xa/{code}` and `/xa/{code}.json`, `?ngay=` for another day than today.
pub(crate) async fn unit(visit: Visit, Path(code): Path<String>) -> Response {
    let mut form = visit.query_form();
    visit
        .read(move |ctx| {
            let (code, as_json) =
                code.strip_suffix(".json").map_or((code.as_str(), false), |code| (code, true));
            let on = form.take_date_or_none("ngay", ctx.today).unwrap_or(ctx.today);
            let known = store::areas_by_code(ctx.tx, code)?;
            // On a day without such a unit the nearest one is shown: old addresses still work
            let area = known
                .iter()
                .find(|area| area.is_valid_on(on))
                .or_else(|| known.iter().rev().find(|area| area.valid_from <= on))
                .or_else(|| known.first())
                .cloned()
                .ok_or(Problem::NotFound)?;
            let facts = facts(ctx, &area, on)?;
            if as_json {
                if let Some(fault) = form.fault("ngay") {
                    return Err(Problem::Refused(fault.to_owned()));
                }
                return Answer::json(&facts);
            }
            let others = known
                .iter()
                .filter(|other| other.id != area.id)
                .map(|other| linked(other, &validity(other), Some(other.valid_from)))
                .collect();
            let organizations = store::organizations_of_area(ctx.tx, area.id)?;
            let shell = ctx
                .shell(&area.name)?
                .crumb("Trang chủ", "/")
                .crumb("Giới thiệu", "/hoi-dong")
                .crumb(&area.name, area.path())
                .with_faults_of(&form);
            let is_sound = form.is_sound();
            let page = UnitPage { shell, facts, organizations, others, form };
            if is_sound { Answer::page(&page) } else { Answer::faulty(&page) }
        })
        .await
}

fn validity(area: &Area) -> String {
    match area.valid_to {
        Some(last) => format!("từ {} đến {}", dates::print(area.valid_from), dates::print(last)),
        None => format!("từ {}", dates::print(area.valid_from)),
    }
}

fn linked(area: &Area, note: &str, on: Option<Date>) -> Linked {
    let query = on.map_or_else(String::new, |on| format!("?ngay={}", dates::iso(on)));
    Linked {
        code: area.code.clone(),
        name: area.name.clone(),
        note: note.to_owned(),
        href: format!("{}{query}", area.path()),
    }
}

fn facts(ctx: &mut Ctx<'_>, area: &Area, on: Date) -> Result<UnitFacts, Problem> {
    let parent = match area.parent_id {
        Some(id) => store::area(ctx.tx, id)?,
        None => None,
    };
    let successors = crate::successors(ctx.tx, area.id)?;
    let predecessors = crate::predecessors(ctx.tx, area.id)?;
    let mut sentences = Vec::new();
    for (after, part, since) in &successors {
        let above = match after.parent_id {
            Some(id) => store::area(ctx.tx, id)?
                .map_or_else(String::new, |above| format!(", {}", above.in_sentence())),
            None => String::new(),
        };
        let inside =
            parent.as_ref().map_or_else(String::new, |parent| format!(" ({})", parent.in_sentence()));
        let whole = if *part { format!("Một phần {}", area.in_sentence()) } else { area.name.clone() };
        let word = if *since <= on {
            "nay thuộc".to_owned()
        } else {
            format!("từ {} thuộc", dates::print(*since))
        };
        sentences.push(format!("{whole}{inside} {word} {}{above}.", after.in_sentence()));
    }
    let note = |part: bool, since: Date| {
        format!("{}, {}", if part { "một phần" } else { "toàn bộ" }, dates::print(since))
    };
    let children = store::children(
        ctx.tx,
        area.id,
        if area.is_valid_on(on) { on } else { area.valid_to.unwrap_or(on) },
    )?;
    Ok(UnitFacts {
        code: area.code.clone(),
        name: area.name.clone(),
        kind: area.kind.label(),
        tier: area.tier.label(),
        parent: parent.map(|parent| parent.name),
        valid_from: dates::print(area.valid_from),
        valid_to: area.valid_to.map(dates::print),
        sentences,
        successors: successors
            .iter()
            .map(|(area, part, since)| linked(area, &note(*part, *since), Some(*since)))
            .collect(),
        predecessors: predecessors
            .iter()
            .map(|(area, part, since)| linked(area, &note(*part, *since), Some(area.valid_from)))
            .collect(),
        children: children.iter().map(|child| linked(child, child.kind.label(), Some(on))).collect(),
    })
}

/// The organizations at work that the actor keeps: the list beside [`policy::may_in`].
pub(crate) fn kept(ctx: &mut Ctx<'_>) -> db::Result<Vec<Organization>> {
    match (ctx.actor.role, ctx.actor.area) {
        (Role::Administrator, _) => store::working_organizations(ctx.tx, ctx.today),
        (_, Some(area)) => store::organizations_within(ctx.tx, ctx.today, area),
        (_, None) => Ok(Vec::new()),
    }
}

#[derive(Template)]
#[template(path = "directory/organizations.html")]
pub(crate) struct OrganizationsPage {
    shell: Shell,
    form: Form,
    organizations: Vec<Organization>,
    kinds: Vec<(String, String)>,
    parents: Vec<(String, String)>,
    may_import: bool,
}

pub(crate) async fn organizations(visit: Visit) -> Response {
    visit.read(|ctx| Answer::page(&organizations_page(ctx, Form::new())?)).await
}

pub(crate) fn organizations_page(ctx: &mut Ctx<'_>, form: Form) -> Result<OrganizationsPage, Problem> {
    if !policy::may(ctx.actor, Action::ChangeOrganization) {
        return Err(Problem::NotFound);
    }
    let organizations = kept(ctx)?;
    let mut parents = vec![(String::new(), "Không trực thuộc".to_owned())];
    parents.extend(organizations.iter().map(|one| (one.id.to_string(), one.name.clone())));
    let shell = ctx
        .shell("Đơn vị, cơ quan")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Cơ quan", "/lam-viec/co-quan")
        .with_faults_of(&form);
    let may_import = policy::may(ctx.actor, Action::Import);
    Ok(OrganizationsPage {
        shell,
        form,
        organizations,
        kinds: OrganizationKind::choices(),
        parents,
        may_import,
    })
}

#[derive(Template)]
#[template(path = "directory/edit_organization.html")]
pub(crate) struct EditOrganizationPage {
    shell: Shell,
    form: Form,
    one: Organization,
}

pub(crate) async fn edit_organization(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: OrganizationId = id.parse().map_err(|_| Problem::NotFound)?;
            Answer::page(&edit_organization_page(ctx, id, None)?)
        })
        .await
}

pub(crate) fn edit_organization_page(
    ctx: &mut Ctx<'_>,
    id: OrganizationId,
    form: Option<Form>,
) -> Result<EditOrganizationPage, Problem> {
    let one = store::organization(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let chain = crate::chain(ctx.tx, one.area_id)?;
    if !policy::may_in(ctx.actor, Action::ChangeOrganization, &chain) {
        return Err(Problem::NotFound);
    }
    let codes = crate::agency_codes(ctx.tx, &[id])?;
    let form = form.unwrap_or_else(|| {
        let version = one.version.to_string();
        let dissolved = one.dissolved_on.map_or_else(String::new, dates::print);
        Form::with(&[
            ("ten", &one.name),
            ("ten-ngan", &one.short_name),
            ("ky-hieu", &one.symbol),
            ("giai-the", &dissolved),
            ("ma-dinh-danh", codes.get(&id).map_or("", String::as_str)),
            ("version", &version),
        ])
    });
    let shell = ctx
        .shell(&one.short_name)?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Cơ quan", "/lam-viec/co-quan")
        .crumb(&one.short_name, format!("/lam-viec/co-quan/{id}"))
        .with_faults_of(&form);
    Ok(EditOrganizationPage { shell, form, one })
}

#[derive(Template)]
#[template(path = "directory/persons.html")]
pub(crate) struct PersonsPage {
    shell: Shell,
    form: Form,
    persons: Vec<Person>,
    total: i64,
    next: Option<String>,
}

pub(crate) async fn persons(visit: Visit) -> Response {
    let after = after(&visit);
    visit.read(move |ctx| Answer::page(&persons_page(ctx, Form::new(), &after)?)).await
}

pub(crate) fn persons_page(
    ctx: &mut Ctx<'_>,
    form: Form,
    after: &(String, String),
) -> Result<PersonsPage, Problem> {
    if !policy::may(ctx.actor, Action::ChangePerson) {
        return Err(Problem::NotFound);
    }
    let persons = store::persons_after(ctx.tx, &after.0, &after.1, ROWS_MAX)?;
    let next = next(&persons, "/lam-viec/nguoi");
    let db::One((total,)) = store::count_persons(ctx.tx)?;
    let shell = ctx
        .shell("Người")?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Người", "/lam-viec/nguoi")
        .with_faults_of(&form);
    Ok(PersonsPage { shell, form, persons, total, next })
}

#[derive(Template)]
#[template(path = "directory/edit_person.html")]
pub(crate) struct EditPersonPage {
    shell: Shell,
    form: Form,
    person: Person,
    posts: Vec<Served>,
    organizations: Vec<(String, String)>,
    post_choices: Vec<(String, String)>,
    today: String,
}

pub(crate) async fn edit_person(visit: Visit, Path(id): Path<String>) -> Response {
    visit
        .read(move |ctx| {
            let id: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
            Answer::page(&edit_person_page(ctx, id, Form::new())?)
        })
        .await
}

pub(crate) fn edit_person_page(
    ctx: &mut Ctx<'_>,
    id: PersonId,
    form: Form,
) -> Result<EditPersonPage, Problem> {
    if !policy::may(ctx.actor, Action::ChangePerson) {
        return Err(Problem::NotFound);
    }
    let person = store::person(ctx.tx, id)?.ok_or(Problem::NotFound)?;
    let mut posts = served(ctx, id)?;
    let kept = kept(ctx)?;
    for one in &mut posts {
        one.may_end = one.is_open && kept.iter().any(|o| o.id == one.membership.organization_id);
    }
    let organizations = kept.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let shell = ctx
        .shell(&person.name)?
        .crumb("Hôm nay", "/lam-viec")
        .crumb("Người", "/lam-viec/nguoi")
        .crumb(&person.name, format!("/lam-viec/nguoi/{id}"))
        .with_faults_of(&form);
    Ok(EditPersonPage {
        shell,
        form,
        person,
        posts,
        organizations,
        post_choices: Post::choices(),
        today: dates::print(ctx.today),
    })
}
