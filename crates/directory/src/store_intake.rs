//! SQL of tables of organizations and persons: what is there, and taking a batch back.

use db::{Count, Select, Tx, queries, record};
use kernel::{AreaId, Date, MembershipId, OrganizationId, PersonId, TermId};

use crate::model::{Area, Organization, OrganizationKind, Post, Term};

record! {
    /// A post with its holder, as a row of the table; a person without a post is a row too.
    #[derive(Debug, Clone)]
    pub struct Seat {
        /// Who.
        pub person: PersonId,
        /// As written.
        pub name: String,
        /// Sorts by given name.
        pub sort_key: String,
        /// Where.
        pub organization: Option<OrganizationId>,
        /// As what.
        pub post: Option<Post>,
        /// In words.
        pub label: Option<String>,
        /// Chuyên trách.
        pub is_full_time: Option<bool>,
        /// Since.
        pub started_on: Option<Date>,
        /// Until.
        pub ended_on: Option<Date>,
    }
}

queries! {
    /// Every unit: what a table's words are held against.
    fn all_areas() -> Vec<Area> =
        "select id, code, name, kind, tier, parent_id, valid_from, valid_to from area order by valid_from, id";
    /// Every succession.
    fn all_successions() -> Vec<(AreaId, AreaId)> =
        "select predecessor_id, successor_id from succession order by succeeded_on, id";
    /// Every organization, dissolved ones too, in the order of lists.
    fn all_organizations() -> Vec<Organization> =
        "select id, area_id, kind, name, short_name, symbol, parent_id, founded_on, dissolved_on, place, version from organization order by place, id";
    /// Adds an organization as a table knows it.
    fn insert_known(id: OrganizationId, area: AreaId, kind: OrganizationKind, name: &str, short: &str, symbol: &str, parent: Option<OrganizationId>, founded: Option<Date>, dissolved: Option<Date>, place: i64) -> Count =
        "insert into organization (id, area_id, kind, name, short_name, symbol, parent_id, founded_on, dissolved_on, place, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    /// Every term of every council.
    fn all_terms() -> Vec<Term> =
        "select id, council_id, number, opened_on, ends_on, delegates_total from council_term order by council_id, number";
    /// Takes a term back.
    fn delete_term(id: TermId) -> Count = "delete from council_term where id = $1";
    /// Takes an organization back that nobody has touched.
    fn delete_organization(id: OrganizationId) -> Count = "delete from organization where id = $1 and version = 1";
    /// Takes a post back that nobody has touched.
    fn delete_membership(id: MembershipId) -> Count = "delete from membership where id = $1 and version = 1";
    /// Takes a person back whom nobody has touched.
    fn delete_person(id: PersonId) -> Count = "delete from person where id = $1 and version = 1";
    /// Every post and every person, by name.
    fn seats(most: i64) -> Vec<Seat> =
        "select person.id, person.name, person.sort_key, membership.organization_id, membership.post, membership.label, membership.is_full_time, membership.started_on, membership.ended_on
         from person left join membership on membership.person_id = person.id
         order by person.sort_key, person.id, membership.started_on, membership.id limit $1";
}

/// The persons whose folded name is one of these.
pub fn persons_named(tx: &mut Tx, folded: &[String]) -> db::Result<Vec<(PersonId, String)>> {
    Select::new("select id, name from person").among("folded", folded).then("order by id", &[]).rows(tx)
}
