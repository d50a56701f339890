//! All SQL of the council's own wordings.

use db::{Count, queries};
use kernel::{LinkId, OrganizationId};

use crate::model::Kind;
use crate::template::Template;

queries! {
    /// What a council says differently in its papers of a kind.
    fn template(council: OrganizationId, kind: Kind) -> Option<Template> =
        "select superior, place, symbol, wording, copies, filed
         from paper_template where council_id = $1 and kind = $2";
    /// Its id and version.
    fn key(council: OrganizationId, kind: Kind) -> Option<(LinkId, i64)> =
        "select id, version from paper_template where council_id = $1 and kind = $2";
    /// The kinds for which a council has own words.
    fn kinds(council: OrganizationId) -> Vec<(Kind, i64)> =
        "select kind, changed_ms from paper_template
         where council_id = $1 and (superior <> '' or place <> '' or symbol <> '' or wording <> '' or copies <> '' or filed <> '')
         order by kind";
    /// Adds one.
    fn insert(id: LinkId, council: OrganizationId, kind: Kind, superior: &str, place: &str, symbol: &str, wording: &str, copies: &str, filed: &str, at: i64) -> Count =
        "insert into paper_template (id, council_id, kind, superior, place, symbol, wording, copies, filed, changed_ms, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    /// Changes one.
    fn update(superior: &str, place: &str, symbol: &str, wording: &str, copies: &str, filed: &str, at: i64, id: LinkId, version: i64) -> Count =
        "update paper_template set superior = $1, place = $2, symbol = $3, wording = $4, copies = $5, filed = $6, changed_ms = $7, version = version + 1
         where id = $8 and version = $9";
}
