//! What open data says of letters: how many there are, and nothing of any.

use db::{Select, Tx};

/// How many there are.
pub fn exist(tx: &mut Tx) -> db::Result<i64> {
    Select::new("select count(*) from letter").number(tx)
}
