//! What can go wrong between a statement and its rows.

/// A fault of the database, never of the user.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite refused.
    #[error("sqlite refused")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused.
    #[error("postgresql refused")]
    Postgres(#[from] postgres::Error),
    /// Exactly one row was asked for, none came.
    #[error("no such row")]
    NotFound,
    /// A row breaks an invariant of its type.
    #[error("column {column} does not hold {wanted}")]
    Corrupt {
        /// The place in the select list, from zero.
        column: usize,
        /// The Rust type that could not be read.
        wanted: &'static str,
    },
    /// A recorded row changed without a journal entry; the command was undone.
    #[error("{table} changed without a journal entry")]
    Unrecorded {
        /// The table whose row was touched.
        table: String,
    },
    /// A row refers to one that is not there.
    #[error("a row of {table} refers to one that is not there")]
    Dangling {
        /// The table of the row.
        table: String,
    },
    /// A migration's text is not the one that was applied.
    #[error("migration {number} differs from the one that was applied")]
    MigrationChanged {
        /// The migration's number.
        number: i64,
    },
    /// The database was made by a newer program.
    #[error("the database is at migration {found}, this program knows {known}")]
    TooNew {
        /// The newest migration applied.
        found: i64,
        /// The newest migration known.
        known: i64,
    },
    /// The SQLite that was linked has the WAL-reset bug.
    #[error("sqlite {0} is older than 3.51.3")]
    SqliteTooOld(&'static str),
    /// A command panicked; its changes were undone.
    #[error("the command panicked")]
    Panicked,
    /// The writer has stopped.
    #[error("the database is closed")]
    Closed,
    /// A file of the data folder could not be used.
    #[error("data folder")]
    Io(#[from] std::io::Error),
}

/// Shorthand.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// True when a unique constraint of this name (PostgreSQL) or on this column
    /// (SQLite) was violated, so that the user can be told in words.
    pub fn is_unique_violation(&self) -> bool {
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) => {
                matches!(
                    failure.extended_code,
                    rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                )
            }
            Self::Postgres(error) => error.code() == Some(&postgres::error::SqlState::UNIQUE_VIOLATION),
            _ => false,
        }
    }

    /// True when a row is still pointed at, or points at nothing.
    pub fn is_foreign_key_violation(&self) -> bool {
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) => {
                failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY
            }
            Self::Postgres(error) => error.code() == Some(&postgres::error::SqlState::FOREIGN_KEY_VIOLATION),
            _ => false,
        }
    }

    /// True when PostgreSQL asks to run the transaction again.
    pub(crate) fn wants_retry(&self) -> bool {
        use postgres::error::SqlState;
        matches!(self, Self::Postgres(error) if matches!(error.code(),
            Some(code) if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED))
    }

    /// True when the connection is gone and must be replaced.
    pub(crate) fn lost_link(&self) -> bool {
        matches!(self, Self::Postgres(error) if error.is_closed())
    }
}
