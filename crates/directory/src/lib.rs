//! Units, councils, organizations, terms, persons and their posts over time.
//!
//! A unit is known by its code *and* its first day: codes are used again by later units. What
//! a unit became is written down as successions, so that old addresses still lead somewhere.

mod actions;
mod forms;
mod import;
mod intake;
mod intake_bodies;
mod intake_people;
mod intake_terms;
mod lists;
mod model;
pub mod open_data;
mod pages;
pub mod policy;
pub mod rules;
mod staff;
mod store;
mod store_intake;
mod units;

use std::collections::HashMap;

use db::Tx;
use kernel::{AreaId, Date, OrganizationId, PersonId};
use kit::{Access, Routes};

pub use actions::{
    NewOrganization, NewTerm, add_organization, add_term, change_organization, dissolve_organization,
};
pub use import::{Imported, check_links, import};
pub use intake_bodies::{Bodies, ORGANIZATIONS as INTAKE_ORGANIZATIONS, Places};
pub use intake_people::PEOPLE as INTAKE_PEOPLE;
pub use intake_terms::{TERMS as INTAKE_TERMS, term_number};
pub use model::{
    Area, AreaKind, Holding, Membership, Organization, OrganizationKind, Person, Post, Refusal, Term, Tier,
};
pub use staff::{NewMembership, NewPerson, add_membership, add_person, end_membership};
pub use store::{
    CHECKS, area, area_by_code, areas_by_code, children, organization, organizations_of_area,
    organizations_under, person, posts_in, term, term_on, terms_of, working_organizations,
};
pub use store_intake::CHECKS as INTAKE_CHECKS;
pub use units::{CellFault, Unit, UnitFile, UnitLink, read_units};

/// The routes of this area.
pub fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/hoi-dong", pages::council)
        .get(Access::Public, "/co-quan/{id}", pages::organization)
        .get(Access::Public, "/dai-bieu", pages::delegates)
        .files(Access::Public, ["/dai-bieu.xlsx", "/dai-bieu.csv"], lists::delegates)
        .get(Access::Public, "/dai-bieu/{id}", pages::person)
        .get(Access::Public, "/xa/{code}", pages::unit)
        .get(Access::SignedIn, "/lam-viec/co-quan", pages::organizations)
        .files(Access::SignedIn, ["/lam-viec/co-quan.xlsx", "/lam-viec/co-quan.csv"], lists::organizations)
        .post(Access::SignedIn, "/lam-viec/co-quan", forms::add_organization)
        .get(Access::SignedIn, "/lam-viec/co-quan/nhap", intake::page)
        .post(Access::SignedIn, "/lam-viec/co-quan/nhap", intake::take)
        .get(Access::SignedIn, "/lam-viec/co-quan/{id}", pages::edit_organization)
        .post(Access::SignedIn, "/lam-viec/co-quan/{id}", forms::change_organization)
        .get(Access::SignedIn, "/lam-viec/nguoi", pages::persons)
        .files(Access::SignedIn, ["/lam-viec/nguoi.xlsx", "/lam-viec/nguoi.csv"], lists::persons)
        .post(Access::SignedIn, "/lam-viec/nguoi", forms::add_person)
        .get(Access::SignedIn, "/lam-viec/nguoi/{id}", pages::edit_person)
        .post(Access::SignedIn, "/lam-viec/nguoi/{id}", forms::add_membership)
        .post(Access::SignedIn, "/lam-viec/nguoi/{id}/ket-thuc", forms::end_membership)
}

/// What a unit became: unit, whether only a part, since when.
pub fn successors(tx: &mut Tx, area: AreaId) -> db::Result<Vec<(Area, bool, Date)>> {
    let links = store::successions_from(tx, area)?;
    with_areas(tx, links)
}

/// What a unit was made of.
pub fn predecessors(tx: &mut Tx, area: AreaId) -> db::Result<Vec<(Area, bool, Date)>> {
    let links = store::successions_to(tx, area)?;
    with_areas(tx, links)
}

fn with_areas(tx: &mut Tx, links: Vec<(AreaId, bool, Date)>) -> db::Result<Vec<(Area, bool, Date)>> {
    let ids: Vec<AreaId> = links.iter().map(|link| link.0).collect();
    let known: HashMap<AreaId, Area> =
        store::areas(tx, &ids)?.into_iter().map(|area| (area.id, area)).collect();
    Ok(links
        .into_iter()
        .filter_map(|(id, part, on)| known.get(&id).map(|area| (area.clone(), part, on)))
        .collect())
}

/// The council of a unit on a day.
pub fn council_of_area(tx: &mut Tx, area: AreaId, on: Date) -> db::Result<Option<Organization>> {
    Ok(organizations_of_area(tx, area)?
        .into_iter()
        .find(|one| one.kind == OrganizationKind::Council && one.works_on(on)))
}

/// The Standing Committee of a council.
pub fn standing_committee_of(tx: &mut Tx, council: OrganizationId) -> db::Result<Option<Organization>> {
    let Some(council) = organization(tx, council)? else { return Ok(None) };
    Ok(organizations_of_area(tx, council.area_id)?
        .into_iter()
        .find(|one| one.kind == OrganizationKind::StandingCommittee && one.parent_id == Some(council.id)))
}

/// The installation's own council: the one at work of the highest tier, then the oldest.
pub fn home_council(tx: &mut Tx, on: Date) -> db::Result<Option<Organization>> {
    store::home_council(tx, on)
}

/// A unit and the units above it, from below.
pub(crate) fn chain(tx: &mut Tx, area: AreaId) -> db::Result<Vec<AreaId>> {
    let (mut chain, mut next) = (Vec::new(), Some(area));
    while let Some(id) = next.filter(|id| !chain.contains(id)) {
        chain.push(id);
        next = store::area(tx, id)?.and_then(|area| area.parent_id);
    }
    Ok(chain)
}

/// The councils of a unit's units on a day, with their units, in the order of names.
pub fn commune_councils(tx: &mut Tx, district: AreaId, on: Date) -> db::Result<Vec<(Area, Organization)>> {
    let mut councils: HashMap<AreaId, Organization> =
        store::councils_in(tx, district, on)?.into_iter().map(|one| (one.area_id, one)).collect();
    Ok(children(tx, district, on)?
        .into_iter()
        .filter_map(|area| councils.remove(&area.id).map(|council| (area, council)))
        .collect())
}

/// Who holds a post in an organization on a day; a council's chair may be written down with the
/// council or with its Standing Committee.
pub fn holder_of(
    tx: &mut Tx,
    organization: OrganizationId,
    post: Post,
    on: Date,
) -> db::Result<Option<Person>> {
    store::holder(tx, organization, post, on)
}

/// The units with these ids.
pub fn areas_of_ids(tx: &mut Tx, ids: &[AreaId]) -> db::Result<Vec<Area>> {
    store::areas(tx, ids)
}

/// The organizations with these ids, dissolved ones too.
pub fn organizations_of_ids(tx: &mut Tx, ids: &[OrganizationId]) -> db::Result<Vec<Organization>> {
    store::organizations(tx, ids)
}

/// By which identifier these organizations are known in the exchange of electronic papers; whose
/// nobody wrote down is left out.
pub fn agency_codes(tx: &mut Tx, ids: &[OrganizationId]) -> db::Result<HashMap<OrganizationId, String>> {
    Ok(store::agency_codes(tx, ids)?.into_iter().collect())
}

/// The names of these persons, in the order of names.
pub fn persons_by_name(tx: &mut Tx, ids: &[PersonId]) -> db::Result<Vec<(PersonId, String)>> {
    store::persons(tx, ids)
}

/// Whether somebody is or was a delegate of some council.
pub fn sat_as_delegate(tx: &mut Tx, person: PersonId) -> db::Result<bool> {
    Ok(store::memberships_of(tx, person)?.iter().any(|one| one.post == Post::Delegate))
}

/// The delegates of a council on a day, by name, each once.
pub fn delegates_of(tx: &mut Tx, council: OrganizationId, on: Date) -> db::Result<Vec<(PersonId, String)>> {
    let mut seats: Vec<(PersonId, String)> = posts_in(tx, council, on)?
        .into_iter()
        .filter(|(_, _, organization, post, _)| *organization == council && *post == Post::Delegate)
        .map(|(person, name, ..)| (person, name))
        .collect();
    seats.dedup_by_key(|(person, _)| *person);
    Ok(seats)
}

/// The level of a council's unit, by which the law counts.
pub fn level_of(tx: &mut Tx, council: OrganizationId) -> db::Result<law::Level> {
    let council = organization(tx, council)?.ok_or(db::Error::NotFound)?;
    let area = area(tx, council.area_id)?.ok_or(db::Error::NotFound)?;
    Ok(match area.tier {
        Tier::Province => law::Level::Province,
        Tier::District => law::Level::District,
        Tier::Commune => law::Level::Commune,
    })
}

/// In which delegates' group (Tổ đại biểu) each member of a council's groups is on a day.
pub fn groups_of(tx: &mut Tx, council: OrganizationId, on: Date) -> db::Result<Vec<(PersonId, String)>> {
    let Some(known) = organization(tx, council)? else { return Ok(Vec::new()) };
    let groups: HashMap<OrganizationId, String> = organizations_of_area(tx, known.area_id)?
        .into_iter()
        .filter(|one| one.kind == OrganizationKind::DelegateGroup && one.parent_id == Some(council))
        .map(|one| (one.id, one.short_name))
        .collect();
    Ok(posts_in(tx, council, on)?
        .into_iter()
        .filter_map(|(person, _, organization, ..)| {
            groups.get(&organization).map(|name| (person, name.clone()))
        })
        .collect())
}

/// The working bodies as choices, by name.
pub fn body_choices(tx: &mut Tx, on: Date) -> db::Result<Vec<(String, String)>> {
    let bodies = working_organizations(tx, on)?.into_iter();
    let mut choices: Vec<(String, String)> = bodies.map(|one| (one.id.to_string(), one.short_name)).collect();
    choices.sort_by_key(|(_, name)| kernel::collate::sort_key_hex(name));
    Ok(choices)
}

/// The working bodies by their names, short and long, folded: what a table's cell may mean.
pub fn bodies_by_name(tx: &mut Tx, on: Date) -> db::Result<HashMap<String, OrganizationId>> {
    let mut bodies = HashMap::new();
    for body in working_organizations(tx, on)? {
        bodies.insert(kernel::text::fold(&body.name), body.id);
        bodies.insert(kernel::text::fold(&body.short_name), body.id);
    }
    Ok(bodies)
}

/// The short names of all organizations.
pub fn names(tx: &mut Tx) -> db::Result<HashMap<OrganizationId, String>> {
    Ok(store::short_names(tx)?.into_iter().collect())
}
