//! A transaction: the only thing a statement accepts.

use crate::link::Link;
use crate::outcome::{Record, Row};
use crate::{Bind, Error, Result, Value};

/// Which engine runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// What begins a snapshot to read from.
    pub(crate) const fn begin_read(self) -> &'static str {
        match self {
            Self::Sqlite => "begin",
            Self::Postgres => "begin isolation level repeatable read read only",
        }
    }
}

/// A row of a recorded table that was inserted, changed or deleted in this transaction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touched {
    /// The table.
    pub table: String,
    /// The row's id.
    pub id: String,
}

/// A connection inside a transaction.
pub struct Tx {
    pub(crate) link: Link,
}

impl Tx {
    /// The engine.
    pub fn engine(&self) -> Engine {
        match self.link {
            Link::Sqlite(_) => Engine::Sqlite,
            Link::Postgres(..) => Engine::Postgres,
        }
    }

    /// The first for SQLite, the second for PostgreSQL.
    pub fn dialect<T>(&self, sqlite: T, postgres: T) -> T {
        match self.engine() {
            Engine::Sqlite => sqlite,
            Engine::Postgres => postgres,
        }
    }

    /// Runs a query of fixed text.
    pub fn rows<R: Record>(&mut self, sql: &'static str, binds: &[&dyn Bind]) -> Result<Vec<R>> {
        let values: Vec<Value<'_>> = binds.iter().map(|bind| bind.value()).collect();
        self.rows_of(sql, &values)
    }

    /// Runs a statement that changes rows and gives their number.
    pub fn change(&mut self, sql: &'static str, binds: &[&dyn Bind]) -> Result<u64> {
        let values: Vec<Value<'_>> = binds.iter().map(|bind| bind.value()).collect();
        match &mut self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                bind(&mut statement, &values)?;
                Ok(u64::try_from(statement.raw_execute()?).unwrap_or(u64::MAX))
            }
            Link::Postgres(client, statements) => {
                let statement = statements.get(client, sql)?;
                Ok(client.execute(&statement, &parameters(&values))?)
            }
        }
    }

    pub(crate) fn rows_of<R: Record>(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<R>> {
        match &mut self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(sql)?;
                bind(&mut statement, values)?;
                let (mut rows, mut out) = (statement.raw_query(), Vec::new());
                while let Some(row) = rows.next()? {
                    out.push(R::read(&Row::Sqlite(row))?);
                }
                Ok(out)
            }
            Link::Postgres(client, statements) => {
                let statement = statements.get(client, sql)?;
                client
                    .query(&statement, &parameters(values))?
                    .iter()
                    .map(|row| R::read(&Row::Postgres(row)))
                    .collect()
            }
        }
    }

    /// Whether the engine answers.
    pub fn is_alive(&mut self) -> Result<bool> {
        Ok(self.rows::<(i64,)>("select 1", &[])? == [(1,)])
    }

    /// Takes the note of what was touched since it was last taken, in order of table and id.
    pub fn take_touched(&mut self) -> Result<Vec<Touched>> {
        let rows: Vec<(String, String)> =
            self.rows("select distinct table_name, row_id from touched order by table_name, row_id", &[])?;
        if !rows.is_empty() {
            self.change("delete from touched", &[])?;
        }
        Ok(rows.into_iter().map(|(table, id)| Touched { table, id }).collect())
    }

    /// A whole row, column by column in alphabetical order, for the journal's hash.
    /// Yes and no are given as 1 and 0, so that both engines give the same.
    /// `table` must be a recorded table of the schema.
    pub fn whole_row(
        &mut self,
        table: &'static str,
        id: &str,
    ) -> Result<Option<Vec<(String, Value<'static>)>>> {
        let mut rows = Vec::new();
        self.each_whole_row(table, Some(id), |columns| {
            rows.push(columns);
            Ok(())
        })?;
        Ok(rows.pop())
    }

    /// Every row of a recorded table (or the one with this id), as [`Tx::whole_row`].
    pub fn each_whole_row(
        &mut self,
        table: &'static str,
        id: Option<&str>,
        mut each: impl FnMut(Vec<(String, Value<'static>)>) -> Result<()>,
    ) -> Result<()> {
        let sql = match id {
            Some(_) => format!("select * from {table} where id = $1"),
            None => format!("select * from {table}"),
        };
        let values: Vec<Value<'_>> = id.into_iter().map(|id| Value::Text(id.into())).collect();
        match &mut self.link {
            Link::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&sql)?;
                let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
                bind(&mut statement, &values)?;
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next()? {
                    each(columns(&names, &Row::Sqlite(row))?)?;
                }
                Ok(())
            }
            Link::Postgres(client, statements) => {
                let statement = statements.get(client, &sql)?;
                let names: Vec<String> =
                    statement.columns().iter().map(|column| column.name().to_owned()).collect();
                for row in &client.query(&statement, &parameters(&values))? {
                    each(columns(&names, &Row::Postgres(row))?)?;
                }
                Ok(())
            }
        }
    }

    /// Fails when a recorded row was touched and no journal entry claimed it.
    pub(crate) fn require_recorded(&mut self) -> Result<()> {
        match self.take_touched()?.into_iter().next() {
            Some(touched) => Err(Error::Unrecorded { table: touched.table }),
            None => Ok(()),
        }
    }
}

fn columns(names: &[String], row: &Row<'_>) -> Result<Vec<(String, Value<'static>)>> {
    let mut columns = names
        .iter()
        .enumerate()
        .map(|(i, name)| {
            Ok((
                name.clone(),
                match row.value(i)? {
                    Value::Bool(yes) => Value::Int(i64::from(yes)),
                    value => value.into_owned(),
                },
            ))
        })
        .collect::<Result<Vec<_>>>()?;
    columns.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(columns)
}

/// SQLite numbers `$n` by first use, so parameters are bound by name.
pub(crate) fn bind(statement: &mut rusqlite::CachedStatement<'_>, values: &[Value<'_>]) -> Result<()> {
    const NAMES: [&str; 24] = [
        "$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15",
        "$16", "$17", "$18", "$19", "$20", "$21", "$22", "$23", "$24",
    ];
    for (i, value) in values.iter().enumerate() {
        let place = match NAMES.get(i) {
            Some(name) => statement.parameter_index(name)?,
            None => statement.parameter_index(&format!("${}", i + 1))?,
        };
        let place = place.ok_or(rusqlite::Error::InvalidParameterCount(values.len(), i))?;
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

pub(crate) fn parameters<'a>(values: &'a [Value<'a>]) -> Vec<&'a (dyn postgres::types::ToSql + Sync)> {
    values.iter().map(|value| value as _).collect()
}
