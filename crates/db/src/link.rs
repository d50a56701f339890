//! One connection to one of the two engines.

use std::collections::HashMap;
use std::path::Path;

use postgres::{Client, NoTls, Statement};
use rusqlite::{Connection, OpenFlags};

use crate::{Error, Result};

/// A connection.
pub(crate) enum Link {
    Sqlite(Connection),
    Postgres(Box<Client>, Statements),
}

/// Prepared statements of one PostgreSQL connection.
#[derive(Default)]
pub(crate) struct Statements(HashMap<String, Statement>);

impl Statements {
    pub(crate) fn get(&mut self, client: &mut Client, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.0.get(sql) {
            return Ok(statement.clone());
        }
        let statement = client.prepare(sql)?;
        self.0.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// First version without the WAL-reset bug that can corrupt a database under two connections.
const SQLITE_MIN: i32 = 3_051_003;

impl Link {
    /// The writing connection of a SQLite file, made when missing.
    pub(crate) fn sqlite_writer(file: &Path) -> Result<Self> {
        if rusqlite::version_number() < SQLITE_MIN {
            return Err(Error::SqliteTooOld(rusqlite::version()));
        }
        let connection = Connection::open(file)?;
        // FULL: NORMAL loses acknowledged records at a power cut
        connection.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
             pragma trusted_schema = off; pragma cell_size_check = on; pragma secure_delete = on;
             pragma mmap_size = 0; pragma temp_store = memory; pragma busy_timeout = 5000;
             pragma wal_autocheckpoint = 1000; pragma journal_size_limit = 67108864;
             pragma recursive_triggers = on; pragma cache_size = -65536;",
        )?;
        connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_prepared_statement_cache_capacity(512);
        Ok(Self::Sqlite(connection))
    }

    /// A connection that can only read.
    pub(crate) fn sqlite_reader(file: &Path) -> Result<Self> {
        let connection = Connection::open_with_flags(
            file,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.execute_batch(
            "pragma query_only = on; pragma trusted_schema = off; pragma cell_size_check = on;
             pragma mmap_size = 0; pragma temp_store = memory; pragma busy_timeout = 5000;
             pragma cache_size = -32768;",
        )?;
        connection.set_prepared_statement_cache_capacity(512);
        Ok(Self::Sqlite(connection))
    }

    /// A connection to a PostgreSQL server.
    pub(crate) fn postgres(url: &str) -> Result<Self> {
        let mut client = Client::connect(url, NoTls)?;
        // Compiling a statement takes longer than any of ours runs
        client.batch_execute(
            "set statement_timeout = '60s'; set lock_timeout = '30s';
             set idle_in_transaction_session_timeout = '60s'; set client_min_messages = warning;
             set jit = off",
        )?;
        Ok(Self::Postgres(Box::new(client), Statements::default()))
    }

    /// Lets SQLite count what is in the tables that have grown since it last did, so that it
    /// chooses the right index. PostgreSQL does so by itself.
    pub(crate) fn optimize(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(_) => self.batch("pragma optimize = 0x10002"),
            Self::Postgres(..) => Ok(()),
        }
    }

    /// Runs statements that take no parameters and give no rows.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        match self {
            Self::Sqlite(connection) => connection.execute_batch(sql)?,
            Self::Postgres(client, _) => client.batch_execute(sql)?,
        }
        Ok(())
    }
}
