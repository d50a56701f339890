//! SQL of tables of programmes.

use db::{Count, One, Select, Tx, queries};
use kernel::{Date, OrganizationId, ProgrammeId, ProgrammeItemId};

use crate::model::{Item, Paper, Programme};

queries! {
    /// The programmes of a council, of its bodies too, by year.
    fn of_council(council: OrganizationId) -> Vec<Programme> =
        "select id, council_id, body_id, kind, year, state, proposed_on, tabled_on, decided_on, paper, reference, signer, is_demonstration, version
         from programme where council_id = $1 order by year, kind, id limit 5000";
    /// How one was decided, as a table knows it.
    fn set_decision(on: Date, paper: Paper, reference: &str, signer: &str, id: ProgrammeId) -> Count =
        "update programme set state = 'decided', decided_on = $1, paper = $2, reference = $3, signer = $4 where id = $5";
    /// What became of an item, as a table knows it.
    fn set_outcome(done: Option<Date>, evidence: &str, dropped: Option<Date>, id: ProgrammeItemId) -> Count =
        "update programme_item set done_on = $1, evidence = $2, dropped_on = $3 where id = $4";
    /// Why an item came, of one that is taken back itself.
    fn delete_changes(item: Option<&str>) -> Count = "delete from programme_change where item_id = $1 and kind = 'add'";
    /// Takes an item back that nobody has touched.
    fn delete_item(id: ProgrammeItemId) -> Count = "delete from programme_item where id = $1 and version = 1";
    /// Takes a programme back that nobody has touched.
    fn delete_untouched(id: ProgrammeId) -> Count = "delete from programme where id = $1 and version = 1";
    /// How many items one has.
    fn count_items(id: ProgrammeId) -> One<(i64,)> = "select count(*) from programme_item where programme_id = $1";
}

/// The items of several programmes, each in its order.
pub fn items_among(tx: &mut Tx, programmes: &[ProgrammeId]) -> db::Result<Vec<Item>> {
    const HEAD: &str = "select id, programme_id, council_id, place, title, oversight_group, quarter, month, lead, lead_id, cooperating, product, due_on, is_key, realised_kind, realised_id, realised_label, realised_href, done_on, evidence, dropped_on, batch_id, version from programme_item";
    Select::new(HEAD).among("programme_id", programmes).then("order by programme_id, place, id", &[]).rows(tx)
}
