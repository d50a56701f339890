//! Rows and how many of them a statement gives.

use crate::{Bind, Error, Kind, Read, Result, Tx, Value};

/// A row while it is read.
pub enum Row<'a> {
    /// From SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// From PostgreSQL.
    Postgres(&'a postgres::Row),
}

impl Row<'_> {
    /// The value in column `i`, counted from zero.
    pub fn value(&self, i: usize) -> Result<Value<'_>> {
        match self {
            Self::Sqlite(row) => Value::try_from(row.get_ref(i)?)
                .map_err(|_| Error::Corrupt { column: i, wanted: "a value of the dialect" }),
            Self::Postgres(row) => Ok(row.try_get(i)?),
        }
    }

    /// The typed value in column `i`.
    pub fn get<T: Read>(&self, i: usize) -> Result<T> {
        T::read(self.value(i)?).map_err(|_| Error::Corrupt { column: i, wanted: std::any::type_name::<T>() })
    }
}

/// A struct or tuple read column by column, in order.
pub trait Record: Sized {
    /// The kinds of its columns.
    const COLUMNS: &'static [Kind];
    /// Reads a row.
    fn read(row: &Row<'_>) -> Result<Self>;
}

macro_rules! tuples {
    ($(($($t:ident $i:tt),+);)+) => { $(
        impl<$($t: Read),+> Record for ($($t,)+) {
            const COLUMNS: &'static [Kind] = &[$($t::KIND),+];
            fn read(row: &Row<'_>) -> Result<Self> {
                Ok(($(row.get::<$t>($i)?,)+))
            }
        }
    )+ };
}
tuples! {
    (A 0);
    (A 0, B 1);
    (A 0, B 1, C 2);
    (A 0, B 1, C 2, D 3);
    (A 0, B 1, C 2, D 3, E 4);
    (A 0, B 1, C 2, D 3, E 4, F 5);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
}

/// Declares a struct that is read from a row in the order of its fields.
#[macro_export]
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$doc:meta])* pub $field:ident: $t:ty),+ $(,)? }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$doc])* pub $field: $t),+ }

        impl $crate::Record for $name {
            const COLUMNS: &'static [$crate::Kind] = &[$(<$t as $crate::Typed>::KIND),+];
            fn read(row: &$crate::Row<'_>) -> $crate::Result<Self> {
                let mut column = 0..;
                let mut next = || column.next().unwrap_or_default();
                $(let $field = row.get(next())?;)+
                Ok(Self { $($field),+ })
            }
        }
    };
}

/// Exactly one row; none is [`Error::NotFound`].
#[derive(Debug)]
pub struct One<R>(pub R);

/// How many rows were changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(pub u64);

impl Count {
    /// True when the one row that was meant was hit: `where id = $n and version = $m`.
    pub fn hit(self) -> bool {
        self.0 == 1
    }
}

/// What a statement gives: `Vec<R>`, `Option<R>`, `One<R>` or `Count`.
pub trait Outcome: Sized {
    /// The kinds of the columns; none for a `Count`.
    const COLUMNS: &'static [Kind];
    /// Runs the statement.
    fn run(tx: &mut Tx, sql: &'static str, binds: &[&dyn Bind]) -> Result<Self>;
}

impl<R: Record> Outcome for Vec<R> {
    const COLUMNS: &'static [Kind] = R::COLUMNS;
    fn run(tx: &mut Tx, sql: &'static str, binds: &[&dyn Bind]) -> Result<Self> {
        tx.rows(sql, binds)
    }
}
impl<R: Record> Outcome for Option<R> {
    const COLUMNS: &'static [Kind] = R::COLUMNS;
    fn run(tx: &mut Tx, sql: &'static str, binds: &[&dyn Bind]) -> Result<Self> {
        Ok(tx.rows(sql, binds)?.into_iter().next())
    }
}
impl<R: Record> Outcome for One<R> {
    const COLUMNS: &'static [Kind] = R::COLUMNS;
    fn run(tx: &mut Tx, sql: &'static str, binds: &[&dyn Bind]) -> Result<Self> {
        tx.rows(sql, binds)?.into_iter().next().map(One).ok_or(Error::NotFound)
    }
}
impl Outcome for Count {
    const COLUMNS: &'static [Kind] = &[];
    fn run(tx: &mut Tx, sql: &'static str, binds: &[&dyn Bind]) -> Result<Self> {
        tx.change(sql, binds).map(Count)
    }
}
