//! Links in the database.

use db::{Count, queries};
use kernel::LinkId;

use crate::model::Link;

queries! {
    /// Adds a link.
    fn insert(id: LinkId, from_kind: &str, from_id: &str, from_label: &str, from_href: &str, to_kind: &str, to_id: &str, to_label: &str, to_href: &str, by: Option<&str>, at_ms: Option<i64>) -> Count =
        "insert into record_link (id, from_kind, from_id, from_label, from_href, to_kind, to_id, to_label, to_href, linked_by, linked_ms)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (from_kind, from_id, to_kind, to_id) do nothing";
    /// Takes the links of a record back.
    fn delete_of(kind: &str, id: &str) -> Count =
        "delete from record_link where from_kind = $1 and from_id = $2 or to_kind = $1 and to_id = $2";
    /// Takes the link between two records back.
    fn delete_between(from_kind: &str, from_id: &str, to_kind: &str, to_id: &str) -> Count =
        "delete from record_link where from_kind = $1 and from_id = $2 and to_kind = $3 and to_id = $4";
    /// Takes one back that was made by hand.
    fn delete_by_hand(id: LinkId) -> Count =
        "delete from record_link where id = $1 and linked_by is not null";
    /// One link.
    fn one(id: LinkId) -> Option<Link> =
        "select id, from_kind, from_id, to_kind, to_id, linked_by from record_link where id = $1";
    /// What a record links to, and what links to it: label and address.
    fn neighbours(kind: &str, id: &str) -> Vec<(String, String)> =
        "select to_label, to_href from record_link where from_kind = $1 and from_id = $2
         union all select from_label, from_href from record_link where to_kind = $1 and to_id = $2";
    /// Every link on the ways out of a record, near ones first. `union` meets each link once, so
    /// a ring ends.
    fn onward(kind: &str, id: &str, most: i64) -> Vec<Link> =
        "with recursive way (id, from_kind, from_id, to_kind, to_id, linked_by) as (
           select id, from_kind, from_id, to_kind, to_id, linked_by from record_link where from_kind = $1 and from_id = $2
           union
           select record_link.id, record_link.from_kind, record_link.from_id, record_link.to_kind, record_link.to_id, record_link.linked_by
           from way join record_link on record_link.from_kind = way.to_kind and record_link.from_id = way.to_id
         ) select id, from_kind, from_id, to_kind, to_id, linked_by from way limit $3";
    /// Every link on the ways into a record, near ones first.
    fn backward(kind: &str, id: &str, most: i64) -> Vec<Link> =
        "with recursive way (id, from_kind, from_id, to_kind, to_id, linked_by) as (
           select id, from_kind, from_id, to_kind, to_id, linked_by from record_link where to_kind = $1 and to_id = $2
           union
           select record_link.id, record_link.from_kind, record_link.from_id, record_link.to_kind, record_link.to_id, record_link.linked_by
           from way join record_link on record_link.to_kind = way.from_kind and record_link.to_id = way.from_id
         ) select id, from_kind, from_id, to_kind, to_id, linked_by from way limit $3";
}
