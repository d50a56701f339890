//! All SQL of this area.

use db::{Count, One, Select, Tx, queries};
use kernel::{AreaId, Date, MembershipId, OrganizationId, PersonId, SuccessionId, TermId};

use crate::model::{
    Area, AreaKind, Holding, Membership, Organization, OrganizationKind, Person, Post, Term, Tier,
};

queries! {
    /// One unit.
    fn area(id: AreaId) -> Option<Area> =
        "select id, code, name, kind, tier, parent_id, valid_from, valid_to from area where id = $1";
    /// The unit with this code on this day.
    fn area_by_code(code: &str, on: Date) -> Option<Area> =
        "select id, code, name, kind, tier, parent_id, valid_from, valid_to from area
         where code = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by valid_from desc limit 1";
    /// Every unit that ever had this code, oldest first.
    fn areas_by_code(code: &str) -> Vec<Area> =
        "select id, code, name, kind, tier, parent_id, valid_from, valid_to from area where code = $1 order by valid_from";
    /// The units in a unit on a day.
    fn children(parent: AreaId, on: Date) -> Vec<Area> =
        "select id, code, name, kind, tier, parent_id, valid_from, valid_to from area
         where parent_id = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by sort_key, id";
    /// Every code and first day, for an import that is run again.
    fn known_areas() -> Vec<(String, Date, AreaId)> = "select code, valid_from, id from area";
    /// Adds a unit.
    fn insert_area(id: AreaId, code: &str, name: &str, kind: AreaKind, tier: Tier, parent: Option<AreaId>, from: Date, to: Option<Date>, sort_key: &str, folded: &str) -> Count =
        "insert into area (id, code, name, kind, tier, parent_id, valid_from, valid_to, sort_key, folded)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// Every succession known.
    fn known_successions() -> Vec<(AreaId, AreaId)> = "select predecessor_id, successor_id from succession";
    /// Adds a succession.
    fn insert_succession(id: SuccessionId, predecessor: AreaId, successor: AreaId, part: bool, on: Date) -> Count =
        "insert into succession (id, predecessor_id, successor_id, is_part, succeeded_on) values ($1, $2, $3, $4, $5)";
    /// What a unit became.
    fn successions_from(area: AreaId) -> Vec<(AreaId, bool, Date)> =
        "select successor_id, is_part, succeeded_on from succession where predecessor_id = $1 order by succeeded_on, successor_id";
    /// What a unit was made of.
    fn successions_to(area: AreaId) -> Vec<(AreaId, bool, Date)> =
        "select predecessor_id, is_part, succeeded_on from succession where successor_id = $1 order by succeeded_on, predecessor_id";

    /// One organization.
    fn organization(id: OrganizationId) -> Option<Organization> =
        "select id, area_id, kind, name, short_name, symbol, parent_id, founded_on, dissolved_on, place, version from organization where id = $1";
    /// The organizations of a unit.
    fn organizations_of_area(area: AreaId) -> Vec<Organization> =
        "select id, area_id, kind, name, short_name, symbol, parent_id, founded_on, dissolved_on, place, version
         from organization where area_id = $1 order by place, id";
    /// Those at work on a day, the higher tiers first.
    fn working_organizations(on: Date) -> Vec<Organization> =
        "select organization.id, organization.area_id, organization.kind, organization.name, organization.short_name, organization.symbol, organization.parent_id, organization.founded_on, organization.dissolved_on, organization.place, organization.version
         from organization join area on area.id = organization.area_id
         where (organization.founded_on is null or organization.founded_on <= $1) and (organization.dissolved_on is null or organization.dissolved_on > $1)
         order by case area.tier when 'province' then 1 when 'district' then 2 else 3 end, organization.place, organization.id";
    /// Those at work on a day in a unit and in all units below it: what an office keeps.
    fn organizations_within(on: Date, area: AreaId) -> Vec<Organization> =
        "select organization.id, organization.area_id, organization.kind, organization.name, organization.short_name, organization.symbol, organization.parent_id, organization.founded_on, organization.dissolved_on, organization.place, organization.version
         from organization join area on area.id = organization.area_id
         where (organization.founded_on is null or organization.founded_on <= $1) and (organization.dissolved_on is null or organization.dissolved_on > $1)
           and (area.id = $2 or area.parent_id = $2 or area.parent_id in (select id from area where parent_id = $2))
         order by case area.tier when 'province' then 1 when 'district' then 2 else 3 end, organization.place, organization.id";
    /// The council at work of the highest tier, then the oldest.
    fn home_council(on: Date) -> Option<Organization> =
        "select organization.id, organization.area_id, organization.kind, organization.name, organization.short_name, organization.symbol, organization.parent_id, organization.founded_on, organization.dissolved_on, organization.place, organization.version
         from organization join area on area.id = organization.area_id
         where organization.kind = 'council'
           and (organization.founded_on is null or organization.founded_on <= $1) and (organization.dissolved_on is null or organization.dissolved_on > $1)
         order by case area.tier when 'province' then 1 when 'district' then 2 else 3 end,
                  coalesce(organization.founded_on, '0000-01-01'), organization.place, organization.id limit 1";
    /// Those of a unit and of the units in it.
    fn organizations_under(area: AreaId, on: Date) -> Vec<Organization> =
        "select id, area_id, kind, name, short_name, symbol, parent_id, founded_on, dissolved_on, place, version from organization
         where (area_id = $1 or area_id in (select id from area where parent_id = $1))
           and (founded_on is null or founded_on <= $2) and (dissolved_on is null or dissolved_on > $2) order by place, id";
    /// The councils of a unit's units on a day, in the order of the units' names.
    fn councils_in(parent: AreaId, on: Date) -> Vec<Organization> =
        "select organization.id, organization.area_id, organization.kind, organization.name, organization.short_name, organization.symbol, organization.parent_id, organization.founded_on, organization.dissolved_on, organization.place, organization.version
         from organization join area on area.id = organization.area_id
         where area.parent_id = $1 and organization.kind = 'council' and area.valid_from <= $2 and (area.valid_to is null or area.valid_to >= $2)
           and (organization.dissolved_on is null or organization.dissolved_on > $2) order by area.sort_key, area.id";
    /// Says by which identifier an organization is known in the exchange of electronic papers.
    fn set_agency_code(code: Option<&str>, id: OrganizationId) -> Count =
        "update organization set agency_code = $1 where id = $2";
    /// Short names of all organizations.
    fn short_names() -> Vec<(OrganizationId, String)> = "select id, short_name from organization";
    /// Adds an organization.
    fn insert_organization(id: OrganizationId, area: AreaId, kind: OrganizationKind, name: &str, short: &str, symbol: &str, parent: Option<OrganizationId>, founded: Option<Date>, place: i64) -> Count =
        "insert into organization (id, area_id, kind, name, short_name, symbol, parent_id, founded_on, place, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
    /// Changes names and symbol.
    fn update_organization(name: &str, short: &str, symbol: &str, dissolved: Option<Date>, id: OrganizationId, version: i64) -> Count =
        "update organization set name = $1, short_name = $2, symbol = $3, dissolved_on = $4, version = version + 1 where id = $5 and version = $6";
    /// The newest day on which somebody took up a post there.
    fn last_started(organization: OrganizationId) -> One<(Option<Date>,)> =
        "select max(started_on) from membership where organization_id = $1";
    /// Ends the posts of an organization that last longer.
    fn end_posts(last: Date, organization: OrganizationId) -> Count =
        "update membership set ended_on = $1, version = version + 1
         where organization_id = $2 and (ended_on is null or ended_on > $1)";
    /// The highest place in the lists.
    fn last_place() -> One<(i64,)> = "select coalesce(max(place), 0) from organization";

    /// The term of a council on a day.
    fn term_on(council: OrganizationId, on: Date) -> Option<Term> =
        "select id, council_id, number, opened_on, ends_on, delegates_total from council_term
         where council_id = $1 and opened_on <= $2 and ends_on >= $2 order by opened_on desc limit 1";
    /// One term.
    fn term(id: TermId) -> Option<Term> =
        "select id, council_id, number, opened_on, ends_on, delegates_total from council_term where id = $1";
    /// The terms of a council, newest first.
    fn terms_of(council: OrganizationId) -> Vec<Term> =
        "select id, council_id, number, opened_on, ends_on, delegates_total from council_term where council_id = $1 order by opened_on desc";
    /// Adds a term.
    fn insert_term(id: TermId, council: OrganizationId, number: i64, opened: Date, ends: Date, delegates: i64) -> Count =
        "insert into council_term (id, council_id, number, opened_on, ends_on, delegates_total) values ($1, $2, $3, $4, $5, $6)";

    /// One person.
    fn person(id: PersonId) -> Option<Person> =
        "select id, name, sort_key, is_demonstration, version from person where id = $1";
    /// Persons after a key, by given name.
    fn persons_after(key: &str, id: &str, most: i64) -> Vec<Person> =
        "select id, name, sort_key, is_demonstration, version from person where (sort_key, id) > ($1, $2) order by sort_key, id limit $3";
    /// How many there are.
    fn count_persons() -> One<(i64,)> = "select count(*) from person";
    /// Adds a person.
    fn insert_person(id: PersonId, name: &str, sort_key: &str, folded: &str, demonstration: bool) -> Count =
        "insert into person (id, name, sort_key, folded, is_demonstration, version) values ($1, $2, $3, $4, $5, 1)";

    /// The posts of a person, newest first.
    fn memberships_of(person: PersonId) -> Vec<Membership> =
        "select id, person_id, organization_id, post, label, is_full_time, started_on, ended_on, version from membership
         where person_id = $1 order by started_on desc, id";
    /// The posts of a person as the rules see them, newest first.
    fn holdings_of(person: PersonId) -> Vec<Holding> =
        "select membership.post, membership.label, person.name, membership.organization_id, organization.name, organization.kind, organization.area_id, membership.started_on, membership.ended_on
         from membership join person on person.id = membership.person_id join organization on organization.id = membership.organization_id
         where membership.person_id = $1 order by membership.started_on desc, membership.id";
    /// Other persons who hold or held a post of an organization. A council and its Standing
    /// Committee are one here: the chair may be written down with either.
    fn rivals(organization: OrganizationId, post: Post, person: PersonId) -> Vec<Holding> =
        "select membership.post, membership.label, person.name, membership.organization_id, organization.name, organization.kind, organization.area_id, membership.started_on, membership.ended_on
         from membership join person on person.id = membership.person_id join organization on organization.id = membership.organization_id
         where (membership.organization_id = $1
                or membership.organization_id in (select id from organization where parent_id = $1 and kind = 'standing_committee')
                or membership.organization_id in (select parent_id from organization where id = $1 and kind = 'standing_committee'))
           and membership.post = $2 and membership.person_id <> $3 order by membership.started_on, membership.id";
    /// The terms of the councils that a unit has had.
    fn terms_of_area(area: AreaId) -> Vec<Term> =
        "select council_term.id, council_term.council_id, council_term.number, council_term.opened_on, council_term.ends_on, council_term.delegates_total
         from council_term join organization on organization.id = council_term.council_id
         where organization.area_id = $1 order by council_term.opened_on desc";
    /// One post.
    fn membership(id: MembershipId) -> Option<Membership> =
        "select id, person_id, organization_id, post, label, is_full_time, started_on, ended_on, version from membership where id = $1";
    /// Who holds a post of an organization, or of its Standing Committee.
    fn holder(organization: OrganizationId, post: Post, on: Date) -> Option<Person> =
        "select person.id, person.name, person.sort_key, person.is_demonstration, person.version from membership join person on person.id = membership.person_id
         where (membership.organization_id = $1
                or membership.organization_id in (select id from organization where parent_id = $1 and kind = 'standing_committee'))
           and membership.post = $2 and membership.started_on <= $3 and (membership.ended_on is null or membership.ended_on >= $3)
         order by membership.started_on desc, membership.id limit 1";
    /// Delegates of a council on a day, by given name.
    fn delegates(council: OrganizationId, on: Date, key: &str, id: &str, most: i64) -> Vec<Person> =
        "select person.id, person.name, person.sort_key, person.is_demonstration, person.version from person
         where exists (select membership.id from membership where membership.person_id = person.id and membership.organization_id = $1
           and membership.post = 'delegate' and membership.started_on <= $2 and (membership.ended_on is null or membership.ended_on >= $2))
           and (person.sort_key, person.id) > ($3, $4) order by person.sort_key, person.id limit $5";
    /// Everyone with a post at work, with the post: for pages that name them all at once.
    fn posts_in(council: OrganizationId, on: Date) -> Vec<(PersonId, String, OrganizationId, Post, String)> =
        "select person.id, person.name, membership.organization_id, membership.post, membership.label from membership
         join person on person.id = membership.person_id join organization on organization.id = membership.organization_id
         where (organization.id = $1 or organization.parent_id = $1) and membership.started_on <= $2 and (membership.ended_on is null or membership.ended_on >= $2)
         order by organization.place, person.sort_key, person.id";
    /// Adds a post.
    fn insert_membership(id: MembershipId, person: PersonId, organization: OrganizationId, post: Post, label: &str, full_time: bool, started: Date, ended: Option<Date>) -> Count =
        "insert into membership (id, person_id, organization_id, post, label, is_full_time, started_on, ended_on, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
    /// Ends a post.
    fn end_membership(ended: Date, id: MembershipId, version: i64) -> Count =
        "update membership set ended_on = $1, version = version + 1 where id = $2 and version = $3";
}

/// Persons by their ids, in the order of names.
pub fn persons(tx: &mut Tx, ids: &[PersonId]) -> db::Result<Vec<(PersonId, String)>> {
    Select::new("select id, name from person").among("id", ids).then("order by sort_key, id", &[]).rows(tx)
}

/// Several organizations at once, dissolved ones too.
pub fn organizations(tx: &mut Tx, ids: &[OrganizationId]) -> db::Result<Vec<Organization>> {
    Select::new("select id, area_id, kind, name, short_name, symbol, parent_id, founded_on, dissolved_on, place, version from organization")
        .among("id", ids)
        .then("order by place, id", &[])
        .rows(tx)
}

/// The identifiers in the exchange of electronic papers of several organizations, where known.
pub fn agency_codes(tx: &mut Tx, ids: &[OrganizationId]) -> db::Result<Vec<(OrganizationId, String)>> {
    Select::new("select id, agency_code from organization")
        .and("agency_code is not null", &[])
        .among("id", ids)
        .rows(tx)
}

/// Several units at once.
pub fn areas(tx: &mut Tx, ids: &[AreaId]) -> db::Result<Vec<Area>> {
    Select::new("select id, code, name, kind, tier, parent_id, valid_from, valid_to from area")
        .among("id", ids)
        .rows(tx)
}
