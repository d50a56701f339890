//! Statements as typed functions.

use crate::Kind;

/// One statement as [`crate::Db::verify`] sees it.
pub struct Check {
    /// The function's name.
    pub name: &'static str,
    /// The text for SQLite.
    pub sqlite: &'static str,
    /// The text for PostgreSQL; nearly always the same.
    pub postgres: &'static str,
    /// The kinds of the parameters.
    pub binds: &'static [Kind],
    /// The kinds of the columns.
    pub columns: &'static [Kind],
}

/// Names SQL statements as typed functions and lists them in `CHECKS`.
///
/// ```text
/// queries! {
///     /// One council.
///     fn council(id: OrganizationId) -> Option<Council> = "select id, name from organization where id = $1";
/// }
/// ```
#[macro_export]
macro_rules! queries {
    ($($(#[$meta:meta])* fn $name:ident($($arg:ident: $t:ty),* $(,)?) -> $r:ty = $sql:literal $(, postgres $pg:literal)?;)+) => {
        $($(#[$meta])* pub fn $name(tx: &mut $crate::Tx, $($arg: $t),*) -> $crate::Result<$r> {
            let sql = $crate::queries!(@pick tx, $sql $(, $pg)?);
            <$r as $crate::Outcome>::run(tx, sql, &[$(&$arg),*])
        })+

        /// Every statement of this module, for the test that prepares them on both engines.
        pub const CHECKS: &[$crate::Check] = &[$($crate::Check {
            name: concat!(module_path!(), "::", stringify!($name)),
            sqlite: $sql,
            postgres: $crate::queries!(@postgres $sql $(, $pg)?),
            binds: &[$(<$t as $crate::Typed>::KIND),*],
            columns: <$r as $crate::Outcome>::COLUMNS,
        }),+];
    };
    (@pick $tx:ident, $sql:literal) => { $sql };
    (@pick $tx:ident, $sql:literal, $pg:literal) => { $tx.dialect($sql, $pg) };
    (@postgres $sql:literal) => { $sql };
    (@postgres $sql:literal, $pg:literal) => { $pg };
}
