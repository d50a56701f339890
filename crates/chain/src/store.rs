//! Links in the database.

use db::Count;
use kernel::LinkId;

db::queries! {
    /// Adds a link.
    fn insert(id: LinkId, from_kind: &str, from_id: &str, from_label: &str, from_href: &str, to_kind: &str, to_id: &str, to_label: &str, to_href: &str) -> Count =
        "insert into record_link (id, from_kind, from_id, from_label, from_href, to_kind, to_id, to_label, to_href)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (from_kind, from_id, to_kind, to_id) do nothing";
    /// Takes the links of a record back.
    fn delete_of(kind: &str, id: &str) -> Count =
        "delete from record_link where from_kind = $1 and from_id = $2 or to_kind = $1 and to_id = $2";
    /// What a record links to, and what links to it: label and address.
    fn neighbours(kind: &str, id: &str) -> Vec<(String, String)> =
        "select to_label, to_href from record_link where from_kind = $1 and from_id = $2
         union all select from_label, from_href from record_link where to_kind = $1 and to_id = $2";
}
