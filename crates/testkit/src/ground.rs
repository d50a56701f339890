//! One council and nothing else, for the arithmetic of a register.

use db::{Db, Schema};
use kernel::{AreaId, Id, OrganizationId};

use crate::Fresh;

/// A SQLite database with one district and its council; it goes with the value.
pub struct Ground {
    /// The database.
    pub db: Db,
    // After the database, which holds files of it open
    _fresh: Fresh,
}

/// An id that is the same in every run.
pub fn id<T: Id>(number: u16) -> T {
    let [high, low] = number.to_be_bytes();
    T::from_uuid(kernel::uuid_v7(1_602_723_600_000, [high, low, 0, 0, 0, 0, 0, 0, 0, 1]))
}

/// The council of a [`Ground`].
pub fn council() -> OrganizationId {
    id(1)
}

/// The district of a [`Ground`].
pub fn area() -> AreaId {
    id(2)
}

impl Ground {
    /// A fresh one.
    ///
    /// # Panics
    /// When the database cannot be made.
    pub fn fresh(schema: &'static Schema) -> Self {
        let fresh = Fresh::file();
        let made = Db::open(&fresh.place, schema, 0).and_then(|db| {
            db.write(|tx| {
                tx.change(
                    "insert into area (id, code, name, kind, tier, valid_from, sort_key, folded)
                     values ($1, '351', 'Huyện Thanh Liêm', 'district', 'district', '2016-01-01', '', '')",
                    &[&area()],
                )?;
                tx.change(
                    "insert into organization (id, area_id, kind, name, short_name, symbol, place, version)
                     values ($1, $2, 'council', 'HĐND huyện', 'HĐND huyện', 'HĐND', 1, 1)",
                    &[&council(), &area()],
                )?;
                tx.take_touched().map(|_| ())
            })?;
            Ok(db)
        });
        Self { db: made.unwrap_or_else(|error| panic!("a database: {error}")), _fresh: fresh }
    }
}
