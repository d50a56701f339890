//! By when a paper is to be answered, by the area of the record that it is about.

use kernel::Date;

/// A transfer slip says by when its petitions are to be answered; of other papers no area knows it.
pub(crate) fn due_by(tx: &mut db::Tx, kind: &str, id: &str) -> db::Result<Option<Date>> {
    match (kind, id.parse()) {
        ("petition", Ok(id)) => Ok(petitions::find(tx, id)?.and_then(|one| one.due_on)),
        _ => Ok(None),
    }
}
