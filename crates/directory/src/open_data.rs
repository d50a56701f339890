//! What open data reads of units, bodies, terms, persons and posts. Who never held a public post is
//! nobody here, as on the pages.

use db::{Select, Tx};
use kernel::{AreaId, MembershipId, OrganizationId, PersonId, TermId};

use crate::model::{Area, Membership, Organization, Person, Post, Term};
use crate::rules;

const ORGANIZATION: &str = "select id, area_id, kind, name, short_name, symbol, parent_id, founded_on, dissolved_on, place, version from organization";
const AREA: &str = "select id, code, name, kind, tier, parent_id, valid_from, valid_to from area";
const TERM: &str = "select id, council_id, number, opened_on, ends_on, delegates_total from council_term";
const PERSON: &str = "select id, name, sort_key, is_demonstration, version from person";
const MEMBERSHIP: &str = "select id, person_id, organization_id, post, label, is_full_time, started_on, ended_on, version from membership";

/// Councils, those dissolved too, by id, after one.
pub fn councils(tx: &mut Tx, after: Option<OrganizationId>, most: i64) -> db::Result<Vec<Organization>> {
    Select::new(ORGANIZATION)
        .and("kind = 'council'", &[])
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// Organizations of a unit, or of all, those dissolved too, by id, after one.
pub fn organizations(
    tx: &mut Tx,
    area: Option<AreaId>,
    after: Option<OrganizationId>,
    most: i64,
) -> db::Result<Vec<Organization>> {
    Select::new(ORGANIZATION)
        .maybe("area_id = ?", area.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// Units that have an organization here, or one unit and those in it, by id, after one.
pub fn areas(tx: &mut Tx, within: Option<AreaId>, after: Option<AreaId>, most: i64) -> db::Result<Vec<Area>> {
    let select = Select::new(AREA);
    let select = match within {
        Some(area) => select.and("(id = ? or parent_id = ?)", &[&area, &area]),
        None => select.and("id in (select area_id from organization)", &[]),
    };
    select.maybe("id > ?", after.as_ref()).then("order by id limit ?", &[&most]).rows(tx)
}

/// Terms of councils, by id, after one.
pub fn terms(
    tx: &mut Tx,
    council: Option<OrganizationId>,
    after: Option<TermId>,
    most: i64,
) -> db::Result<Vec<Term>> {
    Select::new(TERM)
        .maybe("council_id = ?", council.as_ref())
        .maybe("id > ?", after.as_ref())
        .then("order by id limit ?", &[&most])
        .rows(tx)
}

/// The posts that anyone may read of.
fn public_posts() -> Vec<Post> {
    Post::ALL.iter().copied().filter(|post| rules::is_public(*post)).collect()
}

/// Persons with a public post in an organization of a unit, or of any, by id, after one.
pub fn persons(
    tx: &mut Tx,
    area: Option<AreaId>,
    after: Option<PersonId>,
    most: i64,
) -> db::Result<Vec<Person>> {
    let select = Select::new(PERSON);
    let select = match area {
        Some(area) => select.and(
            "id in (select person_id from membership where post <> 'specialist' and organization_id in (select id from organization where area_id = ?))",
            &[&area],
        ),
        None => select.and("id in (select person_id from membership where post <> 'specialist')", &[]),
    };
    select.maybe("id > ?", after.as_ref()).then("order by id limit ?", &[&most]).rows(tx)
}

/// Public posts in organizations of a unit, or of any, by id, after one.
pub fn memberships(
    tx: &mut Tx,
    area: Option<AreaId>,
    after: Option<MembershipId>,
    most: i64,
) -> db::Result<Vec<Membership>> {
    let select = Select::new(MEMBERSHIP).among("post", &public_posts());
    let select = match area {
        Some(area) => {
            select.and("organization_id in (select id from organization where area_id = ?)", &[&area])
        }
        None => select,
    };
    select.maybe("id > ?", after.as_ref()).then("order by id limit ?", &[&most]).rows(tx)
}

/// The public posts of these persons, each person's from the oldest.
pub fn memberships_of(tx: &mut Tx, persons: &[PersonId]) -> db::Result<Vec<Membership>> {
    if persons.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(MEMBERSHIP)
        .among("post", &public_posts())
        .among("person_id", persons)
        .then("order by person_id, started_on, id", &[])
        .rows(tx)
}

/// The public posts in these organizations.
pub fn memberships_in(tx: &mut Tx, organizations: &[OrganizationId]) -> db::Result<Vec<Membership>> {
    if organizations.is_empty() {
        return Ok(Vec::new());
    }
    Select::new(MEMBERSHIP)
        .among("post", &public_posts())
        .among("organization_id", organizations)
        .then("order by organization_id, started_on, id", &[])
        .rows(tx)
}

/// One post, if anyone may read of it.
pub fn membership(tx: &mut Tx, id: MembershipId) -> db::Result<Option<Membership>> {
    let found: Vec<Membership> =
        Select::new(MEMBERSHIP).among("post", &public_posts()).and("id = ?", &[&id]).rows(tx)?;
    Ok(found.into_iter().next())
}

/// How many persons anyone may read of, and how many hold no public post.
pub fn standing_of_persons(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when id in (select person_id from membership where post <> 'specialist') then 'published' else 'no_public_post' end as standing, count(*) from person",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many persons there are.
pub fn exist_persons(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from person").number(tx)
}

/// How many posts anyone may read of.
pub fn standing_of_memberships(tx: &mut Tx) -> db::Result<Vec<(String, i64)>> {
    Select::new(
        "select case when post <> 'specialist' then 'published' else 'no_public_post' end as standing, count(*) from membership",
    )
    .then("group by standing", &[])
    .rows(tx)
}

/// How many posts there are.
pub fn exist_memberships(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from membership").number(tx)
}

/// How many organizations there are, all of them public.
pub fn exist_organizations(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from organization").number(tx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_in_the_statements_names_every_post_that_is_not_public() {
        let hidden: Vec<&str> =
            Post::ALL.iter().filter(|post| !rules::is_public(**post)).map(|post| post.as_str()).collect();
        assert_eq!(hidden, ["specialist"]);
    }
}
